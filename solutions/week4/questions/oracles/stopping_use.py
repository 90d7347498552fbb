"""Epochs counted one by one, code run, words by a table."""

import contextlib
import io


def epochs_saved(question):
    """Every epoch is run and counted."""
    g = question.given
    saved = 0
    for best in g["best"]:
        waited = 0
        for epoch in range(g["total"]):
            waited = 0 if epoch <= best else waited + 1
            if waited == g["patience"]:
                break
        saved += len(range(epoch + 1, g["total"]))
    return 100 * saved / g["total"] if g["level"] == 2 else saved


def prints_stop(question):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(question.given["code"], {})  # the listed code is that of the bank
    return float(out.getvalue())


def rise_picture(question):
    g = question.given
    losses = g["losses"]
    if g["level"] < 3:
        points = losses[-1] - min(losses)
        return points if g["level"] == 1 else 100 * losses[-1] / min(losses) - 100
    return next(t for t in range(10) if 100 * losses[t] > (100 + g["alpha"]) * min(losses[: t + 1]))


ORACLES = [epochs_saved, prints_stop, rise_picture]
