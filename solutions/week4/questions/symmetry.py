"""The experiment of 1986: is a pattern of six bits symmetric about its middle?"""

from __future__ import annotations

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number, vector


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
            "sum 0 for each symmetric pattern. Which weight is hidden?"
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
                    "That is the count of different sums of one half.": len(sums),
                    "Only one pattern for each half was counted.": 2 * len(sums)}  # fmt: skip
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
