"""What is printed is printed by running it; slopes are differences; words by a table."""

import contextlib
import io

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


STEPS = ["fed forward", "loss compares", "last layer", "the first layer", "Gradient descent moves"]


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


ORACLES = [what_backprop_is, order_of_steps, prints_step]
