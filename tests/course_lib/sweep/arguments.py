"""Arguments that fit, from which the sweep departs.

All numbers are small multiples of 1/4, which float16 holds exactly.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.mlp import MLP
from tests.course_lib.sweep.kinds import Argument

Call = tuple[Callable[..., Any], dict[str, Argument]]
CALLS: dict[str, Call] = {}


class _Fit:
    """Stands for an object that must be made anew for each call."""

    def __repr__(self) -> str:
        return "FIT"


FIT = _Fit()


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def array(
    value: Any,
    *,
    free: tuple[int, ...] | None = (),
    may: tuple[str, ...] = (),
    skip: tuple[str, ...] = (),
) -> Argument:
    return Argument("array", np.array(value, dtype=float), free, may, skip)


def number(value: float, *may: str) -> Argument:
    return Argument("number", value, may=may)


def count(value: int, *may: str) -> Argument:
    return Argument("count", value, may=may)


def thing(value: Any, *may: str, kind: str = "object", skip: tuple[str, ...] = ()) -> Argument:
    return Argument(kind, value, may=may, skip=skip)


RNG = thing(np.random.default_rng, kind="rng")  # a fresh one is made for each call
ANY, ROWS = None, (0,)
LIMITS = ("infinity in it",)
X = array([[0.5, -1.0], [1.5, 2.0], [-0.25, 0.75], [2.0, 0.25]])
X_FREE = array(X.value, free=ROWS)
X_WIDE = array(X.value, free=(1,))
Y = array([1.0, 0.5, -0.75, 2.0])
LABELS = array([0, 1, 2, 1])
Z = array([[0.5, -1.0, 2.0], [1.0, 0.25, -0.5]], free=ANY, may=LIMITS)
P = array([[0.25, 0.75], [0.5, 0.5]])
IMAGES = array(np.arange(32).reshape(2, 4, 4) / 4, free=(0, 1, 2))
SIGNALS = array(np.arange(12).reshape(2, 6) / 4, free=(0, 1))


def add(name: str, call: Callable[..., Any], /, **arguments: Argument) -> None:
    CALLS[name] = call, arguments


def network() -> MLP:
    return MLP.of([2, 3, 1], hidden="tanh", rng=rng())
