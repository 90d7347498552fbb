"""``grader export``: the grades as a file that other programs read.

A score that does not exist is an empty cell, never 0, and the column ``status`` says why. Text is
quoted as RFC 4180 wants it; text that a spreadsheet would take for a formula gets a leading
apostrophe, which spreadsheets do not show.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from grader.course import Course, did_you_mean
from grader.errors import GraderError
from grader.masters import Exercise
from grader.results import Row, table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_csv(asked: list[Exercise], rows: list[Row]) -> str:
    """Return a table with a column for each exercise, the sum, and what is not graded and why."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [item.name for item in asked]
    writer.writerow(["student", *names, "points", "max_points", "status", "explanation"])
    for row in rows:
        scores = [_number(row.scores[name]) for name in names]
        texts = [row.status, safe_cell(row.explanation)]
        total = [_number(row.points), _number(row.max_points)]
        writer.writerow([safe_cell(row.student), *scores, *total, *texts])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> safe_cell("=HYPERLINK(1)"), safe_cell("Li Lei")
    ("'=HYPERLINK(1)", 'Li Lei')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"


FORMATS: dict[str, Callable[[list[Exercise], list[Row]], str]] = {"csv": to_csv}


def export(course: Course, assignment: str, *, form: str = "csv", to: Path | None = None) -> Path:
    """Write the grades of an assignment and return the file.

    Raises
    ------
    GraderError : the format is unknown, or nothing was graded yet.
    """
    if form not in FORMATS:
        known = list(FORMATS)
        raise GraderError(
            f"--format must be one of {', '.join(known)}, got {form!r}",
            hint=did_you_mean(form, known, ""),
        )
    text = FORMATS[form](*table(course, assignment))
    path = to or course.work / f"{assignment}.{form}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path
