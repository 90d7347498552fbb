"""``grader export``: the grades as a file that other programs read.

A score that does not exist is an empty cell, never 0, and the column ``status`` says why. The late
rule (:mod:`grader.late`) is applied here, to automatic and manual points alike; the gradebook keeps
the points as they were given.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from grader.course import Course, did_you_mean
from grader.errors import GraderError
from grader.export.cells import safe_cell
from grader.export.filled import Filled, fill_canvas, fill_moodle, form_of
from grader.export.lines import NOT_HANDED_IN, Line, lines, named
from grader.export.lms import grade, to_canvas, to_moodle
from grader.export.table import to_csv, to_json
from grader.late import Rule, load_rule, settings

__all__ = ["FORMATS", "export", "safe_cell"]

FORMATS = ("csv", "json", "canvas", "moodle")


def export(
    course: Course,
    assignment: str,
    *,
    form: str = "",
    to: Path | None = None,
    template: Path | None = None,
    rule: Rule | None = None,
    column: str = "",
    partial: bool = False,
    say: Callable[[str], None] = lambda text: None,
) -> Path:
    """Write the grades of an assignment and return the file.

    Parameters
    ----------
    form : ``csv``, ``json``, ``canvas`` or ``moodle``; by default the template's, or csv.
    template : the gradebook of Canvas or the worksheet of Moodle, to be filled in.
    rule : the late rule; by default that of the course.
    column : what the LMS calls the assignment; by default its name here.
    partial : give an LMS also the sums in which exercises are not graded yet.
    say : is told what is not in the file, and why.

    Raises
    ------
    GraderError : the format is unknown, the late rule is wrong, or nothing was graded yet.
    """
    form = form or (form_of(template) if template else "csv")
    if form not in FORMATS:
        raise GraderError(
            f"--format must be one of {', '.join(FORMATS)}, got {form!r}",
            hint=did_you_mean(form, list(FORMATS), ""),
        )
    if template and form_of(template) != form:
        raise GraderError(f"{template} is a table of {form_of(template)}, not of {form}")
    course.masters(assignment)  # says which assignments there are, if this is none of them
    rule = rule or load_rule(course, assignment)
    asked, found = lines(course, assignment, rule)
    filled = Filled("")
    match form:
        case "canvas" | "moodle" if template:
            fill = fill_canvas if form == "canvas" else fill_moodle
            filled = fill(template, assignment, column, found, partial=partial)
            text = filled.text
        case "csv":
            text = to_csv(asked, found)
        case "json":
            text = to_json(asked, found)
        case "canvas":
            text = to_canvas(column or assignment, found, partial=partial)
        case _:
            text = to_moodle(column or assignment, found, partial=partial)
    path = to or course.work / _name(assignment, form)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8", newline="")
    os.replace(draft, path)
    for_lms = form in ("canvas", "moodle")
    for remark in filled.remarks + _remarks(course, found, rule, for_lms, partial, template):
        say(remark)
    return path


def _name(assignment: str, form: str) -> str:
    return f"{assignment}.{form}" if form in ("csv", "json") else f"{assignment}-{form}.csv"


def _remarks(
    course: Course,
    found: list[Line],
    rule: Rule,
    for_lms: bool,
    partial: bool,
    template: Path | None,
) -> list[str]:
    """Return what a person should know before the file is used."""
    remarks = []
    absent = [line for line in found if line.status == NOT_HANDED_IN and line.points is None]
    if absent and not for_lms:
        remarks.append(f"Not handed in, left empty ({len(absent)}): {_named(absent)}")
    late = [line for line in found if line.late.penalty]
    if late:
        remarks.append(f"Late, points deducted ({len(late)}): {_named(late)}")
    unknown = [line for line in found if line.late.note and line.late.handed_in is None]
    if unknown and rule.due is None:
        remarks.append(
            f"Marked late by the LMS, nothing deducted without a late rule ({len(unknown)}): "
            f"{_named(unknown)}. See `grader export --help`."
        )
    elif unknown:
        remarks.append(
            f"Handed in at an unknown time, nothing deducted ({len(unknown)}): {_named(unknown)}. "
            f"Enter the times in {settings(course)} under handed_in."
        )
    return remarks + (_without_grade(found, absent, partial, template) if for_lms else [])


def _without_grade(
    found: list[Line], absent: list[Line], partial: bool, template: Path | None
) -> list[str]:
    """Return who gets no grade from this file, and why."""
    some = [line for line in found if grade(line, partial) is None and line not in absent]
    kinds = {"not handed in": absent, "not fully graded": some}
    parts = [f"{kind} ({len(who)}): {_named(who)}" for kind, who in kinds.items() if who]
    if not parts:
        return []
    done = f"left as they were in {template.name}" if template else "left out of the file"
    so_far = "" if partial or not some else " --partial uploads the points so far."
    return [
        f"Without a grade, {done} ({len(absent) + len(some)}), because an empty cell erases a "
        f"grade that was given by hand. {'; '.join(parts)}.{so_far}"
    ]


def _named(some: list[Line]) -> str:
    return named([line.person.student for line in some])
