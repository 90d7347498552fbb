"""Where early stopping stops, and which weights it keeps.

Losses are tenths and hundredths; epochs are counted from 0, as in ``course_lib``.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import partial

import numpy as np

from course_lib.early_stopping import GL, Criterion, Patience, generalization_loss
from grader.exam.answers import choose, numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.bank.printed import decided, exact
from grader.exam.figures import Curve, Figure
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number

from ._concepts import fair

SLIDE = "Early Stopping"


def _losses(rng: np.random.Generator, length: int) -> list[float]:
    """Return validation losses that fall, turn and rise, with some noise, in hundredths."""
    turn = int(rng.integers(2, length - 3))
    falling = np.linspace(0.9, 0.4, turn + 1)
    rising = np.linspace(0.44, 0.8, length - turn - 1)
    noise = rng.integers(-6, 7, size=length) / 100
    return [round(float(v), 2) for v in np.concatenate([falling, rising]) + noise]


def _scaled(loss: float | Fraction) -> float:
    """Return a loss in ten-thousandths: a whole number where it has four decimals."""
    return float(10_000 * exact(loss))


def _stop(rule: Criterion, losses: Sequence[float | Fraction]) -> tuple[int, int]:
    """Return the epoch after which the rule stops, and the best one; its minimum is scaled, too.

    Raises
    ------
    UnsuitableError : it never stops.
    """
    rule.reset()
    for epoch, loss in enumerate(losses):
        if rule.should_stop(0.0, _scaled(loss)):
            return epoch, int(rule.best_epoch or 0)
    raise UnsuitableError("the rule should stop")


def _listed(losses: list[float]) -> str:
    return ", ".join(f"{loss:g}" for loss in losses)


@question(title="Where patience stops", slide=SLIDE, points=(1, 2, 3), minutes=(1.5, 2, 3))
def patience_stop(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the best epoch, level 2 the epoch of stopping, level 3 with a minimal improvement."""
    losses = _losses(rng, 10)
    patience = 2 if level < 3 else pick(rng, [2, 3])
    delta = pick(rng, [0.05, 0.1]) if level == 3 else 0.0
    rule = Patience(patience, _scaled(delta))
    stop, best = decided(partial(_stop, rule), losses)
    plain, _ = _stop(Patience(patience), losses)
    if stop == len(losses) - 1 or (level == 3 and plain == stop):
        raise UnsuitableError("another case was wanted")
    value = best if level == 1 else stop
    asked = (
        "Whose weights are kept: after which epoch was the model best?"
        if level == 1
        else "After which epoch does training stop?"
    )
    extra = f" by more than {delta:g}" if delta else ""
    return Question(
        prompt=(
            f"Training stops when the validation loss has not improved{extra} in {patience} epochs "
            f"in a row. The losses of epochs 0, 1, 2 and so on are {_listed(losses)}. {asked}"
        ),
        answer=numeric(
            value,
            {
                "Epochs are counted from 0.": value + 1,
                "This is the epoch at which training stops." if level == 1 else
                "This is the best epoch; training goes on until patience runs out.": (
                    stop if level == 1 else best
                ),
                "The losses after the stop are never seen." if level == 1 else
                "It waits until the lowest loss of all epochs is over.": (
                    int(np.argmin(losses)) if level == 1 else int(np.argmin(losses)) + patience
                ),
                "An improvement must be larger than the minimum to count.": (
                    plain if level == 3 else float("nan")
                ),
                "It stops at the first loss that is worse than the one before.": next(
                    i for i in range(1, 10) if losses[i] >= losses[i - 1]
                ),
            },
            tolerance=0.25,
        ),
        solution=(
            f"The best loss before the stop is {losses[best]:g}, after epoch {best}.",
            f"After epoch {stop} there were {patience} epochs in a row without improvement{extra}, "
            "so training stops.",
        ),
        given={"losses": losses, "patience": patience, "delta": delta, "level": level},
        exact=("delta",),
    )  # fmt: skip


@question(title="Generalization loss", slide=SLIDE, points=(2, 2, 3), minutes=(2, 2, 3))
def generalization(rng: np.random.Generator, level: int) -> Question:
    """Prechelt's GL: level 1 its value, level 2 the stop, level 3 the largest alpha that stops."""
    low = pick(rng, [0.2, 0.25, 0.4, 0.5, 0.8])
    rises = [5, 10, 15, 20, 25, 30, 40, 50]
    picked = sorted(rng.choice(rises, size=4, replace=False).tolist())
    losses = [round(low * f, 4) for f in (2.0, 1.5, 1.0)]
    losses += [round(low * (1 + r / 100), 4) for r in picked]
    formula = r"$\mathrm{GL}(t) = 100 \left(\frac{E(t)}{\min_{s \le t} E(s)} - 1\right)$"
    shown = f"The validation losses of epochs 0, 1, 2 and so on are {_listed(losses)}."
    if level == 1:
        upto = int(rng.integers(3, 7))
        value = generalization_loss(losses[: upto + 1])
        newest = losses[upto]
        return Question(
            prompt=f"{shown} What is {formula} after epoch {upto}, in per cent?",
            answer=numeric(value, {
                "It was compared with the epoch before.": 100 * (newest / losses[upto - 1] - 1),
                "It was compared with the first epoch.": 100 * (newest / losses[0] - 1),
                "The 1 was not subtracted.": 100 * newest / low,
                "The difference was not divided by the minimum.": 100 * (newest - low),
            }, unit="%"),
            solution=(f"The minimum so far is {low:g}.",
                      rf"$100 (\frac{{{newest:g}}}{{{low:g}}} - 1) = {number(value)}$."),
            given={"losses": losses, "upto": upto, "level": 1},
        )  # fmt: skip
    if level == 2:
        alpha = pick(rng, [2, 7, 12, 17, 22, 27, 35])
        value, _ = decided(partial(_stop, GL(alpha)), losses)
        asked = f"Training stops when GL is larger than {alpha} per cent. After which epoch?"
        mistakes = {"Epochs are counted from 0.": value + 1.0,
                    "GL is compared with the lowest loss, and this epoch has it.": 2.0,
                    "That epoch's GL is not larger yet.": value - 1.0}  # fmt: skip
        line = f"GL is {', '.join(map(str, picked))} per cent from epoch 3 on; {alpha} is passed "
        line += f"after epoch {value}."
    else:
        value = float(picked[-1])
        asked = "Training stops when GL is larger than alpha. From which alpha on does it not stop?"
        mistakes = {"That is the GL of the epoch before the last.": float(picked[-2]),
                    "GL is in per cent of the minimum, not of the first loss.":
                    100 * (losses[-1] / losses[0] - 1),
                    "That is the first rise.": float(picked[0])}  # fmt: skip
        line = f"The largest GL is that of the last epoch, {picked[-1]} per cent."
    return Question(
        prompt=f"{shown} Let {formula}. {asked}",
        answer=numeric(value, mistakes, tolerance=0.25, unit="%" if level == 3 else ""),
        solution=(f"The minimum is {low:g}, after epoch 2.", line),
        given={"losses": losses, "alpha": alpha if level == 2 else None, "level": level},
    )


def _lowest(losses: list[Fraction]) -> int:
    return losses.index(min(losses))


@question(title="Read the curves", slide=SLIDE, points=(1, 2, 2), minutes=(1, 1.5, 2))
def read_curves(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the best epoch, level 2 the stop by patience, level 3 what the curves mean."""
    losses = _losses(rng, 11)
    best = decided(_lowest, losses, within=0.015)  # a point can be read so well
    epochs = tuple(float(i) for i in range(11))
    training = tuple(round(0.85 * 0.8**i + 0.05, 3) for i in range(11))
    figure = Figure(
        (Curve(epochs, training, "training"), Curve(epochs, tuple(losses), "validation")),
        "epoch", "loss", f"Training losses of epochs 0, 1, 2 and so on: "
        f"{_listed([round(v, 2) for v in training])}. Validation losses: {_listed(losses)}.",
        x_ticks=epochs, y_ticks=(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
    )  # fmt: skip
    given = {"losses": losses, "level": level, "training": list(training)}
    intro = "The plot shows the losses of a training run, epochs counted from 0."
    if level == 3:
        right = "The model starts to overfit after the lowest point of the validation loss."
        wrong = {
            "The model underfits: both losses are still falling.": "Only one of them is.",
            "The learning rate is too small: nothing changes.": "The training loss falls steadily.",
            "The validation set is being trained on, which is why its loss moves.": (
                "Then its loss would not turn upwards."
            ),
            "More epochs will lower both losses, so the training should simply go on.": (
                "The validation loss rises with more epochs."
            ),
            "The model is right until the two curves meet, and from there on it underfits.": (
                "They need not meet; the rise of the validation loss counts."
            ),
        }
        return Question(
            prompt=f"{intro} What do the curves say?",
            answer=fair(rng, (right, "From there on the validation loss rises."), wrong),
            solution=("Training loss keeps falling while validation loss rises: overfitting.",),
            given={**given, "right": right}, figure=figure,
        )  # fmt: skip
    patience = pick(rng, [2, 3])
    stop, _ = decided(partial(_stop, Patience(patience)), losses, within=0.015)
    value = best if level == 1 else stop
    asked = (
        "After which epoch are the weights best?"
        if level == 1
        else f"After which epoch does early stopping with patience {patience} stop?"
    )
    return Question(
        prompt=f"{intro} {asked}",
        answer=numeric(value, {
            "The training loss is lowest at the end, but it does not decide.": 10.0,
            "Epochs are counted from 0.": value + 1.0,
            "That is where the weights are best; the rule waits longer.": float(best),
        }, tolerance=0.25),
        solution=("Only the validation loss decides.", f"The answer is epoch {value}."),
        given={**given, "patience": patience}, figure=figure,
    )  # fmt: skip


_SAVED = "best = weights.copy()"
_FAULTS = {
    1: [("if loss > best_loss:", "if loss < best_loss:",
         "No epoch ever counts as better, so nothing is saved."),
        ("if waited > 0:", "if waited >= patience:", "It stops at the first bad epoch.")],
    2: [("best = weights", _SAVED, "No copy is kept, so later steps change the saved weights too."),
        ("waited = waited", "waited = 0", "The count of bad epochs is never reset.")],
    3: [("loss = error(train_set)", "loss = error(validation_set)",
         "The training set decides when to stop."),
        ("loss = error(test_set)", "loss = error(validation_set)",
         "The test set is used to choose the model.")],
}  # fmt: skip
_CODE = [
    "best_loss, waited = float('inf'), 0",
    "for epoch in range(epochs):",
    "    take_one_epoch(weights)      # changes them in place",
    "    loss = error(validation_set)",
    "    if loss < best_loss:",
    "        best_loss = loss",
    f"        {_SAVED}",
    "        waited = 0",
    "    else:",
    "        waited = waited + 1",
    "    if waited >= patience:",
    "        break",
    "weights = best",
]


@question(title="Find the bug in early stopping", slide=SLIDE, points=(1, 2, 2),
          minutes=(1.5, 2, 2))  # fmt: skip
def buggy_stopping(rng: np.random.Generator, level: int) -> Question:
    """One line is changed: level 1 a comparison, level 2 the state, level 3 the data set."""
    wrong_line, right_line, why = pick(rng, _FAULTS[level])
    patience, epochs = int(rng.integers(2, 9)), 10 * int(rng.integers(2, 10))
    lines = [line.replace(right_line, wrong_line, 1) for line in _CODE]
    listing = "\n".join([f"patience, epochs = {patience}, {epochs}", *lines])
    others = {text: "Look again: this part is right." for faults in _FAULTS.values()
              for *_, text in faults if text != why}  # fmt: skip
    return Question(
        prompt=f"What is wrong with this early stopping?\n\n```python\n{listing}\n```",
        answer=choose(rng, (why, "This is the bug."), others),
        solution=(f"`{wrong_line}` should be `{right_line}`.", why),
        given={"code": listing, "reasons": [t for f in _FAULTS.values() for *_, t in f]},
    )
