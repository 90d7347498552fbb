"""The late rule as a week's ``week.toml`` has it, and what is wrong with it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from grader.assistant.roster import safe_id
from grader.base.course import Course, did_you_mean
from grader.base.errors import GraderError
from grader.base.settings import read_settings

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


def settings(course: Course, assignment: str) -> Path:
    """The file with the rule of an assignment; it need not say anything of it."""
    return course.week(assignment).toml


def load_rule(course: Course, assignment: str, given: Mapping[str, object] | None = None) -> Rule:
    """Return the rule of an assignment; ``given`` (None values apart) wins over its ``week.toml``,
    and that over ``solutions/course.toml``.

    Raises
    ------
    GraderError : a key is unknown, or a value is not what it must be.
    """
    found: dict[str, object] = {}
    options = {key: value for key, value in (given or {}).items() if value is not None}
    for path in (course.root / "solutions" / "course.toml", settings(course, assignment)):
        late = read_settings(path).get("late", {})
        if not isinstance(late, dict):
            raise GraderError(f"{path}: late must be a table, got {late!r}", hint="Write [late].")
        found |= late
    return _rule({**found, **options}, path)


def _rule(plain: Mapping[str, object], path: Path) -> Rule:
    known = [item.name for item in fields(Rule)]
    for key in plain:
        if key not in known:
            hint = did_you_mean(key, known, "")
            if isinstance(plain[key], dict):
                hint = f"What one week has of its own stands under [late] in {path}."
            raise GraderError(f"{path}: unknown key {key!r} under [late]", hint=hint)
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
    return on_clock(value, zone)


def on_clock(when: datetime, zone: str) -> datetime:
    """Return a time without a zone, as the clock on the wall of the course shows it."""
    if when.tzinfo is None:
        return when
    return when.astimezone(ZoneInfo(zone) if zone else None).replace(tzinfo=None)
