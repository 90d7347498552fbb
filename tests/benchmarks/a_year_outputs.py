"""Compares every output of an assignment with a model of what it must say."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean
from typing import Protocol

from rich.console import Console

from grader.assistant.export import export
from grader.assistant.feedback import feedback
from grader.assistant.report import report
from grader.assistant.worklist import worklist
from grader.assistant.worklist.entries import Kind
from grader.base.course import Course
from grader.cli.console import show_table
from grader.gradebook.results import table

_TOTAL = re.compile(r"<strong>([\d.]+) of ([\d.]+) points</strong>(?: so far: ([^<]*))?")


class Expected(Protocol):
    """What one student must have."""

    @property
    def points(self) -> float: ...
    @property
    def status(self) -> str: ...


def compare(course: Course, assignment: str, model: Mapping[str, Expected], left: set[str]) -> None:
    """Compare all outputs; ``left`` are students with grades who are in no roster any more.

    Raises
    ------
    AssertionError : one of them says another thing than the model.
    """
    told = {who: (one.points, one.status) for who, one in model.items()}
    asked, rows = table(course, assignment)
    assert {row.student: (row.points, row.status) for row in rows} == told
    assert {row.max_points for row in rows} == {9.0}
    out = io.StringIO()
    show_table(Console(file=out, width=200), asked, rows)
    waiting = sum("waiting" in status for _, status in told.values())
    assert f"{waiting} with answers to be read" in " ".join(out.getvalue().split())
    _tables(course, assignment, told, left)
    pages = feedback(course, assignment)
    assert {page.parts[-3]: _total(page) for page in pages} == told
    _pages(course, assignment, told, left)


def _tables(
    course: Course, assignment: str, told: Mapping[str, tuple[float, str]], left: set[str]
) -> None:
    text = export(course, assignment, form="csv").read_text("utf-8-sig")
    lines = {row["student"]: row for row in csv.DictReader(io.StringIO(text))}
    there = {who: row for who, row in lines.items() if row["points"]}
    assert {who: (float(row["points"]), row["status"]) for who, row in there.items()} == told
    assert {row["status"] for who, row in lines.items() if who not in there} <= {"not handed in"}
    assert {who for who, row in lines.items() if "not in the roster" in row["explanation"]} == left
    assert all(row["name"] == f"Student {who[1:]}" for who, row in lines.items())
    plain = json.loads(export(course, assignment, form="json").read_text("utf-8"))["students"]
    assert {one["student"]: (one["points"], one["status"]) for one in plain
            if one["points"] is not None} == told  # fmt: skip
    canvas = export(course, assignment, form="canvas").read_text("utf-8")
    uploaded = {row["SIS User ID"]: float(row[assignment])
                for row in csv.DictReader(io.StringIO(canvas)) if row["SIS User ID"]}  # fmt: skip
    assert uploaded == {who: points for who, (points, s) in told.items() if s == "complete"}


def _total(page: Path) -> tuple[float, str]:
    found = _TOTAL.search(page.read_text("utf-8"))
    assert found is not None
    assert found[2] == "9"
    return float(found[1]), found[3] or "complete"


def _pages(
    course: Course, assignment: str, told: Mapping[str, tuple[float, str]], left: set[str]
) -> None:
    looked = {one.person.student: one for one in worklist(course, assignment).looked}
    needed = {who for who, one in looked.items() if one.worst.needs_somebody}
    assert needed == {who for who, (_, status) in told.items() if status != "complete"}
    assert {who for who, one in looked.items() if any(
        entry.kind is Kind.ROSTER and "not in the roster" in entry.what for entry in one.entries
    )} == left  # fmt: skip
    text = " ".join(report(course, assignment).path.read_text("utf-8").split())
    # An essay that waits takes 3 of the 9 points out of what is shared.
    shares = [points / (6 if "waiting" in status else 9) for points, status in told.values()
              if "other masters" not in status]  # fmt: skip
    mean = f"On average a student has {fmean(shares):.0%}" if shares else "cannot be said yet"
    assert mean in text
