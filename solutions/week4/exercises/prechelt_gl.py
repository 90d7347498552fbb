"""Prechelt's generalization loss and its stopping rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise


def _curve(rng: np.random.Generator, T: int = 12) -> tuple[list[float], float]:
    """Draw a curve that rises once, falls, rises above alpha, comes half down, ends below all."""
    loss = np.linspace(-1, 1.3, T) ** 2 + 0.5 + rng.uniform(0, 0.25, size=T)
    loss[1:2] = 1.02 * loss[0]
    loss[-2:-1] = loss.min() * rng.uniform(1.7, 1.9)
    loss[-1:] = loss.min() * rng.uniform(0.7, 0.9)
    return loss.tolist(), float(rng.uniform(10, 60))


@promise(
    draw=_curve,
    follows={"stop": ("gl",)},
    examples={
        "a rise of just alpha": ([3.0, 2.0, 2.5, 2.25, 1.0, 1.5, 1.125], 25.0),
        "a curve that never rises above alpha": ([3.0, 2.0, 2.5, 2.25, 1.0, 1.2, 1.125], 40.0),
        "losses that are whole numbers": ([7, 3, 4, 5, 2], 40.0),
        "losses as an array": (np.array([0.5, 0.4, 0.46, 0.7]), 20.0),
    },
)
def prechelt_gl(validation_loss: Sequence[float], alpha: float) -> Case:
    """Return the case of the generalization loss of each epoch and the first epoch above alpha.

    The right values are computed with fractions, without rounding.
    """
    exact = [Fraction(float(value)) for value in validation_loss]
    lowest = [min(exact[: t + 1]) for t in range(len(exact))]
    percent = [float(100 * (now - low) / low) for now, low in zip(exact, lowest, strict=True)]
    stop = next((t for t, value in enumerate(percent) if value > alpha), -1)
    gl, loss = np.array(percent), np.asarray(validation_loss, dtype=np.float64)
    mistakes = {
        "gl": _wrong_gl(loss, gl),
        "stop": _wrong_stop(gl, alpha, loss),
    }
    inputs = (validation_loss, alpha)
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


TRAINS = {
    "stop | alpha": ["generalization:2", "rise_picture:2"],
    "": ["generalization", "rise_picture"],
}
