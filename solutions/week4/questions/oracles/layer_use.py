"""Words by a table; outputs by the range that is measured."""

import math

from ._words import by_words

FOR = [
    ("one class is true", "Softmax"), ("one output of binary", "Sigmoid"),
    ("usual first choice", "ReLU"), ("row of scores", "Softmax"), ("return 0 for all", "Leaky"),
    ("learns its own", "Maxout"), ("bends smoothly", "ELU"), ("both or neither", "Sigmoid"),
    ("of its two pieces", "Maxout"), ("was stretched", "tanh"), ("difference of the two",
     "Softmax"),
    ("slope $a +", "ELU"),
]  # fmt: skip


def activation_for(question):
    return by_words(question, FOR)


CURVES = {
    "Sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "ReLU": lambda z: max(z, 0.0),
    "Leaky ReLU": lambda z: max(z, z / 10),
    "ELU": lambda z: z if z >= 0 else math.exp(z) - 1,
    "Maxout": lambda z: max(z, -2 * z, key=abs),
}
NEEDS = {  # the lowest and highest target, for outputs
    "prices": (50, 5000), "temperatures": (-20, 30), "any real": (-50, 50), "scaled": (-1, 1),
    "must not be negative": (0, 50), "never negative": (0, 50), "class probabilities": (0, 1),
    "a probability": (0, 1), "binary": (0, 1),
}  # fmt: skip


def activation_layer(question):
    """Hidden layers are free, but for softmax; an output must span its targets, and no more."""
    found = set()
    for option in question.answer.options:
        name, use = option.text.split(": ", 1)
        if name == "Softmax":
            fits = "one of ten" in use
        elif "hidden" in use:
            fits = True
        else:
            low, high = next(span for words, span in NEEDS.items() if words in use)
            values = [CURVES[name](z / 10) for z in range(-500, 501)]
            reach = min(values) <= low + 0.01 and max(values) >= high - 0.01
            strict = "probabilit" in use or "must not" in use
            inside = min(values) >= low and max(values) <= high
            fits = reach and (inside or not strict)
        if fits:
            found.add(option.text)
    return found


def name_activation(question):
    """A table of the clues, by their key words."""
    words = {"relu": ("stopped learning", "either 0 or 1"), "sigmoid": ("quarter", "0.99"),
             "tanh": ("average to about 0", "one minus the square"),
             "softmax": ("sum to 1", "adding 5"), "elu": ("levels off", "level off",
             "output plus"), "leaky_relu": ("else } 0.1",)}  # fmt: skip
    (name,) = (n for n, keys in words.items() if any(k in question.given["clue"] for k in keys))
    return name


ORACLES = [activation_for, activation_layer, name_activation]
