"""Underfitting, overfitting, good fit: pictures, bias and variance, and the choice of lambda."""

from __future__ import annotations

import numpy as np

from course_lib.techniques import FITS
from grader.exam.answers import choose_number, numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.figures import Curve, Figure
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number

from ._concepts import fair

WHY, PICTURES, SUMMARY = "Why Regularization?", "Underfitting, Overfitting, Good Fit", "Summary"


def _errors(rng: np.random.Generator) -> tuple[list[int], list[int], int]:
    """Return errors in per cent for degrees 1 to 9: training, new data, and the best degree."""
    best = int(rng.integers(3, 7))
    train = [60]
    for degree in range(2, 10):
        fall = int(rng.integers(10, 16)) if degree <= best else int(rng.integers(1, 3))
        train.append(max(train[-1] - fall, 1))
    fresh = []
    for degree in range(1, 10):
        away = degree - best
        fresh.append(train[degree - 1] + 3 if away < 0 else train[best - 1] + 5 + 7 * away)
    if min(np.diff(train[:best])) == 0 or fresh.index(min(fresh)) != best - 1 or train[-1] < 2:
        raise UnsuitableError("the best degree should stand out")
    if max(np.diff(fresh[:best])) > -4:
        raise UnsuitableError("the error on new data should fall plainly")
    return train, fresh, best


@question(title="Errors against freedom", slide=PICTURES, points=(1, 1, 2), minutes=(1, 1.5, 2))
def degree_curve(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the best degree, level 2 what is wrong with one, level 3 how much is given away."""
    train, fresh, best = _errors(rng)
    degrees = tuple(float(d) for d in range(1, 10))
    figure = Figure(
        (Curve(degrees, tuple(map(float, train)), "training data"),
         Curve(degrees, tuple(map(float, fresh)), "new data")),
        "degree of the polynomial", "error in %",
        f"Errors of degrees 1, 2, 3 and so on to 9, in per cent. Training data: "
        f"{', '.join(map(str, train))}. New data: {', '.join(map(str, fresh))}.",
        x_ticks=degrees, y_ticks=(0, 10, 20, 30, 40, 50, 60, 70),
    )  # fmt: skip
    given = {"train": train, "fresh": fresh, "level": level}
    intro = "The plot shows the errors of polynomials of growing degree."
    if level == 1:
        return Question(
            prompt=f"{intro} Which degree fits best?",
            answer=numeric(
                best,
                {"The training error falls to the end, but it does not decide.": 9,
                 "There the two errors are closest; a small gap is not the aim.": 1},
                tolerance=0.25,
            ),
            solution=(f"The error on new data is lowest at degree {best}.",),
            given=given, figure=figure,
        )  # fmt: skip
    if level == 2:
        kind = pick(rng, ["under", "good", "over"])
        at = {"under": int(rng.integers(1, best)), "good": best,
              "over": int(rng.integers(best + 1, 10))}[kind]  # fmt: skip
        texts = {
            "under": f"It underfits: {FITS['under'].means}.",
            "good": f"It fits well: {FITS['good'].errors}.",
            "over": f"It overfits: {FITS['over'].means}.",
        }
        wrong = {texts[k]: "Compare with the degrees beside it." for k in texts if k != kind}
        wrong["Nothing can be said of it: errors on new data are not shown here."] = "They are."
        return Question(
            prompt=f"{intro} What is true of degree {at}?",
            answer=fair(rng, (texts[kind], "That is what the curve of new data says."), wrong),
            solution=(f"The error on new data is lowest at degree {best}.", texts[kind]),
            given={**given, "at": at, "texts": texts}, figure=figure,
        )  # fmt: skip
    loss = fresh[-1] - fresh[best - 1]
    return Question(
        prompt=(
            f"{intro} A colleague chooses the degree with the lowest training error. By how many "
            "percentage points is his error on new data above the lowest one?"
        ),
        answer=numeric(
            loss,
            {"That is the gap between his two errors.": fresh[-1] - train[-1],
             "Errors on training data were compared.": train[best - 1] - train[-1],
             "That is his error on new data.": fresh[-1]},
            tolerance=2.5, unit="%",
        ),
        solution=(
            f"His choice is degree 9, with {fresh[-1]} % on new data.",
            f"Degree {best} has {fresh[best - 1]} %, so he gives away {loss}.",
        ),
        given=given, figure=figure,
    )  # fmt: skip


@question(title="Bias and variance by hand", slide=WHY, points=(1, 2, 3), minutes=(1.5, 2.5, 3))
def bias_variance(rng: np.random.Generator, level: int) -> Question:
    """Predictions of four fits at one point: level 1 bias, level 2 variance, level 3 the error."""
    moves = pick(rng, [[-1, -1, 1, 1], [-2, 0, 0, 2], [-3, -1, 1, 3], [-2, -2, 2, 2]])
    middle, truth = int(rng.integers(3, 12)), int(rng.integers(3, 12))
    noise = int(rng.integers(1, 6))
    fits = [middle + int(m) for m in rng.permutation(moves)]
    bias, variance = middle - truth, float(np.var(moves))
    if bias == 0 or abs(bias) > 4 or bias * bias == variance:
        raise UnsuitableError("bias and variance should differ")
    total = bias * bias + variance + noise
    value, asked = {
        1: (bias * bias, "How large is the squared bias at this point?"),
        2: (variance, "How large is the variance of the prediction, as a mean over the four fits?"),
        3: (total, f"The noise of $y$ has the variance {noise}. How large is the mean squared "
            "error on new data at this point, averaged over the four fits?"),
    }[level]  # fmt: skip
    return Question(
        prompt=(
            "A model is fitted four times, each time to another training set. At one point it "
            f"predicts {', '.join(map(str, fits))}; the true curve has the height {truth} there. "
            f"{asked}"
        ),
        answer=numeric(
            value,
            {
                "The bias was not squared.": {1: bias, 2: variance, 3: total - bias * bias + bias}[
                    level
                ],
                "That is the other one of squared bias and variance.": {
                    1: variance, 2: bias * bias, 3: float("nan")
                }[level],
                "This is the mean squared distance from the true height: squared bias and variance "
                "together.": bias * bias + variance if level < 3 else float("nan"),
                "The noise was left out; nobody can remove it.": (
                    total - noise if level == 3 else float("nan")
                ),
                "It was divided by three, and not by the four fits.": {
                    1: float("nan"), 2: variance * 4 / 3, 3: total + variance / 3
                }[level],
                "One of the three parts is missing.": {
                    1: float("nan"), 2: float("nan"), 3: variance + noise
                }[level],
            },
        ),
        solution=(
            f"The mean of the predictions is {middle}, so the bias is ${bias}$.",
            f"Its square is ${bias * bias}$." if level == 1 else
            f"The variance is the mean squared distance from {middle}: ${number(variance)}$.",
            *((f"Noise, squared bias and variance: ${noise} + {bias * bias} + "
               f"{number(variance)} = {number(total)}$.",) if level == 3 else ()),
        ),
        given={"fits": fits, "truth": truth, "noise": noise, "level": level},
    )  # fmt: skip


_LAMS = [["0.01", "0.1", "1", "10", "100"], ["0.1", "0.3", "1", "3", "10"],
         ["0.5", "1", "2", "4", "8"]]  # fmt: skip


@question(title="Choose lambda", slide=SUMMARY, points=(1, 1, 2), minutes=(1.5, 1.5, 2))
def lambda_choice(rng: np.random.Generator, level: int) -> Question:
    """Level 1 from two columns, level 2 with test errors too, level 3 what may be reported."""
    lams = pick(rng, _LAMS)
    best = int(rng.integers(1, 4))
    low = int(rng.integers(20, 40))
    validation = [low + abs(i - best) * int(rng.integers(3, 7)) for i in range(5)]
    train = sorted(int(v) for v in rng.choice(range(2, 20), size=5, replace=False))
    lucky = pick(rng, [i for i in range(1, 5) if i != best])
    test = [v + int(rng.integers(2, 6)) for v in validation]
    test[lucky] = low - int(rng.integers(1, 4))
    columns = {"training": train, "validation": validation} | ({"test": test} if level > 1 else {})
    table = " ".join(
        f"{name[0].upper()}{name[1:]} errors: {', '.join(map(str, values))}."
        for name, values in columns.items()
    )
    prompt = (
        f"Ridge was fitted with $\\lambda = {', '.join(lams)}$. In this order, and in per cent: "
        f"{table}"
    )
    given = {"lams": lams, "columns": columns, "level": level}
    if level == 3:
        value = test[best]
        return Question(
            prompt=f"{prompt} One $\\lambda$ is chosen as it should be. Which error may be "
            "reported as what to expect on new data, in per cent?",
            answer=numeric(
                value,
                {"The lowest test error was searched for: then the test rows chose.": test[lucky],
                 "The validation error of the choice is too friendly: it did the choosing.": low,
                 "The training error says nothing about new data.": train[best]},
                tolerance=0.25, unit="%",
            ),
            solution=(f"Validation chooses $\\lambda = {lams[best]}$.",
                      f"The test error of this choice is {value} %."),
            given=given,
        )  # fmt: skip
    mistakes = {
        "The training error cannot choose: it is lowest with the weakest penalty.": float(lams[0]),
        "The test rows must not choose." if level > 1 else "There the validation error is not "
        "lowest.": float(lams[lucky]),
        "The strongest penalty is not the best one.": float(lams[4]),
        "One step weaker does worse on the validation rows.": float(lams[best - 1]),
        "One step stronger does worse on the validation rows.": float(lams[min(best + 1, 4)]),
    }  # fmt: skip
    return Question(
        prompt=f"{prompt} Which $\\lambda$ is to be chosen?",
        answer=choose_number(
            rng, float(lams[best]), "It has the lowest validation error.", mistakes
        ),
        solution=(f"The validation error is lowest, {low} %, at $\\lambda = {lams[best]}$.",),
        given=given,
    )
