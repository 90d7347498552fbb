"""What chance does is read off the class: held against counting, and honest and other classes."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from grader.assistant.similarity.chance import Chance, in_words
from grader.assistant.similarity.scoring import notebook_evidence, together, weight


def likeness(rng: np.random.Generator, students: int, ways: int) -> np.ndarray:
    """Return an exercise that everybody answers alone, in one of so many ways, each its own."""
    way = rng.integers(ways, size=students)
    noise = np.triu(rng.random((students, students)) ** 4, 1)
    return np.where(way[:, None] == way, 2.0, 0.0) + noise + noise.T


def least(found: Chance) -> float:
    """Return what is expected of the least likely pair."""
    students = len(found.scores)
    pairs = itertools.combinations(range(students), 2)
    said = [found.expected(*pair) for pair in pairs]
    return min((value for value in said if value is not None), default=np.inf)


def test_the_surprise_is_that_of_counting() -> None:
    """Of all ways to draw another for each exercise, so many are as alike: both rows are asked,
    each with one more who is as alike as the most alike."""
    rng = np.random.default_rng(0)
    exercises = [rng.integers(0, 4, (6, 6)) for _ in range(3)]
    exercises = [np.triu(values, 1) + np.triu(values, 1).T for values in exercises]
    scores = sum(exercises)
    surprise = np.full((6, 6), np.inf)
    for one, other in itertools.permutations(range(6), 2):
        rows = [np.delete(values[one], one) for values in exercises]
        sums = [sum(drawn) for drawn in itertools.product(*([*row, max(row)] for row in rows))]
        expected = -np.log(np.mean(np.array(sums) >= scores[one, other]))
        surprise[one, other] = min(surprise[one, other], expected)
        surprise[other, one] = min(surprise[other, one], expected)
    found = Chance.of([values / 1.0 for values in exercises])
    assert found.scores[0, 1] == pytest.approx(scores[0, 1], rel=2e-3)
    off = ~np.eye(6, dtype=bool)
    np.testing.assert_allclose(found.surprise[off], surprise[off], atol=1e-9)


@pytest.mark.parametrize("students", [10, 30])
def test_honest_classes_are_not_accused(students: int) -> None:
    """Of 200 classes at most 2 have a pair below 1 in 1000, and at most 40 one below 1 in 10."""
    rng = np.random.default_rng(students)
    seen = np.array([
        least(Chance.of([likeness(rng, students, ways=4) for _ in range(6)])) for _ in range(200)
    ])  # fmt: skip
    assert (seen < 1e-3).sum() <= 2
    assert (seen < 0.1).sum() <= 40
    assert np.isfinite(seen).all()


def test_a_copy_of_half_is_seen_whatever_else_differs() -> None:
    """Two who are closest to each other in half of sixteen exercises, and far in the others."""
    rng = np.random.default_rng(1)
    exercises = [likeness(rng, 40, ways=12) for _ in range(16)]
    for number, values in enumerate(exercises):
        values[3, 7] = values[7, 3] = 4.0 if number % 2 else 0.0
    found = Chance.of(exercises)
    assert found.expected(3, 7) < 1e-3
    assert found.surprise[3, 7] == found.surprise[np.triu_indices(40, 1)].max()


def test_what_two_schools_do_is_no_evidence() -> None:
    """Half of the class does everything in one way, half in another: nobody stands out."""
    rng = np.random.default_rng(2)
    school = np.arange(40) % 2
    same = np.where(school[:, None] == school, 3.0, 0.0)
    assert least(Chance.of([likeness(rng, 40, ways=4) + same for _ in range(12)])) > 0.1


def test_equal_answers_of_all_say_nothing() -> None:
    """Where all are equally alike, any pair is what chance makes, or nothing can be said."""
    found = Chance.of([np.full((30, 30), 1.5)] * 8)
    assert found.surprise[0, 1] == pytest.approx(0, abs=1e-9)
    assert found.expected(0, 1) is None


@pytest.mark.parametrize(("students", "exercises"), [(9, 20), (30, 2), (600, 1)])
def test_too_little_cannot_be_said(students: int, exercises: int) -> None:
    """A class below ten, or one or two exercises, tell nobody apart, however alike two are."""
    rng = np.random.default_rng(3)
    drawn = [likeness(rng, students, ways=4) for _ in range(exercises)]
    for values in drawn:
        values[0, 1] = values[1, 0] = 50.0
    found = Chance.of(drawn)
    assert found.expected(0, 1) is None
    assert in_words(found.expected(0, 1)).startswith("cannot be said")


def test_a_long_answer_counts_more_than_a_line() -> None:
    """Two who share all of an answer, and nobody else any of it: four times the pieces, twice."""
    line = [frozenset({student if student > 1 else 0}) for student in range(20)]
    long = [frozenset(10 * student + n for n in range(4)) for (student,) in line]
    short, four = ([notebook_evidence([answers])[0]] * 2 for answers in (line, long))
    one, other = ((together(*said) * weight(said[0]))[0, 1] for said in (short, four))
    assert other == pytest.approx(2 * one)
