"""Small networks by hand: one or two hidden neurons, ReLU or linear, squared error.

All numbers are halves and small whole numbers; there is no exponential.
"""

from __future__ import annotations

import numpy as np

from course_lib.mlp import MLP
from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Derivation, Mark, Question, UnsuitableError
from grader.exam.wording import number, product, signed, slope, sum_of_products, vector

from .neuron import activate, facts_of

SLIDE = "Back Propagation: generally"


def _chain(rng: np.random.Generator, hidden: str) -> tuple[MLP, list[float], float, float]:
    """Return a network x → h → output with one neuron per layer, its numbers, x and y."""
    net = MLP.of([1, 1, 1], hidden=hidden, output="identity", rng=rng)
    values = [steps(rng, -2, 2), steps(rng, -1, 1), steps(rng, -2, 2), steps(rng, -1, 1)]
    for parameter, value in zip(net.parameters(), values, strict=True):
        parameter[...] = value
    return net, values, steps(rng, -2, 3), steps(rng, -2, 2)


def _run(net: MLP, x: float, y: float) -> tuple[float, list[float]]:
    """Return the prediction and the gradients of ``(prediction − y)²``."""
    prediction = float(net.forward([[x]])[0, 0])
    net.backward([[2 * (prediction - y)]])
    return prediction, [float(g.sum()) for g in net.gradients()]


def _describe(values: list[float], x: float, y: float, hidden: str) -> str:
    v, c, u, d = map(number, values)
    g = facts_of(hidden).formula
    return (
        f"A network computes $z = v x + c$, $h = {g}$ and $p = u h + d$; the loss is "
        f"$L = (p - y)^2$. Its parameters are $v = {v}$, $c = {c}$, $u = {u}$, $d = {d}$, and the "
        f"example is $x = {number(x)}$, $y = {number(y)}$."
    )


def _forward_lines(values: list[float], x: float, hidden: str) -> tuple[list[str], float, float]:
    v, c, u, d = values
    z = v * x + c
    h = activate(hidden, z)[0]
    p = u * h + d
    lines = [
        f"Hidden layer: $z = {product(v, x)} + {signed(c)} = {number(z)}$, so $h = {number(h)}$.",
        f"Output: $p = {product(u, h)} + {signed(d)} = {number(p)}$.",
    ]
    return lines, z, h


@question(
    title="Forward through two layers",
    slide="Step-by-Step Flow",
    points=(1, 2, 3),
    minutes=(1.5, 2, 3),
)
def two_layer_forward(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the prediction, level 2 the loss, level 3 the loss with a leaky ReLU below zero."""
    hidden = "leaky_relu" if level == 3 else "relu"
    net, values, x, y = _chain(rng, hidden)
    lines, z, h = _forward_lines(values, x, hidden)
    p, _ = _run(net, x, y)
    if (z <= 0) != (level == 3) or z == 0 or abs(p - y) > 9 or p == y:
        raise UnsuitableError("another case was wanted")
    loss = (p - y) ** 2
    linear = values[2] * z + values[3]
    kinked = max(p, 0.0)
    mistakes = {
        "The hidden activation was left out.": linear,
        "The activation was applied to the output too; it is linear.": kinked,
        "The bias of the output is missing.": p - values[3],
        "The bias of the hidden layer is missing.": values[2] * (h - values[1]) + values[3],
    }
    if level > 1:
        mistakes = {why: (wrong - y) ** 2 for why, wrong in mistakes.items()}
        mistakes["The difference was not squared."] = p - y
        lines.append(f"Loss: $({number(p)} - {signed(y)})^2 = {number(loss)}$.")
    asked = "the prediction $p$" if level == 1 else "the loss $L$"
    return Question(
        prompt=_describe(values, x, y, hidden) + f"\n\nCompute {asked}.",
        answer=numeric(p if level == 1 else loss, mistakes),
        solution=tuple(lines),
        given={"values": values, "x": x, "y": y, "hidden": hidden, "level": level},
    )


@question(title="Back through two layers", slide=SLIDE, points=(3, 4, 5), minutes=(3, 4, 5))
def two_layer_backward(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the output weight, level 2 the hidden weight, level 3 with a leaky slope."""
    hidden = "leaky_relu" if level == 3 else "relu"
    net, values, x, y = _chain(rng, hidden)
    lines, z, h = _forward_lines(values, x, hidden)
    p, gradients = _run(net, x, y)
    if (z <= 0) != (level == 3) or z == 0 or abs(p - y) > 6 or p == y:
        raise UnsuitableError("another case was wanted")
    v, _, u, _ = values
    g_prime = 0.1 if level == 3 else 1.0
    error = 2 * (p - y)
    lines.append(f"Loss: ${slope('L', 'p')} = 2(p - y) = {number(error)}$.")
    if level == 1:
        asked, value = "u", gradients[2]
        lines.append(f"${slope('L', 'u')} = {product(error, h)} = {number(value)}$.")
        mistakes = {
            "The input of the layer is $h$, not $x$.": error * x,
            "The factor 2 of the square is missing.": value / 2,
            "The weight was used in place of the input of the layer.": error * u,
        }
    else:
        asked, value = "v", gradients[0]
        lines.append(
            f"${slope('L', 'v')} = {product(error, u, g_prime, x)} = {number(value)}$: error, "
            "output weight, slope, input."
        )
        mistakes = {
            "The output weight $u$ is missing on the way back.": error * g_prime * x,
            "The input $x$ is missing.": error * u * g_prime,
            "The slope of the hidden activation is missing.": error * u * x,
            "The hidden weight was used in place of the input.": error * u * g_prime * v,
            "The factor 2 of the square is missing.": value / 2,
        }
    mistakes["The sign is wrong: the error is $p - y$."] = -value
    return Question(
        prompt=_describe(values, x, y, hidden) + f"\n\nCompute ${slope('L', asked)}$.",
        answer=numeric(value, mistakes),
        solution=tuple(lines),
        given={"values": values, "x": x, "y": y, "hidden": hidden, "asked": asked},
    )


@question(title="A gradient that splits", slide=SLIDE, points=(2, 3, 4), minutes=(2, 3, 4))
def shared_input(rng: np.random.Generator, level: int) -> Question:
    """The input feeds two or three hidden neurons: the paths back to it are added."""
    count = 2 if level == 1 else 3
    v = [steps(rng, -2, 2) for _ in range(count)]
    u = [steps(rng, -2, 2) for _ in range(count)]
    x, upstream = pick(rng, [-1.0, 1.0, 2.0]), steps(rng, -2, 2)
    kinked = level == 3
    open_ = [1.0 if (not kinked or vi * x > 0) else 0.0 for vi in v]
    paths = [ui * oi * vi for ui, oi, vi in zip(u, open_, v, strict=True)]
    value = upstream * sum(paths)
    if value == 0 or (kinked and sum(open_) in (0, count)):
        raise UnsuitableError("a path must be open and one closed")
    formula = r"\max(0, v_j x)" if kinked else "v_j x"
    sums = sum_of_products(*zip(u, open_, v, strict=True))
    return Question(
        prompt=(
            rf"A layer computes $h_j = {formula}$ and $p = \sum_j u_j h_j$ with $v = {vector(v)}$ "
            f"and $u = {vector(u)}$. At $x = {number(x)}$ the loss has "
            f"${slope('L', 'p')} = {number(upstream)}$.\n\nCompute ${slope('L', 'x')}$."
        ),
        answer=numeric(
            value,
            {
                "Only the first path was followed; the paths are added.": upstream * paths[0],
                f"${slope('L', 'p')}$ is missing.": sum(paths),
                "A closed ReLU passes nothing back.": upstream * float(np.dot(u, v)),
                "The output weights are missing.": upstream * float(np.dot(open_, v)),
                "The hidden weights are missing.": upstream * float(np.dot(u, open_)),
            },
        ),
        solution=(
            rf"Each path from $x$ to $p$ contributes $u_j \cdot {slope('h_j', 'x')}$; a hidden "
            "neuron that is off contributes 0.",
            f"The sum (weight, slope, weight) is ${sums} = {number(sum(paths))}$.",
            f"Times ${slope('L', 'p')}$: ${number(value)}$.",
        ),
        given={"v": v, "u": u, "x": x, "upstream": upstream, "relu": kinked},
    )


@question(title="Derive the gradient of a layer", slide=SLIDE, points=(3, 4, 5), minutes=(4, 5, 7))
def derive_layer(rng: np.random.Generator, level: int) -> Question:
    """Two layers without activation, with ReLU, or three layers: name every factor."""
    weights = [steps(rng, -2, 2) for _ in range(3 if level == 3 else 2)]
    x, y = steps(rng, -2, 2), steps(rng, -2, 2)
    names = ["v", "u"] if level < 3 else ["v", "u", "t"]
    p = float(np.prod(weights)) * x
    if p == y or (level == 2 and weights[0] * x <= 0) or abs(p - y) > 6:
        raise UnsuitableError("the gradient is zero or large")
    rest = float(np.prod(weights[1:]))
    value = 2 * (p - y) * rest * x
    formula = {1: "p = u v x", 2: r"p = u \max(0, v x)", 3: "p = t u v x"}[level]
    result = {1: "2 (p - y) u x", 2: r"2 (p - y) \cdot u \cdot 1 \cdot x", 3: "2 (p - y) t u x"}
    error = 2 * (p - y)
    marks = (
        Mark(1, f"Starts at the loss: ${slope('L', 'p')} = 2 (p - y)$."),
        Mark(1 if level == 1 else 2, "Goes back through every later layer, with each factor."),
        Mark(1 if level < 3 else 2, f"Ends at the input $x$ and evaluates: ${number(value)}$."),
    )
    numbers = ", ".join(f"${n} = {number(w)}$" for n, w in zip(names, weights, strict=True))
    return Question(
        prompt=(
            f"A network without biases computes ${formula}$, and $L = (p - y)^2$. Derive "
            f"${slope('L', 'v')}$ step by step from the output to the input. Then evaluate it for "
            f"{numbers}, $x = {number(x)}$, $y = {number(y)}$."
        ),
        answer=Derivation(f"${slope('L', 'v')} = {result[level]} = {number(value)}$", value, marks),
        solution=(
            f"Forward: $p = {product(*reversed(weights), x)} = {number(p)}$.",
            f"Output: ${slope('L', 'p')} = 2 ({number(p)} - {signed(y)}) = {number(error)}$.",
            f"Later layers multiply by ${product(*reversed(weights[1:]))}$"
            + (", and the ReLU is on, so its slope is 1." if level == 2 else "."),
            f"Input: times $x$ gives ${product(2 * (p - y), rest, x)} = {number(value)}$.",
        ),
        given={"weights": weights, "x": x, "y": y, "relu": level == 2},
    )
