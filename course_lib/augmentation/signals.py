"""Changes of points and of 1-D signals."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_lib.augmentation.moves import draw_steps, mirrored, moved
from course_lib.checks import FloatArray, as_array, as_number, as_rng


def add_noise(x: ArrayLike, *, sd: float, rng: np.random.Generator) -> FloatArray:
    """Return x plus Gaussian noise of standard deviation ``sd``; "jitter" when x holds points.

    For a linear model with squared loss this is, on average, an L2 penalty of sd^2 per weight.
    The result can leave the range of the data: noisy pixels fall below 0 and rise above 1.

    References
    ----------
    C. Bishop, "Training with noise is equivalent to Tikhonov regularization", Neural
    Computation 7, 1995.

    Examples
    --------
    >>> add_noise([[1.0, 2.0]], sd=0, rng=np.random.default_rng(0))
    array([[1., 2.]])
    """
    x = as_array(x, who="add_noise", name="x")
    sd = as_number(sd, who="add_noise", name="sd", low=0)
    return x + sd * as_rng(rng, who="add_noise").standard_normal(x.shape)


def shift_signals(
    x: ArrayLike, *, max_shift: int, fill: float = 0.0, rng: np.random.Generator
) -> FloatArray:
    """Return each signal moved by a whole number of samples between -max_shift and max_shift.

    x has shape (n, length). What moves out is lost, what moves in is ``fill``.

    References
    ----------
    Um et al., "Data augmentation of wearable sensor data", 2017.

    Examples
    --------
    >>> shift_signals([[0, 0, 1, 2, 0, 0]], max_shift=2, rng=np.random.default_rng(4))
    array([[0., 0., 0., 1., 2., 0.]])
    """
    x = as_array(x, who="shift_signals", name="x", shape=("n", "length"))
    fill = as_number(fill, who="shift_signals", name="fill")
    steps = draw_steps(len(x), max_shift, x.shape[1], who="shift_signals", rng=rng)
    return moved(x, steps[:, None], fill)


def scale_signals(x: ArrayLike, *, spread: float, rng: np.random.Generator) -> FloatArray:
    """Return each signal times its own factor, uniform on [1 - spread, 1 + spread].

    References
    ----------
    Um et al., "Data augmentation of wearable sensor data", 2017.

    Examples
    --------
    >>> y = scale_signals(np.ones((3, 5)), spread=0.2, rng=np.random.default_rng(0))
    >>> bool((abs(y - 1) <= 0.2).all()), bool((y == y[:, :1]).all())
    (True, True)
    """
    x = as_array(x, who="scale_signals", name="x", shape=("n", "length"))
    spread = as_number(spread, who="scale_signals", name="spread", low=0, high=1)
    rng = as_rng(rng, who="scale_signals")
    return x * rng.uniform(1 - spread, 1 + spread, size=(len(x), 1))


def reverse_signals(x: ArrayLike, *, p: float, rng: np.random.Generator) -> FloatArray:
    """Return the signals, each read backwards with probability p.

    References
    ----------
    Um et al., "Data augmentation of wearable sensor data", 2017.

    Examples
    --------
    >>> reverse_signals([[1, 2, 3]], p=1, rng=np.random.default_rng(0))
    array([[3., 2., 1.]])
    """
    x = as_array(x, who="reverse_signals", name="x", shape=("n", "length"))
    return mirrored(x, p, who="reverse_signals", rng=rng)
