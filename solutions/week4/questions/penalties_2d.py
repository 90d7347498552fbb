"""Penalties on two weights: paths, contours, correlated features.  Numbers are short decimals."""

from __future__ import annotations

import numpy as np

from course_lib.linear_models import Lasso, LinearModel, Ridge
from course_lib.regularizers import L1, L2
from grader.exam.answers import choose, numeric, symbol
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.figures import Curve, Figure
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import minus, number, times, vector

SLIDE = "Comparison: L1 vs L2"


@question(title="Two weights at once", slide=SLIDE, points=(2, 3, 4), minutes=(2, 3, 4))
def orthogonal_weights(rng: np.random.Generator, level: int) -> Question:
    """Orthogonal features: each weight by itself.  Level 1 ridge, level 2 lasso, level 3 both."""
    c = [steps(rng, -4, 4, 0.5) for _ in range(2)]
    lam, ridge = pick(rng, [1.0, 2.0, 3.0, 4.0]), pick(rng, [1.0, 3.0])
    l1, l2 = (0.0 if level == 1 else lam), (ridge if level != 2 else 0.0)
    moved = L1(l1).prox(c, step=0.5)
    both = L2(l2).prox(moved, step=0.5)
    value = float(np.abs(both).sum())
    if (level > 1 and (both[0] == 0) == (both[1] == 0)) or abs(c[0]) == abs(c[1]):
        raise UnsuitableError("one weight should be zero")
    parts = [f"(w_{j + 1} {minus(c[j])})^2" for j in range(2)]
    parts += [times(l1, "(|w_1| + |w_2|)")] * bool(l1) + [times(l2, "(w_1^2 + w_2^2)")] * bool(l2)
    names = vector([float(v) for v in both])
    return Question(
        prompt=(f"Let $J(w) = {' + '.join(parts)}$. At its minimum, what is $|w_1| + |w_2|$?"),
        answer=numeric(
            value,
            {
                "This is the sum without any penalty.": float(np.abs(c).sum()),
                "The smaller weight stops at zero and does not cross it.": float(
                    np.abs(np.array(c) - np.sign(c) * l1 / 2).sum() / (1 + l2)
                ),
                "The L2 part is missing.": float(np.abs(moved).sum()) if l2 else float("nan"),
                r"The threshold is $\lambda_1 / 2$.": float(
                    np.abs(L1(2 * l1).prox(c, step=0.5)).sum() / (1 + l2)
                ),
            },
        ),
        solution=(
            "The two weights do not appear in one term, so each is minimised by itself.",
            *((rf"L1 moves each towards zero by ${l1 / 2:g}$ and stops at zero.",) if l1 else ()),
            *((rf"L2 divides each by $1 + {l2:g}$.",) if l2 else ()),
            f"$w = {names}$, so the sum of sizes is ${number(value)}$.",
        ),
        given={"c": c, "l1": l1, "l2": l2},
    )


@question(title="Two copies of one feature", slide="L2 Regularization (Ridge)",
          points=(2, 3, 3), minutes=(2, 3, 3), variants=15)  # fmt: skip
def twin_features(rng: np.random.Generator, level: int) -> Question:
    """The same column twice: what ridge does, its weight, and the lasso's sum of weights."""
    x = np.array([steps(rng, -2, 2) for _ in range(2)])
    slope = steps(rng, -3, 3)
    lam = pick(rng, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0])
    X = np.column_stack([np.r_[x, -x]] * 2)  # (4, 2), centred
    y = slope * X[:, 0]
    xx = float(X[:, 0] @ X[:, 0])
    if level == 1:
        right = "Both get the same weight."
        wrong = {
            "One gets the whole weight, the other exactly 0.": (
                "That minimises the L1 penalty too, but the squares are smaller when shared."
            ),
            "Both get exactly 0.": "A finite ridge penalty never makes a weight exactly zero here.",
            "They get opposite signs.": "Then they would cancel, and the squares would only cost.",
            "Any split of the weight costs the same.": "That holds for L1, not for squares.",
        }
        j = pick(rng, ["ridge regression", "L2 regularization", "the ridge penalty"])
        return Question(
            prompt=(
                f"A table has the same feature twice, and its true slope is ${number(slope)}$. How "
                rf"does {j} with $\lambda = {lam:g}$ divide the weight?"
            ),
            answer=choose(rng, (right, "Equal shares have the smallest sum of squares."), wrong),
            solution=("For a fixed sum, $w_1^2 + w_2^2$ is smallest for $w_1 = w_2$.",),
            given={"right": right, "slope": slope, "lam": lam},
        )
    fit = (Ridge(lam) if level == 2 else Lasso(lam)).fit(X, y)
    value = float(fit.coef_[0]) if level == 2 else float(np.abs(fit.coef_).sum())
    if (value * 200) % 1 > 1e-9 or value == 0:
        raise UnsuitableError("the weight should be a short decimal")
    penalty = r"\lambda (w_1^2 + w_2^2)" if level == 2 else r"\lambda (|w_1| + |w_2|)"
    single = xx * slope / (xx + lam)
    mistakes = (
        {"This is the weight of the feature if it stood there once.": single,
         "Half of the unpenalised slope: the penalty is missing.": slope / 2,
         "This is the sum of the two weights.": 2 * value}
        if level == 2 else
        {"The penalty is missing.": abs(slope), "The threshold has a factor 1/2.":
         max(abs(slope) - lam / xx, 0), "L1 subtracts, it does not divide.": abs(single)}
    )  # fmt: skip
    asked = "What is $w_1$?" if level == 2 else "What is $|w_1| + |w_2|$?"
    return Question(
        prompt=(
            rf"Two features are equal, $x_{{i1}} = x_{{i2}}$ with $\sum_i x_{{i1}}^2 = {xx:g}$; "
            rf"$y_i = {times(slope, 'x_{i1}')}$ exactly. The cost is $\sum_i (y_i - w_1 x_{{i1}} - "
            rf"w_2 x_{{i2}})^2 + {penalty}$ with $\lambda = {lam:g}$. {asked}"
        ),
        answer=numeric(value, mistakes),
        solution=(
            (
                r"By symmetry $w_1 = w_2 = w$; the cost is $\sum x^2 (s - 2w)^2 + 2 \lambda w^2$.",
                rf"$w = \frac{{\sum x^2 \, s}}{{2 \sum x^2 + \lambda}} = {number(value)}$.",
            )
            if level == 2
            else (
                r"Only the sum $w_1 + w_2$ matters to the fit, and equal signs cost least.",
                rf"So it is a lasso with one weight: $|s| - \frac{{\lambda}}{{2 \sum x^2}} = "
                rf"{abs(slope):g} - {number(lam / (2 * xx))} = {number(value)}$.",
            )
        ),
        given={"X": X.tolist(), "y": y.tolist(), "lam": lam},
    )


@question(title="When does a weight vanish", slide="L1 Regularization (Lasso)",
          points=(2, 2, 3), minutes=(2, 2, 3))  # fmt: skip
def vanishing_lambda(rng: np.random.Generator, level: int) -> Question:
    """The smallest lambda that makes a weight, or all weights, exactly zero."""
    features = 1 if level == 1 else 2
    n = 3 if level < 3 else 4
    X = np.array([[steps(rng, -2, 2) for _ in range(features)] for _ in range(n)])
    y = np.array([steps(rng, -3, 3) for _ in range(n)])
    pull = np.abs(2 * X.T @ y)  # (features,)
    value = float(pull.max())
    if value == 0 or (features == 2 and pull[0] == pull[1]):
        raise UnsuitableError("the features should pull differently")
    which = "is the weight" if features == 1 else "are both weights"
    columns = " and ".join(
        f"$x_{{{j + 1}}} = {vector(X[:, j].tolist())}$" if features == 2 else
        f"$x = {vector(X[:, 0].tolist())}$" for j in range(features)
    )  # fmt: skip
    model = "w x" if features == 1 else "w_1 x_1 + w_2 x_2"
    return Question(
        prompt=(
            rf"A lasso minimises $\sum_i (y_i - p_i)^2 + \lambda \sum_j |w_j|$ for $p = {model}$ "
            f"without intercept. The features are {columns}, and $y = {vector(y.tolist())}$. From "
            rf"which $\lambda$ on {which} exactly 0?"
        ),
        answer=numeric(
            value,
            {
                "The factor 2 of the square is missing.": value / 2,
                "That is enough for one weight only.": float(pull.min()) if features == 2 else (
                    float("nan")
                ),
                r"This is $2 \sum x_i^2$; the target has to enter.": float(
                    2 * (X**2).sum(axis=0).max()
                ),
                "This is the size of the weight without penalty.": abs(
                    float(X[:, 0] @ y / (X[:, 0] @ X[:, 0]))
                ),
            },
        ),
        solution=(
            r"At $w = 0$ the squares pull on weight $j$ with $|2 \sum_i x_{ij} y_i|$; L1 holds "
            r"against it with $\lambda$.",
            "The pulls are " + ", ".join(f"${number(v)}$" for v in pull)
            + rf", so $\lambda \ge {number(value)}$.",
        ),
        given={"X": X.tolist(), "y": y.tolist()},
    )  # fmt: skip


@question(title="Read a regularization path", slide=SLIDE, points=(1, 2, 2), minutes=(1, 1.5, 2))
def read_path(rng: np.random.Generator, level: int) -> Question:
    """Level 1 ridge or lasso, level 2 which feature leaves first, level 3 a weight off the plot."""
    c = sorted({steps(rng, 1, 4, 0.5) for _ in range(6)})[:3]
    if len(c) < 3:
        raise UnsuitableError("three different weights are wanted")
    names = [f"w{j}" for j in rng.permutation(3) + 1]
    kind = pick(rng, ["ridge", "lasso"]) if level == 1 else "lasso"
    lams = np.linspace(0, 10, 41)
    models: dict[str, list[LinearModel]] = {
        "ridge": [Ridge(v) for v in lams],
        "lasso": [Lasso(v) for v in lams],
    }
    X = np.repeat(np.eye(3), 2, axis=0) * np.tile([1.0, -1.0], 3)[:, None] / np.sqrt(2)  # (6, 3)
    paths = np.array([m.fit(X, X @ np.array(c)).coef_ for m in models[kind]])  # (41, 3)
    order = sorted(range(3), key=lambda j: names[j])
    curves = tuple(
        Curve(tuple(lams.tolist()), tuple(paths[:, j].round(4).tolist()), names[j]) for j in order
    )
    given = {"c": c, "names": names, "kind": kind, "lams": lams.tolist(),
             "paths": {names[j]: paths[:, j].round(6).tolist() for j in range(3)}}  # fmt: skip
    figure = Figure(curves, "λ", "weight", (
        "Three weights at lambda 0, 1, 2 and so on to 10. " + " ".join(
        f"{names[j]}: {', '.join(number(v) for v in paths[::4, j].round(2))}." for j in order)),
        x_ticks=tuple(range(0, 11)), y_ticks=(0, 1, 2, 3, 4))  # fmt: skip
    intro = "The plot shows three weights against the strength of a penalty."
    if level == 1:
        why = {
            "ridge": "Ridge: curves that flatten and never reach zero.",
            "lasso": "Lasso: straight lines that reach zero one after the other.",
        }
        titles = {
            "ridge": "L2 (ridge)",
            "lasso": "L1 (lasso)",
        }
        wrong = {titles[k]: why[k] for k in why if k != kind}
        wrong["No penalty at all"] = "Then nothing would change along the axis."
        wrong["A penalty on the bias only"] = "Then nothing would pull at the weights."
        return Question(
            prompt=f"{intro} Which penalty is it?",
            answer=choose(rng, (titles[kind], why[kind]), wrong),
            solution=(why[kind],), given={**given, "titles": titles}, figure=figure,
        )  # fmt: skip
    if level == 2:
        last = bool(rng.integers(2))
        right = names[2 if last else 0]
        asked = "is the last to become zero" if last else "is the first to become exactly zero"
        return Question(
            prompt=f"{intro} The penalty is L1. Which weight {asked}?",
            answer=symbol(right, {"It is in between.": names[1]}),
            solution=("Follow the lines down to zero.", f"It is {right}."),
            given={**given, "last": last}, figure=figure,
        )  # fmt: skip
    j = int(rng.integers(3))
    return Question(
        prompt=rf"{intro} The penalty is L1. At which $\lambda$ does {names[j]} become zero?",
        answer=numeric(2 * c[j], {
            "This is the height of the line at its left end.": c[j],
            "That is another weight.": 2 * c[(j + 1) % 3],
        }, tolerance=0.3),
        solution=("Follow its line down to the axis.",
                  rf"It falls by 1 for every 2 of $\lambda$: zero is at {2 * c[j]:g}."),
        given={**given, "asked": names[j]}, figure=figure,
    )  # fmt: skip
