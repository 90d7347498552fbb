"""Key words of the change, and errors of two models compared."""

import re

from ._words import by_words

FREER = ("made smaller", "degree of a polynomial", "many more units",
         "many more epochs", "taken away",
         "ten times as many", "switched off in training")  # fmt: skip


def dial_direction(question):
    words = "More variance" if any(w in question.prompt for w in FREER) else "Less variance"
    return {o.text for o in question.answer.options if words in o.text}


WORDS = [
    ("What is regularization", "reduces overfitting"), ("learn that it should not", "noise of its"),
    ("sign of underfitting", "High errors"), ("trade, if it helps", "Some more bias for a larger"),
    ("richer one fits", "it has not seen"), ("whatever the model", "variance of the noise"),
]  # fmt: skip


def fit_words(question):
    """Two models are compared by their errors on new data; one alone says nothing."""
    errors = re.findall(r"(\d+) % (?:error )?on training data and (\d+) % on new", question.prompt)
    if not errors:
        return by_words(question, WORDS)
    if "model B" not in question.prompt:
        words = "cannot be said"
    else:
        both = int(re.search(r"model B of (\d+) % on\s+both", question.prompt)[1])
        words = "B is to be used, and A" if both < int(errors[0][1]) else "better on new data"
    return {o.text for o in question.answer.options if words in o.text}


def diagnose_fit(question):
    """The neighbour that does better on new data has a stronger penalty, or a weaker one."""
    rows = re.findall(r"= ([\d.]+)\$: (\d+) % and (\d+) %", question.prompt)
    used = float(re.search(r"network with \$.lambda = ([\d.]+)\$\.", question.prompt)[1])
    best = float(min(rows, key=lambda row: int(row[2]))[0])
    assert best != used
    if question.level == 1:
        return "Overfitting" if best > used else "Underfitting"
    return set(question.given["remedies"]["overfit" if best > used else "underfit"])


ORACLES = [dial_direction, fit_words, diagnose_fit]
