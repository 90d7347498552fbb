"""What changes after grading, and what each of the seven outputs then says of a student.

The class is that of ``changes.py``. The expected words and sums are worked out by hand.
"""

from collections.abc import Callable

import pytest

from grader.assistant.autograde import autograde
from grader.base.course import Course
from tests.grader.assistant.changes import (
    OUTPUTS,
    HandIn,
    World,
    four_points,
    graded,
    replaced,
    with_cube,
    without_square,
    words,
)

pytestmark = pytest.mark.usefixtures("warm")


@pytest.fixture
def world(course: Course, hand_in: HandIn) -> World:
    """Return the class, graded, marked and with its feedback written."""
    return graded(course, hand_in)


def settled(change: Callable[[World], None]) -> Callable[[World], None]:
    """Return a change after which the class is graded anew."""

    def then(world: World) -> None:
        change(world)
        autograde(world.course, "week1")

    return then


def rewrapped(world: World) -> None:
    """Hand in the same text with other white space, in a file that was saved anew."""
    world.hand_in(essay="The derivative\nis linear.\n\n\n  So sums stay\nsums.  \n")


def other_group(world: World) -> None:
    """Take three rosters: one comes, one changes the group, one goes."""
    world.roster("ada,Ada King,ada@example.org,B", "bob,Bob Byrd,bob@example.org,A")


CHANGES: dict[str, Callable[[World], None]] = {
    "test changed": lambda w: w.masters(replaced("double-test", "-10.0", "10.0 * -1.0 + 1")),
    "exercise removed": lambda w: w.masters(without_square),
    "exercise added": lambda w: w.masters(with_cube),
    "points changed": lambda w: w.masters(four_points),
    "text changed": settled(lambda w: w.hand_in(essay="I do not know.")),
    "text re-wrapped": settled(rewrapped),
    "other cell": settled(lambda w: w.hand_in(square="def square(x):\n    return 3 * x")),
    "mark given": lambda w: w.mark("essay", 3.0),
    "override given": lambda w: w.mark("double_test", 1.5),
    "mark out of bounds": lambda w: w.mark("essay", 10.0),
    "roster": lambda w: w.roster("bob,Bob Byrd,bob@example.org,A"),
    "group": other_group,
    "late rule": lambda w: w.late(2),
}
REGRADE = "grader regrade week1"
MARK = "grader formgrader week1"
RULE = "Feedback pages that say something else (1): ada. Run `grader feedback week1`"

# For each change what stands in the seven outputs, in the order of OUTPUTS. A text after "!" must
# not stand there. ada is two days late and loses 1 point a day: 6 of 9 count.
STALE = "graded with other masters"
TABLE: dict[str, tuple[tuple[str, ...], ...]] = {
    "test changed": (
        (STALE, "double : its test changed", REGRADE),
        ("8 9 graded with other masters", f"1 submission(s): {REGRADE}."),
        ("points=8", "max_points=9", f"status={STALE}", f"run `{REGRADE}`"),
        ("no row", f"Graded with other masters (1): ada. Run `{REGRADE}`."),
        (f"8 of 9 points so far: {STALE}",),
        ("Graded with other masters : 1 student (ada), left out of this page", "0 students,"),
        (STALE, "double (its test changed)", REGRADE),
    ),
    "exercise removed": (
        (STALE, "square : not asked any more", REGRADE),
        ("8 9 graded with other masters",),
        ("square=2", "points=8", "max_points=9", f"status={STALE}"),
        ("no row", "Graded with other masters (1): ada"),
        (f"8 of 9 points so far: {STALE}", "square 2 of 2"),
        ("left out of this page", "2 exercises, 7 points"),
        (STALE, "square (not asked any more"),
    ),
    "exercise added": (
        (STALE, "cube : asked since then", "!to be read"),
        ("8 9 graded with other masters", "0 with answers to be read"),
        ("cube=;", "points=8", "max_points=9", f"status={STALE}"),
        ("no row", "Graded with other masters (1): ada"),
        (f"8 of 9 points so far: {STALE}", "!cube"),
        ("left out of this page", "4 exercises, 11 points"),
        (STALE, "cube (asked since then"),
    ),
    "points changed": (
        (STALE, "square : 2 points then, 4 today", REGRADE),
        ("8 9 graded with other masters",),
        ("square=2", "points=8", "max_points=9", f"status={STALE}"),
        ("no row", "Graded with other masters (1): ada"),
        (f"8 of 9 points so far: {STALE}", "square 2 of 2", "!2 of 4"),
        ("left out of this page", "3 exercises, 11 points"),
        (STALE, "square (2 points then, 4 today)"),
    ),
    "text changed": (
        ("waiting for a second look", "essay : 2 points given to another text",
         f"{MARK} --keep ada",
         "when it was marked The derivative is linear. So sums stay sums.", "today I do not know."),
        ("6 9 waiting for a second look", f"1 submission(s): {MARK}."),
        ("essay=;", "points=6", "status=waiting for a second look", f"run `{MARK}`"),
        ("no row", f"Waiting for a second look (1): ada. Run `{MARK}`."),
        ("6 of 9 points so far: waiting for a second look", "Somebody looks at this score again."),
        ("Waiting for a second look : 1 student (ada)", "essay : 1 of 1"),
        ("2 points given to another text, which was:",
         "The derivative is linear. So sums stay sums.", "I do not know."),
    ),
    "text re-wrapped": (
        ("Nothing.",), ("8 9 complete",), ("essay=2", "points=8", "status=complete"),
        ("King,,ada,ada,,6", "!Run `"), ("8 of 9 points", "6 points count", "!so far"),
        ("1 student,",), ("!another text", "!other masters"),
    ),
    "other cell": (  # 3 * 3 is right, 3 * 4 is not
        ("feedback", "grader feedback week1", "!second look"), ("7 9 complete",),
        ("essay=2", "square=1", "points=7", "status=complete"), ("King,,ada,ada,,5", RULE),
        ("7 of 9 points", "5 points count", "!so far"), ("1 student,", "!second look"),
        ("!another text",),
    ),
    "mark given": (
        ("grader feedback week1",), ("9 9 complete",), ("essay=3", "points=9", "status=complete"),
        ("King,,ada,ada,,7", RULE), ("9 of 9 points", "7 points count"), ("1 student,",),
        ("!another text",),
    ),
    "override given": (
        ("grader feedback week1",), ("5.5 9 complete",),
        ("double=1.5", "points=5.5", "status=complete"), ("King,,ada,ada,,3.5", RULE),
        ("5.5 of 9 points", "This score was given by a person."), ("1 student,",),
        ("!another text",),
    ),
    "mark out of bounds": (
        ("points outside the bounds", "essay : 10 of 3 points, given by a person", MARK),
        ("6 9 points outside the bounds", "essay (10 of 3 points, given by a person)"),
        ("essay=;", "points=6", "status=points outside the bounds", "!16"),
        ("no row", f"Points outside the bounds (1): ada. Run `{MARK}`."),
        ("6 of 9 points so far: points outside the bounds", "!10 of"),
        ("Points outside the bounds : 1 student (ada)",),
        ("essay (10 of 3 points, given by a person)",),
    ),
    "roster": (
        ("ada Ada King", "roster not in the roster"), ("8 9 complete", "Not in the roster: ada"),
        ("name=Ada King", "points=8", "status=complete", "explanation=not in the roster"),
        ("King,,ada,ada,,6", "What the roster says (2): ada not in the roster, bob joined later"),
        ("Ada King (ada)", "8 of 9 points"), ("Not in the roster : 1 student (ada)", "1 student,"),
        ("!another text",),
    ),
    "group": (
        ("roster was in group A before", "bob Bob Byrd roster joined later"), ("8 9 complete",),
        ("points=8", "explanation=was in group A before"), ("King,,ada,ada,,6",),
        ("8 of 9 points",), ("1 student,", "!roster"), ("!another text",),
    ),
    "late rule": (
        ("feedback", "the page says something else than the grades", "grader feedback week1"),
        ("8 9 complete",), ("points=8", "late_penalty=4", "final_points=4"),
        ("King,,ada,ada,,4", RULE), ("4 points count",), ("1 student,",), ("!another text",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_every_output_says_after_a_change(world: World, change: str) -> None:
    """Each of the seven outputs says what holds, what does not, and what settles it."""
    CHANGES[change](world)
    for output, expected in zip(OUTPUTS, TABLE[change], strict=True):
        found = words(output(world.course))
        for text in expected:
            assert (text.removeprefix("!") in found) is not text.startswith("!"), (
                output.__name__, text, found)  # fmt: skip
