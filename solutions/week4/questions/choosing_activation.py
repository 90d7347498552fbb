"""Facts about activation functions, and which one to use where.  Nothing has to be computed."""

from __future__ import annotations

import numpy as np

from course_lib.activations import ACTIVATIONS
from grader.exam.answers import choose, choose_several
from grader.exam.bank import question
from grader.exam.bank.numbers import distinct, pick
from grader.exam.question import Option, Question, Short

SLIDE = "Activation Functions applications"
_HIDDEN = ["sigmoid", "tanh", "relu", "leaky_relu", "elu"]


@question(
    title="Range of an activation", slide=SLIDE, points=(1, 1, 1), minutes=(1, 1, 1), variants=5
)
def activation_range(rng: np.random.Generator, level: int) -> Question:
    """Level 1 from name to range, level 2 from range to name, level 3 several statements."""
    name = pick(rng, {1: _HIDDEN, 2: ["sigmoid", "tanh", "relu", "elu"], 3: _HIDDEN}[level])
    fact = ACTIVATIONS[name]
    line = f"{fact.title}, ${fact.formula}$, has the range {fact.output_range}."
    if level == 1:
        wrong = {
            str(ACTIVATIONS[n].output_range): f"That is the range of {ACTIVATIONS[n].title}."
            for n in _HIDDEN
            if str(ACTIVATIONS[n].output_range) != str(fact.output_range)
        }
        wrong["[-1, 0)"] = "No activation of the lecture has this range."
        prompt = f"Which values can {fact.title} take?"
        answer = choose(rng, (str(fact.output_range), line), wrong)
    elif level == 2:
        others = [n for n in _HIDDEN if str(ACTIVATIONS[n].output_range) != str(fact.output_range)]
        prompt = f"The outputs of a hidden layer fill {fact.output_range}. Which activation is it?"
        answer = choose(
            rng, (fact.title, line),
            {ACTIVATIONS[n].title: f"Its range is {ACTIVATIONS[n].output_range}." for n in others},
        )  # fmt: skip
    else:
        prompt = "Which of these activation functions can return a negative number?"
        options = [
            Option(a.title, a.output_range[0] < 0, f"Its range is {a.output_range}.")
            for a in ACTIVATIONS.values()
        ]
        answer = choose_several(rng, options, count=5)
    return Question(prompt=prompt, answer=answer, solution=(line,) if level < 3 else (
        "The lower end of the range decides: tanh, leaky ReLU and ELU go below zero.",),
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
        "to predict a correlation, a number between -1 and 1",
    ],
}
_TITLES = {"softmax": "Softmax", "sigmoid": "Sigmoid", "identity": "No activation, the identity",
           "tanh": "tanh", "relu": "ReLU"}  # fmt: skip
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

    def label(name: str) -> str:
        n = count if name == "softmax" and count > 1 else 1
        return f"{_TITLES[name]}, {n} unit{'s' if n > 1 else ''}" if level == 3 else _TITLES[name]

    wrong = {label(n): _WHY[n] + " That does not fit here." for n in _TITLES if n != kind}
    return Question(
        prompt=(
            f"A network with {units} hidden units is built {task}. Which activation{ending} "
            "should its output layer have?"
        ),
        answer=choose(rng, (label(kind), _WHY[kind]), wrong),
        solution=("Ask which values a correct answer may take.", _WHY[kind]),
        given={"kind": kind, "task": task, "titles": {n: label(n) for n in _TITLES}},
    )


_STATEMENTS = [
    ("sigmoid", True, "For large $|z|$ its slope is nearly 0, so learning slows down."),
    ("sigmoid", False, "Its outputs are centred on 0."),
    ("sigmoid", True, "Its slope is never larger than 1/4."),
    ("sigmoid", False, "Its slope is largest where its output is near 1."),
    ("tanh", True, "Its outputs are centred on 0."),
    ("tanh", True, "Its slope at 0 is 1."),
    ("tanh", False, "Its outputs can be read as probabilities."),
    ("tanh", False, "Its slope stays away from 0 for large inputs."),
    ("relu", True, "A unit that is negative for every example no longer learns."),
    ("relu", True, "For positive inputs its slope is exactly 1."),
    ("relu", False, "Its slope shrinks for large positive inputs."),
    ("relu", False, "Its outputs are centred on 0."),
    ("leaky_relu", True, "It passes a small gradient for negative inputs."),
    ("leaky_relu", True, "It has no upper bound."),
    ("leaky_relu", False, "It is smooth at 0."),
    ("leaky_relu", False, "Its outputs are never negative."),
    ("elu", True, r"For very negative inputs it levels off at $-\alpha$."),
    ("elu", True, r"With $\alpha = 1$ its slope has no jump at 0."),
    ("elu", False, "For negative inputs it returns 0."),
    ("elu", False, "It is bounded from above."),
]
_BECAUSE = {
    "sigmoid": r"$\sigma' = a(1 - a)$ with $a$ between 0 and 1: at most 1/4, at $a = 1/2$.",
    "tanh": r"Its outputs lie between -1 and 1 and its slope is $1 - a^2$.",
    "relu": r"It is 0 with slope 0 below zero, and $z$ with slope 1 above.",
    "leaky_relu": r"It is $0.1 z$ below zero and $z$ above, with a kink at 0.",
    "elu": r"It is $\alpha(e^z - 1)$ below zero and $z$ above.",
}


@question(title="True statements", slide=SLIDE, points=(1, 2, 2), minutes=(1, 1.5, 2), variants=15)
def activation_statements(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one activation, level 2 two of them, level 3 all five."""
    names = distinct(rng, _HIDDEN, {1: 1, 2: 2, 3: 5}[level])
    options = [
        Option(f"{ACTIVATIONS[name].title}: {text[0].lower()}{text[1:]}", truth, _BECAUSE[name])
        for name, truth, text in _STATEMENTS
        if name in names
    ]
    return Question(
        prompt="Which statements are true?",
        answer=choose_several(rng, options, count=3 if level == 1 else 4 if level == 2 else 5),
        solution=tuple(_BECAUSE[name] for name in sorted(names)),
        given={"names": names},
    )


_CLUES = {
    "relu": [
        "half of the units of a hidden layer return 0 for every example and have stopped learning",
        "the derivative is either 0 or 1 and nothing in between",
    ],
    "sigmoid": [
        "the gradient shrinks to a quarter or less at every layer it passes",
        "the outputs of a hidden layer all lie between 0 and 1, with many at 0.99",
    ],
    "tanh": [
        "the outputs of a hidden layer lie between -1 and 1 and average to about 0",
        "its derivative is one minus the square of its output",
    ],
    "softmax": [
        "the outputs of a layer sum to 1 for each example",
        "adding 5 to every score changes no output",
    ],
    "elu": [
        r"negative scores give values that level off at $-\alpha$ on a smooth curve",
        r"its derivative below zero is its output plus $\alpha$",
    ],
}


@question(title="Name the activation", slide=SLIDE, points=(1, 1, 1), minutes=(1, 1, 1), variants=6)
def name_activation(rng: np.random.Generator, level: int) -> Question:
    """Answered with a word; level 1 leaves softmax and ELU out."""
    names = ["relu", "sigmoid", "tanh"] if level == 1 else list(_CLUES)
    name = pick(rng, names[1:] if level == 3 else names)
    clue = pick(rng, _CLUES[name])
    title = ACTIVATIONS[name].title
    return Question(
        prompt=f"Which activation function of the lecture is this? In a network, {clue}.",
        answer=Short((title, title.lower(), name)),
        solution=(
            f"{title}: ${ACTIVATIONS[name].formula}$, range {ACTIVATIONS[name].output_range}.",
        ),
        given={"clue": clue},
    )
