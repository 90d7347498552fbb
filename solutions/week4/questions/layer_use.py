"""Which activation belongs to which layer, as the slide says it and as it is put exactly."""

from __future__ import annotations

import numpy as np

from course_lib.activations import ACTIVATIONS
from grader.exam.answers import choose_several, words
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.question import Option, Question

from ._concepts import Ask, concept

SLIDE = "Activation Functions applications"
_T = {name: fact.title for name, fact in ACTIVATIONS.items()} | {"maxout": "Maxout"}
_FOR = {
    "sigmoid": "Its place is the output of binary classification.",
    "softmax": "Its place is the output where exactly one of several classes is true.",
    "relu": "It is the usual first choice in hidden layers.",
    "leaky_relu": "Its place is a hidden layer where ReLU leaves units dead.",
    "elu": "Its place is a hidden layer; it bends smoothly on the left.",
    "tanh": "Its place is a hidden layer, or an output scaled to lie between -1 and 1.",
    "maxout": "Its place is a hidden layer, at twice the weights.",
}


def _ask(prompt: str, right: str, *wrong: str) -> Ask:
    return Ask(prompt, _T[right], _FOR[right], {_T[name]: _FOR[name] for name in wrong})


_ASKS = {
    1: [
        _ask("Which activation belongs to the output of multiclass classification, where exactly "
             "one class is true?", "softmax", "sigmoid", "relu", "tanh", "leaky_relu"),
        _ask("Which activation belongs to the one output of binary classification?", "sigmoid",
             "softmax", "relu", "elu", "leaky_relu"),
        _ask("Which of these is the usual first choice for the hidden layers of a network?", "relu",
             "sigmoid", "softmax", "maxout"),
        _ask("Which of these turns a whole row of scores into probabilities?", "softmax", "sigmoid",
             "tanh", "maxout", "elu"),
    ],
    2: [
        _ask("A third of the ReLU units return 0 for all examples. Which activation was made for "
             "such a case?", "leaky_relu", "sigmoid", "softmax", "tanh"),
        _ask("Which activation learns its own shape, at twice the weights for each unit?", "maxout",
             "elu", "leaky_relu", "softmax", "relu"),
        _ask("Which of these bends smoothly on the left and levels off below zero, but is not "
             "bounded on the right?", "elu", "relu", "leaky_relu", "tanh", "sigmoid"),
        _ask("A photo may show a dog, a beach, both or neither. Which activation belongs to each "
             "of the two outputs?", "sigmoid", "softmax", "relu", "tanh"),
    ],
    3: [
        _ask("With $w_2 = 0$ and $b_2 = 0$ in one of its two pieces, which activation becomes a "
             "ReLU?", "maxout", "elu", "sigmoid", "softmax", "tanh"),
        _ask("Which activation is a sigmoid that was stretched to lie between -1 and 1?", "tanh",
             "elu", "softmax", "maxout", "leaky_relu"),
        _ask("With two classes, this one is the sigmoid of the difference of the two scores. Which "
             "is it?", "softmax", "tanh", "maxout", "elu"),
        _ask(r"Which activation has the slope $a + \alpha$ on its left side, where $a$ is its "
             "output?", "elu", "leaky_relu", "sigmoid", "tanh", "relu"),
    ],
}  # fmt: skip


@question(title="Which activation is it for", slide=SLIDE, points=(1, 1, 1), minutes=(1, 1, 1),
          variants=10)  # fmt: skip
def activation_for(rng: np.random.Generator, level: int) -> Question:
    """Level 1 output and hidden layers, level 2 special needs, level 3 relatives."""
    return concept(rng, _ASKS[level])


_STATEMENTS = [
    (1, True, "Sigmoid: output of binary classification", "It gives the probability of yes."),
    (1, False, "Softmax: hidden layer of regression", "It is for the output, for classes."),
    (1, True, "ReLU: hidden layers of classification", "It is the usual first choice there."),
    (1, False, "Sigmoid: output for prices in euros", "Prices do not stay between 0 and 1."),
    (1, True, "ReLU: hidden layers of regression", "It is the usual first choice there."),
    (1, True, "Softmax: output for one of ten digits", "Exactly one is true."),
    (1, False, "ReLU: output for temperatures below zero", "It cannot reach them."),
    (2, True, "tanh: hidden layer of regression", "So the slide's word regression is to be read."),
    (2, False, "tanh: output for any real number", "It stays between -1 and 1."),
    (2, True, "Leaky ReLU: hidden layer of regression", "It is for hidden layers of any task."),
    (2, True, "ELU: hidden layer of classification", "It is for hidden layers of any task."),
    (2, False, "Softmax: output for several labels at once", "One sigmoid for each is right."),
    (2, True, "Maxout: hidden layer, at twice the weights", "That is its price."),
    (3, True, "tanh: output for targets scaled to -1 to 1", "It reaches all of them."),
    (3, False, "ELU: output that must not be negative", r"It goes down to $-\alpha$."),
    (3, False, "Maxout: output of class probabilities", "Its values are not bounded."),
    (3, True, "ReLU: output for amounts that are never negative", "Its range fits; it may die."),
    (3, False, "Leaky ReLU: output of a probability", "It is not bounded."),
]  # fmt: skip


@question(title="Activation and layer", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1.5, 1.5),
          variants=15)  # fmt: skip
def activation_layer(rng: np.random.Generator, level: int) -> Question:
    """Pairs of activation and layer; those of the level and the one below it."""
    options = [
        Option(text, truth, why)
        for at, truth, text, why in _STATEMENTS
        if at in (level, max(1, level - 1))
    ]
    return Question(
        prompt="In which pairs does the activation suit the layer? For an output: it reaches the "
        "targets, and where they have bounds, it keeps to them.",
        answer=choose_several(rng, options, count=4),
        solution=("The output's range must be that of the target; hidden layers are free.",),
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


_ALSO = {
    "relu": ("rectified-linear-unit", "rectifier"),
    "leaky_relu": ("leaky-ReLU", "leaky rectified-linear unit", "leaky rectifier", "LReLU"),
    "sigmoid": ("logistic", "logistic sigmoid", "sigmoidal"),
    "tanh": ("hyperbolic-tangent", "tangens hyperbolicus", "tan-h"),
    "elu": ("exponential-linear-unit",),
    "softmax": ("soft-max", "normalised exponential", "normalized exponential"),
}
_NOUNS = ("", " function", " activation", " activation function")


def _clues(name: str) -> list[str]:
    """Return the clues; an activation without clues of its own is known by its derivative."""
    fact = ACTIVATIONS[name]
    return _CLUES.get(name, [f"the outputs lie in {fact.output_range} and the derivative is "
                             f"${fact.derivative_formula}$"])  # fmt: skip


@question(title="Name the activation", slide=SLIDE, points=(1, 1, 1), minutes=(1, 1, 1), variants=6)
def name_activation(rng: np.random.Generator, level: int) -> Question:
    """Answered with a word; level 1 asks for the three best known."""
    names = ["relu", "sigmoid", "tanh"] if level == 1 else list(ACTIVATIONS)
    name = pick(rng, [n for n in names if n != "relu"] if level == 3 else names)
    clue = pick(rng, _clues(name))
    title = ACTIVATIONS[name].title
    return Question(
        prompt=f"Which activation function of the lecture is this? In a network, {clue}.",
        answer=words(*(k + noun for noun in _NOUNS for k in (title, *_ALSO.get(name, ())))),
        solution=(
            f"{title}: ${ACTIVATIONS[name].formula}$, range {ACTIVATIONS[name].output_range}.",
        ),
        given={"clue": clue},
    )
