"""Augmented signals: moved copies beside the originals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.hints.cases import Array, Case
from course_lib.hints.comparison import Mistakes, compare, unpack
from course_lib.hints.errors import HintError, NotDoneError, require
from course_lib.hints.family import Known
from course_lib.hints.promise import promise
from course_lib.hints.randomness import differs, same_each_time, share

Function = Callable[..., Any]

_NEARLY_ALL = "Nearly all of it is zero. Where do zeros belong when the shift is negative?"


def _batch(
    rng: np.random.Generator, n: int = 5, length: int = 9, copies: int = 2, max_shift: int = 3
) -> tuple[Any, ...]:
    X, y = rng.uniform(1, 2, size=(n, length)), rng.permutation(n)
    return X, y, copies, max_shift, np.random.default_rng(rng.integers(1000))


@promise(
    draw=_batch,
    whole=("X",),
    without={"one length": "a signal of one sample has no shift"},
    examples={
        "no copies": _batch(np.random.default_rng(1), copies=0),
        "max_shift = 0": _batch(np.random.default_rng(2), max_shift=0),
    },
)
def augment_signals(X: Array, y: Array, copies: int, max_shift: int, rng: Any) -> Case:
    """Return the case of a batch; it has right values where no shift is drawn."""
    sure = {"X_new": np.concatenate([X] * (copies + 1)), "y_new": np.tile(y, copies + 1)}
    case = sure if copies == 0 or max_shift == 0 else {}
    far = "signals move further than max_shift. Does a number stand in its place?"
    wrong: Mistakes = {far: Known(partial(_all_shifted, np.asarray(X, dtype=np.float64)))}
    return Case("augment_signals", (X, y, copies, max_shift, rng), case, {"X_new": wrong})


def _all_shifted(X: Array, rows: Array) -> bool:
    """Return whether rows holds each signal of X, copy after copy, shifted by any steps."""
    if rows.ndim != 2 or rows.shape[1] != X.shape[1] or len(rows) % len(X):
        return False
    like = np.tile(X, (len(rows) // len(X), 1))
    steps = range(1 - X.shape[1], X.shape[1])
    return bool(np.any([_close(rows, _moved(like, step)) for step in steps], axis=0).all())


class Signals:
    """A batch of random signals, each with a label of its own, and checks of its augmentation.

    Parameters
    ----------
    n, length : shape of the batch. No sample is 0, so a 0 betrays what moved in.
    copies, max_shift : what is asked of the function.

    Examples
    --------
    >>> batch = Signals(3, 8, copies=0, max_shift=1, seed=0)
    >>> batch.check_originals(lambda X, y, copies, max_shift, rng: (X, y))
    """

    def __init__(self, n: int, length: int, *, copies: int, max_shift: int, seed: int) -> None:
        self.seed, self.copies, self.max_shift = seed, copies, max_shift
        rng = np.random.default_rng([seed, 0])
        self.X = rng.uniform(1, 2, size=(n, length))
        self.y = rng.permutation(n)

    def call(self, function: Function, seed: int | None = None) -> Any:
        """Return what the function makes of fresh copies of the batch."""
        rng = np.random.default_rng(self.seed if seed is None else seed)
        return function(self.X.copy(), self.y.copy(), self.copies, self.max_shift, rng)

    def check_originals(self, function: Function) -> None:
        """Lose the part unless X_new has all rows and begins with the originals."""
        first = self._rows(self.call(function))[: len(self.X)]
        cut = _close(first, np.trunc(self.X)).all()
        require(not cut, "X_new holds whole numbers.", "What stands behind the point is cut off.")
        compare(first, self.X, name="X_new[:n]", hint="The originals come first, unchanged.")

    def check_labels(self, function: Function) -> None:
        """Lose the part unless each row has the label of the signal that it comes from."""
        _, labels = unpack(self.call(function), "X_new", "y_new", name="augment_signals")
        n = len(self.y)
        if np.shape(labels) == np.shape(self.y) and self.copies:
            raise HintError(f"y_new has {n} labels for {n * (self.copies + 1)} rows.")
        # row r of X_new comes from signal r modulo n
        right = self.y[np.arange(n * (self.copies + 1)) % n]
        text = "each label stands next to itself. The order is all originals, then all signals "
        text += "again, copy after copy."
        side_by_side = [label for label in self.y for _ in range(self.copies + 1)]
        compare(labels, right, name="y_new", mistakes={text: side_by_side},
                hint="A shifted signal keeps the label of its original.")  # fmt: skip

    def check_shifts(self, function: Function) -> None:
        """Lose the part unless each new row is its signal moved by at most max_shift."""
        self.steps(function)

    def check_own_shift(self, function: Function) -> None:
        """Lose the part unless signals and copies move independently of each other."""
        steps = self.steps(function)  # (copies, n)
        if (steps == steps[:, :1]).all():
            raise HintError("All signals of a copy have the same shift.", "Draw one per signal.")
        if self.copies > 1 and (steps == steps[0]).all():
            raise HintError("The copies are equal.", "Draw new shifts for each copy.")

    def check_distribution(self, function: Function) -> None:
        """Lose the part unless all whole numbers from -max_shift to max_shift are as likely."""
        moved = self.steps(function)  # (copies, n)
        alike = bool((moved == moved[:, :1]).all())
        require(not alike, "All signals of a copy have the same shift.", "Draw one per signal.")
        steps = moved.ravel()
        for sign, side in ((1, "right"), (-1, "left")):
            require((sign * steps > 0).any(), f"No signal moves to the {side}.", "Both ways count.")
        ends = (-self.max_shift, self.max_shift)
        asked = range(-self.max_shift, self.max_shift + 1)
        end = "Does your draw leave out an end?"
        if not np.isin(ends, steps).any():
            end = "Both ends are left out. Does a number stand where max_shift belongs?"
        for value in asked:
            hint = end if value in ends else "Between the ends all count."
            seen = bool((steps == value).any())
            require(seen, f"The shift {value:+d} never occurs.".replace("+0", "0"), hint)
        for value in asked:
            likely = 1 / (2 * self.max_shift + 1)
            name = f"the share of shift {value:+d}"
            often = float(np.mean(steps == value))
            rounded = value in ends and often < likely
            hint = "Is a number rounded? The ends then get half a share." if rounded else ""
            share(often, likely, len(steps), name=name, hint=hint)

    def check_generator(self, function: Function) -> None:
        """Lose the part unless the Generator that is passed in decides, and it alone."""
        self._rows(self.call(function))
        same_each_time(lambda: self.call(function), name="the augmented data")
        first, second = (self.call(function, seed=seed)[0] for seed in (1, 2))
        differs(first, second, name="the augmented data",
                hint="Is a Generator with a fixed seed made inside the function?")  # fmt: skip

    def steps(self, function: Function) -> NDArray[np.int64]:
        """Return the shift of each new row, (copies, n), or lose the part if a row has none."""
        n = len(self.X)
        rows = self._rows(self.call(function)).reshape(self.copies + 1, n, -1)[1:]
        found = np.full(rows.shape[:2], -self.X.shape[1])
        for step in range(1 - self.X.shape[1], self.X.shape[1]):
            found[_close(rows, _moved(self.X, step))] = step
        lost = np.argwhere(found == -self.X.shape[1])
        if len(lost):
            copy, i = lost[0]
            place, row = int(n * (copy + 1) + i), rows[copy, i]
            cut = row.any() and _all_shifted(np.trunc(self.X[i : i + 1]), row[None])
            said = f"Row {place} of X_new holds whole numbers."
            require(not cut, said, "What stands behind the point is cut off.")
            raise self._stranger(row, self.X[i], place)
        far = int(np.abs(found).max(initial=0))
        hint = "Each copy starts from the original, not from the copy before."
        if far >= self.X.shape[1] - self.max_shift:
            hint = _NEARLY_ALL
        require(far <= self.max_shift, f"A signal moves by {far}, further than max_shift.", hint)
        return found

    def _rows(self, result: Any) -> Array:
        X_new, _ = unpack(result, "X_new", "y_new", name="augment_signals")
        n, length = self.X.shape
        want = (n * (self.copies + 1), length)
        if X_new is None or X_new is ...:
            raise NotDoneError("X_new")
        rows = np.asarray(X_new, dtype=np.float64)
        hint = ""
        if rows.shape == (n * self.copies, length):
            hint = "Are the originals missing, or is there one copy too few?"
        elif rows.ndim == 3:
            hint = "Write the copies below each other: np.concatenate."
        elif rows.shape == (n, length * (self.copies + 1)):
            hint = "The copies stand side by side. Write them below each other, axis 0."
        elif rows.shape == (n * 2, length):
            hint = "There is one copy of each signal. How many are asked?"
        require(rows.shape == want, f"X_new must have shape {want}, got {rows.shape}.", hint)
        return rows

    def _stranger(self, row: Array, signal: Array, place: int) -> HintError:
        """Say what a row is that is no shift of its signal."""
        if not row.any():
            said = f"Row {place} of X_new is 0 everywhere."
            return HintError(said, "A shift by 0 changes nothing.")
        steps = range(1, len(signal))
        said, hint = f"Row {place} of X_new is no shift of its signal.", ""
        if any(_close(row, np.roll(signal, step)) for step in steps):
            said = "What moves out at one end comes in at the other: the signal wraps around."
            hint = "What moves in is 0."
        elif any(_close(row, _moved(signal, s, signal[0 if s > 0 else -1]))
                 for step in steps for s in (step, -step)):  # fmt: skip
            said, hint = "The end value is repeated where 0 should move in.", "What moves in is 0."
        elif any(_close(row, _moved(signal, s, row[0 if s > 0 else -1]))
                 for step in steps for s in (step, -step)):  # fmt: skip
            said, hint = "A number other than 0 moves in.", "What moves in is 0."
        elif any(_close(row, _moved(signal[::-1], s)) for s in (0, *steps, *(-s for s in steps))):
            hint = "It is read backwards. Does that keep the label?"
        elif any(_close(row, _moved(self.X, s)).any() for s in (0, *steps, *(-s for s in steps))):
            said = f"Row {place} of X_new comes from another signal."
            hint = "After the originals come the copies, each in the order of X."
        elif any(_close(row, np.where(row == 0, 0, _moved(signal, s)))
                 for s in (0, *steps, *(-s for s in steps))) and row.any():  # fmt: skip
            hint = "More is lost than one shift explains. Does it start from the copy before?"
            if np.count_nonzero(row) <= self.max_shift < len(row) // 2:
                hint = _NEARLY_ALL
        elif np.count_nonzero(row) == len(row):
            hint = "Move it by whole samples, and change nothing else."
        return HintError(said, hint)


def _moved(x: Array, step: int, fill: float = 0.0) -> Array:
    """Return x moved along its last axis: a window into the padded signal."""
    length = x.shape[-1]
    edges = [(0, 0)] * (x.ndim - 1) + [(length, length)]
    return np.pad(x, edges, constant_values=fill)[..., length - step : 2 * length - step]


def _close(a: Array, b: Array) -> Any:
    """Return for each row whether all samples agree, as closely as float32 allows."""
    return np.isclose(a, b, rtol=0, atol=1e-5).all(axis=-1)
