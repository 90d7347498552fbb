"""L1, L2 and elastic net by hand, for one weight.

The cost is the slide's: a sum of squares plus lambda times the penalty, without a factor 1/2.
Numbers are whole, halves and quarters.
"""

from __future__ import annotations

import numpy as np

from course_lib.regularizers import L1, L2, ElasticNet, Regularizer
from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Derivation, Mark, Question, UnsuitableError
from grader.exam.wording import minus, number, product, times, vector

L1_SLIDE, L2_SLIDE = "L1 Regularization (Lasso)", "L2 Regularization (Ridge)"
BOTH = "Comparison: L1 vs L2"


@question(title="Value of a penalty", slide=BOTH, points=(1, 1, 2), minutes=(1, 1.5, 2))
def penalty_value(rng: np.random.Generator, level: int) -> Question:
    """Level 1 L1 or L2, level 2 the whole cost, level 3 elastic net."""
    w = [steps(rng, -3, 3, 0.5 if level > 1 else 1.0, zero=True) for _ in range(3)]
    lam, second = pick(rng, [0.5, 2.0, 3.0, 4.0]), pick(rng, [0.5, 1.0, 2.0])
    size, squares = float(np.abs(w).sum()), float(np.square(w).sum())
    if size in (0, squares):
        raise UnsuitableError("both penalties would be equal")
    kind = "elastic net" if level == 3 else pick(rng, ["L1", "L2"])
    errors = float(rng.integers(1, 9)) if level == 2 else 0.0
    penalties: dict[str, Regularizer] = {
        "L1": L1(lam),
        "L2": L2(lam),
        "elastic net": ElasticNet(lam, second),
    }
    value = errors + penalties[kind].penalty(w)
    l1_line, l2_line = (rf"$\sum_j |w_j| = {number(size)}$", rf"$\sum_j w_j^2 = {number(squares)}$")
    if level == 3:
        what = rf"the elastic-net penalty with $\lambda_1 = {lam:g}$ and $\lambda_2 = {second:g}$"
        mistakes = {r"$\lambda_1$ and $\lambda_2$ are exchanged.": second * size + lam * squares,
                    "The L2 part is missing.": lam * size, "The L1 part is missing.":
                    second * squares}  # fmt: skip
        solution: tuple[str, ...] = (f"{l1_line} and {l2_line}.", rf"${product(lam, size)} + "
                    rf"{product(second, squares)} = {number(value)}$.")  # fmt: skip
    else:
        cost = f"the cost, if the sum of squared errors is {errors:g}" if errors else "the penalty"
        what = rf"{cost}, for {kind} with $\lambda = {lam:g}$"
        other = squares if kind == "L1" else size
        mistakes = {
            f"That is {'L2' if kind == 'L1' else 'L1'}.": errors + lam * other,
            r"The factor $\lambda$ is missing.": errors + value / lam - errors / lam,
            "A penalty never has a sign: absolute values or squares.": errors + lam * sum(w),
            "There is no factor 1/2 on the slide.": errors + (value - errors) / 2,
        }
        total = f"{errors:g} + " if errors else ""
        rest = size if kind == "L1" else squares
        solution = ((l1_line if kind == "L1" else l2_line) + ".",
                    f"${total}{product(lam, rest)} = {number(value)}$.")  # fmt: skip
    return Question(
        prompt=f"The weights are $w = {vector(w)}$. Compute {what}.",
        answer=numeric(value, mistakes),
        solution=solution,
        given={"w": w, "kind": kind, "lam": lam, "second": second, "errors": errors},
    )


@question(title="Ridge with one weight", slide=L2_SLIDE, points=(2, 3, 4), minutes=(2, 3, 4))
def ridge_weight(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one example with x = 1, level 2 two examples, level 3 three, no intercept."""
    n = level
    x = [1.0] if level == 1 else [steps(rng, -2, 2) for _ in range(n)]
    y = [steps(rng, -6, 6) for _ in range(n)]
    xx, xy = float(np.dot(x, x)), float(np.dot(x, y))
    lam = pick(rng, [1.0, 2.0, 3.0, 4.0, 5.0, 7.0])
    value = float(L2(lam).prox([xy / xx], step=1 / (2 * xx))[0])
    if xy == 0 or (value * 20) % 1 or lam == xx:
        raise UnsuitableError("the weight should be a short decimal")
    data = (f"the example $x = 1$, $y = {number(y[0])}$" if n == 1 else
            f"$x = {vector(x)}$, $y = {vector(y)}$")  # fmt: skip
    return Question(
        prompt=(
            rf"A model $p = w x$ without intercept is fitted to {data} by minimising "
            rf"$\sum_i (y_i - w x_i)^2 + \lambda w^2$ with $\lambda = {lam:g}$. What is $w$?"
        ),
        answer=numeric(
            value,
            {
                "This is the weight without a penalty.": xy / xx,
                r"$\lambda$ was subtracted; it is added to $\sum x_i^2$.": (
                    xy / (xx - lam) if xx != lam else float("nan")
                ),
                r"L2 shrinks by a factor; this subtracts $\lambda / 2$, as L1 does.": (
                    float(L1(lam).prox([xy / xx], step=1 / (2 * xx))[0])
                ),
                r"That is the solution for the penalty $2 \lambda w^2$.": xy / (xx + 2 * lam),
                r"That is the solution for the penalty $\frac{\lambda}{2} w^2$.": (
                    xy / (xx + lam / 2)
                ),
            },
        ),
        solution=(
            r"Set the derivative to zero: $-2 \sum_i x_i (y_i - w x_i) + 2 \lambda w = 0$.",
            rf"So $w = \frac{{\sum x_i y_i}}{{\sum x_i^2 + \lambda}} = "
            rf"\frac{{{number(xy)}}}{{{number(xx)} + {lam:g}}} = {number(value)}$.",
        ),
        given={"x": x, "y": y, "lam": lam},
    )


@question(title="Lasso with one weight", slide=L1_SLIDE, points=(2, 3, 4), minutes=(2, 3, 4))
def lasso_weight(rng: np.random.Generator, level: int) -> Question:
    """Soft thresholding: level 1 outside, level 2 inside or outside the flat part, level 3 data."""
    scale = 1.0 if level < 3 else pick(rng, [2.0, 4.0])
    c = steps(rng, -4, 4, 0.5)
    lam = pick(rng, [1.0, 2.0, 3.0, 4.0])
    half = lam / (2 * scale)
    value = float(L1(lam).prox([c], step=1 / (2 * scale))[0])
    if (level == 1 and value == 0) or (abs(c) == half) or half == 1 == abs(c):
        raise UnsuitableError("the case should be clear")
    sign = 1 if c > 0 else -1
    square = f"(w {minus(c)})"
    cost = f"{times(scale, square + '^2')} + {times(lam, '|w|')}"
    clipped = "" if value else " It is 0, and not of the other sign."
    return Question(
        prompt=f"Which $w$ minimises ${cost}$?",
        answer=numeric(
            value,
            {
                "This is the minimum without the penalty.": c,
                r"The threshold is $\lambda$ over twice the factor of the square, not $\lambda$.": (
                    sign * max(abs(c) - lam, 0)
                ),
                "The weight went beyond zero; it stops there.": c - sign * half
                if not value
                else (float("nan")),
                "Soft thresholding moves towards zero, not away from it.": c + sign * half,
                "L1 subtracts; dividing is what L2 does.": c * scale / (scale + lam),
            },
        ),
        solution=(
            rf"Away from zero the derivative is ${2 * scale:g} {square} \pm {lam:g}$, so "
            rf"$w$ moves by $\frac{{{lam:g}}}{{{2 * scale:g}}} = {number(half)}$ towards zero.",
            rf"$w = \mathrm{{sign}}(c) \max(|c| - {number(half)}, 0) = {number(value)}$.{clipped}",
        ),
        given={"c": c, "lam": lam, "scale": scale},
    )


@question(title="Elastic net with one weight", slide=BOTH, points=(2, 3, 4), minutes=(2, 3, 5))
def elastic_weight(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the optimum, level 2 with a zero, level 3 derived with a marking scheme."""
    c = steps(rng, -6, 6, 0.5)
    l1, l2 = pick(rng, [1.0, 2.0, 3.0, 4.0]), pick(rng, [1.0, 3.0, 4.0])
    value = float(ElasticNet(l1, l2).prox([c], step=0.5)[0])
    if (value == 0) != (level == 2 and c % 1 == 0) or abs(c) == l1 / 2:
        raise UnsuitableError("another case was wanted")
    sign = 1 if c > 0 else -1
    cost = f"(w {minus(c)})^2 + {times(l1, '|w|')} + {times(l2, 'w^2')}"
    lines = (
        rf"L1 moves $c$ by $\lambda_1 / 2 = {l1 / 2:g}$ towards zero and stops there: "
        f"${number(sign * max(abs(c) - l1 / 2, 0))}$.",
        rf"L2 divides by $1 + \lambda_2 = {1 + l2:g}$: ${number(value)}$.",
    )
    given = {"c": c, "l1": l1, "l2": l2}
    if level == 3:
        result = (
            r"$w = \frac{\mathrm{sign}(c) \max(|c| - \lambda_1 / 2, 0)}{1 + \lambda_2} = "
            f"{number(value)}$"
        )
        marks = (
            Mark(1, r"Writes the derivative away from zero, with $\pm \lambda_1$."),
            Mark(
                1, r"Solves for $w$: numerator $c \mp \lambda_1 / 2$, denominator $1 + \lambda_2$."
            ),
            Mark(1, "Says when the weight is exactly zero."),
            Mark(1, f"Evaluates: ${number(value)}$."),
        )
        return Question(
            prompt=(
                r"Derive the minimiser of $(w - c)^2 + \lambda_1 |w| + \lambda_2 w^2$. Evaluate "
                rf"it for $c = {number(c)}$, $\lambda_1 = {l1:g}$, $\lambda_2 = {l2:g}$."
            ),
            answer=Derivation(result, value, marks),
            solution=lines,
            given=given,
        )
    return Question(
        prompt=f"Which $w$ minimises ${cost}$?",
        answer=numeric(
            value,
            {
                "The L2 part is missing.": sign * max(abs(c) - l1 / 2, 0),
                "The L1 part is missing.": c / (1 + l2),
                r"The threshold is $\lambda_1 / 2$.": sign * max(abs(c) - l1, 0) / (1 + l2),
                "The weight went beyond zero; it stops there.": (
                    (c - sign * l1 / 2) / (1 + l2) if not value else float("nan")
                ),
                r"The divisor is $1 + \lambda_2$.": sign * max(abs(c) - l1 / 2, 0) / (1 + 2 * l2),
            },
        ),
        solution=lines,
        given=given,
    )


@question(title="Step with weight decay", slide=BOTH, points=(2, 2, 3), minutes=(2, 2, 3))
def decay_step(rng: np.random.Generator, level: int) -> Question:
    """Level 1 L2, level 2 the subgradient of L1, level 3 a proximal step that can reach zero."""
    w, rate = steps(rng, -3, 3, 0.5), pick(rng, [0.1, 0.25, 0.5])
    lam = pick(rng, [0.5, 1.0, 2.0])
    g = steps(rng, -3, 3) if level < 3 else steps(rng, -4, 4)
    sign = 1.0 if w > 0 else -1.0
    plain = w - rate * g
    if level == 1:
        value, name = plain - rate * float(L2(lam).gradient([w])[0]), times(lam, "w^2")
        line = rf"The penalty adds $2 \lambda w = {number(2 * lam * w)}$ to the gradient."
        mistakes = {"The factor 2 of the square is missing.": plain - rate * lam * w,
                    "L2 pulls by the size of the weight, not only by its sign.":
                    plain - rate * lam * sign}  # fmt: skip
    elif level == 2:
        value, name = plain - rate * float(L1(lam).gradient([w])[0]), times(lam, "|w|")
        line = rf"The penalty adds $\lambda \, \mathrm{{sign}}(w) = {number(lam * sign)}$."
        mistakes = {"L1 pulls by the sign of the weight, not by its size.": plain - rate * lam * w,
                    "The penalty pulls towards zero.": plain + rate * lam * sign}  # fmt: skip
    else:
        value, name = float(L1(lam).prox([plain], step=rate)[0]), times(lam, "|w|")
        line = (
            f"The gradient step gives ${number(plain)}$; soft thresholding by "
            rf"$\alpha \lambda = {number(rate * lam)}$ moves it towards zero."
        )
        mistakes = {
            "The threshold is the step times lambda.": float(L1(lam).prox([plain], 1.0)[0]),
            "This follows the subgradient at the old weight.": plain - rate * lam * sign,
        }
    mistakes |= {"The penalty is missing.": plain, "The learning rate is missing.": (
        w - g - (value - plain) / -rate)}  # fmt: skip
    how = "a proximal step (gradient step, then soft thresholding)" if level == 3 else "a step"
    return Question(
        prompt=(
            f"A weight is $w = {number(w)}$; the loss has the slope ${number(g)}$ there and the "
            rf"penalty is ${name}$. What is $w$ after {how} with learning rate "
            rf"$\alpha = {number(rate)}$?"
        ),
        answer=numeric(value, mistakes),
        solution=(line, f"New weight: ${number(value)}$."),
        given={"w": w, "g": g, "rate": rate, "lam": lam, "level": level},
    )
