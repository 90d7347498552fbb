"""Cases of the exercises on early stopping: patience with restored weights, and Prechelt's GL.

The right answers are not found epoch by epoch: they are read off the whole curve, by windows
and running minima, so that they share no line with the loop that is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.hints.cases import Array, Case
from course_lib.hints.memo import computed_once

Flags = NDArray[np.bool_]


@computed_once
def patience(validation_loss: Sequence[float], limit: int, *, seed: int) -> Case:
    """Return the case of a training with these validation losses and a patience of ``limit``.

    Three weights move by random steps, so every epoch has weights of its own.
    """
    rng = np.random.default_rng(seed)
    start, updates = rng.normal(size=3), rng.normal(size=(len(validation_loss), 3))
    loss = np.asarray(validation_loss, dtype=np.float64)
    path = np.vstack([start, start + np.cumsum(updates, axis=0)])  # path[t + 1]: after epoch t
    before = np.concatenate([[np.inf], np.minimum.accumulate(loss)[:-1]])
    run = _epochs_run(loss < before, limit)
    best = int(loss[:run].argmin())
    right = {"weights": path[best + 1], "best_epoch": best, "epochs_run": run}
    runs = _wrong_rules(loss, before, limit)
    mistakes = {
        "weights": _wrong_weights(loss, path, run, best, runs),
        "best_epoch": _wrong_best(loss, run, best, runs),
        "epochs_run": {
            "one epoch too few. Is it the number of the last epoch, counted from 0, or does the "
            "rule stop too early?": run - 1,
            "one epoch too many. Stop as soon as the patience is used up.": run + 1,
            **runs,
            "this counts to the best epoch. The training went on after it.": best + 1,
            "this is the best epoch. The order is weights, best_epoch, epochs_run.": best,
            **_wrong_runs(loss, before, limit),
        },
    }
    hint = "Count on paper: which epochs bring a new lowest loss?"
    inputs = (start, updates, list(validation_loss), limit)
    return Case("train_with_patience", inputs, right, mistakes, hint=hint)


def _epochs_run(improved: Flags, limit: int) -> int:
    """Return how many epochs there are up to the first ``limit`` in a row that do not improve."""
    if limit > len(improved):
        return len(improved)
    waits = np.lib.stride_tricks.sliding_window_view(~improved, limit).all(axis=1)
    return int(waits.argmax()) + limit if waits.any() else len(improved)


def _wrong_runs(loss: Array, before: Array, limit: int) -> dict[str, object]:
    highest = np.concatenate([[-np.inf], np.maximum.accumulate(loss)[:-1]])
    return {
        "no epoch counts as an improvement. With what is the first loss compared?": (
            min(limit, len(loss))
        ),
        "a higher loss was taken for the better one": _epochs_run(loss > highest, limit),
        "the epoch that improves is counted as one that does not. Begin the count at 0.": (
            _epochs_run(loss < before, max(limit - 1, 1))
        ),
    }


def _wrong_rules(loss: Array, before: Array, limit: int) -> dict[str, object]:
    """Return the epochs run by rules that keep the best epoch of what they have seen."""
    previous = np.concatenate([[np.inf], loss[:-1]])
    in_all = np.cumsum(loss >= before) >= limit
    return {
        "the training never stops early": len(loss),
        "it stops at the first rise. Patience waits for several epochs.": (
            _epochs_run(loss <= previous, 1)
        ),
        "the epochs without improvement are counted in all, not in a row. What does an "
        "improvement do to the count?": int(in_all.argmax()) + 1 if in_all.any() else len(loss),
        "each loss is compared with the previous one. Compare with the lowest so far.": (
            _epochs_run(loss < previous, limit)
        ),
        "an equal loss was taken for an improvement. Strictly lower is asked.": (
            _epochs_run(loss <= before, limit)
        ),
    }


def _wrong_best(loss: Array, run: int, best: int, runs: dict[str, object]) -> dict[str, object]:
    last_of_equals = run - 1 - int(loss[:run][::-1].argmin())
    nearly = int((loss[:run] <= loss[:run].min() + 0.01).argmax())
    return {
        "a small improvement was not counted. Strictly lower is asked.": nearly,
        "epochs are counted from 0": best + 1,
        "this is the lowest loss. Its epoch is asked.": loss[:run].min(),
        "of equal losses the first one counts": last_of_equals,
        "this is the epoch of the stop. The best one came earlier.": run - 1,
        "this epoch comes after the stop. Nobody has seen it.": int(loss.argmin()),
        **_bests(loss, runs),
    }


def _wrong_weights(
    loss: Array, path: Array, run: int, best: int, runs: dict[str, object]
) -> dict[str, object]:
    steps = np.diff(path, axis=0)
    before = np.concatenate([[np.inf], np.minimum.accumulate(loss)[:-1]])
    last_of_equals = run - int(loss[:run][::-1].argmin())
    nearly = int((loss[:run] <= loss[:run].min() + 0.01).argmax())
    return {
        "a small improvement was not counted. Strictly lower is asked.": path[nearly + 1],
        "these are the weights of the last epoch. Was the best one kept by a copy? A second "
        "name for the same array follows the training.": path[run],
        "these are the weights before the best epoch. Its loss was measured after the update.": (
            path[best]
        ),
        "these are the weights at the start": path[0],
        "the updates are subtracted. Epoch t adds updates[t].": 2 * path[0] - path[best + 1],
        "the updates of earlier epochs are missing": path[0] + steps[best],
        "the update replaces the weights. It is added to them.": steps[best],
        "the first update is missing. Epochs are counted from 0.": path[best + 1] - steps[0],
        "only epochs that improve add their update. Every trained epoch does.": path[0]
        + steps[: best + 1][loss[: best + 1] < before[: best + 1]].sum(axis=0),
        "of equal losses the first one counts": path[last_of_equals],
        "these weights come after the stop. Nobody has seen them.": path[int(loss.argmin()) + 1],
        **{text: path[epoch + 1] for text, epoch in _bests(loss, runs).items()},
    }


def _bests(loss: Array, runs: dict[str, Any]) -> dict[str, int]:
    """Return the best epoch of what each wrong rule has seen."""
    return {text: int(loss[:run].argmin()) for text, run in runs.items()}


@computed_once
def prechelt_gl(validation_loss: Sequence[float], alpha: float) -> Case:
    """Return the case of the generalization loss of each epoch and the first epoch above alpha.

    The right values are computed with fractions, without rounding.
    """
    exact = [Fraction(value) for value in validation_loss]
    lowest = [min(exact[: t + 1]) for t in range(len(exact))]
    percent = [float(100 * (now - low) / low) for now, low in zip(exact, lowest, strict=True)]
    stop = next((t for t, value in enumerate(percent) if value > alpha), -1)
    gl = np.array(percent)
    mistakes = {
        "gl": _wrong_gl(np.array(validation_loss), gl),
        "stop": _wrong_stop(gl, alpha, np.array(validation_loss)),
    }
    inputs = (list(validation_loss), alpha)
    return Case("prechelt_gl", inputs, {"gl": gl, "stop": stop}, mistakes)


def _wrong_gl(loss: Array, gl: Array) -> dict[str, object]:
    lowest = np.minimum.accumulate(loss)
    previous = np.concatenate([loss[:1], loss[:-1]])
    return {
        "it is a ratio, not per cent": gl / 100,
        "the lowest loss of all epochs was used. Which losses does the rule know at epoch t?": (
            100 * (loss / loss.min() - 1)
        ),
        "it is compared with the first loss. GL compares with the lowest so far.": (
            100 * (loss / loss[0] - 1)
        ),
        "it is compared with the previous loss. GL compares with the lowest so far.": (
            100 * (loss / previous - 1)
        ),
        "the 1 is not taken away. At the best epoch GL is 0.": 100 * loss / lowest,
        "it is divided by the loss of the epoch. Divide by the lowest so far.": (
            100 * (loss - lowest) / loss
        ),
        "it is not divided by the lowest loss. GL does not depend on the unit of the loss.": (
            100 * (loss - lowest)
        ),
        "the lowest loss was taken before this epoch. GL(t) looks at epoch t too.": (
            100 * (loss / np.concatenate([lowest[:1], lowest[:-1]]) - 1)
        ),
        "the ratio is upside down": 100 * (lowest / loss - 1),
        "the factor 100 belongs to the whole bracket": 100 * loss / lowest - 1,
        "it is cut down to whole numbers": np.trunc(gl),
        "the highest loss so far stands where the lowest belongs": (
            100 * (loss / np.maximum.accumulate(loss) - 1)
        ),
    }


def _wrong_stop(gl: Array, alpha: float, loss: Array) -> dict[str, object]:
    at_least = np.flatnonzero(gl >= alpha)
    above = np.flatnonzero(gl > alpha)
    wrong: dict[str, object] = {}
    if len(at_least):
        wrong["GL must exceed alpha. Equal is not enough."] = at_least[0]
    if len(above):
        wrong |= {
            "there is an epoch above alpha. Is return inside the loop, or are GL and alpha not "
            "in the same unit, per cent?": -1,
            "this is GL at the stop. The number of the epoch is asked.": gl[above[0]],
            "this is the last epoch above alpha. Training stops at the first.": above[-1],
            "epochs are counted from 0": above[0] + 1,
            "this is the loss there. The number of the epoch is asked.": loss[above[0]],
            "this is the epoch of the lowest loss. The epoch of the stop is asked.": (
                loss[: above[0]].argmin()
            ),
            "this is the epoch before the stop": above[0] - 1,
            "this is the epoch of the largest GL. Training stops at the first above alpha.": (
                gl.argmax()
            ),
            "alpha is in per cent, as GL is": np.flatnonzero(gl > alpha / 100)[0],
            "GL is 0 in epoch 0. Are your values of GL right, or is this a start value?": 0,
        }
    else:
        wrong |= {f"GL never exceeds alpha, so not at epoch {t}": t for t in range(len(gl) + 1)}
    return wrong
