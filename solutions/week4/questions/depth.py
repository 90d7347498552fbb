"""Many layers: the experiment of 1986, what gradients cost, and how they vanish."""

from __future__ import annotations

import itertools

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number, vector

SLIDE, CHALLENGE = "What is Backpropagation?", "The Challenge in Neural Networks"


@question(title="The experiment of 1986", slide="What is Backpropagation?", points=(1, 1, 2),
          minutes=(1.5, 2, 3))  # fmt: skip
def symmetry_unit(rng: np.random.Generator, level: int) -> Question:
    """What a hidden unit found: level 1 a sum, level 2 a weight, level 3 patterns."""
    half = [int(v) for v in rng.permutation([1, 2, 4])]
    sign = pick(rng, [1, -1])
    w = [sign * v for v in half] + [-sign * v for v in reversed(half)]
    bits = [int(v) for v in rng.integers(2, size=6)]
    total = int(np.dot(w, bits))
    intro = (
        "Rumelhart, Hinton and Williams let a network learn whether six bits read the same in both "
        "directions."
    )
    if level == 1:
        if total == 0 or 0 in (sum(bits[:3]), sum(bits[3:])):
            raise UnsuitableError("the pattern should not be symmetric, with bits on both sides")
        value = total
        prompt = (
            f"{intro} A hidden unit found the weights $w = {vector(w)}$ and no bias. What is its "
            f"weighted sum for the bits $({', '.join(map(str, bits))})$?"
        )
        mistakes = {"The signs of the weights were left out.": sum(abs(a) * b for a, b in zip(
            w, bits, strict=True)),
            "Only the first three bits were used.": int(np.dot(w[:3], bits[:3])),
            "These bits are not symmetric, so the sum is not 0.": 0}  # fmt: skip
        line = f"The sum is ${total}$; it would be 0 for symmetric bits."
    elif level == 2:
        hole = int(rng.integers(6))
        value = w[hole]
        shown = ", ".join("?" if i == hole else number(v) for i, v in enumerate(w))
        prompt = (
            f"{intro} A hidden unit without bias found the weights ({shown}) and has the weighted "
            "sum 0 for each symmetric pattern. What number stands at the question mark?"
        )
        mistakes = {"Mirrored bits meet opposite weights.": -value,
                    "It is not the neighbour that must be balanced.":
                    -w[(hole + 1) % 6]}  # fmt: skip
        line = f"The mirrored weight is ${-value}$, and the two must cancel."
    else:
        equal = pick(rng, [(1, 1, 1), (1, 1, 2), (2, 1, 1), (1, 2, 1), (1, 2, 3), (2, 1, 3),
                           (3, 1, 2), (1, 3, 2), (2, 3, 1), (3, 2, 1), (1, 2, 4), (4, 2, 1),
                           (2, 1, 4)])  # fmt: skip
        w = [sign * v for v in equal] + [-sign * v for v in reversed(equal)]
        sums: dict[int, int] = {}
        for code in range(8):
            key = sum(v * (code >> i & 1) for i, v in enumerate(equal))
            sums[key] = sums.get(key, 0) + 1
        value = sum(count**2 for count in sums.values())
        prompt = (
            f"{intro} A hidden unit has the weights $w = {vector(w)}$ and no bias. For how many of "
            "the 64 patterns of six bits is its weighted sum 0?"
        )
        mistakes = {"These are the symmetric ones; others may cancel by accident.": 8,
                    "That is the count of different sums of one half.": len(sums)}  # fmt: skip
        line = (
            "Each half has eight patterns. The sum is 0 where both halves weigh the same: count "
            "the "
            "pairs. With 1, 2 and 4 there are the 8 symmetric ones only."
        )
    return Question(
        prompt=prompt,
        answer=numeric(value, mistakes, tolerance=0.25),
        solution=(line, f"The answer is ${value}$."),
        given={"w": w, "bits": bits, "hole": hole if level == 2 else 0, "level": level},
    )


@question(title="What numeric gradients cost", slide=CHALLENGE, points=(1, 2, 2),
          minutes=(1, 2, 2))  # fmt: skip
def passes_needed(rng: np.random.Generator, level: int) -> Question:
    """Forward passes of centred differences: level 1 from a count, then from layers."""
    sizes = [int(v) for v in rng.integers(2, 8, size=1 + level)]
    count = sum(a * b + b for a, b in itertools.pairwise(sizes))
    weights = sum(a * b for a, b in itertools.pairwise(sizes))
    if level == 1:
        count = weights = 10 * int(rng.integers(2, 60))
        who = f"A network has {count} parameters."
    else:
        who = f"An MLP has layers of {', '.join(map(str, sizes))} neurons, inputs first."
    return Question(
        prompt=(
            f"{who} The slope of the loss by each weight and bias is approximated by "
            r"$\frac{L(w + h) - L(w - h)}{2 h}$, one parameter at a time. How many forward passes "
            "does that take?"
        ),
        answer=numeric(
            2 * count,
            {
                "Both $w + h$ and $w - h$ need a pass.": count,
                "The biases were left out.": 2 * weights,
                "One pass more is needed for differences to one side only.": count + 1,
                "That is the count for backpropagation: one forward, one backward.": 2,
            },
            tolerance=0.25,
        ),
        solution=(
            *((f"There are {count} weights and biases.",) if level > 1 else ()),
            rf"Two passes for each: $2 \cdot {count} = {2 * count}$. Backpropagation takes one "
            "pass forward and one backward.",
        ),
        given={"sizes": sizes if level > 1 else [], "count": count},
    )


@question(title="Vanishing and exploding", slide=SLIDE, points=(1, 2, 2), minutes=(1, 2, 2))
def vanishing_factor(rng: np.random.Generator, level: int) -> Question:
    """Going back through layers of one neuron: sigmoid at 0, with weights, and leaky ReLU."""
    layers = int(rng.integers(2, 5))
    upstream = float(rng.integers(1, 10))
    weight = 1.0 if level == 1 else pick(rng, [2.0, 8.0, -4.0, -8.0, 12.0])
    off = 0
    if level == 3:
        off, weight = int(rng.integers(1, layers)), pick(rng, [2.0, 5.0, 10.0, -10.0])
        slopes = [0.1] * off + [1.0] * (layers - off)
        kind = f"a leaky ReLU $\\max(0.1 z, z)$; $z$ is negative in {off} of them and positive in "
        kind += "the others"
    else:
        slopes, kind = [0.25] * layers, "a sigmoid at $z = 0$, where its slope is 1/4"
    factor = float(np.prod([s * weight for s in slopes]))
    value = upstream if level == 1 else round(upstream * factor, 8)
    if abs(value) > 5000 or abs(value) < 0.05 or (value * 100) % 1:
        raise UnsuitableError("the number should be short")
    if level == 1:
        before = upstream * 4.0**layers
        prompt = (
            f"A network has {layers} layers of one neuron each, all with the weight 1. "
            f"Each has {kind}. "
            f"The slope of the loss by the last output is ${before:g}$. "
            "What is its slope by the input of the first layer?"
        )
        mistakes = {
            "Slopes along a path are multiplied, not added.": before / (4 * layers),
            "One of the layers was forgotten.": 4 * upstream,
            "It does not grow: each slope is below 1.": before * 4,
        }
    else:
        prompt = (
            f"A network has {layers} layers of one neuron each, all with the weight "
            f"${weight:g}$ and biases of their own. Each has {kind}. The slope of the loss by the "
            f"last output is ${upstream:g}$. What is its slope by the input of the first layer?"
        )
        mistakes = {
            "The weights are missing on the way back.": upstream * float(np.prod(slopes)),
            "The slopes are missing on the way back.": upstream * weight**layers,
            "One of the layers was forgotten.": value / (weight * slopes[-1]),
            "Slopes along a path are multiplied, not added.": upstream * weight * sum(slopes),
        }
    return Question(
        prompt=prompt,
        answer=numeric(value, mistakes),
        solution=(
            "Each layer multiplies by its slope and by its weight.",
            f"All {layers} together multiply by ${factor:.6g}$: the answer is ${value:g}$.",
        ),
        given={"layers": layers, "weight": weight, "off": off, "level": level,
               "upstream": upstream / factor if level == 1 else upstream},
    )  # fmt: skip
