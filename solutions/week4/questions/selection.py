"""Real tables: what the lasso kept of many features, and two sizes of a house."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number

from ._concepts import fair

RIDGE, LASSO, BOTH = (
    "L2 Regularization (Ridge)",
    "L1 Regularization (Lasso)",
    "Comparison: L1 vs L2",
)

COST1 = "L1 Regularization"


@question(title="What the lasso kept", slide=COST1, points=(1, 2, 2), minutes=(1.5, 2, 2))
def lasso_selection(rng: np.random.Generator, level: int) -> Question:
    """Churn with many columns of which some are noise: level 1 zeros, level 2 and 3 shares."""
    noise, real = 10 * int(rng.integers(2, 9)), 10 * int(rng.integers(3, 9))
    kept_noise, kept_real = int(rng.integers(2, noise // 4 + 1)), int(rng.integers(8, real - 5))
    kept = kept_noise + kept_real
    value, asked = {
        1: (Fraction(noise + real - kept), "How many weights are exactly zero?"),
        2: (Fraction(100 * (noise - kept_noise), noise),
            "Which share of the noise was eliminated, in per cent?"),
        3: (Fraction(100 * kept_noise, kept),
            "Which share of the features in the model is noise, in per cent?"),
    }[level]  # fmt: skip
    if (2 * value).denominator > 1:
        raise UnsuitableError("the share should be a short decimal")
    mistakes = {
        1: {"These are the weights that are not zero.": kept,
            "The real features without a weight count too.": noise - kept_noise,
            "The noise without a weight counts too.": real - kept_real},
        2: {"That is the share of the noise that was kept.": 100 * kept_noise / noise,
            "Eliminated were compared with all features.":
            100 * (noise - kept_noise) / (noise + real),
            "That is the share of all features that were eliminated.":
            100 * (noise + real - kept) / (noise + real)},
        3: {"That is the share of the noise that was kept.": 100 * kept_noise / noise,
            "Noise kept was compared with all features.": 100 * kept_noise / (noise + real),
            "That is the share of real features in the model.": 100 * kept_real / kept},
    }[level]  # fmt: skip
    return Question(
        prompt=(
            f"A lasso predicts churn from {noise + real} features, of which {noise} are pure "
            f"noise. "
            f"At its $\\lambda$, {kept} weights are not zero; {kept_noise} of them belong to "
            f"noise. "
            f"{asked}"
        ),
        answer=numeric(
            float(value),
            {k: float(v) for k, v in dict(mistakes).items()},  # type: ignore[call-overload]  # numbers
            tolerance=0.3,
            unit="" if level == 1 else "%",
        ),
        solution=(
            f"Kept: {kept_real} real features and {kept_noise} of noise. Eliminated: "
            f"{real - kept_real} and {noise - kept_noise}.",
            f"The answer is {float(value):g}. Most noise is eliminated, not all of it.",
        ),
        given={"noise": noise, "real": real, "kept": kept, "kept_noise": kept_noise,
               "level": level},
    )  # fmt: skip


@question(title="Two sizes of a house", slide=RIDGE, points=(1, 2, 2), minutes=(1.5, 2, 2))
def house_weights(rng: np.random.Generator, level: int) -> Question:
    """Two equal measures of size: level 1 who fits as well, level 2 ridge's choice, level 3 new."""
    total = 2 * int(rng.integers(1, 6))
    far = int(rng.integers(3, 40))
    x = int(rng.integers(2, 9))
    rows = {
        "even": [total // 2, total // 2], "alone": [total, 0],
        "wild": [total + far, -far], "short": [total // 2, total // 2 - 1],
    }  # fmt: skip
    text = {name: f"$w = ({row[0]}, {row[1]})$" for name, row in rows.items()}
    base = (
        "Two features are the same size of a house, in two columns that are equal and on one "
        f"scale. Least squares asks for $w_1 + w_2 = {total}$."
    )
    if level == 3:
        other = x + int(rng.integers(1, 4))
        value = (total + far) * x - far * other
        return Question(
            prompt=(
                f"{base} It is given $w = ({total + far}, {-far})$. A new house has {x} in the "
                f"first "
                f"column, but by a slip {other} in the second. What does the model predict, "
                f"without "
                "a bias?"
            ),
            answer=numeric(
                value,
                {"That is the prediction without the slip.": total * x,
                 "That is what equal weights would predict.": total / 2 * (x + other),
                 "The second weight is negative.": (total + far) * x + far * other},
                tolerance=0.1,
            ),
            solution=(
                rf"${total + far} \cdot {x} + ({-far}) \cdot {other} = {value}$. Without the slip "
                f"it would be {total * x}: large weights of opposite signs make a small slip "
                f"large.",
            ),
            given={"w": [total + far, -far], "x": [x, other]},
        )  # fmt: skip
    right = "short" if level == 1 else "even"
    asked = (
        "Which of these weights does not fit the data as well as the others?" if level == 1 else
        "Which of these weights does ridge regression come closest to, if $\\lambda$ is tiny?"
    )  # fmt: skip
    notes = {
        "even": "It has the right sum." if level == 1 else "It has the smallest squares.",
        "alone": "It has the right sum, and the squares are larger.",
        "wild": "It has the right sum, and the squares are huge.",
        "short": "Its sum is too small.",
    }
    return Question(
        prompt=f"{base} {asked}",
        answer=fair(
            rng, (text[right], notes[right]), {text[k]: notes[k] for k in rows if k != right}
        ),
        solution=("The data fix the sum only; ridge takes the smallest squares with that sum.",
                  f"It is {text[right]}. {notes[right]}"),
        given={"total": total, "rows": {text[k]: rows[k] for k in rows}},
    )  # fmt: skip


@question(title="Whose weights are these", slide=BOTH, points=(1, 1, 2), minutes=(1, 1.5, 2))
def whose_weights(rng: np.random.Generator, level: int) -> Question:
    """Rows of weights: level 1 which is lasso, level 2 which is ridge, level 3 who kept twins."""
    a, b = steps(rng, 4, 8), steps(rng, 4, 8)
    c, d = steps(rng, -2, 2, 0.5), steps(rng, -2, 2, 0.5)
    wild = steps(rng, 6, 9)
    rows = {
        "lasso": [a - 1, 0.0, b - 1, 0.0],
        "ridge": [(a - 1) / 2 + 0.1, (a - 1) / 2 - 0.1, (b - 1) * 0.8, c * 0.4],
        "least squares": [a + wild, -wild, b, c],
    }
    letters = rng.permutation(list("123")).tolist()
    names = dict(zip(rows, letters, strict=True))
    shown = ". ".join(
        f"{letter}: ${', '.join(number(v) for v in rows[kind])}$"
        for kind, letter in sorted(names.items(), key=lambda item: item[1])
    )
    kind = {1: "lasso", 2: "ridge", 3: pick(rng, ["lasso", "ridge", "least squares"])}[level]
    why = {
        "lasso": "Some weights are exactly zero.",
        "ridge": "All weights are small, none is zero, and the twins share.",
        "least squares": "The weights of the twins are large and of opposite signs.",
    }
    asked = {
        "lasso": "Which row is the lasso's (L1)?",
        "ridge": "Which row is that of ridge regression (L2)?",
        "least squares": "Which row was fitted without a penalty?",
    }[kind]
    if abs(d) == abs(c) or a == b:
        raise UnsuitableError("another draw")
    wrong = {f"Row {names[k]}": why[k] for k in rows if k != kind}
    wrong["No row at all"] = "Each of the three is there once."
    return Question(
        prompt=(
            "Four features, of which the first two are nearly equal, were fitted to the same data "
            f"without a penalty, with L1 and with L2. The weights are {shown}. {asked}"
        ),
        answer=fair(rng, (f"Row {names[kind]}", why[kind]), wrong),
        solution=tuple(f"Row {names[k]} is that of {k}. {why[k]}" for k in rows),
        given={"rows": {names[k]: v for k, v in rows.items()}, "kind": kind},
    )
