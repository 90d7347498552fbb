"""Commands that take in and grade what was handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.app import (
    ASSISTANT,
    Assignment,
    Cluster,
    CourseFolder,
    Database,
    Jobs,
    NoSandbox,
    Student,
    app,
    course_of,
    err,
    out,
    require_confinement,
)


@app.command(rich_help_panel=ASSISTANT)
def doctor() -> None:
    """Say how well this machine can confine student code."""
    from grader.cli.console import show_doctor
    from grader.sandbox.doctor import examine

    found = examine()
    show_doctor(out, found)
    if not found.confinement:
        raise typer.Exit(1)


@app.command(rich_help_panel=ASSISTANT)
def collect(
    ctx: typer.Context,
    assignment: Assignment,
    archive: Annotated[Path, typer.Argument(metavar="ARCHIVE", help="The LMS's zip, or a folder.")],
    roster: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV: student, name, lms_id, email, group; remembered."),
    ] = None,
    groups: Annotated[
        bool, typer.Option("--groups", help="One of a group hands in for all of the group.")
    ] = False,
    accept: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The table of guesses: whose files are."),
    ] = None,
    course: CourseFolder = None,
) -> None:
    """Take in the LMS's zip, or folders.

    Canvas, Moodle, Brightspace, Blackboard, Teams, Sakai, ILIAS, OpenOlat, Gradescope, GitHub
    Classroom, Google Forms or plain folders: the names say which it is. Every version is kept and
    the newest is graded. Dangerous files are left out, with a line each.

    At the end stands who has handed in nothing, and which files belong to nobody. These are in a
    table with guesses: look through it, write the student beside each, and give it with --accept.
    So it is done for the folder of Google Classroom, which says of no file whose it is.
    """
    from grader.assistant.collect import collect as run
    from grader.assistant.worklist import worklist
    from grader.cli.console import counting_progress

    where = course_of(ctx, course)
    with counting_progress(err, "Collecting") as watch:
        done = run(where, assignment, archive, roster_file=roster, groups=groups,
                   accept=accept, watch=watch)  # fmt: skip
    for line in done.lines():
        out.print(line, markup=False, soft_wrap=True)
    if done.new or done.unchanged:
        out.print(worklist(where, assignment).line, markup=False, soft_wrap=True)
        out.print(f"Next: grader autograde {assignment}.")


@app.command(rich_help_panel=ASSISTANT)
def choose(
    ctx: typer.Context,
    assignment: Assignment,
    student: Annotated[str, typer.Argument(metavar="STUDENT", help="The id in the roster.")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="Its name; else a list.")] = "",
    course: CourseFolder = None,
) -> None:
    """Say which of a student's files counts for a notebook.

    Two files with different answers to one notebook are not graded before that. Without FILE you
    see what there is. The choice stays when the same archive is collected again, and ends when the
    student hands in another file for that notebook.
    """
    from grader.assistant.collect.choosing import choosable
    from grader.assistant.collect.choosing import choose as run

    where = course_of(ctx, course)
    if file:
        done = run(where, assignment, student, file)
        out.print(f"{done.notebook} of {student}: {done.name} counts.", markup=False,
                  soft_wrap=True)  # fmt: skip
        out.print(f"Next: grader autograde {assignment}.")
        return
    lines = [one.line for one in choosable(where, assignment, student)]
    for line in lines or [f"{student} has one file for each notebook: nothing to choose."]:
        out.print(line, markup=False, soft_wrap=True)


@app.command(rich_help_panel=ASSISTANT)
def autograde(
    ctx: typer.Context,
    assignment: Assignment,
    student: Student = None,
    force: Annotated[
        bool, typer.Option("--force", help="Grade again what was graded before.")
    ] = False,
    jobs: Jobs = None,
    cluster: Cluster = "",
    unsafe_no_sandbox: NoSandbox = False,
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Grade what was handed in.

    What is graded already is not graded again; a run that was stopped goes on where it was. Marks
    that a person gave stay.
    """
    require_confinement(unsafe_no_sandbox or cluster)
    from grader.assistant.autograde import autograde as run
    from grader.assistant.worklist import worklist
    from grader.cli.console import grading_progress, show_table
    from grader.gradebook.results import table
    from grader.workers.cluster import workers_at

    where = course_of(ctx, course, db)
    with (
        workers_at(cluster, jobs, isolate=not unsafe_no_sandbox) as workers,
        grading_progress(err) as watch,
    ):
        graded = run(
            where,
            assignment,
            student=student,
            force=force,
            workers=workers,
            isolate=not unsafe_no_sandbox,
            watch=watch,
        )
    chosen = set(graded)
    exercises, rows = table(where, assignment)
    mine = [row for row in rows if row.student in chosen]
    show_table(out, exercises, mine)
    out.print(worklist(where, assignment, rows).line, markup=False, soft_wrap=True)
    step = "mark" if any(row.waiting for row in mine) else "feedback"
    out.print(f"Next: grader {step} {assignment}.")


@app.command(rich_help_panel=ASSISTANT)
def formgrader(
    ctx: typer.Context,
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Else a list.")] = "",
    port: Annotated[int, typer.Option(metavar="N", help="On this machine only.")] = 8888,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
    keep: Annotated[
        str, typer.Option(metavar="ID", help="This student's marks hold for the new text, too.")
    ] = "",
    exercise: Annotated[
        str, typer.Option(metavar="NAME", help="With --keep: only the mark of this one.")
    ] = "",
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Mark written answers in nbgrader's formgrader.

    It opens in the browser, with the marking scheme beside each answer. Stop it with Ctrl-C.

    A mark belongs to the text it was given for. Where the student has handed in another one since,
    the earlier text stands beside it, and the mark waits: enter it again, or keep it from here with
    --keep, which opens nothing.
    """
    from grader.assistant.formgrader import serve
    from grader.assistant.formgrader.keeping import keep_marks
    from grader.marking.formulas import NAME

    def say(text: str) -> None:
        out.print(text, markup=False, soft_wrap=True)

    where = course_of(ctx, course, db)
    if keep:
        say(f"{keep}: {', '.join(keep_marks(where, assignment, keep, exercise))} kept.")
    else:
        serve(where, assignment, port=port, browser=browser, say=say, preprocessors=[NAME])
