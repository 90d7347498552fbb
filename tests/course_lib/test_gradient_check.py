"""The gradient check finds planted bugs, accepts right gradients, and knows kinks."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from course_lib.gradient_check import GradientReport, gradient_check, numeric_gradient

rng = np.random.default_rng(11)


def rosenbrock(x: np.ndarray) -> float:
    return float(100 * (x[1] - x[0] ** 2) ** 2 + (1 - x[0]) ** 2)


def rosenbrock_gradient(x: np.ndarray) -> np.ndarray:
    inner = x[1] - x[0] ** 2
    return np.array([-400 * x[0] * inner - 2 * (1 - x[0]), 200 * inner])


@pytest.mark.parametrize("shape", [(), (4,), (3, 2), (2, 3, 2)])
def test_a_right_gradient_passes_in_any_shape(shape: tuple[int, ...]) -> None:
    """The gradient of sum(sin x) is cos x, for an x of any shape."""
    x = rng.normal(size=shape)
    report = gradient_check(lambda x: float(np.sin(x).sum()), np.cos, x)
    assert report.passed
    assert not report.kink_near
    assert len(report.index) == len(shape)


@given(st.tuples(st.floats(-3, 3), st.floats(-3, 3)))
@example((1.0, 1.0))  # the minimum: value and gradient are 0, and the third derivative is not
def test_a_curved_function_passes(x: tuple[float, float]) -> None:
    """Rosenbrock's function, steep and curved, passes everywhere and shows no false kink."""
    report = gradient_check(rosenbrock, rosenbrock_gradient, x)
    assert report.passed, str(report)
    assert not report.kink_near


@given(st.integers(0, 5), st.sampled_from([1e-4, 0.01, 1.0, -2.0]))
def test_one_wrong_entry_is_found(place: int, error: float) -> None:
    """A single entry that is off by a relative 1e-4 or more is found and named."""
    x = np.array([0.5, -1.0, 2.0, 0.3, -0.7, 1.5])
    gradient = 2 * x
    gradient[place] *= 1 + error
    report = gradient_check(lambda x: float((x**2).sum()), gradient, x)
    assert report.wrong
    assert not report.passed
    assert report.index == (place,)
    assert report.numeric == pytest.approx(2 * x[place], rel=1e-8)
    assert report.analytic == gradient[place]
    assert f"index ({place},)" in str(report)
    assert "WRONG" in str(report)


@pytest.mark.parametrize("scale", [1e-8, 1e-3, 1.0, 1e6, 1e12])
def test_the_verdict_does_not_depend_on_units(scale: float) -> None:
    """A function times any constant gets the same verdict, right or wrong."""
    x = np.array([0.4, -1.3, 2.2])

    def f(x: np.ndarray) -> float:
        return scale * float(np.exp(x).sum())

    assert gradient_check(f, lambda x: scale * np.exp(x), x).passed
    assert gradient_check(f, lambda x: scale * 1.001 * np.exp(x), x).wrong


def test_tiny_entries_do_not_fail_by_rounding() -> None:
    """An entry of 1e-9 beside a value of 100 is below what differences can resolve, and passes.

    Relative errors without a floor condemn such right gradients (the deep-network check of the
    CS231n assignments is a known case).
    """
    coefficients = np.array([1e-9, 1.0])
    f = lambda x: float(100 + np.sin(x) @ coefficients)  # noqa: E731 - one line, used once
    report = gradient_check(f, lambda x: coefficients * np.cos(x), [0.3, 0.7])
    assert report.passed, str(report)


def test_a_large_x_gets_a_large_step() -> None:
    """At x = 1e8 the step grows with x, so that the check still works."""
    f = lambda x: float((x**2).sum())  # noqa: E731 - one line, used twice
    assert gradient_check(f, lambda x: 2 * x, [1e8]).passed
    assert gradient_check(f, lambda x: 2.002 * x, [1e8]).wrong


@given(st.floats(-0.95, 0.95))
def test_a_kink_within_a_step_is_seen(offset: float) -> None:
    """|x| has a kink wherever 0 lies within one step (6e-6) of x, on either side."""
    report = gradient_check(lambda x: float(np.abs(x).sum()), np.sign, [6.05e-6 * offset, 3.0])
    assert report.kinks == ((0,),)
    assert not report.wrong


@given(st.floats(-5, 5))
def test_no_kink_is_seen_away_from_it(x: float) -> None:
    """Ten steps away from the kink of |x| there is nothing to report."""
    assume(abs(x) > 6.06e-5)
    report = gradient_check(lambda x: float(np.abs(x).sum()), np.sign, [x])
    assert report.passed
    assert not report.kink_near


@pytest.mark.parametrize("power", [2, 3, 4])
def test_a_smooth_minimum_is_no_kink(power: int) -> None:
    """The flat point of x², x³ or x⁴ is smooth, although both one-sided slopes are about 0."""
    f = lambda x: float((x**power).sum())  # noqa: E731 - one line, used once
    report = gradient_check(f, lambda x: power * x ** (power - 1), [0.0, 1.0])
    assert report.passed, str(report)
    assert not report.kink_near


def test_a_kink_is_undecided_and_not_wrong() -> None:
    """ReLU at exactly 0 with the convention 0 is neither passed nor wrong, and the text says why.

    The centred difference there is 1/2, the mean of the two slopes.
    """
    f = lambda x: float(np.maximum(0, x).sum())  # noqa: E731 - one line, used once
    report = gradient_check(f, lambda x: (x > 0) * 1.0, [1.0, 0.0])
    assert (report.passed, report.wrong, report.kink_near) == (False, False, True)
    assert report.numeric == pytest.approx(0.5)
    assert "undecided" in str(report)
    assert "kink near (1,)" in str(report)


def test_an_error_elsewhere_is_reported_before_a_kink() -> None:
    """A wrong entry is reported although another, at a kink, disagrees more."""
    f = lambda x: float(np.maximum(0, x).sum())  # noqa: E731 - one line, used once
    report = gradient_check(f, np.array([1.1, 0.0]), [1.0, 0.0])
    assert report.wrong
    assert report.index == (0,)


def test_x_is_never_changed() -> None:
    """A function that writes into its argument does not disturb the check or the caller."""

    def f(x: np.ndarray) -> float:
        x *= 2
        return float((x**2).sum())

    x = np.array([1.0, 2.0])
    assert gradient_check(f, lambda x: 8 * x, x).passed
    assert x.tolist() == [1.0, 2.0]


def test_integers_become_floats() -> None:
    """Integer points are converted; a step of 6e-6 would be lost in them."""
    assert gradient_check(lambda x: float((x**2).sum()), lambda x: 2 * x, [1, 2]).passed


def test_at_most_limits_the_calls() -> None:
    """With at_most, only that many entries cost evaluations, first and last among them."""
    calls = []

    def f(x: np.ndarray) -> float:
        calls.append(1)
        return float((x**2).sum())

    x = np.linspace(1, 2, 1000)
    assert gradient_check(f, 2 * x, x, at_most=10).passed
    assert len(calls) < 100
    for place in (0, 999):
        wrong = 2 * x
        wrong[place] = 0
        assert gradient_check(f, wrong, x, at_most=10).index == (place,)


@pytest.mark.parametrize(
    ("function", "gradient", "x", "says"),
    [
        (np.abs, np.sign, [1.0, 2.0], r"function must return one finite number.*shape \(2,\)"),
        (lambda x: np.nan, np.sign, [1.0], "function must return one finite number, got nan"),
        (lambda x: 0.0, np.ones((2, 1)), [1.0, 2.0], r"gradient must have shape \(2,\)"),
        (lambda x: 0.0, [np.nan], [1.0], "gradient must be finite"),
        (lambda x: 0.0, [1.0], [np.nan], "x must be finite"),
        (lambda x: 0.0, [], [], "x must have at least one entry"),
    ],
)
def test_bad_arguments_are_refused(function, gradient, x, says: str) -> None:
    """What cannot be checked is refused with the name of the argument."""
    with pytest.raises(ValueError, match=f"gradient_check: {says}"):
        gradient_check(function, gradient, x)


def test_numeric_gradient_has_the_shape_of_x(finite_difference) -> None:
    """The numeric gradient of a smooth function agrees with five-point differences."""
    x = rng.normal(size=(3, 2))
    f = lambda x: float(np.exp(np.sin(x)).prod())  # noqa: E731 - one line, used once
    np.testing.assert_allclose(numeric_gradient(f, x), finite_difference(f, x), rtol=1e-7)


def test_a_zero_gradient_of_a_constant_passes() -> None:
    """0 against 0 is agreement, not 0/0."""
    report = gradient_check(lambda x: 0.0, [0.0, 0.0], [1.0, 2.0])
    assert isinstance(report, GradientReport)
    assert report.passed
    assert report.relative_error == 0.0
    assert gradient_check(lambda x: 0.0, [0.0, 1e-3], [1.0, 2.0]).wrong


def single(x: np.ndarray) -> float:
    """Sum of squares, computed in float32 and handed out as a Python float."""
    return float((x.astype(np.float32) ** 2).sum())


@pytest.mark.parametrize(
    "function", [single, lambda x: np.float32(single(x)), lambda x: np.float16((x**2).sum())]
)
@pytest.mark.parametrize("x", [[1.0, -3.0], [0.3, 20.0, 0.7], [[5.0]]])
def test_a_function_in_float32_cannot_condemn_a_right_gradient(function, x) -> None:
    """Its rounding hides small errors: a right gradient is right or undecided, never WRONG."""
    report = gradient_check(function, lambda x: 2 * x, x)
    assert not report.wrong
    assert report.passed or "undecided" in str(report)
    assert report.passed or "computes in float32" in str(report)


@pytest.mark.parametrize("factor", [0.5, -1.0, 1.5])
def test_a_function_in_float32_still_finds_a_wrong_factor(factor: float) -> None:
    """What rounding cannot explain is wrong also in float32."""
    assert gradient_check(single, lambda x: 2 * factor * x, [1.0, -3.0]).wrong


def test_a_gradient_of_a_float32_function_has_its_digits() -> None:
    """The step grows with the rounding: three digits are right, where 6e-6 would leave none."""
    x = [1.0, 2.0, 50.0]
    np.testing.assert_allclose(numeric_gradient(single, x), 2 * np.array(x), rtol=1e-2)


def test_a_flat_function_is_not_taken_for_float32() -> None:
    """ReLU left of its kink returns 0 everywhere; nothing there is coarse, and 0 is right."""
    report = gradient_check(lambda x: float(np.maximum(x, 0).sum()), np.zeros_like, [-1e-3])
    assert report.passed
    assert report.coarse == ()


@pytest.mark.parametrize("p", [1e-300, 1e-14, 1e-7, 1e-5, 0.5, 1 - 1e-7])
@pytest.mark.parametrize("log", [np.log, lambda p: np.array([math.log(v) for v in p])])
def test_a_step_stays_in_the_domain(p: float, log) -> None:
    """Beside the end of log's domain the step is made smaller, and the slope is that of log."""
    found = numeric_gradient(lambda q: float(-(log(q) + log(1 - q)).sum()), [p])
    np.testing.assert_allclose(found, [-1 / p + 1 / (1 - p)], rtol=1e-4, atol=1e-9)


def test_the_end_of_a_domain_is_named_by_the_callers_words() -> None:
    """At the end itself there is no slope, and the message is about the function that was given."""
    with pytest.raises(ValueError, match=r"mine: value must return one finite number, got nan and"):
        numeric_gradient(lambda q: float(np.sqrt(q).sum()), [0.0], who="mine", name="value")
    with pytest.raises(ValueError, match=r"mine: value must return one finite number, got inf"):
        gradient_check(lambda q: np.inf, [0.0], [0.0], who="mine", name="value")


@pytest.mark.parametrize("x", [1e-7, 3e-6, 5e-6])
@pytest.mark.parametrize(("factor", "verdict"), [(1.0, "right"), (1.5, "WRONG")])
def test_beside_the_end_of_the_domain_it_still_decides(
    x: float, factor: float, verdict: str
) -> None:
    """Where the usual step leaves the domain of log, a shorter one on both sides tells 1/x."""
    with np.errstate(invalid="ignore"):
        report = gradient_check(
            lambda v: float(np.log(v).sum()), lambda v: factor / v, np.array([x])
        )
    assert str(report).startswith(f"gradient {verdict}")


STEEP = {  # a function, its derivative, and a place where it bends within the usual step of 6e-6
    "log beside 0": (np.log, lambda x: 1 / x, 2e-5),
    "log at a hundredth": (np.log, lambda x: 1 / x, 1e-2),
    "log beside -3": (lambda x: np.log(x + 3), lambda x: 1 / (x + 3), -2.9999),
    "1/x": (lambda x: 1 / x, lambda x: -1 / x**2, 1e-3),
    "square root": (np.sqrt, lambda x: 0.5 / np.sqrt(x), 2e-5),
    "a steep tanh in its middle": (
        lambda x: np.tanh(1e4 * x),
        lambda x: 1e4 / np.cosh(1e4 * x) ** 2,
        0.0,
    ),
    "a fast sine": (lambda x: np.sin(1e5 * x), lambda x: 1e5 * np.cos(1e5 * x), 0.3),
}


@pytest.mark.parametrize("name", STEEP)
@pytest.mark.parametrize(("factor", "verdict"), [(1.0, "right"), (1.01, "WRONG"), (-1.0, "WRONG")])
def test_a_function_that_bends_within_a_step_gets_a_shorter_one(name, factor, verdict) -> None:
    """Its right gradient is right, and one that is off by a hundredth is still found."""
    function, derivative, at = STEEP[name]
    report = gradient_check(
        lambda v: float(function(v).sum()), lambda v: factor * derivative(v), [at, at]
    )
    assert str(report).startswith(f"gradient {verdict}")


@pytest.mark.parametrize("name", sorted(set(STEEP) - {"a steep tanh in its middle"}))
def test_a_numeric_gradient_gets_a_shorter_step_too(name) -> None:
    """Where the slope changes within a step, the step is made smaller, not the result wrong."""
    function, derivative, at = STEEP[name]
    found = numeric_gradient(lambda v: float(function(v).sum()), [at])
    np.testing.assert_allclose(found, [derivative(at)], rtol=1e-7)
