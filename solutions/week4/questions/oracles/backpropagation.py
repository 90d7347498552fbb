"""What is printed is printed by running it; slopes are differences; words by a table."""

import contextlib
import io
import itertools

from ._words import by_words

WHAT = [
    ("does backpropagation compute", "gradients of the loss"), ("rule of calculus", "chain rule"),
    ("paper of 1986", "Rumelhart"), ("start at the loss", "made from that of the layer after"),
    ("share the work", "Backpropagation finds the slopes"), ("six bits", "by gradients alone"),
    ("moving each weight", "every single weight"), ("keep the outputs", "contains the input"),
    ("many sigmoid", "at most 1/4"),
]  # fmt: skip


def what_backprop_is(question):
    return by_words(question, WHAT)


STEPS = ["fed forward", "loss compares", "last layer", "layer before it", "Gradient descent moves"]


def order_of_steps(question):
    def place(text):
        return next(i for i, words in enumerate(STEPS) if words.lower() in text.lower())

    texts = [o.text for o in question.answer.options]
    if "comes next after" in question.prompt:
        now = place(question.prompt.split("after this: ")[1])
        texts = [t for t in texts if place(t) > now]
    return {max(texts, key=place) if "last?" in question.prompt else min(texts, key=place)}


def prints_step(question):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(question.given["code"], {})  # the listed code is that of the bank
    return float(out.getvalue())


def passes_needed(question):
    """Every parameter is written down and moved to both sides."""
    sizes = question.given["sizes"]
    parameters = list(range(question.given["count"])) if not sizes else []
    for a, b in itertools.pairwise(sizes):
        parameters += [("w", i, j) for i in range(a) for j in range(b)]
        parameters += [("b", j) for j in range(b)]
    return len([(p, side) for p in parameters for side in (1, -1)])


def vanishing_factor(question):
    """The chain as a function that is linear near its point, and a difference of it."""
    g = question.given

    def chain(x):
        for layer in range(g["layers"]):
            slope = 0.25 if g["level"] < 3 else 0.1 if layer < g["off"] else 1.0
            x = slope * (g["weight"] * x)
        return x

    return g["upstream"] * (chain(1.0) - chain(0.0))


ORACLES = [what_backprop_is, order_of_steps, prints_step, passes_needed, vanishing_factor]
