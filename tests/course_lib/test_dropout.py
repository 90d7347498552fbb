"""Dropout: the documented semantics of torch.nn.Dropout, and the 2014 paper's identity."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.dropout import Dropout


def layer(p: float, seed: int = 0) -> Dropout:
    return Dropout(p, rng=np.random.default_rng(seed))


@given(st.floats(0, 0.99), st.integers(0, 2**32))
def test_an_entry_is_dropped_or_scaled(p: float, seed: int) -> None:
    """In training each entry becomes 0 or x / (1 − p), and mask says which (torch's docs)."""
    dropout, x = layer(p, seed), np.random.default_rng(seed).normal(size=(7, 5))
    a = dropout.forward(x, training=True)
    assert dropout.mask.dtype == bool
    np.testing.assert_allclose(a[dropout.mask], x[dropout.mask] / (1 - p), rtol=1e-13)
    assert not a[~dropout.mask].any()


@pytest.mark.parametrize("p", [0.2, 0.5, 0.9])
def test_p_is_the_share_that_is_dropped(p: float) -> None:
    """Of 100,000 entries a share p is dropped, within five standard errors; the mean is kept."""
    dropout, x = layer(p), np.ones((1000, 100))
    a = dropout.forward(x, training=True)
    error = np.sqrt(p * (1 - p) / x.size)
    assert abs((a == 0).mean() - p) < 5 * error
    assert abs(a.mean() - 1) < 5 * error / (1 - p)


def test_evaluation_is_the_identity() -> None:
    """Without training the layer returns x and uses no randomness (torch's docs)."""
    dropout, x = layer(0.5), np.arange(6.0).reshape(2, 3)
    before = dropout.rng.bit_generator.state
    assert dropout.forward(x).tolist() == x.tolist()
    assert dropout.backward(x).tolist() == x.tolist()
    assert dropout.mask is None
    assert dropout.rng.bit_generator.state == before


def test_every_training_forward_draws_a_new_mask() -> None:
    """The mask changes from call to call; a frozen mask would just be a smaller network."""
    dropout, x = layer(0.5), np.ones((20, 20))
    masks = [dropout.forward(x, training=True) != 0 for _ in range(3)]
    assert (masks[0] != masks[1]).any()
    assert (masks[1] != masks[2]).any()


def test_each_example_has_its_own_mask() -> None:
    """Within one batch the examples do not share a mask."""
    a = layer(0.5).forward(np.ones((2, 64)), training=True)
    assert (a[0] != a[1]).any()


def test_equal_generators_give_equal_masks() -> None:
    """All randomness comes from rng: the same seed drops the same entries."""
    x = np.ones((10, 10))
    a, b, c = (layer(0.5, seed).forward(x, training=True) for seed in (1, 1, 2))
    np.testing.assert_array_equal(a, b)
    assert (a != c).any()


@given(st.floats(0, 1), st.integers(0, 2**32))
def test_backward_uses_the_mask_of_the_last_forward(p: float, seed: int) -> None:
    """Dropout is linear, so its backward is its forward with the same mask, applied to u."""
    rng, dropout = np.random.default_rng(seed), layer(p, seed)
    x, u = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
    dropout.forward(x, training=True)
    a = dropout.forward(x, training=True)  # the second mask counts
    assert np.sum(dropout.backward(u) * x) == pytest.approx(np.sum(u * a), rel=1e-9, abs=1e-9)
    assert ((dropout.backward(u) == 0) == (a == 0)).all()


def test_the_ends_of_p() -> None:
    """p = 0 keeps everything and p = 1 drops everything, without a division by zero."""
    x = np.ones((3, 3))
    assert layer(0).forward(x, training=True).tolist() == x.tolist()
    nothing = layer(1)
    assert not nothing.forward(x, training=True).any()
    assert not nothing.backward(x).any()


def test_the_noise_of_dropout_on_a_linear_unit() -> None:
    """E[(m∘x·w − t)²] = (x·w − t)² + p/(1 − p) Σ w²x², Srivastava et al. (2014), section 9.1.

    There p is the probability of keeping, here of dropping. 200,000 masks; the tolerance is
    five standard errors of their mean.
    """
    rng = np.random.default_rng(3)
    x, w, t, p = rng.normal(size=10), rng.normal(size=10), 0.7, 0.3
    dropped = layer(p).forward(np.tile(x, (200_000, 1)), training=True)
    errors = (dropped @ w - t) ** 2
    expected = (x @ w - t) ** 2 + p / (1 - p) * np.sum(w**2 * x**2)
    assert abs(errors.mean() - expected) < 5 * errors.std() / np.sqrt(len(errors))
    assert expected > 1.5 * (x @ w - t) ** 2  # the effect is not a trifle here


@pytest.mark.parametrize("p", [-0.1, 1.1, np.nan, 50])
def test_p_must_be_a_probability(p: float) -> None:
    """p outside [0, 1] is refused, and the message says what p means."""
    with pytest.raises(ValueError, match=r"Dropout: p must be in \[0, 1\].*probability of dropp"):
        layer(p)


def test_p_must_be_a_number() -> None:
    """A text or True is no probability."""
    for p in ("0.5", True):
        with pytest.raises(TypeError, match="Dropout: p must be a number"):
            Dropout(p, rng=np.random.default_rng(0))


def test_a_seed_is_not_a_generator() -> None:
    """rng must be a Generator; a seed is answered with the line that makes one."""
    with pytest.raises(TypeError, match=r"Use np.random.default_rng\(0\)"):
        Dropout(0.5, rng=0)


def test_misuse_is_refused() -> None:
    """backward before forward, NaN, and an upstream of another shape have clear messages."""
    dropout = layer(0.5)
    with pytest.raises(RuntimeError, match=r"Dropout.backward: call forward first"):
        dropout.backward(np.ones((2, 2)))
    with pytest.raises(ValueError, match=r"Dropout.forward: x must be finite"):
        dropout.forward([[np.nan]], training=True)
    dropout.forward(np.ones((2, 3)), training=True)
    with pytest.raises(ValueError, match=r"Dropout.backward: upstream must have shape \(2, 3\)"):
        dropout.backward(np.ones((3, 2)))


def test_it_has_no_parameters() -> None:
    """Dropout learns nothing."""
    assert layer(0.5).parameters() == layer(0.5).gradients() == []
