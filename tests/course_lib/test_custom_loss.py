"""Losses of one's own: derived, checked, refused."""

from __future__ import annotations

import numpy as np
import pytest

from course_lib.checks import already_checked
from course_lib.losses import CreditRisk, CustomLoss, mse

P = np.array([[0.2, 0.9], [0.7, 0.4], [0.1, 0.5]])
Y = np.array([[0.0, 1.0], [1.0, 1.0], [0.0, 0.0]])


def squared(p: np.ndarray, y: np.ndarray) -> float:
    return float(np.mean((p - y) ** 2))


def test_a_missing_gradient_is_derived() -> None:
    """Without a gradient it is found numerically, here that of MSE to eight digits."""
    np.testing.assert_allclose(CustomLoss(squared).gradient(P, Y), mse.gradient(P, Y), rtol=1e-8)
    assert CustomLoss(squared).value(P, Y) == mse.value(P, Y)


def test_the_credit_risk_loss_can_be_written_as_a_custom_one() -> None:
    """The slide's example, written by hand as a CustomLoss, is the library's CreditRisk."""
    own = CustomLoss(lambda p, y: float(np.mean((p - y) ** 2) + 4 * np.mean((1 - y) * p**2)))
    np.testing.assert_allclose(own.gradient(P, Y), CreditRisk(4).gradient(P, Y), rtol=1e-8)


def test_a_right_gradient_is_used_as_it_is() -> None:
    """A right gradient passes the check and its exact values are returned, again and again."""
    loss = CustomLoss(squared, lambda p, y: 2 * (p - y) / p.size)
    for _ in range(2):
        np.testing.assert_array_equal(loss.gradient(P, Y), 2 * (P - Y) / 6)


def test_the_comparison_is_made_once() -> None:
    """Only the first call of gradient pays for finite differences."""
    calls = []

    def value(p: np.ndarray, y: np.ndarray) -> float:
        calls.append(1)
        return squared(p, y)

    loss = CustomLoss(value, mse.gradient)
    loss.gradient(P, Y)
    assert len(calls) > P.size
    calls.clear()
    loss.gradient(P, Y)
    assert not calls


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (lambda p, y: 2 * (p - y), r"\(\d, \d\)"),
        (lambda p, y: 2 * (y - p) / p.size, r"\(\d, \d\)"),
        (lambda p, y: np.where(np.arange(6).reshape(3, 2) == 3, 9, 2 * (p - y) / 6), r"\(1, 1\)"),
    ],
)
def test_a_wrong_gradient_is_refused(wrong, place: str) -> None:
    """A wrong factor, sign or entry is refused, with the place of the largest error."""
    loss = CustomLoss(squared, wrong, name="mine")
    for _ in range(2):  # and it stays refused
        with pytest.raises(ValueError, match=rf"mine: gradient must agree.* at index {place}"):
            loss.gradient(P, Y)


def test_a_kink_does_not_condemn_a_right_gradient() -> None:
    """At a kink no gradient can be judged: |p − y| at p = y, with sign(0) = 0 or +1, passes."""
    for at_kink in (0.0, 1.0):
        loss = CustomLoss(
            lambda p, y: float(np.mean(np.abs(p - y))),
            lambda p, y, s=at_kink: np.where(p == y, s, np.sign(p - y)) / p.size,
        )
        assert loss.gradient([1.0, 2.0], [1.0, 5.0]).tolist() == [at_kink / 2, -0.5]


def test_a_kink_does_not_excuse_another_entry() -> None:
    """One entry at a kink does not hide that another one is wrong."""
    loss = CustomLoss(
        lambda p, y: float(np.mean(np.abs(p - y))),
        lambda p, y: np.where(p == y, 1.0, 1.1 * np.sign(p - y)) / p.size,
    )
    with pytest.raises(ValueError, match=r"at index \(1,\)"):
        loss.gradient([1.0, 2.0], [1.0, 5.0])


def test_a_value_that_is_no_number_is_refused() -> None:
    """A value function that forgets the mean is told so."""
    with pytest.raises(ValueError, match=r"return one number.*shape \(3, 2\)\. Is np.mean missing"):
        CustomLoss(lambda p, y: (p - y) ** 2).value(P, Y)


def test_a_gradient_of_the_wrong_shape_is_refused_in_training_too() -> None:
    """A gradient that would be broadcast is refused even where arrays are not checked."""
    loss = CustomLoss(squared, lambda p, y: (2 * (p - y) / p.size).sum(axis=0))
    with pytest.raises(ValueError, match=r"gradient must have shape \(3, 2\), got \(2,\)"):
        loss.gradient(P, Y)
    with already_checked(), pytest.raises(ValueError, match="gradient must have shape"):
        loss.gradient(P, Y)


@pytest.mark.parametrize("arguments", [(None,), (3,), (squared, 3)])
def test_only_functions_are_taken(arguments: tuple[object, ...]) -> None:
    """Value and gradient must be functions."""
    with pytest.raises(TypeError, match=r"CustomLoss: (value|gradient) must be a function"):
        CustomLoss(*arguments)


def test_shapes_are_checked_before_the_function_sees_them() -> None:
    """(n, 1) against (n,) never reaches the student's function."""
    with pytest.raises(ValueError, match=r"custom.value: target must have the shape"):
        CustomLoss(squared).value(P[:, :1], Y[:, 0])


@pytest.mark.parametrize("p", [1e-7, 1e-12, 0.3, 1 - 1e-7])
def test_a_logarithm_near_its_end_is_no_fault(p: float) -> None:
    """A right gradient of a log loss is accepted however small p is, and derived as well."""
    loss = CustomLoss(lambda p, y: float(-np.mean(np.log(p))), lambda p, y: -1 / p / p.size)
    np.testing.assert_array_equal(loss.gradient([p], [1.0]), [-1 / p])
    derived = CustomLoss(lambda p, y: float(-np.mean(np.log(p))))
    np.testing.assert_allclose(derived.gradient([p], [1.0]), [-1 / p], rtol=1e-5)


def test_a_value_that_is_not_finite_is_blamed_on_the_loss() -> None:
    """The message names the loss of one's own, and not the check that found it."""
    loss = CustomLoss(lambda p, y: float(-np.sum(np.log(p))), name="mylog")
    with (
        pytest.raises(ValueError, match=r"mylog: value must return one finite number, got inf"),
        np.errstate(divide="ignore"),
    ):
        loss.gradient([0.0], [1.0])


def test_a_right_gradient_of_a_float32_loss_is_accepted() -> None:
    """A loss that computes in float32 with the right gradient is not called wrong; 2x is."""

    def value(p: np.ndarray, y: np.ndarray) -> float:
        return float(np.mean((p - y).astype(np.float32) ** 2))

    assert CustomLoss(value, mse.gradient).gradient(P, Y).tolist() == mse.gradient(P, Y).tolist()
    with pytest.raises(ValueError, match="gradient must agree"):
        CustomLoss(value, lambda p, y: 2 * mse.gradient(p, y)).gradient(P, Y)
