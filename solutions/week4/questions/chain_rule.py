"""The chain rule itself: which factors there are, which one vanishes, which one was forgotten.

Numbers are halves, tenths and small whole numbers; sigmoid and tanh are met at z = 0 or with
their output given, so no exponential has to be evaluated.
"""

from __future__ import annotations

import numpy as np

from grader.exam.answers import choose, numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Derivation, Mark, Question, UnsuitableError
from grader.exam.wording import number, product, slope

from .neuron import SLIDE, activate, draw_neuron


@question(title="Sigmoid with cross-entropy", slide=SLIDE, points=(1, 2, 3), minutes=(1, 2, 3))
def sigmoid_cross_entropy(rng: np.random.Generator, level: int) -> Question:
    """The output of the sigmoid is given as a tenth, so nothing has to be exponentiated."""
    a = pick(rng, [k / 20 for k in range(1, 20)])
    y = int(rng.integers(2))
    x = steps(rng, -4, 4, 0.5)
    asked = {1: "z", 2: "b", 3: "w"}[level]
    factor = x if level == 3 else 1.0
    value = (a - y) * factor
    last = {
        1: "",
        2: f"Since ${slope('z', 'b')} = 1$, this is the answer.",
        3: f"Times ${slope('z', 'w')} = x$: ${product(a - y, x)} = {number(value)}$.",
    }[level]
    mistakes = {
        "The sign is wrong: the gradient is $a - y$.": -value,
        "The slope $a(1 - a)$ of the sigmoid cancels against the loss; here it is still in.": (
            value * a * (1 - a)
        ),
        "This uses the output alone, the target was not subtracted.": a * factor,
    }
    return Question(
        prompt=(
            r"A neuron with $z = w x + b$ and $a = \sigma(z)$ is trained with the binary "
            r"cross-entropy $L = -y \ln a - (1 - y) \ln(1 - a)$. For an example with "
            f"$x = {number(x)}$ and $y = {y}$ the output is $a = {number(a)}$."
            f"\n\nCompute ${slope('L', asked)}$."
        ),
        answer=numeric(value, mistakes),
        solution=tuple(
            line
            for line in (
                rf"Loss: ${slope('L', 'a')} = \frac{{a - y}}{{a(1 - a)}}$.",
                f"Sigmoid: ${slope('a', 'z')} = a(1 - a)$, which cancels the denominator.",
                f"So ${slope('L', 'z')} = a - y = {number(a - y)}$.",
                last,
            )
            if line
        ),
        given={"a": a, "y": y, "x": x, "asked": asked},
    )


@question(title="Derive a gradient", slide=SLIDE, points=(3, 4, 5), minutes=(4, 5, 6))
def derive_gradient(rng: np.random.Generator, level: int) -> Question:
    """Level 1 a linear neuron, level 2 a sigmoid, level 3 tanh; the last two at z = 0."""
    names = {1: ("identity", "z", "1"), 2: ("sigmoid", r"\sigma(z)", "a (1 - a)"),
             3: ("tanh", r"\tanh(z)", "(1 - a^2)")}  # fmt: skip
    targets: dict[int, list[float]] = {1: [-2, -1, 1, 2], 2: [0, 1], 3: [-1, -0.5, 0.5, 1]}
    name, formula, g_prime_text = names[level]
    x, w, b, z = draw_neuron(rng, 1, z=None if level == 1 else 0.0)
    y = float(pick(rng, targets[level]))
    a, g_prime = activate(name, z)
    value = 2 * (a - y) * g_prime * x[0]
    if value == 0:
        raise UnsuitableError("the gradient is zero")
    asked = slope("L", "w")
    marks = (
        Mark(1, "Splits the derivative into three factors by the chain rule."),
        Mark(1 if level < 3 else 2, f"Gives ${slope('a', 'z')} = {g_prime_text}$."),
        Mark(1 if level == 1 else 2, f"Evaluates it at the point: ${number(value)}$."),
    )
    point = f"$x = {number(x[0])}$, $w = {number(w[0])}$, $b = {number(b)}$, $y = {number(y)}$"
    return Question(
        prompt=(
            f"For $z = w x + b$, $a = {formula}$ and $L = (a - y)^2$, derive ${asked}$ with the "
            f"chain rule, one factor for each step. Then evaluate it at {point}."
        ),
        answer=Derivation(
            rf"${asked} = 2 (a - y) \cdot {g_prime_text} \cdot x = {number(value)}$", value, marks
        ),
        solution=(
            rf"${asked} = {slope('L', 'a')} \cdot {slope('a', 'z')} \cdot {slope('z', 'w')}$.",
            f"The factors are $2(a - y)$, ${g_prime_text}$ and $x$.",
            f"At the point $z = {number(z)}$, so $a = {number(a)}$ and the slope is "
            f"${number(g_prime)}$.",
            f"Result: ${product(2, a - y, g_prime, x[0])} = {number(value)}$.",
        ),
        given={"activation": name, "x": x, "w": w, "b": b, "y": y},
    )


_LINES = {
    "dz = 2 * (a - y) * g_prime(z)": {
        "dz = 2 * (a - y) * g_prime(a)": "The slope is taken at $a$; it belongs to $z$.",
        "dz = 2 * (a - y)": "The slope of the activation is missing.",
        "dz = 2 * (y - a) * g_prime(z)": "The sign of the error is wrong: it is $a - y$.",
    },
    "dw = dz * x": {
        "dw = dz * w": "The weight stands where the input belongs.",
        "dw = dz": "The input is missing; that is the gradient of the bias.",
    },
    "db = dz": {"db = dz * b": "The bias enters $z$ with factor 1, so its gradient is `dz`."},
    "w = w - rate * dw": {
        "w = w + rate * dw": "The step goes uphill.",
        "w = w - dw": "The learning rate is missing.",
    },
}
_FIRST_LINE = "z = w * x + b; a = g(z)"


@question(
    title="Find the bug in a training step",
    slide=SLIDE,
    points=(1, 2, 3),
    minutes=(1, 2, 3),
    variants=9,
)
def buggy_step(rng: np.random.Generator, level: int) -> Question:
    """One line is wrong; level 1 hides it in the update, level 3 in the slope of the activation."""
    places = {1: [3], 2: [1, 2], 3: [0]}[level]
    right_lines = list(_LINES)
    place = pick(rng, places)
    wrong_line, why = pick(rng, list(_LINES[right_lines[place]].items()))
    shown = [*right_lines]
    shown[place] = wrong_line
    shown.append("b = b - rate * db")
    listing = "\n".join(f"{i}  {line}" for i, line in enumerate([_FIRST_LINE, *shown], start=1))
    options = {f"Line {i}": "This line is right." for i in range(1, 7)}
    right = f"Line {place + 2}"
    return Question(
        prompt=(
            "This code takes one step of gradient descent for a neuron with $L = (a - y)^2$. "
            f"One line is wrong.\n\n```python\n{listing}\n```\n\nWhich line?"
        ),
        answer=choose(rng, (right, why), options, count=5),
        solution=(why, f"It should read `{right_lines[place]}`."),
        given={"lines": [_FIRST_LINE, *shown]},
    )
