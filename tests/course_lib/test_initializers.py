"""Starting weights: variances of the papers, and what they do to a deep network."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.initializers import INITIALIZERS, glorot, he, initializer_for, uniform, zeros


@pytest.mark.parametrize(
    ("initializer", "variance"), [(he, 2 / 300), (glorot, 2 / 500), (uniform(0.3), 0.09 / 3)]
)
def test_mean_and_variance(initializer, variance: float) -> None:
    """60,000 draws have mean 0 and the paper's variance, each within five standard errors."""
    W = initializer(300, 200, np.random.default_rng(0))
    assert W.shape == (300, 200)
    assert abs(W.mean()) < 5 * np.sqrt(variance / W.size)
    # The variance of a sample variance is at most 2 var² / size (normal; uniform has less).
    assert abs(W.var() - variance) < 5 * variance * np.sqrt(2 / W.size)


def test_the_1986_range() -> None:
    """uniform(0.3) fills the interval (-0.3, 0.3) and does not leave it."""
    W = uniform(0.3)(100, 100, np.random.default_rng(0))
    assert 0.29 < W.max() < 0.3
    assert -0.3 < W.min() < -0.29


def test_zeros_are_zeros() -> None:
    """The start that fails is all zeros."""
    assert zeros(2, 3, np.random.default_rng(0)).tolist() == [[0.0] * 3] * 2


def test_he_keeps_the_signal_of_thirty_relu_layers() -> None:
    """Through 30 ReLU layers of width 256, variance 2/n keeps the rms and 1/n loses 2^-15.

    He et al. (2015): a ReLU layer keeps half of the mean square.
    """
    rng = np.random.default_rng(0)
    a = b = rng.normal(size=(64, 256))
    start = np.sqrt(np.mean(a**2))
    for _ in range(30):
        W = he(256, 256, rng)
        a, b = np.maximum(0, a @ W), np.maximum(0, b @ W / np.sqrt(2))
    kept, lost = (np.sqrt(np.mean(v**2)) / start for v in (a, b))
    assert 0.3 < kept < 3
    assert lost == pytest.approx(kept * 2**-15, rel=1e-9)


@pytest.mark.parametrize("name", ["relu", "leaky_relu", "elu", "maxout"])
def test_the_relu_family_starts_with_he(name: str) -> None:
    """ReLU and its relatives get He's start."""
    assert initializer_for(name) is he


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softmax", "identity"])
def test_the_others_start_with_glorot(name: str) -> None:
    """Saturating and linear units get Glorot's start."""
    assert initializer_for(name) is glorot


def test_names() -> None:
    """The names that Dense accepts."""
    assert {"he": he, "glorot": glorot, "zeros": zeros} == INITIALIZERS


def test_a_limit_must_be_positive() -> None:
    """uniform refuses a limit that is not positive."""
    with pytest.raises(ValueError, match="uniform: limit must be in"):
        uniform(0.0)
