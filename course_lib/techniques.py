"""The ways to regularize and what counts as overfitting: the facts of the course, written once.

The notebooks' tables say the same words, which a test proves; the cheat sheet and the questions of
the exam read them here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Technique:
    """A way to regularize.

    ``changes`` says what of a training it touches, ``gives`` what one gets, ``dial`` what one
    sets, ``use`` what it does, after "it", and ``watches`` which number it looks at, if any.

    Examples
    --------
    >>> TECHNIQUES["dropout"].changes
    'the network, during training only'
    """

    title: str
    changes: str
    gives: str
    dial: str
    use: str
    watches: str = ""


@dataclass(frozen=True, kw_only=True)
class Penalty(Technique):
    """A price on weights: how it pulls at one, what it makes of all, and what it is used for.

    Examples
    --------
    >>> PENALTIES["l1"].used_for, PENALTIES["l2"].used_for
    ('feature selection', 'stability, multicollinearity')
    """

    pull: str
    weights: str
    correlated: str
    used_for: str


PENALTIES = {
    "l1": Penalty(
        title="L1 (lasso)",
        changes="the cost",
        gives="sparsity, feature selection",
        dial="λ",
        use="makes weights exactly zero and so selects features",
        pull="constant",
        weights="sparse",
        correlated="keeps one, by accident",
        used_for="feature selection",
    ),
    "l2": Penalty(
        title="L2 (ridge)",
        changes="the cost",
        gives="small weights, stability",
        dial="λ",
        use="keeps all weights small and shares them among correlated features",
        pull="proportional to it",
        weights="small, none exactly zero",
        correlated="shares the weight",
        used_for="stability, multicollinearity",
    ),
    "elastic": Penalty(
        title="Elastic net",
        changes="the cost",
        gives="sparsity that keeps correlated features together",
        dial="λ₁ and λ₂",
        use="selects features and keeps groups of correlated ones together",
        pull="both",
        weights="sparse",
        correlated="keeps the group",
        used_for="many features in correlated groups",
    ),
}

TECHNIQUES: dict[str, Technique] = {
    **PENALTIES,
    "dropout": Technique(
        title="Dropout",
        changes="the network, during training only",
        gives="no unit can rely on another",
        dial="p",
        use="switches off random neurons in training, so that none relies on another",
    ),
    "stopping": Technique(
        title="Early stopping",
        changes="the number of updates",
        gives="weights that have not travelled far; saved compute",
        dial="patience, α",
        use="ends training where the validation error turns, and leaves the loss alone",
        watches="the validation error",
    ),
    "augmentation": Technique(
        title="Data augmentation",
        changes="the training data",
        gives="more diversity",
        dial="kind and strength",
        use="makes the training data more diverse",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How well a model fits: its errors, and what another model would do on new data.

    A gap between training and new data alone shows nothing: nearly every fitted model has one.

    Examples
    --------
    >>> FITS["over"].means
    'a simpler or more regularized model would do better on new data'
    """

    title: str
    errors: str
    means: str
    remedy: str


FITS = {
    "under": Fit(
        title="Underfitting",
        errors="both errors high",
        means="too stiff for the pattern",
        remedy="larger model, longer training, weaker penalty",
    ),
    "good": Fit(
        title="Good fit",
        errors="the lowest error on new data",
        means="follows the pattern, leaves the noise",
        remedy="nothing",
    ),
    "over": Fit(
        title="Overfitting",
        errors="training error low, error on new data higher than that of a simpler model",
        means="a simpler or more regularized model would do better on new data",
        remedy="more data, a penalty, dropout, stopping early",
    ),
}
