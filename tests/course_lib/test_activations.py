"""Activations against scipy, complex steps and their own facts."""

from __future__ import annotations

from decimal import Decimal, localcontext

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.mathtext import MathTextParser

from course_lib.activations import (
    ACTIVATIONS,
    IDENTITY,
    MAXOUT,
    elu_with,
    leaky_relu_with,
    relu,
    sigmoid,
    tanh,
)

ELEMENTWISE = ["sigmoid", "tanh", "relu", "leaky_relu", "elu"]

# The slides' formulas, typed as they are printed. They work on complex numbers, so that a
# complex step differentiates them; they would overflow for large |z|, which the library must not.
SLIDE = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)),
    "relu": lambda z: np.where(z.real > 0, z, 0 * z),
    "leaky_relu": lambda z: np.where(0.1 * z.real > z.real, 0.1 * z, z),
    "elu": lambda z: np.where(z.real >= 0, z, np.exp(z) - 1),
}
Z = np.concatenate([np.linspace(-20, 20, 41) + 0.01, [-1e-3, 1e-3]])


def test_the_six_of_the_lecture() -> None:
    """ACTIVATIONS has exactly the lecture's six, each under its own name."""
    assert list(ACTIVATIONS) == ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "softmax"]
    assert all(name == activation.name for name, activation in ACTIVATIONS.items())


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_values_are_the_slides(name: str) -> None:
    """Each elementwise activation has the values of the formula on the slide."""
    np.testing.assert_allclose(ACTIVATIONS[name](Z), SLIDE[name](Z), rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_derivative_by_complex_step(name: str, complex_step) -> None:
    """Each derivative equals the complex step of the slide's formula."""
    expected = complex_step(SLIDE[name], Z)
    np.testing.assert_allclose(ACTIVATIONS[name].derivative(Z), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_vjp_scales_the_upstream_gradient(name: str, complex_step) -> None:
    """The vector-Jacobian product of an elementwise activation is upstream times derivative."""
    upstream = np.cos(Z)
    expected = upstream * complex_step(SLIDE[name], Z)
    np.testing.assert_allclose(ACTIVATIONS[name].vjp(Z, upstream), expected, rtol=1e-12, atol=1e-15)


def test_sigmoid_keeps_its_left_tail() -> None:
    """Sigmoid is accurate to rounding even where its value is 1e-300 (scipy's expit)."""
    z = np.array([-690.0, -300.0, -40.0, 0.0, 40.0])
    np.testing.assert_allclose(sigmoid(z), scipy.special.expit(z), rtol=1e-15)


@pytest.mark.parametrize("name", list(ACTIVATIONS))
@pytest.mark.parametrize("size", [1e4, 1e300])
def test_large_inputs_are_harmless(name: str, size: float) -> None:
    """Values and derivatives at |z| = 1e4 and 1e300 are finite and raise no warning."""
    z = np.array([[size, -size, 0.0, size]])
    assert np.isfinite(ACTIVATIONS[name](z)).all()
    assert np.isfinite(ACTIVATIONS[name].vjp(z, np.ones_like(z))).all()


@pytest.mark.parametrize(
    ("name", "left", "right"),
    [
        ("sigmoid", 0.0, 1.0),
        ("tanh", -1.0, 1.0),
        ("relu", 0.0, np.inf),
        ("leaky_relu", -np.inf, np.inf),
        ("elu", -1.0, np.inf),
    ],
)
def test_limits_at_infinity(name: str, left: float, right: float) -> None:
    """At minus and plus infinity an activation takes its limits, and they end its range."""
    assert ACTIVATIONS[name]([-np.inf, np.inf]).tolist() == [left, right]
    assert tuple(ACTIVATIONS[name].output_range) == (left, right)


@pytest.mark.parametrize(
    ("name", "left", "right"),
    [("sigmoid", 0, 0), ("tanh", 0, 0), ("relu", 0, 1), ("leaky_relu", 0.1, 1), ("elu", 0, 1)],
)
def test_slopes_at_infinity(name: str, left: float, right: float) -> None:
    """Derivatives have their limits at infinity as well."""
    assert ACTIVATIONS[name].derivative([-np.inf, np.inf]).tolist() == [left, right]


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_nan_is_refused(name: str) -> None:
    """A NaN is refused, in z and in the upstream gradient, with its place."""
    with pytest.raises(ValueError, match=rf"{name}: z must not contain NaN, got nan at index \(1"):
        ACTIVATIONS[name]([0.0, np.nan])
    with pytest.raises(ValueError, match=rf"{name}.vjp: upstream must be finite"):
        ACTIVATIONS[name].vjp([0.0, 1.0], [0.0, np.nan])


@pytest.mark.parametrize("name", list(ACTIVATIONS))
def test_a_wrong_upstream_shape_is_refused(name: str) -> None:
    """The upstream gradient must have the shape of z; it is never broadcast."""
    with pytest.raises(ValueError, match=r"upstream must have shape \(3, 2\), got \(2, 3\)\. Did"):
        ACTIVATIONS[name].vjp(np.ones((3, 2)), np.ones((2, 3)))


@pytest.mark.parametrize("name", list(ACTIVATIONS))
@pytest.mark.parametrize("z", [[1, -2], np.array([1, -2], np.float32), np.array([1, -2])])
def test_lists_integers_and_float32_are_welcome(name: str, z: object) -> None:
    """Lists, integers and float32 are accepted; results are float64 and z is not changed."""
    result = ACTIVATIONS[name](z)
    assert result.dtype == np.float64
    np.testing.assert_array_equal(result, ACTIVATIONS[name](np.array([1.0, -2.0])))
    np.testing.assert_array_equal(z, [1, -2])


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_numbers_and_any_shape(name: str) -> None:
    """A single number works, and the shape of the result is the shape of z."""
    assert ACTIVATIONS[name](0.5).shape == ()
    assert ACTIVATIONS[name](np.zeros((2, 0, 3))).shape == (2, 0, 3)
    assert ACTIVATIONS[name].derivative(np.ones((2, 1, 3))).shape == (2, 1, 3)


@pytest.mark.parametrize(
    ("activation", "at_zero"),
    [(relu, 0.0), (leaky_relu_with(0.1), 0.1), (leaky_relu_with(0.3), 0.3), (elu_with(0.5), 1.0)],
)
def test_the_convention_at_the_kink(activation, at_zero: float) -> None:
    """At the kink the derivative is the stated one-sided slope, for both signs of zero."""
    assert activation.derivative([0.0, -0.0]).tolist() == [at_zero, at_zero]
    assert f"taken as {at_zero:g}" in activation.kink


def test_elu_with_alpha_jumps_only_if_alpha_is_not_one() -> None:
    """The slope left of 0 is alpha, so that only alpha = 1 is smooth (Clevert et al., 2016)."""
    for alpha in (0.5, 1.0, 2.0):
        left, right = elu_with(alpha).derivative([-1e-12, 1e-12])
        assert left == pytest.approx(alpha, rel=1e-9)
        assert right == 1.0
        assert ("none" in elu_with(alpha).kink) == (alpha == 1.0)
    assert tuple(elu_with(2.0).output_range) == (-2.0, np.inf)


@pytest.mark.parametrize("slope", [0.0, 1.0, -0.1, np.nan])
def test_leaky_slope_must_be_between_zero_and_one(slope: float) -> None:
    """A slope outside (0, 1) would not be a leaky ReLU and is refused."""
    with pytest.raises(ValueError, match=r"leaky_relu_with: slope must be in \(0, 1\)"):
        leaky_relu_with(slope)


def test_elu_alpha_must_be_positive() -> None:
    """ELU's alpha must be positive."""
    with pytest.raises(ValueError, match=r"elu_with: alpha must be in \(0, inf\)"):
        elu_with(0.0)


@pytest.mark.parametrize("facts", [*ACTIVATIONS.values(), MAXOUT, IDENTITY], ids=lambda f: f.name)
def test_facts_are_complete(facts) -> None:
    """Every activation, maxout included, has all facts, and its LaTeX braces balance."""
    for text in (facts.title, facts.typical_use, facts.saturates, facts.kink, facts.formula):
        assert text.strip()
    for latex in (facts.formula, facts.derivative_formula):
        assert latex.count("{") == latex.count("}")
    low, high = facts.output_range
    assert low < high
    assert str(facts.output_range)[0] in "[("


@pytest.mark.parametrize(
    ("name", "use"),
    [
        ("sigmoid", "Binary classification"),
        ("tanh", "Regression"),
        ("relu", "Regression"),
        ("leaky_relu", "Regression"),
        ("softmax", "Multiclass classification"),
    ],
)
def test_typical_use_starts_with_the_slides_word(name: str, use: str) -> None:
    """The typical use is the one of the slide "Activation Functions applications"."""
    assert ACTIVATIONS[name].typical_use.startswith(use)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_zero_centred_means_what_it_says(name: str) -> None:
    """An activation is called zero-centred if it is 0 at 0 and takes both signs."""
    activation = ACTIVATIONS[name]
    both_signs = activation([-3.0])[0] < 0 < activation([3.0])[0]
    assert activation.zero_centred == (activation(0.0) == 0 and both_signs)


@given(st.sampled_from(ELEMENTWISE), st.floats(allow_nan=False))
def test_outputs_stay_in_the_range(name: str, z: float) -> None:
    """No output leaves the stated range (its ends may be reached by rounding)."""
    low, high = ACTIVATIONS[name].output_range
    assert low <= ACTIVATIONS[name](z) <= high


def test_identity_changes_nothing() -> None:
    """The identity returns z and has the slope 1; it is not one of the lecture's six."""
    assert IDENTITY([-2.0, 3.0]).tolist() == [-2.0, 3.0]
    assert IDENTITY.derivative([-2.0, 3.0]).tolist() == [1.0, 1.0]
    assert "identity" not in ACTIVATIONS


def test_tanh_is_a_rescaled_sigmoid() -> None:
    """tanh(z) = 2 sigmoid(2z) − 1, the identity that links the first two slides."""
    np.testing.assert_allclose(tanh(Z), 2 * sigmoid(2 * Z) - 1, atol=1e-15)


@pytest.mark.parametrize("facts", [*ACTIVATIONS.values(), MAXOUT, IDENTITY], ids=lambda f: f.name)
def test_formulas_can_be_drawn(facts) -> None:
    """Matplotlib's mathtext, which knows less than LaTeX, can set every formula."""
    for formula in (facts.formula, facts.derivative_formula):
        assert MathTextParser("path").parse(f"${formula}$").width > 0


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "elu"])
def test_slopes_are_small_and_not_zero_far_out(name: str) -> None:
    """Where the output is rounded to its limit, the slope is still right to twelve digits."""
    z = np.array([-300.0, -80.0, -40.0, -20.0, 20.0, 40.0, 80.0, 300.0])
    with localcontext(prec=50):
        powers = [(-abs(Decimal(v))).exp() for v in z.tolist()]
        exact = {
            "sigmoid": [e / (1 + e) ** 2 for e in powers],
            "tanh": [4 * e**2 / (1 + e**2) ** 2 for e in powers],
            "elu": [e if v < 0 else Decimal(1) for e, v in zip(powers, z.tolist(), strict=True)],
        }[name]
    found = ACTIVATIONS[name].derivative(z)
    assert (found > 0).all()
    np.testing.assert_allclose(found, [float(slope) for slope in exact], rtol=1e-12)
