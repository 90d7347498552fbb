"""Early stopping, recomputed by looking at every epoch anew instead of counting along."""

import re
from decimal import Decimal

from grader.exam.markup import plain


def _printed(text, before="", after=""):
    """The numbers of a text between two phrases, as they stand there."""
    part = re.search(f"{before}(.*?){after}", text, re.S)[1]
    return [Decimal(digits) for digits in re.findall(r"\d+(?:\.\d+)?", part)]


def _patience(losses, patience, delta=0):
    """The first epoch t for which the last ``patience`` epochs did not beat the reference."""
    for t in range(len(losses)):
        improved = []
        reference = Decimal("Infinity")
        for loss in losses[: t + 1]:
            improved.append(loss < reference - delta)
            reference = loss if improved[-1] else reference
        if len(improved) > patience and not any(improved[-patience:]):
            return t
    raise AssertionError("it never stops")


def patience_stop(question):
    """Decimal numbers read from the printed question: no binary fraction comes near them."""
    text = plain(question.prompt)
    losses = _printed(text, "and so on are ", r"\. (?:Whose|After)")
    (patience,) = _printed(text, "in ", "epochs in a row")
    (delta,) = _printed(text, "improved by more than ", " in ") if "by more" in text else [0]
    assert len(losses) == len(question.given["losses"])
    stop = _patience(losses, int(patience), delta)
    return losses.index(min(losses[: stop + 1])) if "Whose" in text else stop


def generalization(question):
    g = question.given
    losses = g["losses"]
    rises = [100 * (loss - min(losses[: t + 1])) / min(losses[: t + 1])
             for t, loss in enumerate(losses)]  # fmt: skip
    if g["level"] == 1:
        return rises[g["upto"]]
    if g["level"] == 2:
        return next(t for t, rise in enumerate(rises) if rise > g["alpha"])
    return max(rises)


def read_curves(question):
    g = question.given
    drawn = next(c for c in question.figure.curves if c.label == "validation")
    assert list(drawn.y) == g["losses"]
    if g["level"] == 3:
        assert g["training"] == sorted(g["training"], reverse=True)
        assert g["losses"][-1] > min(g["losses"])
        return {g["right"]}
    losses = _printed(question.figure.alt, "Validation losses: ", r"\.$")
    return losses.index(min(losses)) if g["level"] == 1 else _patience(losses, g["patience"])


class _Weights(list):
    def copy(self):
        return _Weights(self)


def _play(code, validation, patience, epochs):
    """Run the listed loop on given losses; return epochs run, the weights kept, sets looked at."""
    seen, state = [], {"epoch": -1}
    weights = _Weights([-1])
    code = code.replace(code.splitlines()[0], f"patience, epochs = {patience}, {epochs}")

    def take_one_epoch(values):
        state["epoch"] += 1
        values[0] = state["epoch"]

    def error(which):
        seen.append(which)
        return validation[state["epoch"]]

    scope = {
        "weights": weights,
        "take_one_epoch": take_one_epoch,
        "error": error,
        "best": _Weights([-2]),
        **{f"{s}_set": s for s in ("train", "validation", "test")},
    }
    exec(code, scope)  # the listed code is that of the bank
    return state["epoch"], scope["weights"][0], seen[0]  # fmt: skip


def buggy_stopping(question):
    """Run the loop on a curve that has its minimum at epoch 3, and name the difference."""
    code = question.given["code"]
    curve = [9.0, 8.0, 8.5, 5.0, 6.0, 7.0, 8.0, 9.0]
    last, kept, data = _play(code, curve, patience=3, epochs=8)
    longer, _, _ = _play(code, [9, 8, 8.5, 7, 7.5, 5, 6, 5.5, 5.2, 5.1], patience=3, epochs=10)
    if data == "test":
        words = "The test set"
    elif data == "train":
        words = "The training set"
    elif kept == -2:  # nothing was ever better than infinity the wrong way round
        words = "No epoch ever counts as better"
    elif last == 2:
        words = "It stops at the first bad epoch"
    elif kept == last and kept != 3:
        words = "No copy is kept"
    elif longer < 8:
        words = "The count of bad epochs"
    else:
        raise AssertionError("nothing is wrong")
    return {text for text in question.given["reasons"] if text.startswith(words)}


ORACLES = [patience_stop, generalization, read_curves, buggy_stopping]
