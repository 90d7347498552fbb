"""The local slopes of the chain rule, as formulas."""

from __future__ import annotations

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number, product, slope

from ._concepts import Ask, concept, fair
from .neuron import activate, describe, z_line

NEURON = "Back Propagation: One Neuron"


_FACTORS = {name: f"${slope(*name.split())}$" for name in ("L a", "a z", "z w", "z b")}


def _factor(prompt: str, right: str, why: str) -> Ask:
    wrong = {v: "That factor stays the same formula." for k, v in _FACTORS.items() if k != right}
    return Ask(prompt, _FACTORS[right], why, wrong)


_CHAIN = (
    f"${slope('L', 'w')} = {slope('L', 'a')} \\cdot {slope('a', 'z')} \\cdot {slope('z', 'w')}$"
)
_LOCAL = {
    1: [
        _factor(f"In {_CHAIN}, with $z = w x + b$, which factor gets another formula if {change}?",
                right, "It is the only one in which this enters as a formula.")
        for change, right in (
            ("the squared error is replaced by the cross-entropy", "L a"),
            ("the loss is doubled", "L a"),
            ("the sigmoid is replaced by tanh", "a z"),
            ("the ReLU is replaced by a leaky ReLU", "a z"),
            ("the input is $x^2$ in place of $x$, so that $z = w x^2 + b$", "z w"),
        )
    ],
    2: [
        Ask(f"A neuron has $z = w x + b$, $a = {phi}$ and $L = (a - y)^2$. What is ${asked}$?",
            right, why, {text: note for text, note in (
                ("$2 (a - y)$", "That is the slope of the loss by $a$."),
                ("$a (1 - a)$", "That is the slope of a sigmoid."),
                ("$1 - a^2$", "That is the slope of tanh."),
                ("$x$", "That is the slope of $z$ by $w$."),
                ("$1$", "That is the slope of $z$ by $b$."),
                ("$w$", "That is the slope of $z$ by $x$."),
            ) if text != right})
        for phi, asked, right, why in (
            (r"\sigma(z)", slope("a", "z"), "$a (1 - a)$", "The sigmoid's slope by its output."),
            (r"\tanh(z)", slope("a", "z"), "$1 - a^2$", "The slope of tanh by its output."),
            (r"\tanh(z)", slope("L", "a"), "$2 (a - y)$", "It depends on the loss only."),
            (r"\sigma(z)", slope("z", "w"), "$x$", "$w$ is multiplied by $x$."),
            (r"\sigma(z)", slope("z", "b"), "$1$", "$b$ is added as it is."),
        )
    ],
    3: [
        Ask(f"A neuron has $z = w x + b$, $a = {phi}$ and $L = (a - y)^2$. What is ${asked}$?",
            right, why, wrong)
        for phi, asked, right, why, wrong in (
            (r"\sigma(z)", slope("L", "b"), "$2 (a - y) a (1 - a)$", "The last factor is 1.",
             {"$2 (a - y) a (1 - a) x$": "That is the slope by $w$.",
              "$2 (a - y) a (1 - a) b$": "The bias enters $z$ with the factor 1.",
              "$2 (a - y) (1 - a^2)$": "That is the slope of tanh.",
              "$2 (a - y)$": "The slope of the activation is missing."}),
            (r"\tanh(z)", slope("L", "w"), "$2 (a - y) (1 - a^2) x$", "Loss, activation, input.",
             {"$2 (a - y) (1 - a^2) w$": "The weight stands in for the input.",
              "$2 (a - y) a (1 - a) x$": "That is the slope of a sigmoid.",
              "$2 (a - y) (1 - z^2) x$": "The slope of tanh is written with its output.",
              "$2 (a - y) (1 - a^2)$": "That is the slope by $b$."}),
            (r"\sigma(z)", slope("L", "x"), "$2 (a - y) a (1 - a) w$", "The last factor is $w$.",
             {"$2 (a - y) a (1 - a) x$": "That is the slope by $w$.",
              "$2 (a - y) a (1 - a)$": "That is the slope by $b$.",
              "$2 (a - y) (1 - a^2) w$": "That is the slope of tanh.",
              "$2 (a - y) a (1 - a) w x$": "One of $w$ and $x$ is too many."}),
        )
    ],
}  # fmt: skip


@question(title="The local slopes", slide=NEURON, points=(1, 1, 2), minutes=(1, 1, 1), variants=5)
def local_slopes(rng: np.random.Generator, level: int) -> Question:
    """Level 1 what each factor depends on, level 2 their formulas, level 3 the whole product."""
    return concept(rng, _LOCAL[level])


@question(title="The bias learns too", slide=NEURON, points=(1, 2, 3), minutes=(1, 2, 3))
def bias_update(rng: np.random.Generator, level: int) -> Question:
    """Level 1 its gradient, level 2 a step of it, level 3 a step for two examples."""
    n = 2 if level == 3 else 1
    x, y = [steps(rng, -3, 3) for _ in range(n)], [steps(rng, -3, 3) for _ in range(n)]
    w, b, rate = steps(rng, -2, 2), steps(rng, -2, 2), pick(rng, [0.1, 0.25, 0.5])
    errors = [w * xi + b - yi for xi, yi in zip(x, y, strict=True)]
    gradient = 2 * sum(errors) / n
    if gradient == 0 or any(abs(e) > 8 or e == 0 for e in errors) or abs(sum(x)) in (0, n):
        raise UnsuitableError("the error should be small and the input should matter")
    value = gradient if level == 1 else b - rate * gradient
    with_input = 2 * sum(e * xi for e, xi in zip(errors, x, strict=True)) / n
    loss = "$L = (a - y)^2$" if n == 1 else "the mean of $(a - y)^2$ over the two examples"
    data = ", then ".join(
        f"$x = {number(a)}$, $y = {number(c)}$" for a, c in zip(x, y, strict=True)
    )
    asked = (
        f"What is ${slope('L', 'b')}$?" if level == 1 else
        rf"What is $b$ after one step of gradient descent with $\alpha = {rate:g}$?"
    )  # fmt: skip
    mistakes = {
        "The input belongs to the gradient of the weight only.": (
            with_input if level == 1 else b - rate * with_input
        ),
        "The factor 2 of the square is missing.": (
            gradient / 2 if level == 1 else b - rate * gradient / 2
        ),
        "The sign of the error is wrong: it is $a - y$.": -gradient
        if level == 1
        else 2 * b - value,
        "The sum was taken, but this loss is a mean.": (
            b - rate * gradient * n if n > 1 else float("nan")
        ),
        "The learning rate is missing.": b - gradient if level > 1 else float("nan"),
    }
    return Question(
        prompt=(
            f"A neuron without activation computes $a = w x + b$ with $w = {number(w)}$ and "
            f"$b = {number(b)}$. The data are {data}. The loss is {loss}. {asked}"
        ),
        answer=numeric(value, mistakes),
        solution=(
            f"Errors $a - y$: {', '.join(f'${number(e)}$' for e in errors)}.",
            f"${slope('L', 'b')} = {number(gradient)}$, for $b$ enters with the factor 1.",
            *((rf"${number(b)} - {product(rate, gradient)} = {number(value)}$.",)
              if level > 1 else ()),
        ),
        given={"x": x, "y": y, "w": w, "b": b, "rate": rate, "level": level},
    )  # fmt: skip


@question(title="A gradient that is zero", slide=NEURON, points=(1, 1, 2), minutes=(1, 1, 2))
def zero_gradient(rng: np.random.Generator, level: int) -> Question:
    """Which factor of the chain rule is zero: the input, the slope, or the error."""
    cause = pick(rng, ["input", "slope", "error"] if level > 1 else ["slope", "input"])
    x = [0.0 if cause == "input" else steps(rng, -3, 3), steps(rng, -3, 3)]
    w = [steps(rng, -2, 2), steps(rng, -2, 2)]
    b = steps(rng, -2, 2, zero=True) if level == 3 else 0.0
    z = float(np.dot(w, x)) + b
    a, _ = activate("relu", z)
    y = a if cause == "error" else steps(rng, -2, 3)
    wanted = z < 0 if cause == "slope" else z > 0
    if not wanted or (cause != "error" and a == y):
        raise UnsuitableError("another factor is zero too")
    reasons = {
        "input": "Its input $x_1$ is 0, so the weight had no part in the output.",
        "slope": "The neuron is inactive: $z < 0$, where ReLU has slope 0.",
        "error": "The output equals the target: $a = y$, so the loss has slope 0.",
    }
    not_this = "That factor is not zero here: compute $z$ and $a$."
    wrong = {text: not_this for text in reasons.values()}
    wrong["The weight $w_1$ itself is 0, and a weight of 0 gets no gradient."] = (
        "A weight's own value is no factor of its gradient."
    )
    wrong["The learning rate is too small to move a weight of the size of $w_1$."] = (
        "The learning rate scales the step, not the gradient."
    )
    return Question(
        prompt=describe("relu", x, w, b)
        + f" The target is $y = {number(y)}$ and the loss $L = (a - y)^2$."
        + f"\n\nWhy is ${slope('L', 'w_1')} = 0$?",
        answer=fair(rng, (reasons[cause], "This is the factor that is zero."), wrong),
        solution=(z_line(x, w, b), f"Activation: $a = {number(a)}$.", reasons[cause]),
        given={"x": x, "w": w, "b": b, "y": y, "reasons": reasons},
    )
