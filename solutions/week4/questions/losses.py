"""Losses and their gradients, by hand.

Predictions and targets are halves, quarters and tenths.  A cross-entropy asks for one logarithm,
whose value is printed in the question.
"""

from __future__ import annotations

import math

import numpy as np

from course_lib.losses import LOSSES
from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import distinct, pick, steps
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number, signed, vector

SLIDE = "Step-by-Step Flow"
_COUNT = {1: 2, 2: 3, 3: 4}


@question(title="Mean squared error", slide=SLIDE, points=(1, 2, 2), minutes=(1, 1.5, 2))
def mse_value(rng: np.random.Generator, level: int) -> Question:
    """Two, three or four predictions; whole numbers, then halves."""
    n = _COUNT[level]
    step = 1.0 if level == 1 else 0.5
    y = [steps(rng, -3, 3, step, zero=True) for _ in range(n)]
    p = [steps(rng, -3, 3, step, zero=True) for _ in range(n)]
    squares = [(a - b) ** 2 for a, b in zip(p, y, strict=True)]
    if sum(squares) in (0, 1) or (n == 3 and sum(squares) % 0.75):
        raise UnsuitableError("the mean should be a short decimal")
    value = LOSSES["mse"].value(p, y)
    parts = " + ".join(number(s) for s in squares)
    return Question(
        prompt=(
            f"The predictions are $p = {vector(p)}$ and the targets $y = {vector(y)}$. Compute the "
            "mean squared error."
        ),
        answer=numeric(
            value,
            {
                "This is the sum; a mean divides by the number of examples.": sum(squares),
                "The differences were not squared.": float(np.mean(np.abs(np.subtract(p, y)))),
                "The root was taken; that is the RMSE.": math.sqrt(value),
                "There is no factor 1/2 in the course's MSE.": value / 2,
            },
        ),
        solution=(
            f"Squared differences: ${parts} = {number(sum(squares))}$.",
            rf"Their mean: $\frac{{{number(sum(squares))}}}{{{n}}} = {number(value)}$.",
        ),
        given={"p": p, "y": y},
    )


@question(title="Cross-entropy", slide=SLIDE, points=(1, 2, 3), minutes=(1, 2, 3), variants=6)
def cross_entropy_value(rng: np.random.Generator, level: int) -> Question:
    """Level 1 binary, level 2 three classes, level 3 a batch of two; powers of 1/2."""
    k = int(rng.integers(1, 4))
    low = 2.0**-k
    log2 = r"Use $\ln 2 = 0.693$."
    if level == 1:
        y = int(rng.integers(2))
        p = low if y else 1 - low
        value = LOSSES["binary_cross_entropy"].value([p], [float(y)])
        prompt = f"A sigmoid gives $p = {number(p)}$ for an example of class $y = {y}$. "
        given: dict[str, object] = {"p": [p], "y": [y]}
        lines = [rf"Only the probability of the true class counts: $-\ln {number(low)}$."]
        total, share = float(k), 1
    else:
        rows, labels = [], []
        for _ in range(level - 1):
            other = pick(rng, [0.25, 0.5, 0.75])
            rest = 1 - low
            rows.append([low, rest * other, rest * (1 - other)])
            labels.append(0)
        if level == 3:
            rows[1] = [0.25, 0.25, 0.5]
            labels[1] = int(rng.integers(3))
        value = LOSSES["cross_entropy"].value(rows, labels)
        shown = "$ and $".join(vector(row) for row in rows)
        classes = " and ".join(str(label + 1) for label in labels)
        plural = level == 3
        prompt = (
            f"A softmax gives $p = {shown}$ for {'two examples' if plural else 'an example'} of "
            f"{'classes' if plural else 'class'} {classes}{', in that order' if plural else ''}. "
        )
        true = [row[label] for row, label in zip(rows, labels, strict=True)]
        given = {"rows": rows, "labels": labels}
        lines = [r"Only the probability of the true class counts: " + ", ".join(
            rf"$-\ln {number(t)}$" for t in true) + "."]  # fmt: skip
        total, share = -sum(math.log2(t) for t in true), len(true)
    lines.append(rf"In halves: $\frac{{{number(total)}}}{{{share}}} \ln 2 = {number(value)}$.")
    return Question(
        prompt=prompt + f"Compute the cross-entropy. {log2}",
        answer=numeric(
            value,
            {
                "The sign is wrong: a loss of a probability below 1 is positive.": -value,
                "The logarithm is the natural one, not to base 2.": value / math.log(2),
                "The logarithm of the other class was taken.": (
                    -math.log(1 - low) if level == 1 else math.nan
                ),
                "This is the sum; the loss is the mean over the batch.": (
                    value * 2 if level == 3 else math.nan
                ),
            },
        ),
        solution=tuple(lines),
        given=given,
        exponentials=1,
    )


@question(
    title="Hinge loss",
    slide="Custom Loss Functions in ML",
    points=(1, 2, 2),
    minutes=(1, 1.5, 2),
    variants=12,
)
def hinge_value(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one score, level 2 the mean of two, level 3 the mean of four; labels -1 and 1."""
    n = {1: 1, 2: 2, 3: 4}[level]
    s = [steps(rng, -2, 3, 0.5, zero=True) for _ in range(n)]
    y = [float(pick(rng, [-1, 1])) for _ in range(n)]
    value = LOSSES["hinge"].value(s, y)
    terms = [max(0.0, 1 - a * b) for a, b in zip(s, y, strict=True)]
    if value == 0 or (n > 1 and min(terms) > 0):
        raise UnsuitableError("one margin should be met and one not")
    raw = float(np.mean([1 - a * b for a, b in zip(s, y, strict=True)]))
    scores, labels = (vector(s), vector(y)) if n > 1 else (number(s[0]), number(y[0]))
    return Question(
        prompt=(
            f"A classifier gives the score{'s' if n > 1 else ''} $s = {scores}$ for the "
            f"label{'s' if n > 1 else ''} $y = {labels}$. Compute the {'mean ' if n > 1 else ''}"
            r"hinge loss $\max(0, 1 - y s)$."
        ),
        answer=numeric(
            value,
            {
                "Below zero the hinge is cut off; here it was not.": raw,
                "The margin 1 is missing.": float(
                    np.mean([max(0.0, -a * b) for a, b in zip(s, y, strict=True)])
                ),
                "The label is missing in the product.": float(
                    np.mean([max(0.0, 1 - a) for a in s])
                ),
                "This is the sum, not the mean.": sum(terms),
            },
        ),
        solution=(
            "Terms: " + ", ".join(
                rf"$\max(0, 1 - {signed(b)} \cdot {signed(a)}) = {number(t)}$"
                for a, b, t in zip(s, y, terms, strict=True)
            ) + ".",
            f"Mean: ${number(value)}$." if n > 1 else "There is one example, so this is the loss.",
        ),
        given={"s": s, "y": y},
    )  # fmt: skip


@question(title="Gradient of a loss", slide=SLIDE, points=(1, 2, 3), minutes=(1, 2, 3))
def loss_gradient(rng: np.random.Generator, level: int) -> Question:
    """Level 1 MSE, level 2 hinge, level 3 cross-entropy behind a softmax; one entry is asked."""
    n = pick(rng, [2, 4])
    if level < 3:
        name = "mse" if level == 1 else "hinge"
        p = [steps(rng, -2, 3, 0.5, zero=True) for _ in range(n)]
        y = [float(pick(rng, [-1, 1])) if level == 2 else steps(rng, -2, 2) for _ in range(n)]
        gradient = LOSSES[name].gradient(p, y)
        value, full = float(gradient[0]), float(gradient[0] * n)
        if value == 0 or (level == 2 and p[0] * y[0] == 1):
            raise UnsuitableError("the gradient is zero")
        letter = "p" if level == 1 else "s"
        loss = "mean squared error" if level == 1 else r"mean hinge loss $\max(0, 1 - y s)$"
        prompt = (
            f"For ${letter} = {vector(p)}$ and $y = {vector(y)}$, compute the derivative of the "
            f"{loss} with respect to ${letter}_1$."
        )
        mistakes = {f"The mean over the {n} examples is missing.": full,
                    "The sign is wrong.": -value}  # fmt: skip
        if level == 1:
            mistakes["The factor 2 of the square is missing."] = value / 2
            line = rf"$\frac{{2 (p_1 - y_1)}}{{n}} = \frac{{{number(full)}}}{{{n}}}$"
        else:
            mistakes["A score inside the margin has slope $-y$, whatever its size."] = value * p[0]
            line = rf"$y_1 s_1 = {number(p[0] * y[0])} < 1$, so the slope is $-y_1 / n$"
        given: dict[str, object] = {"loss": name, "p": p, "y": y}
        solution: tuple[str, ...] = (f"{line}, which is ${number(value)}$.",)
    else:
        tenths = distinct(rng, [[1, 2, 7], [2, 3, 5], [1, 3, 6], [1, 4, 5], [2, 2, 6]], 1)[0]
        probabilities = [v / 10 for v in rng.permutation(tenths)]
        label, asked = int(rng.integers(3)), int(rng.integers(3))
        y_asked = float(label == asked)
        value = probabilities[asked] - y_asked
        prompt = (
            f"A softmax gives $p = {vector(probabilities)}$ for one example of class {label + 1}. "
            f"What is the derivative of the cross-entropy with respect to $z_{asked + 1}$?"
        )
        mistakes = {
            "The sign is wrong: it is $p - y$.": -value,
            "The target was not subtracted.": probabilities[asked],
            "The derivative with respect to the probability is not asked.": (
                -1 / probabilities[asked] if y_asked else 0.0
            ),
            "Softmax and cross-entropy together leave no factor $p(1 - p)$.": (
                value * probabilities[asked] * (1 - probabilities[asked])
            ),
        }
        given = {"loss": "softmax", "p": probabilities, "label": label, "asked": asked}
        solution = (
            "Softmax and cross-entropy together: the gradient is $p - y$ with $y$ one-hot.",
            f"Here ${number(probabilities[asked])} - {number(y_asked)} = {number(value)}$.",
        )
    return Question(prompt=prompt, answer=numeric(value, mistakes), solution=solution, given=given)
