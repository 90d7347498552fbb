"""Which questions are kept, looked at and retired, on classes made by hand."""

from dataclasses import replace

import pytest

from grader.exam.items.figures import KEEP, LOOK, RETIRE, Statement, analyse, by_statement
from grader.exam.items.matching import Item, Reply
from grader.exam.question import Choice, Option, Question

ASKED = Question(
    "Which?",
    Choice(tuple(Option(text, text == "right", f"{text}.") for text in ("right", "a", "b", "c"))),
    ("Look.",), id="q", title="The question",
)  # fmt: skip
COUNT = 40


def rest(points: list[float]) -> Item:
    """Return the one other item, worth 10 points."""
    return Item("rest", 10.0, tuple(Reply(str(i), one) for i, one in enumerate(points)))


def taken(options: list[str]) -> Item:
    """Return an item of one point in which each student took an option."""
    replies = [Reply(str(i), float(text == "right"), frozenset([text]))
               for i, text in enumerate(options)]  # fmt: skip
    return Item("q", 1.0, tuple(replies), ASKED)


SKILL = [i * 10 / COUNT for i in range(COUNT)]


def judged(options: list[str]) -> tuple[str, str]:
    """Return the verdict and its reasons."""
    found = analyse([taken(options), rest(SKILL)])[0]
    return found.verdict, " ".join(found.reasons)


def test_ten_students_by_hand() -> None:
    """Five of ten are right, those with 5 to 9 of 10 in the rest: r = 5 / sqrt(8.25) / 2 = 0.870.

    The mean rest of those who are right is 7 of 10, that of the others 2 of 10.
    """
    options = ["a"] * 4 + ["b"] + ["right"] * 5
    found = analyse([taken(options), rest([float(i) for i in range(10)])])[0]
    assert (found.facility, found.discrimination, found.count) == (0.5, 0.87, 10)
    assert [(one.text, one.takers, one.rest) for one in found.options] == [
        ("right", 5, pytest.approx(0.7)), ("a", 4, pytest.approx(0.15)),
        ("b", 1, pytest.approx(0.4)), ("c", 0, None),
    ]  # fmt: skip
    assert found.not_taken == ["c"]


def test_a_question_that_works_is_kept() -> None:
    """The upper half is right, the lower half spreads over the wrong options."""
    assert judged(["a", "b", "c", "a"] * 5 + ["right"] * 20) == (KEEP, "")


@pytest.mark.parametrize(
    ("options", "verdict", "reason"),
    [
        (["right"] * 20 + ["a", "b", "c", "a"] * 5, RETIRE, "whoever knows the rest misses it"),
        (["right"] * 39 + ["a"], RETIRE, "nearly everybody has it"),
        (["right", "a", "b", "c"] * 10, LOOK, "hardly tells strong from weak"),
        (["a", "b", "c", "a", "b"] * 7 + ["right"] * 5, LOOK, "guessing would do as well"),
        (["a"] * 22 + ["b", "c", "b"] + ["right"] * 15, LOOK, "more take “a”"),
        (["b"] * 5 + ["c"] * 5 + ["right"] * 20 + ["a"] * 10, LOOK, "those who take “a” know"),
        (["a"] * 20 + ["right"] * 20, LOOK, "2 of 3 wrong options were taken by nobody"),
    ],
)
def test_what_speaks_against_a_question(options: list[str], verdict: str, reason: str) -> None:
    """Each kind of trouble, with its verdict and its reason."""
    said = judged(options)
    assert said[0] == verdict
    assert reason in said[1]


def test_chance_retires_nothing() -> None:
    """With twelve students a small negative correlation may be chance: it is looked at."""
    options = ["right", "a"] * 6
    found = analyse([taken(options), rest(SKILL[:12])])[0]
    assert found.discrimination is not None
    assert found.discrimination < 0
    assert found.verdict == LOOK


def test_few_students_say_nothing() -> None:
    """Nine are too few for any verdict."""
    found = analyse([taken(["right"] * 9), rest(SKILL[:9])])[0]
    assert (found.verdict, found.reasons, found.unknown) == (KEEP, (), "too few to tell")


def test_what_nobody_marked_counts_in_nothing() -> None:
    """A reply without points is in no mean and in no rest; one left out is a 0."""
    item = taken(["right"] * 10)
    replies = (replace(item.replies[0], points=None), *item.replies[1:],
               Reply("x", 0.0, left_out=True))  # fmt: skip
    found = analyse([replace(item, replies=replies), rest(SKILL[:10])])
    assert (found[0].count, found[0].facility, found[0].left_out) == (10, 0.9, 1)
    assert found[1].discrimination is None


def test_statements_stand_with_the_least_known_first() -> None:
    """The facility of a statement is the mean of its questions'; those not asked are left out."""
    found = analyse([taken(["right"] * 10 + ["a"] * 30), rest(SKILL)])
    taught = [("easy", ("rest",)), ("hard", ("q", "rest")), ("other", ("z",)), ("q", ("q",))]
    assert by_statement(found, taught) == [
        Statement("q", ("q",), 0.25),
        Statement("hard", ("q", "rest"), pytest.approx((0.25 + 0.4875) / 2)),
        Statement("easy", ("rest",), pytest.approx(0.4875)),
    ]
