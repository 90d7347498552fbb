"""Forward through one neuron and back: ``z = w·x + b``, ``a = g(z)``, ``L = (a − y)²``.

Numbers are halves and small whole numbers.  A sigmoid or tanh is met at z = 0 only, so no
exponential has to be evaluated.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.activations import ACTIVATIONS, IDENTITY, Elementwise
from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number, product, slope, sum_of_products, vector

SLIDE = "Back Propagation: One Neuron"


def facts_of(name: str) -> Elementwise:
    """Return an activation that acts on one number, the identity included."""
    function = {**ACTIVATIONS, "identity": IDENTITY}[name]
    assert isinstance(function, Elementwise)  # for the type checker: softmax is not asked for
    return function


def hidden_names() -> list[str]:
    """Return the activations of the lecture that act on one number."""
    return [name for name, a in ACTIVATIONS.items() if isinstance(a, Elementwise)]


def activate(name: str, z: float) -> tuple[float, float]:
    """Return the activation and its derivative at ``z``."""
    function = facts_of(name)
    return float(function([z])[0]), float(function.derivative([z])[0])


def draw_neuron(
    rng: np.random.Generator, inputs: int, z: float | None = None
) -> tuple[list[float], list[float], float, float]:
    """Return inputs, weights, bias and pre-activation; ``z`` may be asked for."""
    x = [steps(rng, -3, 3) for _ in range(inputs)]
    w = [steps(rng, -2, 2, 0.5) for _ in range(inputs)]
    b = steps(rng, -2, 2, 0.5, zero=True)
    total = float(np.dot(w, x))
    if z is not None:
        b = z - total
    if abs(b) > 4 or abs(total + b) > 6 or (z is None and total + b == 0):
        raise UnsuitableError("the neuron is out of range")
    return x, w, b, total + b


def introduced(name: str) -> str:
    """Return the activation as a sentence names it, with its formula."""
    fact = facts_of(name)
    article = "the " if fact.word.islower() or " " in fact.word else ""
    return f"{article}{fact.word}, $a = {fact.formula}$"


def describe(name: str, x: list[float], w: list[float], b: float) -> str:
    """Return the sentences that introduce a neuron."""
    one = len(x) == 1
    x_text, w_text = (number(x[0]), number(w[0])) if one else (vector(x), vector(w))
    formula = "z = w x + b" if one else r"z = w^\top x + b"
    return (
        f"One neuron computes ${formula}$ and applies {introduced(name)}. "
        f"Here $x = {x_text}$, $w = {w_text}$ and $b = {number(b)}$."
    )


def z_line(x: list[float], w: list[float], b: float) -> str:
    """Return the line of a solution that computes the pre-activation."""
    products = sum_of_products(*zip(w, x, strict=True))
    z = float(np.dot(w, x)) + b
    tail = f" + {number(b)}" if b >= 0 else f" - {number(-b)}"
    return f"Pre-activation: $z = {products}{tail} = {number(z)}$."


@question(title="Output of one neuron", slide=SLIDE, points=(1, 2, 2), minutes=(1, 2, 2))
def neuron_output(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one input, level 2 two inputs, level 3 three inputs and a leaky ReLU."""
    name = pick(rng, {1: ["relu", "identity"], 2: ["relu", "leaky_relu"], 3: ["leaky_relu"]}[level])
    x, w, b, z = draw_neuron(rng, level)
    a, _ = activate(name, z)
    mistakes = {
        "This is the pre-activation: the activation function was not applied.": z,
        "The bias was left out.": activate(name, z - b)[0],
        "The bias was subtracted.": activate(name, z - 2 * b)[0],
        "A ReLU gives 0 below zero, this neuron does not.": max(z, 0.0),
    }
    if name == "leaky_relu":
        mistakes["The slope for negative inputs was applied, but $z$ is positive."] = 0.1 * abs(z)
    return Question(
        prompt=describe(name, x, w, b) + "\n\nCompute the output $a$.",
        answer=numeric(a, mistakes),
        solution=(z_line(x, w, b), f"Activation: $a = {number(a)}$."),
        given={"activation": name, "x": x, "w": w, "b": b},
    )


@question(title="Gradient of one weight", slide=SLIDE, points=(2, 3, 4), minutes=(2, 3, 4))
def weight_gradient(rng: np.random.Generator, level: int) -> Question:
    """Level 1 identity, level 2 a kinked activation, level 3 a sigmoid or tanh at z = 0."""
    name = pick(rng, {1: ["identity"], 2: ["relu", "leaky_relu"], 3: ["sigmoid", "tanh"]}[level])
    x, w, b, z = draw_neuron(rng, min(level, 2), z=0.0 if level == 3 else None)
    y = steps(rng, -2, 2, 0.5, zero=True)
    a, g_prime = activate(name, z)
    error = a - y
    if error == 0 or (name == "relu" and z < 0):
        raise UnsuitableError("the gradient is zero")
    gradient = 2 * error * g_prime * x[0]
    asked = slope("L", "w_1" if len(x) > 1 else "w")
    mistakes = {
        "The derivative of the activation is missing.": 2 * error * x[0],
        "The factor 2 of the square is missing.": error * g_prime * x[0],
        f"The input is missing: this is ${slope('L', 'b')}$.": 2 * error * g_prime,
        "The sign is wrong: the error is $a - y$.": -gradient,
        "The weight was used in place of the input.": 2 * error * g_prime * w[0],
    }
    return Question(
        prompt=describe(name, x, w, b)
        + f" The target is $y = {number(y)}$ and the loss $L = (a - y)^2$.\n\nCompute ${asked}$.",
        answer=numeric(gradient, mistakes),
        solution=(
            z_line(x, w, b),
            f"Activation: $a = {number(a)}$, and its slope at $z$ is ${number(g_prime)}$.",
            f"Loss: ${slope('L', 'a')} = 2(a - y) = {number(2 * error)}$.",
            f"Chain rule: ${asked} = {product(2 * error, g_prime, x[0])} = {number(gradient)}$.",
        ),
        given={"activation": name, "x": x, "w": w, "b": b, "y": y},
    )


@question(title="One step of gradient descent", slide=SLIDE, points=(2, 3, 4), minutes=(2, 3, 4))
def weight_update(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the gradient is given, level 2 a linear neuron, level 3 a leaky ReLU below zero."""
    rate = 0.5 if level == 3 else pick(rng, [0.1, 0.5])
    if level == 1:
        w0, gradient = steps(rng, -3, 3, 0.5), steps(rng, -4, 4)
        prompt = (
            f"A weight is $w = {number(w0)}$ and ${slope('L', 'w')} = {number(gradient)}$. "
            rf"The learning rate is $\alpha = {number(rate)}$."
        )
        lines: tuple[str, ...] = ()
        given: dict[str, Any] = {"w": [w0], "gradient": gradient}
    else:
        prompt, w0, gradient, lines, given = _neuron_to_train(rng, level)
        prompt += rf" and the learning rate $\alpha = {number(rate)}$."
    new = w0 - rate * gradient
    mistakes = {
        "The gradient was added: this step climbs.": w0 + rate * gradient,
        "The learning rate is missing.": w0 - gradient,
        "This is the change of the weight, not the new weight.": -rate * gradient,
    }
    step = f"{number(w0)} - {product(rate, gradient)} = {number(new)}"
    return Question(
        prompt=prompt + "\n\nWhat is $w$ after one step of gradient descent?",
        answer=numeric(new, mistakes),
        solution=(*lines, rf"Step: $w := w - \alpha {slope('L', 'w')} = {step}$."),
        given={**given, "rate": rate},
    )


def _neuron_to_train(
    rng: np.random.Generator, level: int
) -> tuple[str, float, float, tuple[str, ...], dict[str, Any]]:
    name = "identity" if level == 2 else "leaky_relu"
    x, w, b, z = draw_neuron(rng, 1)
    y = steps(rng, -2, 2, 0.5, zero=True)
    a, g_prime = activate(name, z)
    if a == y or (level == 3 and z > 0):
        raise UnsuitableError("nothing to learn")
    gradient = 2 * (a - y) * g_prime * x[0]
    prompt = describe(name, x, w, b) + f" The target is $y = {number(y)}$, the loss $(a - y)^2$"
    lines = (
        z_line(x, w, b),
        f"Activation: $a = {number(a)}$ with slope ${number(g_prime)}$.",
        f"Gradient: ${product(2, a - y, g_prime, x[0])} = {number(gradient)}$.",
    )
    return prompt, w[0], gradient, lines, {"activation": name, "x": x, "w": w, "b": b, "y": y}
