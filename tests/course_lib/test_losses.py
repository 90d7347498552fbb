"""Losses against scikit-learn, finite differences, scipy and sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.mathtext import MathTextParser
from sklearn import metrics

from course_lib.activations import ACTIVATIONS, relu, sigmoid, softmax
from course_lib.losses import LOSSES, CreditRisk, cross_entropy

rng = np.random.default_rng(4)
P = rng.uniform(0.05, 0.95, size=(6, 3))
BITS = (rng.random((6, 3)) < 0.5).astype(float)
LABELS = np.array([0, 2, 1, 1, 0, 2])
ONE_HOT = np.eye(3)[LABELS]
CASES = {
    "mse": (rng.normal(size=(6, 3)), rng.normal(size=(6, 3))),
    "binary_cross_entropy": (P, BITS),
    "cross_entropy": (P / P.sum(axis=1, keepdims=True), ONE_HOT),
    "hinge": (rng.normal(size=(6, 3)) * 2, 2 * BITS - 1),
    "credit_risk": (rng.normal(size=(6, 3)), BITS),
}


def test_the_five_losses() -> None:
    """LOSSES has exactly the five of the course, each under its own name and with its facts."""
    assert list(LOSSES) == ["mse", "binary_cross_entropy", "cross_entropy", "hinge", "credit_risk"]
    for name, loss in LOSSES.items():
        assert loss.name == name
        assert loss.formula.count("{") == loss.formula.count("}") > 0
        assert loss.typical_use
        for formula in (loss.formula, loss.gradient_formula):
            assert MathTextParser("path").parse(f"${formula}$").width > 0


@pytest.mark.parametrize("name", list(LOSSES))
def test_gradient_by_finite_differences(name: str, finite_difference) -> None:
    """Each gradient agrees with finite differences of its value, entry by entry."""
    loss, (p, y) = LOSSES[name], CASES[name]
    expected = finite_difference(lambda q: loss.value(q, y), p)
    np.testing.assert_allclose(loss.gradient(p, y), expected, rtol=1e-7, atol=1e-9)


def test_mse_is_sklearns() -> None:
    """MSE is the mean over all entries, as scikit-learn's with uniform outputs."""
    p, y = CASES["mse"]
    assert LOSSES["mse"].value(p, y) == pytest.approx(metrics.mean_squared_error(y, p), rel=1e-14)


def test_binary_cross_entropy_is_sklearns() -> None:
    """Binary cross-entropy of a column is scikit-learn's log_loss, exact 0 and 1 included."""
    p = np.array([[0.3], [0.9], [0.0], [1.0], [0.0], [1.0]])
    y = np.array([[0.0], [1.0], [0.0], [1.0], [1.0], [0.0]])
    expected = metrics.log_loss(y.ravel(), p.ravel())
    assert LOSSES["binary_cross_entropy"].value(p, y) == pytest.approx(expected, rel=1e-12)


def test_cross_entropy_is_sklearns() -> None:
    """Cross-entropy of one-hot rows, and of class numbers, is scikit-learn's log_loss."""
    p, y = CASES["cross_entropy"]
    expected = metrics.log_loss(LABELS, p)
    assert LOSSES["cross_entropy"].value(p, y) == pytest.approx(expected, rel=1e-12)
    assert LOSSES["cross_entropy"].value(p, LABELS) == pytest.approx(expected, rel=1e-12)
    np.testing.assert_array_equal(
        LOSSES["cross_entropy"].gradient(p, LABELS), LOSSES["cross_entropy"].gradient(p, y)
    )


def test_hinge_is_sklearns() -> None:
    """The hinge loss of a column of scores is scikit-learn's hinge_loss."""
    s, y = CASES["hinge"][0][:, 0], CASES["hinge"][1][:, 0]
    assert LOSSES["hinge"].value(s, y) == pytest.approx(metrics.hinge_loss(y, s), rel=1e-14)


def test_hinge_gradient_at_its_kink_is_zero() -> None:
    """At y s = 1 exactly the gradient is 0, the convention of the docstring."""
    assert LOSSES["hinge"].gradient([1.0, -1.0], [1.0, -1.0]).tolist() == [0.0, 0.0]


def test_credit_risk_weighs_risky_borrowers_five_times() -> None:
    """By default a score of 1 costs 5 times more for a risky borrower than 0 for a good one."""
    loss = LOSSES["credit_risk"]
    good_refused, risky_approved = loss.value([0.0], [1.0]), loss.value([1.0], [0.0])
    assert (good_refused, risky_approved) == (1.0, 5.0)
    assert loss.value([1.0, 0.0], [1.0, 0.0]) == 0.0


def test_credit_risk_without_weight_is_mse() -> None:
    """With risk_weight 0 nothing but the slide's first term is left."""
    p, y = CASES["credit_risk"]
    assert CreditRisk(0).value(p, y) == LOSSES["mse"].value(p, y)
    np.testing.assert_array_equal(CreditRisk(0).gradient(p, y), LOSSES["mse"].gradient(p, y))


@given(st.floats(0.05, 0.95), st.floats(0, 20))
def test_credit_risk_minimiser(risky: float, lam: float) -> None:
    """The best constant score is (1 − π) / (1 + λπ): no probability any more when λ > 0."""
    n = 1000
    bad = round(n * risky)
    y = np.r_[np.zeros(bad), np.ones(n - bad)]
    share = bad / n
    best = (1 - share) / (1 + lam * share)
    assert CreditRisk(lam).gradient(np.full(n, best), y).sum() == pytest.approx(0, abs=1e-12)


def test_credit_risk_minimiser_for_the_courses_numbers() -> None:
    """With 20 % risky borrowers and λ = 4 the best score is 1 − 0.5556 (worked out by hand)."""
    y = np.array([0.0, 1.0, 1.0, 1.0, 1.0])
    scores = np.linspace(0, 1, 10_001)
    values = [CreditRisk(4).value(np.full(5, s), y) for s in scores]
    assert scores[np.argmin(values)] == pytest.approx(1 - 0.5556, abs=1e-4)


def test_credit_risk_states_its_weight() -> None:
    """The formula shows the number that is used."""
    assert "+ 2.5" in CreditRisk(2.5).formula


@pytest.mark.parametrize("weight", [-1.0, np.nan, "4"])
def test_credit_risk_refuses_a_bad_weight(weight: object) -> None:
    """The weight is a number of at least 0."""
    with pytest.raises((TypeError, ValueError), match="CreditRisk: risk_weight must be"):
        CreditRisk(weight)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "cross_entropy"])
def test_exact_probabilities_are_finite(name: str) -> None:
    """Probabilities of exactly 0 and 1 give a finite value and gradient, right or wrong."""
    p = np.array([[0.0, 1.0], [1.0, 0.0]])
    for y in (p, 1 - p):
        assert np.isfinite(LOSSES[name].value(p, y))
        assert np.isfinite(LOSSES[name].gradient(p, y)).all()
    assert LOSSES[name].value(p, p) == pytest.approx(0, abs=1e-12)
    # log(2^-52), the convention of the docstring: half of the entries or all rows are wrong.
    assert LOSSES[name].value(p, 1 - p) == pytest.approx(52 * np.log(2), rel=1e-3)


@pytest.mark.parametrize("size", [1.0, 30.0, 1e4])
def test_sigmoid_and_binary_cross_entropy_do_not_vanish(size: float) -> None:
    """The gradient at the output is (expit(z) − y)/n, even where the probability underflows."""
    z = np.array([[size], [-size], [size], [-size]])
    y = np.array([[0.0], [1.0], [1.0], [0.0]])
    got = LOSSES["binary_cross_entropy"].gradient_at_output(sigmoid, z, sigmoid(z), y)
    np.testing.assert_allclose(got, (scipy.special.expit(z) - y) / 4, rtol=1e-12, atol=1e-300)
    assert np.abs(got[:2]).min() >= 0.18  # both confident mistakes are still corrected


def test_softmax_and_cross_entropy_do_not_vanish() -> None:
    """A true class with probability exactly 0 still gets the gradient −1/n."""
    z = np.array([[0.0, 1e4, 0.0], [1.0, 2.0, 3.0]])
    loss = LOSSES["cross_entropy"]
    got = loss.gradient_at_output(softmax, z, softmax(z), [0, 2])
    assert got[0].tolist() == [-0.5, 0.5, 0.0]
    np.testing.assert_allclose(
        got[1], (scipy.special.softmax([1.0, 2.0, 3.0]) - [0, 0, 1]) / 2, rtol=1e-13
    )


@pytest.mark.parametrize("name", list(LOSSES))
@pytest.mark.parametrize("activation", list(ACTIVATIONS))
def test_gradient_at_output_is_the_chain_rule(name: str, activation: str, finite_difference):
    """For every pair of loss and activation, dL/dz at the output is the derivative by z."""
    loss, g = LOSSES[name], ACTIVATIONS[activation]
    if "cross_entropy" in name and activation not in ("sigmoid", "softmax"):
        with pytest.raises(ValueError, match="probabilities"):
            loss.value([[-0.5, 1.5]], [[0.0, 1.0]])
        return
    z, y = np.random.default_rng(1).normal(size=(6, 3)), CASES[name][1]
    expected = finite_difference(lambda q: loss.value(g(q), y), z)
    got = loss.gradient_at_output(g, z, g(z), y)
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", list(LOSSES))
def test_one_column_against_a_vector_is_refused(name: str) -> None:
    """(n, 1) against (n,) is refused in value and gradient; NumPy would broadcast to (n, n)."""
    p, y = CASES[name]
    column, vector = p[:, :1], y[:, 0]
    if name == "cross_entropy":
        column, vector = p, np.ones((6, 1))
    for call in ("value", "gradient"):
        with pytest.raises(ValueError, match=rf"{name}.{call}: target must have the shape of"):
            getattr(LOSSES[name], call)(column, vector)


@pytest.mark.parametrize("name", list(LOSSES))
@pytest.mark.parametrize("which", ["prediction", "target"])
def test_nan_is_refused(name: str, which: str) -> None:
    """A NaN in predictions or targets is refused, and the message names which."""
    p, y = (array.copy() for array in CASES[name])
    (p if which == "prediction" else y)[2, 1] = np.nan
    with pytest.raises(ValueError, match=rf"{name}.value: {which} must be finite.*\(2, 1\)"):
        LOSSES[name].value(p, y)


@pytest.mark.parametrize(
    ("name", "prediction", "target", "hint"),
    [
        ("hinge", [0.3, -1.0], [0, 1], r"target must be -1 or \+1, got 0.*Use 2 \* y - 1"),
        ("binary_cross_entropy", [0.3], [-1.0], r"target must be probab.*Use \(y \+ 1\) / 2"),
        ("binary_cross_entropy", [1.7], [1.0], "prediction must.*leave out the sigmoid"),
        ("cross_entropy", [[2.0, -1.0]], [[1, 0]], "prediction must.*leave out the softmax"),
        ("cross_entropy", [[0.5, 0.5]], [[1, 1]], "row sums of target must be 1, got 2"),
        ("cross_entropy", [[0.5, 0.5]], [2], "target must be class numbers 0 to 1, got 2"),
        ("cross_entropy", [[0.5, 0.5]], [0.5], "target must be class numbers 0 to 1, got 0.5"),
        ("cross_entropy", [0.5, 0.5], [0, 1], r"prediction must have shape \(n, k\)"),
        ("credit_risk", [0.3], [-1.0], "target must be 0 or 1, got -1.*1 is a good borrower"),
        ("mse", np.zeros((0, 1)), np.zeros((0, 1)), "at least one entry"),
        ("mse", ["a"], ["b"], "prediction must be an array of real numbers"),
    ],
)
def test_illegal_arguments_are_refused(name, prediction, target, hint) -> None:
    """What has no meaning for a loss is refused with the likely mistake."""
    with pytest.raises((TypeError, ValueError), match=hint):
        LOSSES[name].value(prediction, target)


@pytest.mark.parametrize("name", list(LOSSES))
def test_doubling_the_batch_changes_nothing(name: str) -> None:
    """Losses are means: the same examples twice have the same loss, and half the gradient."""
    p, y = CASES[name]
    loss = LOSSES[name]
    assert loss.value(np.r_[p, p], np.r_[y, y]) == pytest.approx(loss.value(p, y), rel=1e-13)
    twice = loss.gradient(np.r_[p, p], np.r_[y, y])
    np.testing.assert_allclose(twice[: len(p)], loss.gradient(p, y) / 2, rtol=1e-13)


@pytest.mark.parametrize("name", list(LOSSES))
def test_integers_and_single_numbers(name: str) -> None:
    """Integer arrays are accepted and the value is a plain float."""
    p = np.array([[0, 1], [1, 0]])
    y = p if name != "hinge" else 2 * p - 1
    assert type(LOSSES[name].value(p, y)) is float
    assert LOSSES[name].gradient(p, y).dtype == np.float64
    if name != "cross_entropy":
        assert np.shape(LOSSES[name].gradient(0.5, 1.0)) == ()


def test_a_loss_without_partner_uses_the_plain_chain_rule() -> None:
    """MSE after ReLU multiplies the two derivatives: 2 (a − y) / n where z > 0 (by hand)."""
    z = np.array([[2.0], [-1.0]])
    got = LOSSES["mse"].gradient_at_output(relu, z, relu(z), [[1.0], [1.0]])
    assert got.tolist() == [[1.0], [0.0]]


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
@pytest.mark.parametrize("k", [3, 7, 100])
def test_soft_labels_may_be_rounded_in_their_own_dtype(dtype: type, k: int) -> None:
    """Rows that sum to 1 in the dtype they come in are accepted, also when made float64 since."""
    soft = np.random.default_rng(k).dirichlet(np.ones(k), size=5).astype(dtype)
    p = np.full((5, k), 1 / k)
    assert cross_entropy.value(p, soft) == pytest.approx(np.log(k), rel=1e-2)
    if dtype is not np.float16:
        assert cross_entropy.value(p, soft.astype(float)) == pytest.approx(np.log(k), rel=1e-5)


def test_a_sum_that_is_no_rounding_is_refused_with_its_digits() -> None:
    """A row that is off by more than rounding is shown with all digits, not as "got 1"."""
    with pytest.raises(ValueError, match=r"row sums of target must be 1, got 1\.0000\d+ at index"):
        cross_entropy.value([[0.5, 0.5]], [[0.5, 0.50001]])


@pytest.mark.parametrize("name", ["binary_cross_entropy", "cross_entropy"])
def test_a_float32_probability_may_be_above_one_by_rounding(name: str) -> None:
    """1.0000001 in float32 is a probability; in float64 it is a mistake, shown with its digits."""
    above = np.nextafter(np.float32(1), np.float32(2))
    assert np.isfinite(LOSSES[name].value(np.array([[above, 0]], np.float32), [[1, 0]]))
    with pytest.raises(ValueError, match=r"got 1\.0000001\d+ at index \(0, 0\)"):
        LOSSES[name].value([[float(above), 0.0]], [[1, 0]])
