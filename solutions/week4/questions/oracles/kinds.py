"""Networks as graphs and as functions: walked, counted and evaluated."""

from itertools import pairwise, product

from ._words import by_words

LOOP, FULL, GAP = "has a loop", "Feedforward and fully", "but not fully"


def wiring(question):
    """Take away neurons without incoming connections until none is left, or a loop is."""
    layers, edges = question.given["layers"], set(question.given["edges"])
    left = {neuron for layer in layers for neuron in layer}
    while True:
        free = {n for n in left if not any(b == n and a in left for a, b in edges)}
        if not free:
            break
        left -= free
    wanted = sum(len(a) * len(b) for a, b in pairwise(layers))
    words = LOOP if left else FULL if len(edges) == wanted else GAP
    return {o.text for o in question.answer.options if words in o.text}


def count_paths(question):
    """Every path is written down, as a neuron of each layer."""
    paths = list(product(*(range(size) for size in question.given["sizes"])))
    fixed = 1 if question.level == 1 else 2
    return len([path for path in paths if not any(path[:fixed])])


def collapse_layers(question):
    g = question.given

    def network(x):
        hidden = [v * x + c for v, c in zip(g["v"], g["c"], strict=True)]
        return sum(u * h for u, h in zip(g["u"], hidden, strict=True)) + g["d"]

    return network(1) - network(0) if question.level == 1 else network(0)


BEND = [
    ("leaves the activation functions out", "single linear layer"),
    ("need an activation that is not", "depth adds nothing"),
    ("Exclusive or", "identity activations"), ("Five dense layers", "Exactly as much"),
    ("Which function can no", "absolute value"), ("Which single matrix", "$W_1 W_2$"),
]  # fmt: skip


def why_bend(question):
    return by_words(question, BEND)


ORACLES = [wiring, count_paths, collapse_layers, why_bend]
