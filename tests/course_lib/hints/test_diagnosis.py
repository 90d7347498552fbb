"""Promises of the diagnosis: one cause, and only one that explains everything that came back."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from course_lib.hints import Case, HintError, Report, promise
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
        (lambda w, X, y, lam: w * np.nan, "slope is NaN for X = [["),
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


def test_results_of_unlike_shapes_in_another_order_are_told_though_they_are_wrong() -> None:
    """Who exchanges two results and has a mistake in one reads the order first."""
    found = told(lambda *a: (lambda w, cost, level: (cost, w**3, level))(*answer()(*a)))
    assert found == [("slope has the value of cost.", ("slope", "cost"))]
    both = told(lambda *a: (lambda w, cost, level: (cost + 1, w**3, level))(*answer()(*a)))
    assert both == [("slope has the shape of cost.", ("slope", "cost"))]
    assert diagnose(lambda *a: answer()(*a)[::-1], fit)[0].hint.startswith("The order is slope, ")


def test_a_changed_argument_comes_before_values_that_follow_from_it() -> None:
    """What was done to X explains more than the values that came of it."""

    def careless(X: Any, y: Any, lam: float) -> Any:
        X -= y[:, None] ** 3
        return answer()(X, y, lam)

    (first, *_) = diagnose(careless, fit)
    assert first.reason.startswith("X was changed by the call: X[0, 0] was")
    assert set(first.results) == {"slope", "cost"}


def test_an_argument_that_was_put_back_is_not_changed() -> None:
    """w + h - h is w but for rounding."""

    def moved(X: Any, y: Any, lam: float) -> Any:
        X += 0.1
        X -= 0.1
        return answer(lambda w, X, y, lam: w**3)(X, y, lam)

    assert "changed" not in str(diagnose(moved, fit))


def lost(function: Any, promise_: Any, case: Any) -> str:
    """Return what a student reads of a part that compares this case."""
    report = Report("fit", points=1)
    call = report.answer(function, promise_)
    with report.part("one", points=1):
        case.compare(call(*case.arguments))
    return report.score().lost[0].reason


def test_a_mistake_that_fits_a_part_alone_is_not_named() -> None:
    """The part's numbers give the mistake's value by chance; the panel does not."""
    case = fit.drawn(5)

    def only_there(w: Any, X: Any, y: Any, lam: float) -> Any:
        return w - lam if np.array_equal(X, case.inputs[0]) else w

    with pytest.raises(HintError, match="lambda is missing"):
        case.compare(answer(only_there)(*case.arguments))
    said = lost(answer(only_there), fit, case)
    assert said.startswith("slope ")
    assert "lambda is missing" not in said


def test_a_mistake_of_one_branch_is_judged_on_that_branch() -> None:
    """The panel takes the texts of the part; the other branch is right and refutes nothing."""

    @promise(draw=lambda rng, n=4, way="up": (rng.normal(size=n), float(rng.uniform(2, 3)), way))
    def moved(x: Any, by: float, way: str) -> Case:
        right = np.array([v + by if way == "up" else v - by for v in x.tolist()])
        wrong = {"by is not used": x, "it is moved twice": x + 2 * (right - x)}
        return Case("moved", (x, by, way), {"moved": right}, {"moved": wrong})

    said = lost(lambda x, by, way: x + by if way == "up" else x, moved, moved.drawn(3, way="down"))
    assert said == "moved: by is not used."


def test_a_size_that_is_written_down_is_told() -> None:
    """The mean over 5 examples is right as long as there are 5."""
    case = fit.drawn(3, n=8)
    said = lost(answer(level=lambda y: y.sum() / 5), fit, case)
    assert said == "level is right with n = 5, and not with 6."


def test_an_argument_that_never_moves_on_the_panel_may_be_ignored_too() -> None:
    """A default stands for the argument on all drawn inputs."""

    @promise(draw=lambda rng, n=4, by=3.0: (rng.normal(size=n), by))
    def scaled(x: Any, by: float) -> Case:
        return Case("scaled", (x, by), {"scaled": np.array([v * by for v in x.tolist()])})

    said = lost(lambda x, by: 3.0 * x, scaled, scaled.drawn(1, by=5.0))
    assert said == "scaled does not depend on by."


def test_the_smallest_input_that_gives_no_number_is_told() -> None:
    """One entry of many overflows, and it alone is shown."""

    @promise(draw=lambda rng, n=5: (rng.normal(size=n),))
    def grown(x: Any) -> Case:
        right = np.array([v if v > 0 else np.expm1(v) for v in x.tolist()])
        return Case("grown", (x,), {"grown": right})

    with np.errstate(all="ignore"):
        case = grown(np.array([1.0, 900.0, -2.0]))
        said = lost(lambda x: (x > 0) * x + (x <= 0) * (np.exp(x) - 1), grown, case)
    assert said == "grown is NaN for x = [900]."


@promise(
    draw=lambda rng, n=4, k=3: (rng.normal(size=(n, k)),),
    without={"one k": "one column has nothing to be compared with"},
)
def spread(X: Any) -> Case:
    """Return the case of the largest entry less the smallest one, in all rows together."""
    rows = [sorted(row) for row in X.tolist()]
    return Case("spread", (X,), {"spread": sum(row[-1] - row[0] for row in rows)}, {})


def test_an_example_has_no_size_that_the_exercise_says_is_meaningless() -> None:
    """Two columns are shown where one says nothing; one row is enough."""
    (cause,) = diagnose(lambda X: float((X.max(axis=1) - X.min(axis=1)).sum() ** 2) + 0.1, spread)
    assert re.fullmatch(
        r"spread is wrong: for X = \[\[[^,\]]+, [^,\]]+\]\] it is \S+\.", cause.reason
    )


def test_what_needs_three_entries_to_be_seen_is_shown_on_three() -> None:
    """The median of one or two numbers is their mean."""

    @promise(draw=lambda rng, n=6: (rng.normal(size=(n,)),))
    def middle(x: Any) -> Case:
        return Case("middle", (x,), {"middle": sum(x.tolist()) / len(x)}, {})

    (cause,) = diagnose(lambda x: float(np.median(x)), middle)
    assert re.fullmatch(r"middle is wrong: for x = \[\S+, \S+, \S+\] it is \S+\.", cause.reason)


def test_whole_numbers_that_cut_each_step_of_a_sum_are_told() -> None:
    """What each step loses adds up to no known change; that they are whole numbers is seen."""

    @promise(draw=lambda rng, n=6, k=3: (rng.normal(scale=2.0, size=(n, k)),))
    def totals(X: Any) -> Case:
        right = [sum(column) for column in X.T.tolist()]
        return Case("totals", (X,), {"totals": np.array(right)})

    def cut(X: Any) -> Any:
        found = np.zeros(X.shape[1], dtype=int)
        for row in X:
            found[:] = found + row
        return found

    (cause,) = diagnose(cut, totals)
    assert cause.reason == "totals holds whole numbers."
    assert diagnose(lambda X: cut(X).astype(float), totals)[0].reason != cause.reason
