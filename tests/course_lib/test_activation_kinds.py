"""Softmax against scipy and its Jacobian; ranges; copies."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from course_lib.activation_kinds import INF, Range
from course_lib.activations import ACTIVATIONS, relu, softmax

rows = hnp.arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.integers(1, 6)),
    elements=st.floats(-50, 50),
)


@given(rows)
def test_softmax_is_scipys(z: np.ndarray) -> None:
    """Softmax agrees with scipy's, its rows sum to 1, and no entry is negative."""
    s = softmax(z)
    np.testing.assert_allclose(s, scipy.special.softmax(z, axis=-1), rtol=1e-12)
    np.testing.assert_allclose(s.sum(axis=-1), 1, rtol=1e-14)
    assert (s >= 0).all()


@given(rows, st.floats(-1e4, 1e4))
def test_softmax_ignores_a_shift(z: np.ndarray, shift: float) -> None:
    """Adding one number to all scores of a row changes no probability."""
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=1e-9, atol=1e-12)


@given(hnp.arrays(np.float64, st.integers(1, 6), elements=st.floats(-20, 20)))
def test_softmax_jacobian_rows_cancel(z: np.ndarray) -> None:
    """The Jacobian of softmax times the vector of ones is zero, since a shift changes nothing."""
    np.testing.assert_allclose(softmax.jacobian(z).sum(axis=1), 0, atol=1e-15)


def test_softmax_jacobian_by_complex_step() -> None:
    """The Jacobian equals complex steps through exp(z) / sum(exp(z)), column by column."""
    z, h = np.array([0.3, -1.2, 2.0, 0.0]), 1e-30
    columns = []
    for j in range(4):
        powers = np.exp(z + 1j * h * np.eye(4)[j])
        columns.append(np.imag(powers / powers.sum()) / h)
    np.testing.assert_allclose(softmax.jacobian(z), np.transpose(columns), rtol=1e-13, atol=1e-16)


@given(rows, st.integers(0, 2**32))
def test_softmax_vjp_is_the_jacobian_product(z: np.ndarray, seed: int) -> None:
    """Softmax's vjp is, row by row, the Jacobian times the upstream vector."""
    upstream = np.random.default_rng(seed).normal(size=z.shape)
    expected = [softmax.jacobian(row) @ u for row, u in zip(z, upstream, strict=True)]
    np.testing.assert_allclose(softmax.vjp(z, upstream), expected, rtol=1e-9, atol=1e-14)


def test_softmax_with_infinite_scores() -> None:
    """A score of minus infinity gets probability 0, a single plus infinity gets 1."""
    z = [[-np.inf, 0.0, 0.0], [np.inf, 5.0, -np.inf]]
    assert softmax(z).tolist() == [[0.0, 0.5, 0.5], [1.0, 0.0, 0.0]]


@pytest.mark.parametrize("row", [[np.inf, np.inf], [-np.inf, -np.inf]])
def test_softmax_refuses_a_row_without_limit(row: list[float]) -> None:
    """Two infinite winners, or none, have no limit and are refused."""
    with pytest.raises(ValueError, match=r"softmax: z must .*without a limit"):
        softmax(row)


@pytest.mark.parametrize("z", [3.0, np.zeros((2, 0))])
def test_softmax_needs_classes(z: object) -> None:
    """Softmax of a single number or of no classes is refused."""
    with pytest.raises(ValueError, match="softmax: z must have a last axis"):
        softmax(z)


def test_softmax_jacobian_takes_one_vector() -> None:
    """The Jacobian is for one example; a batch is refused."""
    with pytest.raises(ValueError, match=r"one vector.*shape \(2, 2\)"):
        softmax.jacobian(np.zeros((2, 2)))


def test_softmax_has_no_elementwise_derivative() -> None:
    """Softmax offers a Jacobian and no derivative, because each output depends on all inputs."""
    assert not hasattr(softmax, "derivative")


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_copies_work(name: str) -> None:
    """An activation survives deepcopy and pickle, as a model that is saved needs it."""
    for twin in (copy.deepcopy(ACTIVATIONS[name]), pickle.loads(pickle.dumps(ACTIVATIONS[name]))):
        np.testing.assert_array_equal(twin([-1.0, 2.0]), ACTIVATIONS[name]([-1.0, 2.0]))
        assert str(twin.output_range) == str(ACTIVATIONS[name].output_range)


def test_a_range_is_a_pair_that_prints_its_brackets() -> None:
    """A range unpacks and compares as the pair of its ends; its text tells which end belongs."""
    low, high = relu.output_range
    assert (low, high) == (0.0, INF) == relu.output_range
    assert str(relu.output_range) == "[0, ∞)"
    assert f"{Range(0, 1, '(0, 1)')}" == "(0, 1)"


def test_softmax_over_the_last_axis_of_any_array() -> None:
    """More axes are a stack of rows: each row of a (2, 3, 4) array is treated by itself."""
    z = np.random.default_rng(0).normal(size=(2, 3, 4))
    u = np.random.default_rng(1).normal(size=(2, 3, 4))
    for i, j in np.ndindex(2, 3):
        np.testing.assert_allclose(softmax(z)[i, j], softmax(z[i, j]), rtol=1e-14)
        np.testing.assert_allclose(softmax.vjp(z, u)[i, j], softmax.vjp(z[i, j], u[i, j]))
