"""``grader mark``: arguments and messages of the marking of written answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.base.course import Course
from grader.cli.app import ASSISTANT, Assignment, CourseFolder, Database, app, course_of, out

if TYPE_CHECKING:
    from grader.exam.draw import Exam


def _say(text: str) -> None:
    out.print(text, markup=False, soft_wrap=True)


def _share_out(where: Course, assignment: str, markers: list[str], by: str) -> None:
    from grader.marking import line_up
    from grader.marking.desk import Desk

    desk = Desk.of_course(where, assignment)
    try:
        everybody = sorted({student for order in desk.order.values() for student in order})
        shared = line_up.share_out(desk.store, markers, by, [*desk.order], everybody)
    finally:
        desk.close()
    for marker, things in shared.items():
        _say(f"{marker}: {f'{len(things)} students' if by == 'student' else ', '.join(things)}")
    _say(f"Next: grader mark {assignment}.")


def _results(where: Course, exam: Exam, students: Path) -> None:
    from grader.cli.console import number
    from grader.marking.exam_paper import desk_of
    from grader.marking.exam_results import results

    desk = desk_of(where, exam, students)
    try:
        done = results(where, desk)
    finally:
        desk.close()
    for item in done.analysis:
        share = "–" if item.facility is None else f"{100 * item.facility:.0f} %"
        told = number(item.discrimination) if item.discrimination is not None else item.unknown
        _say(
            f"{item.exercise.name}: mean {share} of {item.exercise.points:g}, discrimination {told}"
        )
    for name, count in done.waiting.items():
        _say(f"{name}: {count} paper(s) not marked yet.")
    _say(f"Points: {done.points}\nItems: {done.items}")


def _write_back(where: Course, assignment: str) -> None:
    from grader.marking.desk import Desk
    from grader.marking.write_back import write_back

    desk = Desk.of_course(where, assignment)
    try:
        written = write_back(where, desk)
    finally:
        desk.close()
    for name, notebook in written.items():
        _say(f"{name}: its marking scheme is written into {notebook}.ipynb.")
    _say(f"Next: grader check {assignment}." if written else "The masters have these rubrics.")


@app.command(rich_help_panel=ASSISTANT)
def mark(
    ctx: typer.Context,
    assignment: Assignment,
    port: Annotated[int, typer.Option(metavar="N", help="On this machine only.")] = 8890,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
    names: Annotated[
        bool, typer.Option("--names", help="Show whose an answer is; else it is blind.")
    ] = False,
    assign: Annotated[
        str, typer.Option(metavar="ANA,BO", help="Share the answers out, and open nothing.")
    ] = "",
    by: Annotated[
        str, typer.Option(metavar="HOW", help="With --assign: student, question or nobody.")
    ] = "student",
    students: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Mark an exam on paper, of the students of this list."),
    ] = None,
    blueprint: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --students: as given to `exam paper`.")
    ] = None,
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, help="With --students: as given to `exam paper`.")
    ] = 1,
    results: Annotated[
        bool, typer.Option("--results", help="With --students: write points and item analysis.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Write changed rubrics into the masters, and end.")
    ] = False,
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Mark written answers question by question, with keys.

    A page opens in the browser. Its rubric is the marking scheme in the master; the marks go into
    nbgrader's gradebook. Several people may mark at once. Stop it with Ctrl-C.
    """
    from grader.exam.blueprint import read
    from grader.exam.draw import draw_exam
    from grader.marking.desk import Desk
    from grader.marking.exam_paper import desk_of
    from grader.marking.serving import serve

    where = course_of(ctx, course, db)
    token = where.work / "marking" / f"{assignment}.token"
    if students is not None:
        exam, papers = draw_exam(read(blueprint, where, assignment), seed), students
        if results:
            _results(where, exam, papers)
        else:
            serve(lambda: desk_of(where, exam, papers), token, port=port, browser=browser,
                  say=_say)  # fmt: skip
        return
    if write:
        _write_back(where, assignment)
        return
    if assign or by == "nobody":
        _share_out(where, assignment, assign.split(","), by)
        return
    serve(lambda: Desk.of_course(where, assignment, names=names), token, port=port,
          browser=browser, say=_say)  # fmt: skip
