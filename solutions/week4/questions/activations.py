"""Values and derivatives of the activation functions.

Inputs are halves and small whole numbers.  At most one exponential has to be evaluated, and then
its value is printed in the question.
"""

from __future__ import annotations

import math

import numpy as np

from course_lib.activations import ACTIVATIONS, elu_with
from grader.exam.answers import choose, numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.figures import Curve, Figure
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import minus, number, vector

from .neuron import activate, facts_of, hidden_names


@question(
    title="Value of an activation", slide="ReLU", points=(1, 1, 2), minutes=(1, 1, 2), variants=8
)
def activation_value(rng: np.random.Generator, level: int) -> Question:
    """Level 1 ReLU, level 2 leaky ReLU, level 3 ELU below zero with its exponential given."""
    if level == 3:
        alpha, z = pick(rng, [0.5, 1.0, 2.0]), pick(rng, [-2.0, -1.0, -0.5])
        power = round(math.exp(z), 3)
        value = float(elu_with(alpha)([z])[0])
        return Question(
            prompt=(
                rf"ELU is $\alpha (e^z - 1)$ below zero and $z$ above. Compute it at "
                rf"$z = {number(z)}$ for $\alpha = {number(alpha)}$. Use "
                rf"$e^{{{number(z)}}} = {number(power)}$."
            ),
            answer=numeric(
                value,
                {
                    "Below zero the function is not the identity.": z,
                    "The $- 1$ is missing.": alpha * power,
                    r"The factor $\alpha$ is missing.": power - 1 if alpha != 1 else math.nan,
                    "That is a ReLU: ELU goes below zero.": 0.0,
                },
            ),
            solution=(
                rf"$z < 0$, so the second branch: ${number(alpha)} \cdot ({number(power)} - 1) = "
                f"{number(alpha * (power - 1))}$.",
            ),
            given={"activation": "elu", "alpha": alpha, "z": z},
            exponentials=1,
        )
    name = "relu" if level == 1 else "leaky_relu"
    z = steps(rng, -6, 6, 0.5)
    value, _ = activate(name, z)
    title, other = ACTIVATIONS[name].title, activate("leaky_relu" if level == 1 else "relu", z)[0]
    return Question(
        prompt=f"Compute {title}, ${ACTIVATIONS[name].formula}$, at $z = {number(z)}$.",
        answer=numeric(
            value,
            {
                "The two branches were exchanged.": z if z < 0 else 0.1 * z * (level - 1),
                "That is the other one of ReLU and leaky ReLU.": other,
                "An activation is not the absolute value.": abs(z),
            },
        ),
        solution=(
            f"$z$ is {'positive' if z > 0 else 'negative'}: the value is ${number(value)}$.",
        ),
        given={"activation": name, "z": z},
    )


@question(
    title="Derivative of an activation",
    slide="Sigmoid",
    points=(1, 2, 3),
    minutes=(1, 2, 3),
    variants=8,
)
def activation_derivative(rng: np.random.Generator, level: int) -> Question:
    """Level 1 kinked ones, level 2 sigmoid or tanh from their output, level 3 ELU."""
    if level == 1:
        name, z = pick(rng, ["relu", "leaky_relu"]), steps(rng, -6, 6, 0.5)
        a, value = activate(name, z)
        given, where = {"activation": name, "z": z}, f"$z = {number(z)}$"
        line = f"The slope {'above' if z > 0 else 'below'} zero is ${number(value)}$."
    elif level == 2:
        name = pick(rng, ["sigmoid", "tanh"])
        a = pick(rng, [k / 10 for k in range(-9 if name == "tanh" else 1, 10) if k])
        z = float(np.arctanh(a)) if name == "tanh" else math.log(a / (1 - a))
        value = activate(name, z)[1]
        given, where = {"activation": name, "a": a}, f"the point where its output is $a = {a:g}$"
        other = rf"a(1 - a) = {a:g} \cdot {1 - a:.1f}"
        line = (
            f"${'1 - a^2 = 1 - ' + number(a * a) if name == 'tanh' else other} = {number(value)}$."
        )
    else:
        name, alpha, z = "elu", pick(rng, [0.5, 1.0, 2.0]), pick(rng, [-2.0, -1.0, -0.5])
        a = round(alpha * (math.exp(z) - 1), 3)
        value = float(elu_with(alpha).derivative([z])[0])
        given = {"activation": name, "z": z, "alpha": alpha}
        where = (
            rf"$z = {number(z)}$, where its output is $a = {number(a)}$; here $\alpha = {alpha:g}$"
        )
        line = rf"Below zero $g'(z) = \alpha e^z = a + \alpha = {number(a + alpha)}$."
    mistakes = {
        "That is the output, not the slope.": a,
        "The slope of tanh is $1 - a^2$, the slope of the sigmoid $a(1 - a)$.": (
            math.nan if level != 2 else a * (1 - a) if name == "tanh" else 1 - a * a
        ),
        "The slope on the other side of zero was taken.": 1.1 - value if level == 1 else math.nan,
        "Above zero the slope is 1, but $z$ is negative.": 1.0 if level == 3 else math.nan,
    }
    return Question(
        prompt=f"What is the derivative of {ACTIVATIONS[name].title} at {where}?",
        answer=numeric(value, mistakes),
        solution=(line,),
        given=given,
        exponentials=int(level == 3),
    )


@question(
    title="Softmax of three scores",
    slide="Activation Functions applications",
    points=(2, 2, 3),
    minutes=(1.5, 2, 3),
)
def softmax_value(rng: np.random.Generator, level: int) -> Question:
    """Scores are logarithms of whole numbers, so every exponential is a whole number."""
    powers = [float(v) for v in rng.integers(1, 7, size=3)]
    shift = float(pick(rng, [10, 100, 1000])) if level == 3 else 0.0
    i = int(rng.integers(3))
    value = float(ACTIVATIONS["softmax"]([math.log(v) for v in powers])[i])
    if len({*powers}) < 2 or (level > 1 and powers[i] == 1):
        raise UnsuitableError("all options would be alike")
    plus = f" + {shift:g}" if shift else ""
    scores = ", ".join(rf"\ln {v:g}{plus}" for v in powers)
    asked, lines = f"p_{i + 1}", []
    if shift:
        lines.append(f"A constant added to all scores cancels: drop the ${shift:g}$.")
    lines.append(
        rf"$e^{{\ln c}} = c$, so $p_{i + 1} = \frac{{{powers[i]:g}}}{{{sum(powers):g}}} = "
        f"{number(value)}$."
    )
    mistakes = {
        "The exponential is missing: scores were divided by their sum.": (
            math.log(powers[i]) / max(sum(map(math.log, powers)), 1e-9)
        ),
        "This is the largest probability, another one was asked for.": max(powers) / sum(powers),
        "It was divided by the largest score and not by the sum.": powers[i] / max(powers),
        "The sum leaves the score itself out.": powers[i] / (sum(powers) - powers[i]),
    }
    return Question(
        prompt=f"Three classes have the scores $z = ({scores})$. Compute the softmax ${asked}$.",
        answer=numeric(value, mistakes),
        solution=tuple(lines),
        given={"scores": [math.log(v) + shift for v in powers], "i": i},
    )


@question(
    title="Maxout and which piece wins", slide="Maxout", points=(1, 2, 3), minutes=(1, 2, 2.5)
)
def maxout_piece(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the output, level 2 a gradient, level 3 with two inputs."""
    size = 2 if level == 3 else 1
    w = [[steps(rng, -2, 2) for _ in range(size)] for _ in range(2)]
    b = [steps(rng, -2, 2, zero=True) for _ in range(2)]
    x = [steps(rng, -2, 2) for _ in range(size)]
    z = [float(np.dot(w[k], x)) + b[k] for k in range(2)]
    if z[0] == z[1] or w[0][0] == w[1][0]:
        raise UnsuitableError("the pieces must differ")
    best = int(z[1] > z[0])

    def show(values: list[float]) -> str:
        return number(values[0]) if size == 1 else vector(values)

    pieces = " and ".join(
        f"$w_{k + 1} = {show(w[k])}$, $b_{k + 1} = {number(b[k])}$" for k in range(2)
    )
    lines = [f"Pieces: $z_1 = {number(z[0])}$ and $z_2 = {number(z[1])}$; piece {best + 1} wins."]
    if level == 1:
        asked, value = "its output", z[best]
        mistakes = {"That is the smaller piece.": z[1 - best],
                    "The pieces are not added.": z[0] + z[1],
                    "A maxout may be negative.": max(z[best], 0.0)}  # fmt: skip
    else:
        asked = r"$\frac{\partial a}{\partial " + ("x" if size == 1 else "x_1") + "}$"
        value = w[best][0]
        lines.append(f"Only the winner passes a gradient: its weight, ${number(value)}$.")
        mistakes = {"That is the weight of the losing piece.": w[1 - best][0],
                    "Only one piece passes a gradient.": w[0][0] + w[1][0],
                    "That is the output.": z[best]}  # fmt: skip
    return Question(
        prompt=(
            rf"A maxout unit $a = \max(w_1^\top x + b_1, w_2^\top x + b_2)$ has {pieces}. At "
            f"$x = {show(x)}$, what is {asked}?"
        ),
        answer=numeric(value, mistakes),
        solution=tuple(lines),
        given={"w": w, "b": b, "x": x, "level": level},
    )


@question(
    title="Read an activation from its plot",
    slide="Sigmoid",
    points=(1, 1, 2),
    minutes=(1, 1, 1),
    variants=18,
)
def read_activation(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one curve of well-known shape, level 2 a shifted one, level 3 its derivative."""
    names = hidden_names()
    name = pick(rng, names)
    shift = steps(rng, -2, 2, 0.5) if level > 1 else 0.0
    z = np.linspace(-4, 4, 161)
    function = facts_of(name)
    values = function(z - shift) if level < 3 else function.derivative(z - shift)
    curve = Curve(tuple(z.round(3)), tuple(values.round(4)))
    what = "the derivative $g'(z)$" if level == 3 else "$g(z)$"
    tips = {n: facts_of(n).slope_looks if level == 3 else facts_of(n).looks for n in names}
    where = f", shifted to $g(z {minus(shift)})$" if shift else ""
    return Question(
        prompt=f"The plot shows {what} of an activation function{where}. Which one is it?",
        answer=choose(
            rng,
            (ACTIVATIONS[name].title, f"Yes: {tips[name]}."),
            {ACTIVATIONS[n].title: f"No: for this one, {tips[n]}." for n in names if n != name},
        ),
        solution=(f"Look at the ends and the kink: {tips[name]}.",),
        given={
            "z": curve.x,
            "values": curve.y,
            "level": level,
            "shift": shift,
            "titles": {n: ACTIVATIONS[n].title for n in names},
        },
        figure=Figure(
            (curve,),
            "z",
            "g′(z)" if level == 3 else "g(z)",
            "Its values at z = -4, -3, -2 and so on to 4: "
            + ", ".join(number(v) for v in values[::20].round(3))
            + ".",
        ),
    )
