"""Bias and variance of least squares, against counting over many fits."""

from __future__ import annotations

import numpy as np

from course_lib.widgets.maths import fits


def test_bias_and_variance_of_least_squares_are_those_of_any_fit() -> None:
    """Computed from curve and noise apart they agree with fits to many noisy samples.

    With 40 samples a variance is known to about a fifth; a bias is disturbed by variance / 40.
    """
    exact, counted = (
        fits.polynomial_decomposition(40, 0.3),
        fits.decomposition(40, 0.3, fits.polynomial),
    )
    np.testing.assert_allclose(exact.variance, counted.variance, rtol=0.25)
    np.testing.assert_allclose(exact.training, counted.training, rtol=0.05)
    assert (np.abs(exact.bias - counted.bias) < 0.02 * exact.bias + counted.variance / 20).all()


def test_the_bias_of_least_squares_falls_with_the_degree_and_noise_leaves_it_alone() -> None:
    """Odd degrees bring the curve nearer; a bias that rose at degree 12 was noise."""
    quiet, loud = (fits.polynomial_decomposition(20, noise).bias for noise in (0.1, 0.8))
    np.testing.assert_array_equal(quiet, loud)
    assert (np.diff(quiet[[1, 3, 5, 7]]) < 0).all()
    assert quiet[12] < 1e-4
