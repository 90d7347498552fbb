"""The slide's indices, one by one, and a whole step of training by hand."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from grader.exam.answers import choose, numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Derivation, Mark, Question, UnsuitableError
from grader.exam.wording import matrix, number, product, signed, slope, sum_of_products, vector

SLIDE, NEURON, FLOW = (
    "Back Propagation: generally", "Back Propagation: One Neuron", "Step-by-Step Flow",
)  # fmt: skip
_NOTATION = (
    r"In the slide's notation $w_{ij}^{(l)}$ belongs to layer $l$, $a_j^{(l)}$ is a weighted sum "
    "and $y_j^{(l)}$ what the activation makes of it."
)


@question(title="The indices of a weight", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1, 2))
def weight_index(rng: np.random.Generator, level: int) -> Question:
    """Level 1 from the connection to the name, level 2 to the number, level 3 a weighted sum."""
    i, j = (int(v) for v in rng.choice([1, 2, 3], size=2, replace=False))
    layer = int(rng.integers(2, 6))
    where = f"neuron {i} of layer {layer - 1} with neuron {j} of layer {layer}"
    if level == 1:

        def name(a: int, b: int, c: int) -> str:
            return f"$w_{{{a}{b}}}^{{({c})}}$"

        swapped = "The first index belongs to the previous layer, the second to the next."
        early = "The layer is the one that the connection leads to."
        return Question(
            prompt=f"What does the slide call the weight that connects {where}?",
            answer=choose(
                rng, (name(i, j, layer), "Previous layer first, next layer second."),
                {name(j, i, layer): swapped, name(i, j, layer - 1): early,
                 name(j, i, layer - 1): f"{swapped} {early}"},
            ),
            solution=(f"$i = {i}$, $j = {j}$, $l = {layer}$.",),
            given={"i": i, "j": j, "layer": layer},
        )  # fmt: skip
    w = [[steps(rng, -3, 3) for _ in range(3)] for _ in range(3)]
    y = [steps(rng, -2, 2) for _ in range(3)]
    table = (
        "In the lecture's notation, row $i$, column $j$ of this table is "
        f"$w_{{ij}}^{{({layer})}}$:\n\n$${matrix(w)}$$\n\n"
    )
    column, row = [r[j - 1] for r in w], w[j - 1]
    if level == 2:
        value, asked = w[i - 1][j - 1], f"Which number is on the connection of {where}?"
        mistakes = {"Row and column are exchanged.": w[j - 1][i - 1],
                    "This one leads to the neuron of the same number.":
                    w[i - 1][i - 1]}  # fmt: skip
        line = f"It is $w_{{{i}{j}}}^{{({layer})}}$: row {i}, column {j}."
    else:
        value = float(np.dot(column, y))
        asked = (
            f"Without biases, and with $y^{{({layer - 1})}} = {vector(y)}$: what is "
            f"$a_{j}^{{({layer})}}$?"
        )
        mistakes = {"The row was taken; what leads to neuron $j$ stands in its column.":
                    float(np.dot(row, y)),
                    "The inputs are missing.": sum(column)}  # fmt: skip
        line = rf"$\sum_i w_{{i{j}}} y_i = {sum_of_products(*zip(column, y, strict=True))}$."
    if abs(value) > 12 or any(abs(v - value) < 0.1 for v in mistakes.values()):
        raise UnsuitableError("an exchange of indices should show")
    return Question(
        prompt=f"{table}{asked}",
        answer=numeric(value, mistakes),
        solution=(line, f"The answer is ${number(value)}$."),
        given={"w": w, "y": y, "i": i, "j": j, "level": level},
    )


@question(title="The product with indices", slide=SLIDE, points=(1, 2, 3), minutes=(1, 2, 3),
          variants=12)  # fmt: skip
def index_gradient(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the last factor, level 2 all three multiplied, level 3 summed over two examples."""
    i, j = (int(v) for v in rng.choice([1, 2, 3], size=2, replace=False))
    layer = int(rng.integers(2, 5))
    asked = slope("L", f"w_{{{i}{j}}}^{{({layer})}}")
    if level == 1:
        factor = slope(f"a_{j}^{{({layer})}}", f"w_{{{i}{j}}}^{{({layer})}}")
        names = {
            f"$y_{i}^{{({layer - 1})}}$": "It is what neuron $i$ sends along the connection.",
            f"$y_{j}^{{({layer})}}$": "That comes after the weighted sum.",
            f"$w_{{{i}{j}}}^{{({layer})}}$": "That would be the slope by the input.",
            f"$y_{j}^{{({layer - 1})}}$": "That neuron is at another connection.",
            f"$a_{i}^{{({layer - 1})}}$": "What is sent has passed the activation.",
        }
        (right, why), *rest = names.items()
        return Question(
            prompt=f"{_NOTATION} Which is ${factor}$?",
            answer=choose(rng, (right, why), dict(rest)),
            solution=(f"$a_{j}$ is a sum of $w_{{i{j}}} y_i$, so the slope is ${right[1:-1]}$.",),
            given={"i": i, "layer": layer},
        )
    count = level - 1
    rows = [
        [steps(rng, -3, 3), pick(rng, [0.5, 1.0, 2.0, 0.25]), steps(rng, -4, 4)]
        for _ in range(count)
    ]
    other = [steps(rng, -4, 4) for _ in range(count)]
    value = float(sum(np.prod(row) for row in rows))
    if value == 0 or any(o == row[2] for o, row in zip(other, rows, strict=True)):
        raise UnsuitableError("the gradient is zero, or an exchange would not show")
    told = " ".join(
        f"{'Example ' + str(k) + ': ' if count > 1 else ''}"
        f"${slope('L', f'y_{j}^{{({layer})}}')} = {number(r[0])}$, "
        f"${slope(f'y_{j}^{{({layer})}}', f'a_{j}^{{({layer})}}')} = {number(r[1])}$, "
        f"$y_{i}^{{({layer - 1})}} = {number(r[2])}$, $y_{j}^{{({layer - 1})}} = {number(o)}$."
        for k, (r, o) in enumerate(zip(rows, other, strict=True), 1)
    )
    batch = " The loss is the sum over two examples." if count > 1 else ""
    return Question(
        prompt=f"{_NOTATION}{batch} {told} Compute ${asked}$.",
        answer=numeric(
            value,
            {
                "The connection begins at neuron $i$.": float(
                    sum(r[0] * r[1] * o for r, o in zip(rows, other, strict=True))
                ),
                "The slope of the activation is missing.": sum(r[0] * r[2] for r in rows),
                "The output of the previous layer is missing.": sum(r[0] * r[1] for r in rows),
                "Only the first example was used; both are added.": float(np.prod(rows[0])),
                "The mean was taken, but this loss is a sum.": value / count,
            },
        ),
        solution=(
            "Three factors for each example: loss, activation, output of the previous layer.",
            f"${' + '.join('(' + product(*r) + ')' for r in rows)} = {number(value)}$.",
        ),
        given={"rows": rows, "level": level},
    )


@question(title="A whole step by hand", slide=FLOW, points=(6, 8, 10), minutes=(6, 9, 12))
def full_step(rng: np.random.Generator, level: int) -> Question:
    """Forward, backward, update, and the loss again: one path, two neurons, two inputs."""
    for _ in range(20):  # small numbers are rare: the bank's own patience would not do
        try:
            return _full_step(rng, level)
        except UnsuitableError:
            continue
    raise UnsuitableError("the numbers should stay small")


def _full_step(rng: np.random.Generator, level: int) -> Question:
    inputs, units = 2 if level == 3 else 1, 1 if level == 1 else 2
    x = [Fraction(int(v)) for v in rng.choice([-1, 1, 2], size=inputs)]
    v = [[Fraction(int(a)) for a in rng.choice([-1, 1, 2], size=units)] for _ in range(inputs)]
    u = [Fraction(int(a)) for a in rng.choice([-2, -1, 1, 2], size=units)]
    rate = pick(rng, [Fraction(1, 4), Fraction(1, 5), Fraction(1, 10), Fraction(1, 20)])
    z = [sum(x[i] * v[i][j] for i in range(inputs)) for j in range(units)]
    h = [max(s, Fraction(0)) for s in z]
    p = sum(a * b for a, b in zip(u, h, strict=True))
    y = p - pick(rng, [Fraction(k, 2) for k in (-4, -2, -1, 1, 2, 4)])
    error = 2 * (p - y)
    on = [s > 0 for s in z]
    if 0 in z or sum(on) != 1:
        raise UnsuitableError("one neuron should be on, another off")
    delta = [error * a * o for a, o in zip(u, on, strict=True)]
    new_u = [a - rate * error * b for a, b in zip(u, h, strict=True)]
    new_v = [[v[i][j] - rate * delta[j] * x[i] for j in range(units)] for i in range(inputs)]
    new_z = [sum(x[i] * new_v[i][j] for i in range(inputs)) for j in range(units)]
    new_p = sum(a * max(s, Fraction(0)) for a, s in zip(new_u, new_z, strict=True))
    value = (new_p - y) ** 2
    flat_all = [*new_u, *(weight for row in new_v for weight in row), p]
    if not all(map(_short, [value, *flat_all])) or max(map(abs, flat_all)) > 4 or new_p == y:  # type: ignore[arg-type,type-var,operator]  # fractions only
        raise UnsuitableError("the numbers should stay small")
    if value >= (p - y) ** 2:
        raise UnsuitableError("the step should help")
    names = [f"v_{{{i + 1}{j + 1}}}" if inputs > 1 else f"v_{j + 1}" if units > 1 else "v"
             for i in range(inputs) for j in range(units)]  # fmt: skip
    flat = [v[i][j] for i in range(inputs) for j in range(units)]
    flat_new = [new_v[i][j] for i in range(inputs) for j in range(units)]
    index = "_j" if units > 1 else ""
    inside = r"\sum_i v_{ij} x_i" if inputs > 1 else f"v{index} x"
    output = r"\sum_j u_j h_j" if units > 1 else "u h"
    out_names = [f"u_{j + 1}" for j in range(units)] if units > 1 else ["u"]
    listed = ", ".join(
        f"${n} = {number(float(a))}$"
        for n, a in zip([*names, *out_names], [*flat, *u], strict=True)
    )
    example = ", ".join(
        f"$x{f'_{i + 1}' if inputs > 1 else ''} = {number(float(a))}$" for i, a in enumerate(x)
    )
    new = ", ".join(
        f"${n} = {number(float(a))}$"
        for n, a in zip([*names, *out_names], [*flat_new, *new_u], strict=True)
    )
    marks = (
        Mark(1 + (level > 2), f"Forward: the prediction is $p = {number(float(p))}$."),
        Mark(1, f"Loss: its slope is $2 (p - y) = {number(float(error))}$."),
        Mark(1 + (level > 1), "Output weights: slope times $h$, which is 0 for a neuron off."),
        Mark(1 + (level > 2), "Hidden weights: slope times $u$, times 0 or 1, "
             "times $x$."),
        Mark(1 + (level > 1), rf"Update of all weights at once: {new}."),
        Mark(1, f"Forward again: the loss is ${number(float(value))}$."),
    )  # fmt: skip
    return Question(
        prompt=(
            rf"A network without biases computes $h{index} = \max(0, {inside})$ and "
            f"$p = {output}$; the loss is $L = (p - y)^2$. Its weights are {listed}. For the "
            rf"example {example}, $y = {number(float(y))}$, do one step of training with "
            rf"$\alpha = {number(float(rate))}$ by hand: forward pass, all gradients, update of "
            rf"all "
            "weights. Then compute the loss of this example again."
        ),
        answer=Derivation(f"$L = {number(float(value))}$ after the step", float(value), marks),
        solution=(
            f"Forward: $h = ({', '.join(number(float(a)) for a in h)})$, so "
            f"$p = {number(float(p))}$ and $L = {number(float((p - y) ** 2))}$.",
            f"Backward: $2 (p - y) = {number(float(error))}$. By the output weights: "
            f"$({', '.join(number(float(error * a)) for a in h)})$. By the weighted sums: "
            f"$({', '.join(number(float(d)) for d in delta)})$, times $x$ for the hidden weights.",
            f"Update: {new}.",
            f"Forward again: $p = {number(float(new_p))}$, so $L = ({number(float(new_p))} - "
            f"{signed(float(y))})^2 = {number(float(value))}$.",
        ),
        given={"x": x, "v": v, "u": u, "y": y, "rate": rate},
    )


def _short(value: Fraction) -> bool:
    """Whether a number has at most four decimals and a small denominator."""
    return (10_000 * value).denominator == 1 and value.denominator <= 1000
