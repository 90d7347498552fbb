"""Key words of the names of an MLP."""

from itertools import pairwise

from ._words import by_words

NAMES = [
    ("says that information runs", "Feedforward"), ("letters FCN", "Fully connected"),
    ("class of a layer", "Dense"), ("plain, without extras?", "Vanilla"),
    ("name feedforward say", "leads back"), ("name dense say", "Each neuron is linked to all"),
    ("name vanilla say", "plain and has no extras"), ("also feeds the first", "strictly forward"),
    ("small patch", "Dense"), ("stands FCN", "fully convolutional"),
]  # fmt: skip


def network_names(question):
    return by_words(question, NAMES)


TRUE = ("Every MLP is a neural", "transformer is a", "deep network has several",
        "may have a single", "learns by backprop", "but no MLP", "can be feedforward too",
        "means a plain one")  # fmt: skip


def network_statements(question):
    return {o.text for o in question.answer.options if any(w in o.text for w in TRUE)}


def count_layers(question):
    layers = [list(range(size)) for size in question.given["sizes"]]
    neighbours = list(pairwise(layers))
    summing = [neuron for _, layer in neighbours for neuron in layer]
    return {1: len(neighbours) - 1, 2: len(neighbours), 3: len(summing)}[question.level]


ORACLES = [network_names, network_statements, count_layers]
