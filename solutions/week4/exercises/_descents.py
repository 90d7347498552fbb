"""Descents to the lasso's minimum with a slip in them: where they end, or pass on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.hints.cases import Array
from course_lib.hints.family import AnyOf

Move = Callable[[float, float, float], float]
"""The new weight from a column's pull, its squared length and the old weight."""


def _soft(v: float, t: float) -> float:
    return v - min(max(v, -t), t)


def _rest(A: Array, target: Array, move: Move) -> Array:
    """Return where rounds of coordinate descent come to rest, NaN if they do not."""
    made = _rounds_made(A, target, move, 3000)
    still = len(made) < 2 or np.abs(made[-1] - made[-2]).max() < 1e-9
    return made[-1] if still else np.full(A.shape[1], np.nan)


def hard(A: Array, target: Array, lam: float) -> AnyOf:
    """Return where descents end whose threshold cuts off and does not shorten."""
    return AnyOf(lambda: _hard_ends(A, target, lam))


def _hard_ends(A: Array, target: Array, lam: float) -> list[Array]:
    steps = _on_the_way(A, target, lam, lambda w, down, by: (w - down) * (np.abs(w - down) > by))
    turns = _rounds_made(A, target, lambda p, s, w: (p if abs(p) > lam / 2 else 0.0) / s, 1000)
    return [turns[-1], *steps[-len(steps) // 2 :]]


def slips(A: Array, target: Array, lam: float) -> dict[str, object]:
    """Return where coordinate descents with one slip each end, for centred data."""
    n, t = len(A), lam / 2

    def one_round() -> Array:
        return _rounds_made(A, target, lambda p, s, w: _soft(p, t) / s, 1)[0]

    def fitted() -> Array:
        return np.asarray(np.linalg.lstsq(A, target, rcond=None)[0])

    def cut(w: Array, by: Any) -> Array:
        return np.asarray(w - np.clip(w, -by, by))

    return {
        "feature j is still in the errors that its weight is made from. Take it out.": (
            AnyOf(
                lambda: _rounds_made(A, target, lambda p, s, w: _soft(p, t) / s, 1000, whole=True)[
                    1:
                ]
            )
        ),
        "each column was fitted alone. The errors must be those without the other columns.": (
            lambda: cut(A.T @ target, t) / (A**2).sum(axis=0)
        ),
        "only one round over the columns was made. Is return inside the loop?": one_round,
        "the pull is a mean over n, and the column's square a sum. Take both alike.": (
            AnyOf(lambda: [_rest(A, target, lambda p, s, w: _soft(p / n, t) / s)])
        ),
        "negative weights are cut off. The threshold is the same on both sides.": (
            lambda: _rest(A, target, lambda p, s, w: max(p - t, 0.0) / s)
        ),
        "negative pulls move away from zero. The threshold shrinks from both sides.": (
            lambda: _rest(A, target, lambda p, s, w: (p - t if abs(p) > t else 0.0) / s)
        ),
        "the threshold is turned round: what is small stays, and what is large goes.": (
            AnyOf(
                lambda: _rounds_made(
                    A, target, lambda p, s, w: np.sign(p) * max(t - abs(p), 0.0) / s, 200
                )
            )
        ),
        "each weight has the wrong sign. It must lower the errors that are left.": (
            AnyOf(lambda: _rounds_made(A, target, lambda p, s, w: -_soft(p, t) / s, 1000)[1:])
        ),
        "the threshold has the wrong sign, so weights grow.": (
            lambda: _rest(A, target, lambda p, s, w: (p + np.sign(p) * t) / s)
        ),
        "the pull is not divided by the column's square, but by its root": (
            lambda: _rest(A, target, lambda p, s, w: _soft(p, t) / s**0.5)
        ),
        "the threshold was applied once, at the end. It belongs into every step.": (
            AnyOf(lambda: [cut(fitted(), by) for by in (t / n, lam / n, t, lam, 2 * lam)])
        ),
        "it stops too early: w would still move. More steps, until it stays.": (
            AnyOf(
                lambda: [
                    *_rounds_made(A, target, lambda p, s, w: _soft(p, t) / s, 30)[1:],
                    *_on_the_way(A, target, lam, lambda w, down, by: cut(w - down, by)),
                ]
            )
        ),
        "the weights are thresholded before the step. First the step, then the threshold.": (
            AnyOf(lambda: _on_the_way(A, target, lam, lambda w, down, by: cut(w, by) - down))
        ),
        "L1 follows its slope, and jumps over zero. Shrink with the soft threshold.": (
            AnyOf(
                lambda: _on_the_way(A, target, lam, lambda w, down, by: w - down - by * np.sign(w))
            )
        ),
        "the first column was left out. Where does the loop begin?": (
            lambda: np.append(0.0, _rest(A[:, 1:], target, lambda p, s, w: _soft(p, t) / s))
        ),
        "the last column was left out. Where does the loop end?": (
            lambda: np.append(_rest(A[:, :-1], target, lambda p, s, w: _soft(p, t) / s), 0.0)
        ),
    }


def _rounds_made(
    A: Array, target: Array, move: Move, most: int, *, whole: bool = False
) -> list[Array]:
    """Return the weights after each round of a coordinate descent, until it rests or runs away."""
    w, squares, made = np.zeros(A.shape[1]), (A**2).sum(axis=0), [np.zeros(A.shape[1])]
    for _ in range(most):
        for j, column in enumerate(A.T):
            rest = target - A @ w + (0 if whole else column * w[j])
            w[j] = move(float(column @ rest), float(squares[j]), float(w[j]))
        made.append(w.copy())
        if not 1e-12 < np.abs(made[-1] - made[-2]).max(initial=0.0) < 1e6:
            break
    return made[1:]


def _on_the_way(A: Array, target: Array, lam: float, move: Any) -> list[Array]:
    """Return where descents pass after their first step, for the usual lengths of a step.

    ``move(w, down, by)`` makes a step from w, the way down and the threshold.
    """
    gram, pull = A.T @ A, A.T @ target
    top = float(np.linalg.eigvalsh(gram)[-1])
    lengths = np.array([0.5 / top, 0.5 / np.trace(gram), 0.25 / top, 1e-2, 1e-3, 1e-4])
    step = lengths[lengths <= 1 / top][:, None]
    w, made = np.zeros((len(step), A.shape[1])), []
    for _ in range(2000):
        w = move(w, step * 2 * (w @ gram - pull), step * lam)
        made.append(w)
    return [row for each in made[1:] for row in each]
