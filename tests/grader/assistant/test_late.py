"""The late rule: every deduction here was worked out by hand from the calendar."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from grader.assistant import receipts
from grader.assistant.late import Lateness, Rule, lateness, load_rule, of_class, settings
from grader.assistant.receipts import File, Receipt, Version
from grader.base.course import Course
from grader.base.errors import GraderError

HandIn = Callable[..., Path]
DUE = datetime(2026, 11, 20, 23, 59)  # a Friday
RULE = Rule(due=DUE, grace_days=1, points_per_day=5, cap=20)


def write(course: Course, text: str) -> None:
    """Write the course's settings."""
    settings(course, "week1").write_text(text, encoding="utf-8")


def received(course: Course, student: str, *files: File, late: bool | None = None) -> None:
    """Store a receipt with one version, all of it graded."""
    receipts.collected(course, "week1", student).mkdir(parents=True)
    graded = tuple(f"001/{file.path}" for file in files)
    version = Version("001", "week1.zip", files)
    newest = max((file.modified for file in files), default="")
    receipts.store(course, "week1", student, Receipt((version,), graded, late, newest))


@pytest.mark.parametrize(
    ("handed_in", "days", "penalty"),
    [
        ("2026-11-13 08:00:00", 0, 0),  # a week early
        ("2026-11-20 23:59:00", 0, 0),  # at the second of the deadline
        ("2026-11-20 23:59:01", 0, 0),  # late, and within the day of grace
        ("2026-11-21 23:59:00", 0, 0),  # the last second of grace
        ("2026-11-21 23:59:01", 1, 5),  # the first day has begun
        ("2026-11-22 23:59:00", 1, 5),  # and ends
        ("2026-11-22 23:59:01", 2, 10),
        ("2026-11-25 12:00:00", 4, 20),  # 3 days and 12 hours after the grace
        ("2026-11-26 12:00:00", 5, 20),  # 25 points, of which the cap leaves 20
        ("2027-11-20 23:59:00", 364, 20),
    ],
)
def test_a_day_that_has_begun_counts(handed_in: str, days: int, penalty: float) -> None:
    """At the second of the deadline is in time; then each started day costs, up to the cap."""
    found = lateness(RULE, "ada", datetime.fromisoformat(handed_in))
    assert (found.days, found.penalty) == (days, penalty)
    assert ("the most there is" in found.note) == (days > 4)


def test_without_grace_one_second_is_a_day() -> None:
    """The first second after the deadline begins the first day."""
    rule = Rule(due=DUE, points_per_day=2.5)
    assert lateness(rule, "ada", datetime(2026, 11, 20, 23, 59, 1)).penalty == 2.5
    assert lateness(rule, "ada", datetime(2027, 2, 28, 23, 59)).penalty == 250  # 100 days, no cap


def test_half_a_day_of_grace() -> None:
    """Days of grace need not be whole: the deadline moves to Saturday, 11:59."""
    rule = Rule(due=DUE, grace_days=0.5, points_per_day=5)
    assert lateness(rule, "ada", datetime(2026, 11, 21, 11, 59)).penalty == 0
    assert lateness(rule, "ada", datetime(2026, 11, 21, 11, 59, 1)).penalty == 5


@pytest.mark.parametrize(
    ("points", "final"), [(94.0, 84.0), (10.0, 0.0), (3.0, 0.0), (0.0, 0.0), (None, None)]
)
def test_points_are_never_below_zero(points: float | None, final: float | None) -> None:
    """10 points off: what is left is at least 0, and what does not exist stays so."""
    assert Lateness(penalty=10).final(points) == final


def test_a_mark_without_a_time_costs_nothing_and_is_said() -> None:
    """The LMS says late and nobody knows by how much: explained, not deducted."""
    for rule, words in ((Rule(), "no deadline is set"), (RULE, "the time is not known")):
        found = lateness(rule, "ada", None, mark=True)
        assert (found.penalty, found.days) == (0, 0)
        assert "marked late by the LMS" in found.note
        assert words in found.note
    early = lateness(RULE, "ada", datetime(2026, 11, 19), mark=True)
    assert (early.penalty, "before the deadline" in early.note) == (0, True)
    assert lateness(RULE, "ada", None, mark=False).note == ""
    assert lateness(Rule(), "ada", None).note == ""


def test_a_student_may_have_a_later_deadline() -> None:
    """Handed in on Monday: in time for whom the deadline was put off, 2 days for the others."""
    rule = Rule(due=DUE, points_per_day=5, due_for={"ada": datetime(2026, 11, 27, 23, 59)})
    monday = datetime(2026, 11, 22, 10)
    assert lateness(rule, "ada", monday) == Lateness(monday)
    assert lateness(rule, "bob", monday).penalty == 10


def test_the_file_is_read_and_options_win(course: Course) -> None:
    """What a week has of its own wins over the course's rule, and an option over both."""
    assert load_rule(course, "week1") == Rule()
    common = course.root / "solutions" / "course.toml"
    common.write_text("[late]\npoints_per_day = 5\ncap = 20\n", encoding="utf-8")
    write(
        course,
        'title = "ours"\n[late]\ndue = 2026-11-20T23:59:00\ncap = 10\n'
        "due_for = { \"zoë\" = '2026-11-27T23:59' }\n",
    )
    rule = load_rule(course, "week1")
    assert (rule.due, rule.points_per_day, rule.cap) == (DUE, 5, 10)
    assert rule.due_for == {"zo_0xeb_": datetime(2026, 11, 27, 23, 59)}
    given = {"cap": 3.0, "due": "2026-11-21T12:00:00", "grace_days": None}
    rule = load_rule(course, "week1", given)
    assert (rule.due, rule.points_per_day, rule.cap) == (datetime(2026, 11, 21, 12), 5, 3)


def test_a_time_with_a_zone_is_put_on_the_course_s_clock(course: Course) -> None:
    """22:59 in UTC is 23:59 in Berlin in November and 00:59 in July."""
    for day, clock in (("11-20", datetime(2026, 11, 20, 23, 59)), ("07-20", None)):
        write(course, f'[late]\ntimezone = "Europe/Berlin"\ndue = 2026-{day}T22:59:00Z\n')
        assert load_rule(course, "week1").due == (clock or datetime(2026, 7, 21, 0, 59))


def test_a_day_is_a_day_of_the_clock() -> None:
    """In the night of 25 October 2026 clocks go back: 25 hours are one day, not two."""
    rule = Rule(due=datetime(2026, 10, 24, 23, 59), points_per_day=5, timezone="Europe/Berlin")
    assert lateness(rule, "ada", datetime(2026, 10, 25, 23, 59)).days == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[late", "not valid TOML"),
        ("late = 3", "must be a table"),
        ("[late]\ndeu = 3", "Did you mean due?"),
        ("[late.week1]\ncap = 3", "stands under [late] in"),
        ("[late]\ndue = 2026-11-20", "must be a day and a time"),
        ("[late]\ndue = 'tomorrow, early'", "must be a day and a time"),
        ("[late]\npoints_per_day = -5", "must be a number of 0 or more"),
        ("[late]\ncap = nan", "must be a number of 0 or more"),
        ("[late]\ngrace_days = true", "must be a number of 0 or more"),
        ("[late]\ntimezone = 'Berlin'", "timezone must be a name"),
        ("[late]\narchive_times = 'yes'", "must be true or false"),
        ("[late]\nhanded_in = 3", "must be a table of students"),
        ("[late]\nhanded_in = { ada = 3 }", "handed_in.ada must be a day and a time"),
    ],
)
def test_a_wrong_rule_is_refused(course: Course, text: str, words: str) -> None:
    """A slip in the settings is one sentence, never a rule that nobody meant."""
    write(course, text)
    with pytest.raises(GraderError) as caught:
        load_rule(course, "week1")
    assert words in str(caught.value)


def test_the_time_in_the_zip_of_an_lms_is_not_believed(course: Course) -> None:
    """Canvas and Moodle write the time of the download there, unless told otherwise."""
    after = "2026-11-22T10:00:00"
    canvas = File("01.ipynb", "k", "", "lovelaceada_LATE_7_90_01.ipynb", 90, modified=after)
    moodle = File("01.ipynb", "k", "", "Bob B_8_assignsubmission_file_/01.ipynb", modified=after)
    plain = File("01.ipynb", "k", "", "cleo/01.ipynb", modified=after)
    packed = File("01.ipynb", "k", "", "dan/work.zip/01.ipynb", modified=after)
    received(course, "ada", canvas, late=True)
    received(course, "bob", moodle)
    received(course, "cleo", plain)
    received(course, "dan", packed)
    everyone = ["ada", "bob", "cleo", "dan"]
    rule = Rule(due=DUE, points_per_day=5)
    found = of_class(course, "week1", everyone, rule)
    assert [found[name].penalty for name in everyone] == [0, 0, 10, 0]
    assert "marked late by the LMS" in found["ada"].note
    believed = Rule(due=DUE, points_per_day=5, archive_times=True)
    found = of_class(course, "week1", everyone, believed)
    assert [found[name].penalty for name in everyone] == [10, 10, 10, 0]


def test_what_a_person_entered_wins(course: Course) -> None:
    """``handed_in`` is used even where the LMS says in time; its word wins over archive times."""
    file = File("01.ipynb", "k", "", "a_7_90_01.ipynb", 90, modified="2026-11-23T10:00:00")
    received(course, "ada", file, late=False)
    rule = Rule(due=DUE, points_per_day=5, archive_times=True)
    assert of_class(course, "week1", ["ada"], rule)["ada"] == Lateness()
    entered = Rule(due=DUE, points_per_day=5, handed_in={"ada": datetime(2026, 11, 21, 8)})
    assert of_class(course, "week1", ["ada"], entered)["ada"].penalty == 5


def test_the_graded_version_s_time_counts(course: Course) -> None:
    """Handed in on time and again two days late: the second is graded, and its time counts."""
    first = File("01.ipynb", "k", "1", "ada/01.ipynb", modified="2026-11-20T10:00:00")
    again = File("01.ipynb", "k", "2", "ada/01.ipynb", modified="2026-11-22T10:00:00")
    receipts.collected(course, "week1", "ada").mkdir(parents=True)
    versions = (Version("001", "a.zip", (first,)), Version("002", "b.zip", (again,)))
    for graded, penalty in (("001/01.ipynb", 0), ("002/01.ipynb", 10)):
        receipts.store(course, "week1", "ada", Receipt(versions, (graded,)))
        rule = Rule(due=DUE, points_per_day=5)
        assert of_class(course, "week1", ["ada"], rule)["ada"].penalty == penalty


def test_a_timestamp_counts_only_outside_an_lms(course: Course, hand_in: HandIn) -> None:
    """``timestamp.txt`` of a plain folder is believed; in an LMS's zip the student may write it."""
    for student in ("ada", "bob"):
        stamp = hand_in(student).with_name("timestamp.txt")
        stamp.write_text("2026-11-21 08:00:00 UTC", encoding="utf-8")
    received(course, "bob", File("01.ipynb", "k", "", "B_8_assignsubmission_file_/01.ipynb"))
    rule = Rule(due=DUE, points_per_day=5, timezone="Europe/Berlin")
    found = of_class(course, "week1", ["ada", "bob"], rule)
    assert found["ada"].handed_in == datetime(2026, 11, 21, 9)
    assert (found["ada"].penalty, found["bob"].penalty) == (5, 0)


@pytest.mark.parametrize("order", [1, -1])
def test_one_file_of_an_lms_is_enough_to_doubt_the_times(course: Course, order: int) -> None:
    """Of two graded files one came from Canvas: the time of its download deducts nothing."""
    after = "2026-11-22T10:00:00"
    files = [
        File("01.ipynb", "k", "", "lovelaceada_7_90_01.ipynb", 90, modified=after),
        File("02.ipynb", "k2", "", "ada/02.ipynb", modified=after),
    ]
    received(course, "ada", *files[::order])
    found = of_class(course, "week1", ["ada"], Rule(due=DUE, points_per_day=5))
    assert (found["ada"].handed_in, found["ada"].penalty) == (None, 0)


@pytest.mark.parametrize("text", ["9" * 40, "9999-12-31 23:59", "0001-01-01", "1 " * 200_000, "\0"])
def test_an_odd_timestamp_says_nothing(course: Course, hand_in: HandIn, text: str) -> None:
    """A time that no calendar has, or a flood of digits, is no time and stops no command."""
    hand_in("ada").with_name("timestamp.txt").write_text(text, encoding="utf-8")
    rule = Rule(due=DUE, points_per_day=5, timezone="Europe/Berlin")
    assert of_class(course, "week1", ["ada"], rule)["ada"].handed_in is None


def test_the_second_of_the_deadline_is_not_called_late() -> None:
    """What costs nothing because it was in time gets no remark, one second later does."""
    assert lateness(RULE, "ada", DUE).note == ""
    assert lateness(RULE, "ada", DUE + timedelta(seconds=1)).note.startswith("late by 1 s")
