"""Facility and discrimination, against values worked out by hand and by NumPy."""

import numpy as np
import pytest

from grader.assistant.report.analysis import Item, analyse, share
from grader.gradebook.results import Row
from grader.masters.exercise import Exercise

A, B, C = (
    Exercise(n, f"{n}_test", "01", p, False) for n, p in (("a", 1.0), ("b", 9.0), ("c", 5.0))
)


def row(student: object, waiting: tuple[str, ...] = (), **scores: float | None) -> Row:
    """Return one student's scores; the rest of a row does not matter here."""
    return Row(str(student), dict(scores), 10.0, waiting, ())


def item(rows: list[Row], *asked: Exercise) -> Item:
    """Return the numbers of the first exercise."""
    return analyse(asked, rows, {})[0]


def test_ten_students_by_hand() -> None:
    """Five of ten solve it, those with 5 to 9 points in the rest.

    Point-biserial correlation: (M1 - M0) / s * sqrt(p q) = (7 - 2) / sqrt(8.25) * 0.5 = 0.870.
    """
    found = item([row(i, a=float(i >= 5), b=float(i)) for i in range(10)], A, B)
    assert (found.graded, found.full, found.partial, found.none) == (10, 5, 0, 5)
    assert (found.facility, found.lost, found.possible) == (0.5, 5, 10)
    assert found.discrimination == 0.87


def test_the_textbook_definition_with_three_exercises() -> None:
    """Where all is graded, it is the correlation of the points with total minus points."""
    rng = np.random.default_rng(4)
    skill = rng.uniform(size=40)
    points = np.array([1, 9, 5])
    noisy = np.clip(skill[:, None] + rng.normal(scale=0.3, size=(40, 3)), 0, 1)
    scores = np.round(noisy * points * 4) / 4
    rows = [row(i, a=a, b=b, c=c) for i, (a, b, c) in enumerate(scores.tolist())]
    for place, found in enumerate(analyse([A, B, C], rows, {})):
        rest = scores.sum(axis=1) - scores[:, place]
        expected = np.corrcoef(scores[:, place], rest)[0, 1]
        assert found.discrimination == pytest.approx(expected, abs=0.005)
        assert found.facility == pytest.approx(scores[:, place].mean() / points[place])


def test_not_graded_is_not_zero() -> None:
    """Students without a score count in no number; the others' numbers stay as they are."""
    graded = [row(i, a=float(i >= 5), b=float(i)) for i in range(10)]
    others = [row("x", a=None, b=9.0), row("y", a=None, b=None)]
    assert item([*graded, *others], A, B) == item(graded, A, B)
    assert share(row("x", a=None, b=4.5), [A, B]) == 0.5
    assert share(row("y", a=None, b=None), [A, B]) is None


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([row(i, a=float(i % 2), b=float(i)) for i in range(9)], "too few to tell"),
        ([row(i, a=1.0, b=float(i)) for i in range(10)], "all have the same"),
        ([row(i, a=float(i % 2), b=3.0) for i in range(10)], "the rest is the same for all"),
        ([row(i, a=None, b=3.0) for i in range(10)], "too few to tell"),
        ([], "too few to tell"),
    ],
)
def test_no_discrimination_without_a_reason(rows: list[Row], why: str) -> None:
    """A correlation that means nothing is not given, and it is said why."""
    found = item(rows, A, B)
    assert (found.discrimination, found.unknown) == (None, why)


def test_an_answer_that_waits_spoils_no_number() -> None:
    """While one waits, the scores so far are those of empty answers, so there is no facility."""
    rows = [row("ada", a=0.0, b=1.0), row("bob", ("a",), a=None, b=2.0)]
    found = item(rows, A, B)
    assert (found.facility, found.lost, found.unknown) == (None, 0, "1 to be read")


def test_extra_credit_is_no_negative_loss() -> None:
    """More than all points is all points, and no loss of somebody else is balanced by it."""
    found = item([row("ada", a=1.5, b=1.0), row("bob", a=0.0, b=1.0)], A, B)
    assert (found.full, found.none, found.lost) == (1, 1, 1)
