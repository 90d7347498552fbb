"""Derivatives by two methods that share no code with the library."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

Array = NDArray[np.float64]


@pytest.fixture(scope="session")
def finite_difference() -> Callable[[Callable[[Array], float], Array], Array]:
    """Gradient of a scalar function by five-point differences, accurate to about 1e-11."""

    def gradient(function: Callable[[Array], float], x: Array) -> Array:
        x = np.array(x, dtype=float)
        result = np.empty_like(x)
        h = 1e-3
        for place in np.ndindex(x.shape):
            values = []
            for offset in (-2 * h, -h, h, 2 * h):
                moved = x.copy()
                moved[place] += offset
                values.append(float(function(moved)))
            f_2, f_1, f1, f2 = values
            result[place] = (f_2 - 8 * f_1 + 8 * f1 - f2) / (12 * h)
        return result

    return gradient


@pytest.fixture(scope="session")
def complex_step() -> Callable[[Callable[..., NDArray[np.complex128]], Array], Array]:
    """Derivative of an elementwise function by Im f(z + ih) / h, exact to rounding."""

    def derivative(function: Callable[..., NDArray[np.complex128]], z: Array) -> Array:
        h = 1e-30
        return np.imag(function(np.asarray(z, dtype=float) + 1j * h)) / h

    return derivative
