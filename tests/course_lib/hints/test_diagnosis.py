"""Promises of the diagnosis: one cause, and only one that explains everything that came back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from course_lib.hints import Case, promise
from course_lib.hints.diagnosis import diagnose


@promise(
    draw=lambda rng, n=5, d=3: (rng.normal(size=(n, d)), rng.normal(size=n), rng.uniform(1, 2)),
    follows={"cost": ("slope",)},
)
def fit(X: Any, y: Any, lam: float) -> Case:
    """Return the case of two results of which the second is made from the first."""
    n, d = X.shape
    slope = np.array([sum(X[i, j] * y[i] for i in range(n)) for j in range(d)]) + lam
    mistakes = {
        "slope": {
            "lambda is missing. Add it.": slope - lam,
            "y is squared. Take it as it is.": X.T @ y**2 + lam,
        },
        "level": {"the largest was taken. The mean is asked.": y.max()},
    }
    right = {"slope": slope, "cost": float(slope @ slope), "level": float(sum(y) / n)}
    return Case("fit", (X, y, lam), right, mistakes, n=n)


def answer(slope: Any = None, level: Any = None) -> Any:
    """Return an answer with these changes of right slopes and levels."""

    def given(X: Any, y: Any, lam: float) -> Any:
        w = X.T @ y + lam
        w = slope(w, X, y, lam) if slope else w
        return w, np.sum(np.square(w)), level(y) if level else y.mean()

    return given


def told(call: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Return the sentences and the results that each of them explains."""
    return [(cause.reason, cause.results) for cause in diagnose(call, fit)]


def test_a_right_answer_has_no_cause() -> None:
    """Nothing is wrong, so nothing is said."""
    assert told(answer()) == []


def test_a_named_mistake_is_told_once_and_covers_what_follows() -> None:
    """The cost that was made from wrong slopes is explained by them."""
    assert told(answer(lambda w, X, y, lam: w - lam)) == [
        ("slope: lambda is missing.", ("slope", "cost"))
    ]


def test_two_mistakes_in_two_results_are_two_causes() -> None:
    """A second cause is told if the first does not explain it."""
    found = told(answer(lambda w, X, y, lam: w - lam, lambda y: y.max()))
    assert [reason for reason, _ in found] == [
        "slope: lambda is missing.",
        "level: the largest was taken.",
    ]


def test_a_coincidence_on_one_input_names_nothing() -> None:
    """A mistake that fits one probe of three is not the mistake."""
    first = fit.panel()[0].inputs[0]

    def sometimes(w: Any, X: Any, y: Any, lam: float) -> Any:
        return w - lam if np.array_equal(X, first) else w * np.arange(1, len(w) + 1)

    assert "lambda is missing" not in str(told(answer(sometimes)))


@pytest.mark.parametrize(
    ("slope", "said"),
    [
        (lambda w, X, y, lam: -w, "slope has the wrong sign."),
        (lambda w, X, y, lam: len(y) * w, "slope is too large by a factor of n"),
        (lambda w, X, y, lam: -(X.T @ y**2 + lam), "slope: y is squared. And the rest has the wr"),
        (lambda w, X, y, lam: np.ones(3), "slope is [1, 1, 1] for every input."),
        (lambda w, X, y, lam: w - lam + 1.5, "slope does not depend on lam."),
        (lambda w, X, y, lam: w[:, None], "slope must have shape (3,), got (3, 1)."),
        (lambda w, X, y, lam: w * np.nan, "slope is NaN"),
        (lambda w, X, y, lam: w**3, "slope is wrong: for X = [["),
    ],
)
def test_what_no_file_names_is_recognised(slope: Any, said: str) -> None:
    """Signs, factors, constants, ignored arguments, shapes; else the smallest input is shown."""
    assert told(answer(slope))[0][0].startswith(said)


def test_results_in_another_order_are_one_cause() -> None:
    """Who exchanges two results reads the order, and nothing of their values."""
    found = told(lambda *a: (lambda w, cost, level: (w, level, cost))(*answer()(*a)))
    assert found == [("cost has the value of level.", ("cost", "level"))]


def test_what_was_kept_from_the_first_call_is_noticed() -> None:
    """A result that is right once and then repeated is told as that."""
    kept: list[Any] = []

    def forgetful(w: Any, X: Any, y: Any, lam: float) -> Any:
        kept.append(w)
        return kept[0]

    fit_first = answer(forgetful)
    assert told(fit_first)[0][0] == "slope is that of the first call, whatever comes later."


def test_a_missing_transpose_is_found_where_sizes_are_equal() -> None:
    """An answer that stops on the panel is tried on equal sizes."""

    @promise(draw=lambda rng, n=5, d=3: (rng.normal(size=(n, d)), rng.normal(size=n)))
    def pull(X: Any, y: Any) -> Case:
        wrong = {"X must be transposed": X @ y} if len(set(X.shape)) == 1 else {}
        right = np.array([sum(column * y) for column in X.T])
        return Case("pull", (X, y), {"g": right}, {"g": wrong})

    assert [cause.reason for cause in diagnose(lambda X, y: X @ y, pull)] == [
        "g: X must be transposed."
    ]
