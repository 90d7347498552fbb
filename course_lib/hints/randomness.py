"""Checks of random answers: by their distribution, never by one order of draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log

import numpy as np

from course_lib.hints.comparison import scalar
from course_lib.hints.errors import HintError, NotDoneError

FALSE_ALARM = 1e-6
"""A right answer loses a part to chance less often than this."""


def share(
    got: float,
    probability: float,
    n: int,
    *,
    name: str,
    mistakes: Mapping[str, float] | None = None,
    hint: str = "",
) -> None:
    """Pass if a share of ``n`` independent draws agrees with ``probability``.

    The test is Chernoff's bound, P(share as far out as q) <= exp(-n KL(q, p)) on each side, so
    a right answer fails with a probability below ``FALSE_ALARM`` = 1e-6 for every n and p.

    Parameters
    ----------
    got : the observed share, between 0 and 1.
    mistakes : other probabilities by the mistake they betray. Taking ``1 - probability`` is
        recognised by itself.
    hint : shown when no mistake was recognised.

    References
    ----------
    Chernoff, Annals of Mathematical Statistics 23 (1952); the binomial case.

    Examples
    --------
    >>> share(0.21, 0.2, 1000, name="the share of dropped units")
    >>> share(0.79, 0.2, 1000, name="the share of dropped units")
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: the share of dropped units fits 1 - p, not p. Keep or drop?
    """
    seen = scalar(got, name=name)
    if not 0 <= seen <= 1:
        raise HintError(f"{name} must be between 0 and 1.")
    if _plausible(seen, probability, n):
        return
    for text, other in (mistakes or {}).items():
        if _plausible(seen, other, n):
            raise HintError(f"{name}: {text}.")
    if _plausible(seen, 1 - probability, n):
        raise HintError(f"{name} fits 1 - p, not p.", "Keep or drop?")
    side = "small" if seen < probability else "large"
    raise HintError(f"{name} is too {side} to be chance ({n} draws).", hint)


def _plausible(q: float, p: float, n: int) -> bool:
    """Return whether n draws with probability p can give the share q, by Chernoff's bound."""
    if p in (0.0, 1.0):
        return q == p
    divergence = sum(
        seen * log(seen / expected) for seen, expected in ((q, p), (1 - q, 1 - p)) if seen > 0
    )
    return n * divergence <= log(2 / FALSE_ALARM)


def same_each_time(call: Callable[[], object], *, name: str) -> None:
    """Pass if two calls give the same; make the Generator inside ``call`` with the same seed.

    Examples
    --------
    >>> same_each_time(lambda: np.random.default_rng(1).random(3), name="the mask")
    """
    if not equal(_done(call(), name), call()):
        raise HintError(
            f"{name} differs between two calls with the same Generator.",
            "Draw every random number from the rng that is passed in.",
        )


def differs(first: object, second: object, *, name: str, hint: str = "") -> None:
    """Pass if two results differ, as two masks of dropout must.

    Examples
    --------
    >>> differs([0, 1], [0, 1], name="mask", hint="Draw it in forward.")
    Traceback (most recent call last):
        ...
    course_lib.hints.errors.HintError: mask is the same on every call. Draw it in forward.
    """
    if equal(_done(first, name), _done(second, name)):
        raise HintError(f"{name} is the same on every call.", hint)


def _done(value: object, name: str) -> object:
    if value is None or value is ...:
        raise NotDoneError(name)
    return value


def equal(a: object, b: object) -> bool:
    """Return whether two results are equal entry by entry, NaN counting as itself.

    Examples
    --------
    >>> equal((1, [2.0]), (1, [2.0])), equal(np.ones(2), np.ones(3))
    (True, False)
    """
    if isinstance(a, (tuple, list)) and isinstance(b, (tuple, list)):
        return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))
    return bool(np.array_equal(np.asarray(a), np.asarray(b)))
