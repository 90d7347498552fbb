"""The balance of complexity and generalization: which way a dial turns, and the words for it."""

from __future__ import annotations

import numpy as np

from course_lib.techniques import FITS
from grader.exam.answers import choose, words
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.question import Question

from ._concepts import Ask, concept, fair

WHY, SUMMARY = "Why Regularization?", "Summary"

_DIALS = [
    (r"$\lambda$ of an L2 penalty is made larger", "under", 1),
    (r"$\lambda$ of an L1 penalty is made smaller", "over", 1),
    ("The degree of a polynomial is raised", "over", 1),
    ("Training is stopped after far fewer epochs", "under", 1),
    ("The probability $p$ of dropping a unit is raised", "under", 2),
    ("The hidden layers get many more units", "over", 2),
    ("Training goes on for many more epochs", "over", 2),
    ("The L2 penalty of all layers is taken away", "over", 2),
    (r"Gradient descent from $w = 0$ makes ten times as many steps", "over", 3),
    (r"A shrunken model with $\lambda = 10$ is fitted anew with $\lambda = 1000$", "under", 3),
    ("Dropout is switched off in training too", "over", 3),
    ("The L1 penalty is raised until most weights are exactly zero", "under", 3),
]


@question(title="Which way a dial turns", slide=SUMMARY, points=(1, 1, 1), minutes=(1, 1, 1),
          variants=8)  # fmt: skip
def dial_direction(rng: np.random.Generator, level: int) -> Question:
    """One change and all else kept: less variance and more bias, or the other way round."""
    change, to, _ = pick(rng, [d for d in _DIALS if d[2] == level])
    network = int(rng.integers(2, 30))
    texts = {
        "under": "Less variance, more bias: a step towards underfitting",
        "over": "More variance, less bias: a step towards overfitting",
    }
    other = "over" if to == "under" else "under"
    wrong = {
        texts[other]: "It is the other way round: ask whether the model gets freer.",
        "Less of both, so the error on new data is sure to fall": "One is paid with the other.",
        "Neither changes, since the training data are the same": "Another model is learnt.",
    }
    return Question(
        prompt=f"{change}; the {100 * network} training examples and all else stay as they are. "
        "What is to be expected?",
        answer=fair(rng, (texts[to], "The model has less freedom." if to == "under" else
                          "The model has more freedom."), wrong),
        solution=(f"{texts[to]}.",),
        given={"change": change},
    )  # fmt: skip


_WORDS = {
    1: [
        Ask("What is regularization?", "Whatever reduces overfitting and helps on new data",
            "Penalties are one kind of it.",
            {"Whatever brings the training error down to zero": "It rather raises it.",
             "Whatever brings all features to the same scale": "That is standardising.",
             "Whatever makes the training of a network faster": "That is another aim.",
             "Whatever makes the layers of a network equally wide": "It is about generalizing."}),
        Ask("What does an overfitted model learn that it should not?",
            "The noise of its training data", "It will not be there next time.",
            {"The pattern of the new data": "That would be welcome.",
             "The mean of all the targets": "That is hardly too much.",
             "The scale of its features": "That is no harm.",
             "The order of the classes": "That is not what the word says."}),
        Ask("What is the sign of underfitting?",
            "High errors on training data and on new data", f"It is {FITS['under'].means}.",
            {"A low error on training data, a high one on new data": "That points to overfitting.",
             "Low errors on training data and on new data": "That is a good fit.",
             "A higher error on training data than before the training": "Training lowers it.",
             "Weights that are large and of both signs": "That is rather overfitting."}),
    ],
    2: [
        Ask("Model A has 2 % error on training data and 9 % on new data. Does it overfit?",
            "It cannot be said: another model must be compared on new data.",
            "A gap alone shows nothing.",
            {"Yes: the error on new data is larger than that on training data.":
                "Almost every fitted model has such a gap.",
             "Yes: an error on training data below 5 % is always too small to be honest.":
                "There is no such limit.",
             "No: 9 % is below the limit of 10 % for overfitting.": "There is no such limit.",
             "No: overfitting needs a training error of exactly zero.": "It does not."}),
        Ask("Model A has errors of 2 % on training data and 9 % on new data, model B of 7 % on "
            "both. What follows?",
            "B is to be used, and A overfits compared with it.",
            "B does better on new data with less fit to the training data.",
            {"A is to be used, since its training error is lower.": "New data decide.",
             "A is to be used, since its errors differ, which shows that it has learnt.":
                "New data decide.",
             "B is to be used, but neither can be said to overfit.": "B shows what A gave away.",
             "Nothing, as long as both errors of B are equal.": "The errors on new data differ."}),
        Ask("Model A has errors of 2 % on training data and 6 % on new data, model B of 8 % on "
            "both. What follows?",
            "A is to be used, for it does better on new data.", "The gap does not matter.",
            {"B is to be used, for its two errors agree.": "A small gap is not the aim.",
             "B is to be used, since A overfits: its errors differ.": "A gap alone shows nothing.",
             "Neither is to be used before their errors agree.": "They need not.",
             "A is to be used, for its training error is lower.":
                "The choice is right, but not for this reason."}),
    ],
    3: [
        Ask("What does a penalty trade, if it helps?",
            "Some more bias for a larger cut in variance", "So the sum falls.",
            {"Some more variance for a larger cut in bias": "It is the other way round.",
             "Some noise in the targets for less bias": "Nobody can remove the noise.",
             "Some new data for a larger training set": "The data stay what they are.",
             "Some more bias for less noise in the targets": "Nobody can remove the noise."}),
        Ask("Why is the goal a simpler model, if a richer one fits the training data better?",
            "A simpler one may do better on data it has not seen.", "That is what counts.",
            {"A simpler one has the lower error on the training data too.": "It has not.",
             "A simpler one has neither bias nor variance left.": "It has more bias.",
             "A simpler one needs no validation data to be chosen.": "It does.",
             "A richer one cannot be trained by gradient descent.": "It can."}),
        Ask("Which part of the expected squared error on new data stays, whatever the model?",
            "The variance of the noise", "Nobody can remove it.",
            {"The squared bias": "A free model has little of it.",
             "The variance of the fit": "A stiff model has little of it.",
             "The training error": "It can be 0, and is no part of the sum.",
             "The size of the penalty": "It is no part of this error."}),
    ],
}  # fmt: skip


@question(title="Fit in words", slide=WHY, points=(1, 1, 1), minutes=(1, 1, 1), variants=10)
def fit_words(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the words, level 2 comparing models, level 3 bias and variance."""
    return concept(rng, _WORDS[level])


_REMEDIES = {
    "overfit": [r"Make $\lambda$ ten times larger", "Add dropout",
                "Collect or augment training data", "Stop training earlier"],
    "underfit": [r"Make $\lambda$ ten times smaller", "Use a larger network", "Train for longer",
                 "Switch its dropout off"],
}  # fmt: skip


_REASONS = {
    "overfit": f"{FITS['over'].title}: {FITS['over'].means}; the table shows one.",
    "underfit": f"{FITS['under'].title}: {FITS['under'].errors}; a weaker penalty does better.",
}


_NAMES = {"overfit": FITS["over"].title, "underfit": FITS["under"].title}
_ALSO = {"overfit": "high variance", "underfit": "high bias"}


def _said(kind: str) -> list[str]:
    """Return what people say instead of the one word."""
    stem = kind.removesuffix("fit") + "-fit"
    who = ("it", "the network", "the model")
    return [
        *(stem + end for end in ("ting", "", "s", "ted", "ting problem")),
        *(f"{one} {stem}s" for one in who),
        *(f"{one} is {stem}ting" for one in who),
        f"it's {stem}ting",
        _ALSO[kind],
    ]


@question(title="Overfitting or underfitting", slide="Why Regularization?", points=(1, 1, 2),
          minutes=(1, 1, 1))  # fmt: skip
def diagnose_fit(rng: np.random.Generator, level: int) -> Question:
    """Three strengths and their errors: what is wrong with one; level 2 and 3 what to change.

    A gap between two errors alone shows nothing, so another model stands beside it.
    """
    kind = pick(rng, list(_NAMES))
    train = [int(rng.integers(1, 5)), int(rng.integers(9, 14)), int(rng.integers(30, 38))]
    fresh = [int(rng.integers(30, 40)), int(rng.integers(15, 20)), train[2] + 1]
    lams = pick(rng, [("0.001", "0.01", "0.1"), ("0.01", "0.1", "1"), ("0.1", "1", "10")])
    asked = 0 if kind == "overfit" else 2
    rows = "; ".join(
        rf"$\lambda = {lam}$: {a} % and {b} %" for lam, a, b in zip(lams, train, fresh, strict=True)
    )
    prompt = (
        "A network was trained with three strengths of L2. The error on the training data and on "
        rf"new data: {rows}. A colleague uses the network with $\lambda = {lams[asked]}$."
    )
    given = {"train": train, "fresh": fresh, "asked": asked, "remedies": _REMEDIES}
    if level == 1:
        return Question(
            prompt=prompt + " Name its problem in one word.",
            answer=words(_NAMES[kind], *_said(kind)),
            solution=(_REASONS[kind],), given=given,
        )  # fmt: skip
    right = pick(rng, _REMEDIES[kind])
    other = "underfit" if kind == "overfit" else "overfit"
    wrong = {text: f"That would help against {other}ting, not here." for text in _REMEDIES[other]}
    return Question(
        prompt=prompt + " Which change is the most sensible next?",
        answer=choose(rng, (right, _REASONS[kind]), wrong, count=4 if level == 2 else 5),
        solution=(f"This is {_NAMES[kind].lower()}.", _REASONS[kind]),
        given=given,
    )
