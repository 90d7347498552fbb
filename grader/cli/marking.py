"""``grader mark``: arguments and messages of the marking of written answers."""

from __future__ import annotations

from typing import Annotated

import typer

from grader.base.course import Course
from grader.cli.app import ASSISTANT, Assignment, CourseFolder, Database, app, course_of, out


def _say(text: str) -> None:
    out.print(text, markup=False, soft_wrap=True)


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
    from grader.marking import line_up
    from grader.marking.desk import Desk
    from grader.marking.serving import serve

    where = course_of(ctx, course, db)
    if write:
        _write_back(where, assignment)
        return
    if assign or by == "nobody":
        desk = Desk.of_course(where, assignment)
        students = sorted({student for order in desk.order.values() for student in order})
        shared = line_up.share_out(desk.store, assign.split(","), by, [*desk.order], students)
        desk.close()
        for marker, things in shared.items():
            kind = "students" if by == "student" else ", ".join(things)
            _say(f"{marker}: {len(things)} {kind}" if by == "student" else f"{marker}: {kind}")
        _say(f"Next: grader mark {assignment}.")
        return
    token = where.work / "marking" / f"{assignment}.token"
    serve(lambda: Desk.of_course(where, assignment, names=names), token, port=port,
          browser=browser, say=_say)  # fmt: skip
