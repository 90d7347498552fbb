"""What penalties do to weights: spread, select, decay, and what the cost prints."""

from __future__ import annotations

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number, product, signed, vector

RIDGE, LASSO, BOTH = (
    "L2 Regularization (Ridge)",
    "L1 Regularization (Lasso)",
    "Comparison: L1 vs L2",
)
COST1, COST2, NETWORK = (
    "L1 Regularization", "L2 Regularization", "Regularization in Neural Networks",
)  # fmt: skip


@question(title="Spread or alone", slide=RIDGE, points=(1, 2, 2), minutes=(1, 2, 2), variants=12)
def spread_cost(rng: np.random.Generator, level: int) -> Question:
    """Equal features whose weights have a given sum: level 1 two, level 2 what is saved, level 3
    three and the lowest penalty."""
    total, lam = 2 * steps(rng, 1, 6), pick(rng, [0.5, 1.0, 2.0, 3.0])
    count = 3 if level == 3 else 2
    if count == 3:
        total = 3 * steps(rng, 1, 4)
    alone, spread = lam * total**2, lam * total**2 / count
    if level == 1:
        part = pick(rng, [k for k in range(int(total) + 1)])
        weights = [float(part), total - part]
        value, asked = lam * sum(w * w for w in weights), (
            f"How large is the L2 penalty of $w = {vector(weights)}$?"
        )  # fmt: skip
        mistakes = {"That is the L1 penalty.": lam * total, r"$\lambda$ is missing.": value / lam,
                    "The sum was squared, not the weights.": alone}  # fmt: skip
        line = rf"$\lambda (w_1^2 + w_2^2) = {number(value)}$."
    elif level == 2:
        value = alone - spread
        asked = (
            f"By how much is the L2 penalty of equal shares below that of $w = "
            f"{vector([total, 0.0])}$?"
        )
        mistakes = {"That is the difference for L1: both cost the same.": 0.0,
                    r"$\lambda$ is missing.": value / lam,
                    "That is the penalty of equal shares.": spread,
                    "That is the larger of the two penalties.": alone}  # fmt: skip
        line = f"${number(alone)} - {number(spread)} = {number(value)}$."
    else:
        value = spread
        asked = "How small can the L2 penalty of these weights be?"
        mistakes = {"That is one feature alone.": alone, "That is the L1 penalty.": lam * total,
                    "That is for two equal features.": alone / 2,
                    r"$\lambda$ is missing.": spread / lam}  # fmt: skip
        line = f"Equal shares of ${number(total / 3)}$: ${number(value)}$."
    if level == 1 and value in (alone, lam * total):
        raise UnsuitableError("the mistakes should show")
    names = " + ".join(f"w_{j + 1}" for j in range(count))
    who = {2: "Two", 3: "Three"}[count]
    return Question(
        prompt=(
            f"{who} features are equal, and the data ask for ${names} = {number(total)}$, whatever "
            rf"the shares. The penalty has $\lambda = {lam:g}$. {asked}"
        ),
        answer=numeric(value, mistakes),
        solution=(
            *(("Squares are smallest when the weight is shared evenly.",) if level > 1 else ()),
            line,
        ),
        given={"total": total, "lam": lam, "level": level,
               "weights": weights if level == 1 else []},
    )  # fmt: skip


@question(title="A penalty in a network", slide=NETWORK, points=(1, 2, 3), minutes=(1.5, 2, 3))
def network_penalty(rng: np.random.Generator, level: int) -> Question:
    """A step with L2: level 1 a weight, level 2 the bias, level 3 a weight with L1 as well."""
    w, b = steps(rng, -4, 4), steps(rng, -4, 4)
    dw, db = steps(rng, -4, 4), steps(rng, -4, 4)
    rate, lam = pick(rng, [0.1, 0.25, 0.5]), pick(rng, [0.2, 0.4, 0.5, 1.0])
    decayed = w - rate * (dw + 2 * lam * w)
    l1 = pick(rng, [0.4, 1.0, 2.0])
    moved = float(np.sign(decayed)) * max(abs(decayed) - rate * l1, 0.0)
    value = {1: decayed, 2: b - rate * db, 3: moved}[level]
    if w == b or (level == 3 and moved == 0) or abs(decayed) < 0.01:
        raise UnsuitableError("the case should be clear")
    asked = {1: "What is the new $w$?", 2: "What is the new $b$?", 3: (
        r"After that, the soft threshold is taken with $\alpha \lambda_1$ for an L1 penalty, "
        f"$\\lambda_1 = {l1:g}$. What is the new $w$?")}[level]  # fmt: skip
    mistakes = {
        1: {"The penalty's slope is missing.": w - rate * dw,
            "The factor 2 of the square is missing.": w - rate * (dw + lam * w),
            "The penalty pulls towards zero, so its slope is subtracted.":
            w - rate * (dw - 2 * lam * w),
            "The learning rate belongs to the penalty's slope too.": w - rate * dw - 2 * lam * w},
        2: {"Biases are not penalised.": b - rate * (db + 2 * lam * b),
            "That is the gradient of the weight.": b - rate * dw,
            "The gradient was added.": b + rate * db},
        3: {"The soft threshold was left out.": decayed,
            r"The threshold is $\alpha \lambda_1$, not $\lambda_1$.":
            float(np.sign(decayed)) * max(abs(decayed) - l1, 0.0),
            "The threshold moves towards zero.": decayed + float(np.sign(decayed)) * rate * l1,
            "The L2 part is missing.": float(np.sign(w - rate * dw))
            * max(abs(w - rate * dw) - rate * l1, 0.0)},
    }[level]  # fmt: skip
    lines = {
        1: rf"${number(w)} - {rate:g} \cdot ({number(dw)} + {signed(2 * lam * w)}) = "
        f"{number(value)}$.",
        2: rf"The bias is not penalised: ${number(b)} - {product(rate, db)} = {number(value)}$.",
        3: rf"The step gives ${number(decayed)}$; the threshold ${number(rate * l1)}$ makes it "
        f"${number(value)}$.",
    }
    return Question(
        prompt=(
            f"In a network one weight is $w = {number(w)}$ and one bias $b = {number(b)}$. "
            f"Backpropagation gives $\\frac{{\\partial L}}{{\\partial w}} = {number(dw)}$ and "
            f"$\\frac{{\\partial L}}{{\\partial b}} = {number(db)}$ for the loss without penalty. "
            rf"One step is taken with $\alpha = {rate:g}$ and the L2 penalty $\lambda \sum w^2$ "
            rf"over all weights, but not over biases, with $\lambda = {lam:g}$. {asked}"
        ),
        answer=numeric(value, mistakes),
        solution=(r"The penalty adds $2 \lambda w$ to the slope of a weight.", lines[level]),
        given={"w": w, "b": b, "dw": dw, "db": db, "rate": rate, "lam": lam, "l1": l1,
               "level": level},
    )  # fmt: skip


@question(title="What the cost prints", slide=COST2, points=(1, 2, 2), minutes=(2, 2.5, 3))
def prints_cost(rng: np.random.Generator, level: int) -> Question:
    """Level 1 a penalty, level 2 the cost with L2, level 3 with L1; the oracle runs the code."""
    w = [int(v) for v in rng.choice([-3, -2, -1, 1, 2, 3], size=2)]
    X = [[int(v) for v in rng.integers(0, 3, size=2)] for _ in range(2)]
    y = [int(v) for v in rng.integers(-3, 4, size=2)]
    lam = int(rng.integers(2, 5))
    kind = pick(rng, ["l1", "l2"]) if level == 1 else "l2" if level == 2 else "l1"
    penalty = "np.sum(np.abs(w))" if kind == "l1" else "np.sum(w * w)"
    lines = ["import numpy as np", f"w = np.array({w})", f"lam = {lam}"]
    errors = sum((t - sum(a * b for a, b in zip(r, w, strict=True))) ** 2
                 for r, t in zip(X, y, strict=True))  # fmt: skip
    if level > 1:
        lines += [f"X = np.array({X})", f"y = np.array({y})",
                  f"print(np.sum(np.square(y - X @ w)) + lam * {penalty})"]  # fmt: skip
    else:
        errors = 0
        lines += [f"print(lam * {penalty})"]
    size, squares = sum(map(abs, w)), sum(v * v for v in w)
    right, other = (size, squares) if kind == "l1" else (squares, size)
    value = errors + lam * right
    if right == other or errors > 100:
        raise UnsuitableError("L1 and L2 should differ")
    listing = "\n".join(lines)
    return Question(
        prompt=f"Which number does this print?\n\n```python\n{listing}\n```",
        answer=numeric(
            value,
            {
                "That is the other penalty.": errors + lam * other,
                "The factor `lam` is missing.": errors + right,
                "Signs do not cancel in a penalty.": errors + lam * sum(w),
                "That is the loss alone.": errors if level > 1 else float("nan"),
                "The mean was taken; this is a sum.": errors / 2 + lam * right,
            },
        ),
        solution=(
            *((f"Loss: {errors}.",) if level > 1 else ()),
            rf"Penalty: ${lam} \cdot {right} = {lam * right}$.",
            f"It prints {value}.",
        ),
        given={"code": listing},
    )
