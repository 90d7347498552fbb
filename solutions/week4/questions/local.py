"""The local slopes of the chain rule, as formulas."""

from __future__ import annotations

import numpy as np

from grader.exam.bank import question
from grader.exam.question import Question
from grader.exam.wording import slope

from ._concepts import Ask, concept

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
