"""The late rule: how many points a late submission loses when grades leave the course.

The rule stands in ``solutions/course.toml``, beside the masters::

    [late]                               # for every assignment
    timezone = "Europe/Berlin"           # the zone of all times; else that of this machine
    grace_days = 1                       # days that cost nothing
    points_per_day = 5
    cap = 20                             # never more than this

    [late.week4]                         # what week4 has of its own
    due = 2026-11-20T23:59:00
    due_for = { ada = 2026-11-27T23:59:00 }        # a later deadline for one student
    handed_in = { bob = 2026-11-22T08:30:00 }      # where the LMS tells no time

What counts, exactly:

- In time is what is handed in up to the second of the deadline, that second included.
- The days begin at the deadline plus the days of grace, and a day that has begun counts as a whole.
- A day lasts until the same time on the clock of the next day, also when the clocks change.
- The deduction is never more than ``cap``, and the points that are left are never below 0.
- The time of the version that is graded counts, not that of an earlier one.
- The gradebook keeps the points as they are; only what is exported is less.

When something was handed in is taken from the first of these that is there: ``handed_in``; the
LMS's word that it was in time; a ``timestamp.txt`` (plain folders only: in an LMS the student could
have written it); the times in the archive. The zips of Canvas, and of Moodle since 4.0, have the
time of the download in them, so their times are used only with ``archive_times = true``. What the
LMS calls late without a time loses nothing; the column ``late`` says so.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nbgrader.utils import parse_utc

from grader import receipts
from grader.course import Course, did_you_mean
from grader.errors import GraderError
from grader.receipts import File, Receipt
from grader.roster import safe_id

_DAY = timedelta(days=1)
_EXAMPLE = "For example 2026-11-20T23:59:00."


@dataclass(frozen=True)
class Rule:
    """The rule for one assignment; all times are on the clock of ``timezone``.

    ``cap`` None means no limit; the keys of ``due_for`` and ``handed_in`` are students.
    """

    due: datetime | None = None
    grace_days: float = 0
    points_per_day: float = 0
    cap: float | None = None
    timezone: str = ""
    archive_times: bool = False
    due_for: Mapping[str, datetime] = field(default_factory=dict)
    handed_in: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Lateness:
    """What the rule says of one submission; ``note`` explains it, "" for what was in time."""

    handed_in: datetime | None = None
    days: int = 0
    penalty: float = 0.0
    note: str = ""

    def final(self, points: float | None) -> float | None:
        """Return the points that are left; None stays None."""
        return None if points is None else max(0.0, points - self.penalty)


def settings(course: Course) -> Path:
    """The file with the rule; there need not be one."""
    return course.root / "solutions" / "course.toml"


def load_rule(course: Course, assignment: str, given: Mapping[str, object] | None = None) -> Rule:
    """Return the rule of an assignment; ``given`` (None values apart) wins over the file.

    Raises
    ------
    GraderError : a key is unknown, or a value is not what it must be.
    """
    path = settings(course)
    own: dict[str, Any] = {}
    if path.is_file():
        try:
            late = tomllib.loads(path.read_text(encoding="utf-8")).get("late", {})
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise GraderError(f"{path} is not valid TOML: {error}") from None
        if not isinstance(late, dict):
            raise GraderError(f"{path}: late must be a table, got {late!r}", hint="Write [late].")
        tables = {key: value for key, value in late.items() if _is_assignment(key, value)}
        for name in tables.keys() - set(course.assignments()):
            hint = did_you_mean(name, course.assignments(), "")
            raise GraderError(f"{path}: [late.{name}] is not an assignment", hint=hint)
        own = {key: value for key, value in late.items() if key not in tables}
        own |= tables.get(assignment, {})
    options = {key: value for key, value in (given or {}).items() if value is not None}
    return _rule({**own, **options}, path)


def _is_assignment(key: str, value: object) -> bool:
    return isinstance(value, dict) and key not in ("due_for", "handed_in")


def _rule(plain: Mapping[str, object], path: Path) -> Rule:
    known = [item.name for item in fields(Rule)]
    for key in plain:
        if key not in known:
            raise GraderError(f"{path}: unknown key {key!r}", hint=did_you_mean(key, known, ""))
    zone = _zone(plain.get("timezone", ""))
    archive_times = plain.get("archive_times", False)
    if not isinstance(archive_times, bool):
        raise GraderError(f"archive_times must be true or false, got {archive_times!r}")
    values: dict[str, Any] = {"timezone": zone, "archive_times": archive_times}
    for key in ("grace_days", "points_per_day", "cap"):
        if key in plain:
            values[key] = _number(key, plain[key])
    if "due" in plain:
        values["due"] = _time("due", plain["due"], zone)
    for key in ("due_for", "handed_in"):
        values[key] = _times(key, plain.get(key, {}), zone)
    return Rule(**values)


def _zone(name: object) -> str:
    try:
        if isinstance(name, str):
            return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass  # said below
    raise GraderError(f"timezone must be a name such as Europe/Berlin, got {name!r}")


def _times(key: str, table: object, zone: str) -> dict[str, datetime]:
    if not isinstance(table, dict):
        raise GraderError(f"{key} must be a table of students and times, got {table!r}")
    return {safe_id(who): _time(f"{key}.{who}", value, zone) for who, value in table.items()}


def _number(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise GraderError(f"{key} must be a number of 0 or more, got {value!r}")
    return float(value)


def _time(key: str, value: object, zone: str) -> datetime:
    """Return a time on the rule's clock; a day alone does not say which minute is meant."""
    try:
        if isinstance(value, str) and len(value) > len("2026-11-20"):
            value = datetime.fromisoformat(value)
    except ValueError:
        pass
    if not isinstance(value, datetime):
        raise GraderError(f"{key} must be a day and a time, got {str(value)!r}", hint=_EXAMPLE)
    return _on_clock(value, zone)


def _on_clock(when: datetime, zone: str) -> datetime:
    """Return a time without a zone, as the clock on the wall of the course shows it."""
    if when.tzinfo is None:
        return when
    return when.astimezone(ZoneInfo(zone) if zone else None).replace(tzinfo=None)


def lateness(rule: Rule, student: str, when: datetime | None, mark: bool | None = None) -> Lateness:
    """Return what the rule says of one submission.

    Parameters
    ----------
    when : when it was handed in, None if nobody knows.
    mark : the LMS's own mark, None if it made none.
    """
    due = rule.due_for.get(student, rule.due)
    said = "marked late by the LMS"
    if due is None:
        return Lateness(when, note=f"{said}; no deadline is set, nothing deducted" if mark else "")
    if when is None:
        unknown = "the time is not known, nothing deducted"
        return Lateness(note="" if mark is False else f"{said}; {unknown}" if mark else unknown)
    if when <= due:
        in_time = f"{said}, but handed in before the deadline; nothing deducted"
        return Lateness(when, note=in_time if mark else "")
    after = when - due - rule.grace_days * _DAY
    days = max(0, math.ceil(after / _DAY))
    penalty = days * rule.points_per_day
    capped = rule.cap is not None and penalty > rule.cap
    penalty = min(penalty, rule.cap) if rule.cap is not None else penalty
    cost = f"{penalty:g} points deducted" + (" (the most there is)" if capped else "")
    counted = f"{days} days count" if days > 1 else "one day counts"
    note = f"{counted}, {cost}" if days else "nothing deducted, it is within the days of grace"
    return Lateness(when, days, penalty, f"late by {_span(when - due)}: {note}")


def _span(time: timedelta) -> str:
    """Return a time as a person says it.

    Examples
    --------
    >>> _span(timedelta(days=1, hours=2)), _span(timedelta(seconds=5))
    ('1 d 2 h 0 min', '5 s')
    """
    minutes = int(time.total_seconds()) // 60
    if not minutes:
        return f"{math.ceil(time.total_seconds())} s"
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    return (f"{days} d " if days else "") + (f"{hours} h " if minutes >= 60 else "") + f"{rest} min"


def of_class(
    course: Course, assignment: str, students: Iterable[str], rule: Rule
) -> dict[str, Lateness]:
    """Return what the rule says of each student's graded version."""
    found = {}
    for student in students:
        receipt = receipts.load(course, assignment, student)
        when, mark = rule.handed_in.get(student), receipt.late
        if when is None and mark is not False:
            when = _from_receipt(course, assignment, student, receipt, rule)
        found[student] = lateness(rule, student, when, mark)
    return found


def _from_receipt(
    course: Course, assignment: str, student: str, receipt: Receipt, rule: Rule
) -> datetime | None:
    files = receipts.graded_files(receipt)
    from_lms = any(_is_from_lms(file) for file in files)
    if not from_lms:
        try:
            file = course.submitted(assignment, student) / "timestamp.txt"
            stamp = parse_utc(file.read_text(encoding="utf-8").strip())
            if isinstance(stamp, datetime):
                return _on_clock(stamp.replace(tzinfo=UTC), rule.timezone)
        except (OSError, ValueError):
            pass  # there is none, or it says nothing
    if from_lms and not rule.archive_times:
        return None
    # The times in a zip that a student packed are the student's.
    times = [file.modified for file in files if ".zip/" not in file.name.lower()]
    newest = max(times, default="")
    return datetime.fromisoformat(newest) if newest else None


def _is_from_lms(file: File) -> bool:
    return bool(file.number) or "_assignsubmission_" in file.name
