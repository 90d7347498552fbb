"""Practice sheets and quizzes from the gradebook: one for each student, or one for the class."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

from grader.base.course import Course, did_you_mean
from grader.base.errors import GraderError
from grader.exam import bank
from grader.exam.blueprint import Blueprint, read
from grader.exam.mending import losses
from grader.exam.mending.links import Links, links
from grader.exam.mending.plan import (
    CAUSES,
    MOST,
    Plan,
    ahead,
    different,
    draw,
    mend,
    points_in_words,
)
from grader.exam.writers import paper, quiz
from grader.gradebook.results import Row

CLASS = "the class"
_END = "Easy ones come first."


def plans(
    course: Course,
    assignment: str,
    ids: Sequence[str] = (),
    *,
    listed: Sequence[str] = (),
    seed: int = 1,
    most: int = MOST,
) -> list[Plan]:
    """Return the sheet of each graded student, or of those with the ids.

    Parameters
    ----------
    listed : a class list; who is on it and has no grades yet gets a sheet all the same.

    Raises
    ------
    GraderError : nothing was graded yet, or nobody of one of the ids.
    """
    known = losses.grades(course, assignment)
    rows = {row.student: row for row in known.rows}
    if strange := [student for student in ids if student not in rows]:
        raise GraderError(f"{strange[0]!r} has no grades in {assignment}",
                          hint=did_you_mean(strange[0], sorted(rows), ""))  # fmt: skip
    trained = links(course.week(assignment), known.asked)
    wanted = dict.fromkeys([*ids, *listed]) or rows
    return [
        own(row, losses.of_student(row, known.records.get(student)), trained, seed, most)
        for student in wanted
        for row in (rows.get(student) or Row(student, {}, 0.0, (), ()),)
    ]


def class_plan(course: Course, assignment: str, most: int = MOST) -> Plan:
    """Return the sheet of the whole class; no student is named on it.

    Whose grades were made with other masters takes no part, as in the report.

    Raises
    ------
    GraderError : nothing was graded yet, or nobody has lost a point.
    """
    known = losses.grades(course, assignment)
    rows = [row for row in known.rows if not row.doubts.other_masters]
    trained = links(course.week(assignment), known.asked)
    found = losses.of_class(rows, known.records)
    steps = mend(found, trained, most, of=len(rows))
    if not steps:
        raise GraderError(f"{assignment}: nobody has lost a point, so there is nothing to train")
    reached, possible = losses.points(rows)
    students = f"{len(rows)} student{'s' * (len(rows) != 1)}"
    said = f"{students} together have {reached:.4g} of {possible:.4g} points."
    return Plan(CLASS, f"{said} These questions train what cost most. {_END}", tuple(steps))


def order(course: Course, assignment: str) -> Blueprint:
    """Return what stands at the head of a sheet: course and paper are those of the week's exam."""
    week = bank.choose(assignment, course)
    try:
        exam = read(None, course, assignment)
    except GraderError:  # there is none, or one that cannot be met, which is no matter here
        exam = Blueprint((), bank=week)
    return replace(exam, picks=(), title=f"{week.title}: your practice", points=0, minutes=0)


def sheet(blueprint: Blueprint, seed: int, plan: Plan) -> bytes:
    """Return the PDF of a plan."""
    plan = replace(plan, opening=f"{plan.opening} Worked solutions are on the last pages.")
    return paper.practice(draw(plan, blueprint, seed))


def page(blueprint: Blueprint, seed: int, plan: Plan) -> str:
    """Return the interactive quiz of a plan."""
    return quiz.quiz(draw(plan, blueprint, seed))


def own(
    row: Row, lost: Sequence[losses.Loss], trained: dict[str, Links], seed: int, most: int
) -> Plan:
    """Return the sheet of one student; whoever lost nothing, or has no grades, gets one too."""
    reached, possible = losses.points([row])
    said = f"You have {reached:.4g} of {points_in_words(possible)}."
    if steps := mend(lost, trained, most):
        what = "most" if len(different(lost, trained)) > CAUSES else "the rest"
        opening = f"{said} These questions train what cost {what}. {_END}"
        return Plan(row.student, opening, tuple(steps))
    full = [name for name, score in row.scores.items() if score is not None and name in trained]
    if lost:
        opening = f"{said} No question trains what cost the rest: here is a little of all. {_END}"
    elif full:
        opening = f"{said} Nothing is left to mend in them, so these questions go further."
    else:
        opening = f"Nothing of yours is graded yet, so this is a little of everything. {_END}"
    hard = bool(full and not lost)
    own = zlib.crc32(row.student.encode()) + seed
    steps = ahead(full if hard else list(trained), trained, own, graded=hard)
    return Plan(row.student, opening, tuple(steps))
