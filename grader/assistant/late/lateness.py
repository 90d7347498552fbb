"""What the late rule says of a submission, and when it was handed in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from grader import lms
from grader.assistant import receipts
from grader.assistant.late.rule import Rule, on_clock
from grader.assistant.receipts import File, Receipt
from grader.base.course import Course

_DAY = timedelta(days=1)


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
    files = [(file, file.label) for file in receipts.graded_files(receipt)]
    by_hand = all(lms.get(label.layout).by_hand for _, label in files)
    packed = any(file.path == receipts.TIMESTAMP and _is_packed(file) for file, _ in files)
    if by_hand and not packed:
        stamp = receipts.timestamp(course, assignment, student)
        if stamp is not None:
            return on_clock(stamp.replace(tzinfo=UTC), rule.timezone)
    believed = by_hand or rule.archive_times
    # The times in a zip that a student packed are the student's, and so is a timestamp.txt there.
    times = [
        label.when or (file.modified if believed and not _is_packed(file) else "")
        for file, label in files
    ]
    newest = max(times, default="")
    return datetime.fromisoformat(newest) if newest else None


def _is_packed(file: File) -> bool:
    """Whether a file came in a zip that the student made."""
    return ".zip/" in file.name.lower()
