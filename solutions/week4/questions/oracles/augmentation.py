"""Augmentation, redone entry by entry; judgements on labels from a table of the test's own."""

from itertools import product


def _latex(rows):
    lines = r" \\ ".join(" & ".join(f"{v:g}" for v in row) for row in rows)
    return rf"$\begin{{pmatrix}}{lines}\end{{pmatrix}}$"


def augmented_array(question):
    g = question.given
    if g["level"] == 1:
        values = ", ".join(f"{v:g}" for v in reversed(g["x"]))
        return {rf"$({values})^\top$"}
    rows = [[row[2 - j] for j in range(3)] for row in g["x"]]
    if g["level"] == 3:
        rows = [[0.0, row[0], row[1]] for row in rows]
    return {_latex(rows)}


CHANGED = ("letters", "turning by 180", "traffic signs", "playing backwards", "heart rate",
           "ripe tomatoes", "praise from blame", "digits: mirroring")  # fmt: skip


def label_kept(question):
    """An augmentation breaks the label if what it changes is what tells the classes apart."""
    return {o.text for o in question.answer.options if not any(w in o.text for w in CHANGED)}


def augmented_count(question):
    g = question.given
    if g["level"] == 1:
        return len([(i, c) for i in range(g["n"]) for c in range(g["k"] + 1)])
    if g["level"] == 2:
        ups, lefts = (range(-k, k + 1) for k in g["k"])
        return len({(up, left) for up in ups for left in lefts})
    unchanged = 0.0
    for applied in product((False, True), repeat=g["k"]):
        if not any(applied):
            chance = 1.0
            for _ in applied:
                chance *= 1 - g["p"]
            unchanged += g["n"] * chance
    return unchanged


TRAPS = (
    "The validation set is augmented",
    "Copies are made first",
    "in the old order",
    "although the classes",
)


def pipeline_trap(question):
    return {o.text for o in question.answer.options if any(words in o.text for words in TRAPS)}


ORACLES = [augmented_array, label_kept, augmented_count, pipeline_trap]
