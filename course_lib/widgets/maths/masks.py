"""A unit behind dropout, and what a student's own dropout does to its inputs, as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.checks import FloatArray, as_array
from course_lib.widgets.maths.own import name_of
from course_lib.widgets.maths.pace import Paced

UNITS = 24
KEPT = 200  # passes, fewer of a slow function
RATES = [round(0.05 * k, 2) for k in range(21)]
FIRST = 0.5  # where the plot opens
MOST = 256  # different factors that one byte can name; a dropout has two, 0 and 1/(1 − p)
Function = Callable[[FloatArray, float, np.random.Generator], object]


def unit() -> tuple[FloatArray, FloatArray]:
    """Return inputs x and weights w of the linear unit ``s = w · x`` whose x pass the dropout.

    They are fixed, so all that changes from pass to pass is the mask; both are positive on
    average, so the sum is well away from 0.
    """
    source = np.random.default_rng(3)
    x = np.abs(source.normal(1.0, 0.4, size=UNITS))
    return x, source.normal(0.25, 0.3, size=UNITS)


def own_passes(function: Function) -> dict[str, Any]:
    """Return for each rate the factors of a student's dropout, and for each pass which one.

    ``own_codes`` has the shape (rates, passes, UNITS) and counts in a row of ``own_factors``,
    which is NaN for a rate at which the function fails: many divide by 1 − p, also at p = 1.

    Raises
    ------
    Exception : what the function raises where the plot opens; ValueError for another shape.
    TimeoutError : the function is too slow.

    Examples
    --------
    >>> table = own_passes(lambda x, p, rng: x * (rng.random(x.shape) >= p))
    >>> table["own_codes"][0].shape, table["own_factors"][10]
    ((21, 200, 24), array([0., 1.]))
    """
    paced = Paced(function, name_of(function))
    rng = np.random.default_rng(0)
    _factors(paced, FIRST, rng, 1)
    passes = next((n for n in (KEPT, 80) if not paced.too_slow_for(n * len(RATES))), 40)
    paced.require(passes * len(RATES))
    known = np.full((len(RATES), MOST), np.nan)
    codes = np.zeros((len(RATES), passes, UNITS), dtype=np.uint8)
    for row, p in enumerate(RATES):
        try:
            factors = _factors(paced, p, rng, passes)
        except Exception:
            if p == FIRST:
                raise
            continue
        found, codes[row] = _as_codes(factors, paced.name, p)
        known[row] = np.pad(found, (0, MOST - found.size))
    used = int(codes.max()) + 1
    return {"own_factors": known[:, :used], "own_codes": (codes, "u1")}


def _factors(paced: Paced, p: float, rng: np.random.Generator, passes: int) -> FloatArray:
    """Return by what each pass has multiplied each input."""
    x, _ = unit()
    rows = []
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(passes):
            out = paced(x[None].copy(), p, rng)
            rows.append(as_array(out, who=paced.name, name="its result", shape=(1, UNITS))[0] / x)
    return np.array(rows)


def _as_codes(factors: FloatArray, who: str, p: float) -> tuple[FloatArray, NDArray[np.uint8]]:
    found, places = np.unique(factors.round(9), return_inverse=True)
    if found.size > MOST:
        raise ValueError(
            f"{who} multiplies by {found.size} different factors at p = {p:g}. Dropout has two: "
            "0 and 1/(1 − p)."
        )
    return found, places.reshape(factors.shape).astype(np.uint8)
