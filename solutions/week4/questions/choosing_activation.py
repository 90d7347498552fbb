"""Facts about activation functions, and which one to use where.  Nothing has to be computed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.activations import ACTIVATIONS, IDENTITY, Elementwise
from course_lib.checks import FloatArray
from grader.exam.answers import choose, choose_several
from grader.exam.bank import question
from grader.exam.bank.numbers import distinct, pick
from grader.exam.question import Option, Question

from .neuron import facts_of, hidden_names

SLIDE = "Activation Functions applications"


@question(
    title="Range of an activation", slide=SLIDE, points=(1, 1, 1), minutes=(1, 1, 1), variants=5
)
def activation_range(rng: np.random.Generator, level: int) -> Question:
    """Level 1 from name to range, level 2 from range to name, level 3 several statements."""
    hidden = hidden_names()
    ranges = {n: str(ACTIVATIONS[n].output_range) for n in hidden}
    # The whole line belongs to the identity and to maxout as well.
    told_by_range = [n for n in hidden if ranges[n] != str(IDENTITY.output_range)]
    name = pick(rng, told_by_range if level == 2 else hidden)
    fact = ACTIVATIONS[name]
    line = f"{fact.title}, ${fact.formula}$, has the range {fact.output_range}."
    if level == 1:
        wrong = {
            ranges[n]: f"That is the range of {ACTIVATIONS[n].title}."
            for n in hidden
            if ranges[n] != ranges[name]
        }
        wrong["[-1, 0)"] = "No activation of the lecture has this range."
        prompt = f"Which values can {fact.title} take?"
        answer = choose(rng, (ranges[name], line), wrong)
    elif level == 2:
        others = [n for n in hidden if ranges[n] != ranges[name]]
        prompt = f"The outputs of a hidden layer fill {fact.output_range}. Which activation is it?"
        answer = choose(
            rng, (fact.title, line),
            {ACTIVATIONS[n].title: f"Its range is {ranges[n]}." for n in others},
        )  # fmt: skip
    else:
        prompt = "Which of these activation functions can return a negative number?"
        options = [
            Option(a.title, a.output_range[0] < 0, f"Its range is {a.output_range}.")
            for a in ACTIVATIONS.values()
        ]
        answer = choose_several(rng, options, count=5)
    below = [a.word for a in ACTIVATIONS.values() if a.output_range[0] < 0]
    every = f"{', '.join(below[:-1])} and {below[-1]}"
    return Question(prompt=prompt, answer=answer, solution=(line,) if level < 3 else (
        f"The lower end of the range decides: {every} go below zero.",),
        given={"level": level, "name": name,
               "titles": {n: a.title for n, a in ACTIVATIONS.items()}})  # fmt: skip


_TASKS = {
    "softmax": [
        "to tell which of ten digits a picture shows",
        "to sort news articles into exactly one of six sections",
        "to name the species of a flower, one of three",
    ],
    "sigmoid": [
        "to tell whether a borrower repays a loan",
        "to tell whether an e-mail is spam",
        "to give the probability that a customer leaves",
    ],
    "identity": [
        "to predict the price of a house",
        "to predict tomorrow's temperature in degrees Celsius",
        "to predict a patient's blood pressure",
    ],
    "tanh": [
        "to predict a steering angle that was scaled to lie between -1 and 1",
        "to predict a number that must never leave the range from -1 to 1",
    ],
}
_WHY = {
    "softmax": "It gives one probability per class, and they sum to 1.",
    "sigmoid": "It gives one number between 0 and 1, a probability of yes.",
    "identity": "It lets the output be any real number.",
    "tanh": "Its outputs lie between -1 and 1.",
    "relu": "Its outputs are not negative and have no upper end.",
}


@question(title="Activation of the output layer", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1, 1))
def output_activation(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the two kinds of classification, level 2 also regression, level 3 also with units."""
    kind = pick(rng, {1: ["softmax", "sigmoid"], 2: ["softmax", "sigmoid", "identity"],
                      3: ["identity", "tanh", "softmax"]}[level])  # fmt: skip
    task = pick(rng, _TASKS[kind])
    units = int(rng.integers(8, 65))
    ending = " and how many output units" if level == 3 else ""
    outputs = {"softmax": {"to tell which of ten digits a picture shows": 10,
                           "to sort news articles into exactly one of six sections": 6,
                           "to name the species of a flower, one of three": 3}}  # fmt: skip
    count = outputs.get(kind, {}).get(task, 1)
    titles = {name: ACTIVATIONS[name].title for name in _WHY if name in ACTIVATIONS}
    titles["identity"] = "No activation, the identity"

    def label(name: str) -> str:
        n = count if name == "softmax" and count > 1 else 1
        return f"{titles[name]}, {n} unit{'s' if n > 1 else ''}" if level == 3 else titles[name]

    facts = {**ACTIVATIONS, "identity": IDENTITY}
    wrong = {label(n): f"Its use: {facts[n].typical_use}." for n in titles if n != kind}
    return Question(
        prompt=(
            f"A network with {units} hidden units is built {task}. Which activation{ending} "
            "should its output layer have?"
        ),
        answer=choose(rng, (label(kind), _WHY[kind]), wrong),
        solution=("Ask which values a correct answer may take.", _WHY[kind]),
        given={"kind": kind, "task": task, "titles": {n: label(n) for n in titles}},
    )


_Rule = Callable[[Elementwise, FloatArray, FloatArray], bool | None]
_Z = np.linspace(-40, 40, 8001)
_ZERO = len(_Z) // 2


def _both(left: bool, right: bool) -> bool | None:
    return left if left == right else None


# Each rule reads the facts, the values a and the slopes s on the grid; None: cannot be said.
_STATEMENTS: list[tuple[str, _Rule]] = [
    ("For large $|z|$ its slope is nearly 0, so learning slows down.",
     lambda f, a, s: _both(abs(s[0]) < 1e-3, abs(s[-1]) < 1e-3)),
    ("Its outputs are centred on 0.",
     lambda f, a, s: None if f.zero_centred and a[0] != -a[-1] else f.zero_centred),
    ("Its slope is never larger than 1/4.", lambda f, a, s: s.max() <= 0.25),
    ("Its slope is largest where its output is near 1.",
     lambda f, a, s: abs(a[s.argmax()] - 1) < 0.05 if (s == s.max()).sum() == 1 else None),
    ("Its slope at 0 is 1.",
     lambda f, a, s: s[_ZERO] == 1 if "at z = 0" not in f.kink else None),
    ("Its outputs can be read as probabilities.",
     lambda f, a, s: f.output_range[0] >= 0 and f.output_range[1] <= 1),
    ("Its slope stays away from 0 for large inputs.",
     lambda f, a, s: _both(abs(s[0]) > 0.05, abs(s[-1]) > 0.05)),
    ("A unit that is negative for every example no longer learns.",
     lambda f, a, s: bool((s[:_ZERO] == 0).all())),
    ("For positive inputs its slope is exactly 1.",
     lambda f, a, s: bool((s[_ZERO + 1 :] == 1).all())),
    ("Its slope shrinks for large positive inputs.",
     lambda f, a, s: _both(s[-1] < 1e-3, not (s[_ZERO + 1 :] == s[-1]).all())),
    ("It passes a small gradient for negative inputs.",
     lambda f, a, s: bool(s[0] > 0) if (s[:_ZERO] == s[0]).all() else None),
    ("It has no upper bound.", lambda f, a, s: np.isinf(f.output_range[1])),
    ("It is bounded from above.", lambda f, a, s: np.isfinite(f.output_range[1])),
    ("Its outputs are never negative.", lambda f, a, s: f.output_range[0] >= 0),
    ("It is smooth at 0.",
     lambda f, a, s: False if "at z = 0" in f.kink else True if f.kink == "none" else None),
    ("For negative inputs it returns 0.", lambda f, a, s: bool((a[:_ZERO] == 0).all())),
    ("Computing it needs an exponential.", lambda f, a, s: "exponential" in f.cost),
]  # fmt: skip
_OF_ELU_ALONE = (r"For very negative inputs it levels off at $-\alpha$.",
                 r"With $\alpha = 1$ its slope has no jump at 0.")  # fmt: skip


def _statements(name: str) -> list[Option]:
    """Return what can be said of an activation, true and false, found from its own values."""
    fact = facts_of(name)
    values, slopes = fact(_Z), fact.derivative(_Z)
    truths = {text: rule(fact, values, slopes) for text, rule in _STATEMENTS}
    truths |= dict.fromkeys(_OF_ELU_ALONE if name == "elu" else (), True)
    return [
        Option(f"{fact.title}: {text[0].lower()}{text[1:]}", bool(truth), _because(name))
        for text, truth in truths.items()
        if truth is not None
    ]


def _because(name: str) -> str:
    fact = facts_of(name)
    return (
        f"{fact.title}, ${fact.formula}$, has the range {fact.output_range} and the derivative "
        f"${fact.derivative_formula}$."
    )


@question(title="True statements", slide=SLIDE, points=(1, 2, 2), minutes=(1, 1.5, 2), variants=15)
def activation_statements(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one activation, level 2 two of them, level 3 all of them."""
    hidden = hidden_names()
    names = distinct(rng, hidden, {1: 1, 2: 2, 3: len(hidden)}[level])
    options = [option for name in names for option in _statements(name)]
    return Question(
        prompt="Which statements are true?",
        answer=choose_several(rng, options, count=3 if level == 1 else 4 if level == 2 else 5),
        solution=tuple(_because(name) for name in sorted(names)),
        given={"names": names},
    )
