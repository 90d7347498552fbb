r"""Starting weights. A bias starts at 0; weights must differ, or all units learn the same.

An initializer is a function ``(n_in, n_out, rng) -> W`` of shape ``(n_in, n_out)``. The variance
of W decides how the signal grows from layer to layer: 2/n_in keeps it steady under ReLU, which
drops half of it, and 2/(n_in + n_out) keeps forward and backward signals near 1 otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from course_lib.activations import ACTIVATIONS, IDENTITY, MAXOUT
from course_lib.checks import FloatArray, as_count, as_number, as_rng

Initializer = Callable[[int, int, np.random.Generator], FloatArray]


def he(n_in: int, n_out: int, rng: np.random.Generator) -> FloatArray:
    """Return normal weights with variance 2 / n_in, for the ReLU family (He et al., 2015).

    Examples
    --------
    >>> he(200, 300, np.random.default_rng(0)).std().round(2)  # sqrt(2 / 200) = 0.1
    np.float64(0.1)
    """
    n_in, n_out = _sizes(n_in, n_out, who="he")
    return as_rng(rng, who="he").normal(0.0, np.sqrt(2.0 / n_in), size=(n_in, n_out))


def glorot(n_in: int, n_out: int, rng: np.random.Generator) -> FloatArray:
    """Return uniform weights with variance 2 / (n_in + n_out) (Glorot and Bengio, 2010).

    Examples
    --------
    >>> glorot(100, 300, np.random.default_rng(0)).var().round(4)  # 2 / 400 = 0.005
    np.float64(0.005)
    """
    n_in, n_out = _sizes(n_in, n_out, who="glorot")
    limit = np.sqrt(6.0 / (n_in + n_out))
    return as_rng(rng, who="glorot").uniform(-limit, limit, size=(n_in, n_out))


def zeros(n_in: int, n_out: int, rng: np.random.Generator) -> FloatArray:
    """Return zeros: the start that fails, kept to be looked at."""
    return np.zeros(_sizes(n_in, n_out, who="zeros"))


def uniform(limit: float) -> Initializer:
    """Return an initializer that draws from (-limit, limit); the 1986 paper used 0.3.

    Raises
    ------
    ValueError : ``limit`` is not positive.

    Examples
    --------
    >>> W = uniform(0.3)(6, 2, np.random.default_rng(0))
    >>> W.shape, bool(abs(W).max() < 0.3)
    ((6, 2), True)
    """
    limit = as_number(limit, who="uniform", name="limit", low=0, low_open=True)

    def draw(n_in: int, n_out: int, rng: np.random.Generator) -> FloatArray:
        size = _sizes(n_in, n_out, who="uniform")
        return as_rng(rng, who="uniform").uniform(-limit, limit, size=size)

    return draw


def _sizes(n_in: int, n_out: int, *, who: str) -> tuple[int, int]:
    return as_count(n_in, who=who, name="n_in"), as_count(n_out, who=who, name="n_out")


INITIALIZERS: dict[str, Initializer] = {"he": he, "glorot": glorot, "zeros": zeros}


def initializer_for(activation: str) -> Initializer:
    """Return the usual start for weights that feed this activation: He for the ReLU family.

    An activation that the course does not know gets Glorot's, which assumes nothing.

    Examples
    --------
    >>> initializer_for("relu").__name__, initializer_for("tanh").__name__
    ('he', 'glorot')
    """
    known = {**ACTIVATIONS, "identity": IDENTITY, "maxout": MAXOUT}
    return INITIALIZERS[known[activation].start if activation in known else "glorot"]
