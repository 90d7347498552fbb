"""``grader export``: the grades as a file that other programs read.

A score that does not exist is an empty cell, never 0, and the column ``status`` says why. The late
rule (:mod:`grader.assistant.late`) is applied here, to automatic and manual points alike; the
gradebook keeps the points as they were given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from grader.assistant.export.cells import safe_cell
from grader.assistant.export.filled import Filled, fill, form_of
from grader.assistant.export.lines import Line, lines, named, with_zeros
from grader.assistant.export.lms import grade, to_lms
from grader.assistant.export.table import to_csv, to_json
from grader.assistant.late import Rule, load_rule
from grader.assistant.returns import outdated
from grader.base.course import Course, did_you_mean
from grader.base.errors import GraderError
from grader.base.files import write_whole
from grader.lms import Lms, systems

__all__ = ["export", "safe_cell"]

_MISSING = ("empty", "zero")
_OWN = {"csv": to_csv, "json": to_json}


def export(
    course: Course,
    assignment: str,
    *,
    form: str = "",
    to: Path | None = None,
    template: Path | None = None,
    rule: Rule | None = None,
    column: str = "",
    comments: str = "",
    partial: bool = False,
    missing: str = "empty",
    now: datetime | None = None,
    say: Callable[[str], None] = lambda text: None,
) -> Path:
    """Write the grades of an assignment and return the file.

    Parameters
    ----------
    form : ``csv``, ``json`` or the name of an LMS; by default the template's, or csv.
    template : the LMS's own table of grades, to be filled in.
    rule : the late rule; by default that of the course.
    column : what the LMS calls the assignment; by default its name here.
    comments : the heading of the template's column for a line to the student, if it is not clear.
    partial : give an LMS also the sums in which exercises are not graded yet.
    missing : ``zero`` gives 0 for what was not handed in, and for nothing else; ``empty`` does not.
    now : when the file is written, by default now; some LMSs compare it with the time of a grade.
    say : is told what is not in the file, and why.

    Raises
    ------
    GraderError : the format is unknown, the late rule is wrong, or nothing was graded yet.
    """
    if missing not in _MISSING:
        raise GraderError(f"--missing must be one of {', '.join(_MISSING)}, got {missing!r}")
    whose = form_of(template, column) if template else None
    form = form or (whose.name if whose else "csv")
    system = None if form in _OWN else _system(form, template)
    if whose and whose is not system:
        raise GraderError(f"{template} is a table of {whose.name}, not of {form}")
    course.masters(assignment)  # says which assignments there are, if this is none of them
    rule = rule or load_rule(course, assignment)
    asked, found = lines(course, assignment, rule)
    if missing == "zero":
        found = with_zeros(found)
    filled = Filled("")
    written = (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    if system is None:
        filled.text = _OWN[form](asked, found)
    elif template:
        filled = fill(template, assignment, column, found, partial=partial, comments=comments,
                      now=written)  # fmt: skip
    else:
        filled.text = to_lms(system, column or assignment, found, partial=partial, now=written)
    path = to or course.work / _name(assignment, form)
    encoding = system.grades.encoding if system and system.grades else "utf-8"
    write_whole(path, filled.text.encode(encoding))
    for remark in filled.remarks + _remarks(found, rule, system, missing == "zero"):
        say(remark)
    if old := outdated(
        course, assignment, {line.person.folder: line.stamp for line in found if line.stamp}
    ):
        say(f"Feedback pages that say something else ({len(old)}): {named(old)}. "
            f"Run `grader feedback {assignment}`.")  # fmt: skip
    for remark in _for_lms(system, found, partial, template) if system else []:
        say(remark)
    return path


def _system(form: str, template: Path | None) -> Lms:
    """Return the system of a format; one that takes no table, or only its own, is refused."""
    known = {system.name: system for system in systems() if not system.by_hand}
    taking = [*_OWN, *(name for name, system in known.items() if system.grades)]
    if form not in known:
        raise GraderError(
            f"--format must be one of {', '.join(taking)}, got {form!r}",
            hint=did_you_mean(form, taking, ""),
        )
    system = known[form]
    if system.grades is None:
        raise GraderError(
            f"{system.title} takes no table of grades",
            hint="Use --format csv, and enter the grades by hand.",
        )
    if not system.grades.columns and template is None:
        raise GraderError(
            f"{system.title} takes only its own table back",
            hint=f"Give it with --template FILE ({system.grades.where}).",
        )
    return system


def _name(assignment: str, form: str) -> str:
    return f"{assignment}.{form}" if form in _OWN else f"{assignment}-{form}.csv"


def _remarks(found: list[Line], rule: Rule, system: Lms | None, zero: bool) -> list[str]:
    """Return what a person should know before the file is used."""
    remarks = list(_doubtful(found))
    absent = [line for line in found if line.missing]
    if absent and (zero or system is None):
        done = "counted as 0" if zero else "left empty"
        remarks.append(f"Not handed in, {done} ({len(absent)}): {_named(absent)}")
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
            "Enter the times in week.toml, under [late], as handed_in."
        )
    return remarks


def _doubtful(found: list[Line]) -> Iterator[str]:
    """Yield whose grades do not hold as they stand, and the command that settles it."""
    kinds: dict[tuple[str, str], list[Line]] = {}
    for line in found:
        for kind, command in zip(line.doubts, line.commands, strict=False):
            kinds.setdefault((kind, command), []).append(line)
    for (kind, command), those in kinds.items():
        yield f"{kind.capitalize()} ({len(those)}): {_named(those)}. Run `{command}`."
    standing = [f"{line.person.student} {line.standing}" for line in found if line.standing]
    if standing:
        yield f"What the roster says ({len(standing)}): {named(standing)}"


def _for_lms(system: Lms, found: list[Line], partial: bool, template: Path | None) -> list[str]:
    """Return who gets no grade from this file, and why, and what makes the upload count."""
    last = [system.grades.remark] if system.grades and system.grades.remark else []
    without = [line for line in found if grade(line, partial) is None]
    kinds: dict[str, list[Line]] = {}
    for line in sorted(without, key=lambda line: not line.is_absent):
        kind = line.status.removeprefix("partly graded: ")
        kinds.setdefault(kind, []).append(line)
    some = [line for line in without if not line.is_absent]
    parts = [f"{kind} ({len(who)}): {_named(who)}" for kind, who in kinds.items()]
    if not without:
        return last
    done = f"left as they were in {template.name}" if template else "left out of the file"
    so_far = "" if partial or not some else " --partial uploads the points so far."
    if any(not line.lacks_more for line in without):
        so_far += " --missing zero gives 0 for what was not handed in."
    return [
        f"Without a grade, {done} ({len(without)}), because an empty cell erases a "
        f"grade that was given by hand. {'; '.join(parts)}.{so_far}",
        *last,
    ]


def _named(some: list[Line]) -> str:
    return named([line.person.student for line in some])
