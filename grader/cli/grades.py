"""Commands that give grades back and say what they mean."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.app import (
    ASSISTANT,
    INSTRUCTOR,
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
def feedback(
    ctx: typer.Context,
    assignment: Assignment,
    student: Student = None,
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Write one page for each student, and a zip of them for the LMS.

    The zip has the names that the LMS gave out, and the last line says where it takes the zip.
    """
    from grader.assistant.feedback import feedback as run
    from grader.assistant.feedback import feedback_zip
    from grader.cli.console import counting_progress
    from grader.marking.typeset import typeset_inline

    where = course_of(ctx, course, db)
    with counting_progress(err, "Feedback") as watch:
        pages = run(where, assignment, student=student, watch=watch, typeset=typeset_inline)
    out.print(f"{len(pages)} page(s), the first: {pages[0]}", markup=False, soft_wrap=True)
    if student is None:
        for line in feedback_zip(where, assignment, typeset_inline).lines():
            out.print(line, markup=False, soft_wrap=True)


@app.command(rich_help_panel=ASSISTANT)
def export(
    ctx: typer.Context,
    assignment: Assignment,
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="NAME", help="csv (the default), json, or an LMS: canvas, ..."
        ),
    ] = "",
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write.")] = None,
    template: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The LMS's own table, to be filled in.")
    ] = None,
    column: Annotated[
        str, typer.Option(metavar="TEXT", help="What the LMS calls the assignment.")
    ] = "",
    comments: Annotated[
        str, typer.Option(metavar="TEXT", help="The template's heading above the comments.")
    ] = "",
    partial: Annotated[
        bool, typer.Option("--partial", help="Give the LMS also sums that are not complete yet.")
    ] = False,
    missing: Annotated[
        str,
        typer.Option(metavar="zero", help="Give 0 for what was not handed in, and only for that."),
    ] = "empty",
    due: Annotated[
        str | None, typer.Option(metavar="TIME", help="The deadline: 2026-11-20T23:59:00.")
    ] = None,
    grace_days: Annotated[
        float | None, typer.Option(metavar="N", min=0, help="Days after it that cost nothing.")
    ] = None,
    points_per_day: Annotated[
        float | None, typer.Option(metavar="N", min=0, help="Deducted for each day that has begun.")
    ] = None,
    late_cap: Annotated[
        float | None, typer.Option(metavar="N", min=0, help="Deducted at most.")
    ] = None,
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Write the grades as a table, or as an LMS takes them.

    Points, late deduction and result stand side by side; the gradebook is not changed. What is not
    graded is an empty cell, never 0, and no row in a file for an LMS, which would erase a grade.

    Surest is to fill in the LMS's own table: --template FILE with the grades that Canvas or
    Brightspace exports, Moodle's grading worksheet or Blackboard's offline grades. Its rows and
    headings stay, and whoever has no grade keeps what was there.

    Not handed in, unreadable, not graded and waiting for a person are four things. --missing zero
    gives 0 for the first; it leaves out whose file may lie among those that could not be placed.

    The late rule may stand in the week's week.toml, where the feedback pages find it too; an option
    wins over it:

    \b
    [late]
    due = 2026-11-20T23:59:00
    timezone = "Europe/Berlin"
    grace_days = 1
    points_per_day = 5
    cap = 20
    due_for = { ada = 2026-11-27T23:59:00 }
    handed_in = { bob = 2026-11-22T08:30:00 }

    The last line says what the zip of an LMS does not: it has the time of the download in it. Who
    is late without a known time loses nothing and is named.
    """
    from grader.assistant.export import export as run
    from grader.assistant.late import load_rule

    where = course_of(ctx, course, db)
    where.masters(assignment)
    given = {"due": due, "grace_days": grace_days, "points_per_day": points_per_day,
             "cap": late_cap}  # fmt: skip
    path = run(
        where,
        assignment,
        form=form,
        to=to,
        template=template,
        rule=load_rule(where, assignment, given),
        column=column,
        comments=comments,
        partial=partial,
        missing=missing,
        say=lambda text: out.print(text, markup=False, soft_wrap=True),
    )
    out.print(f"Grades written to {path}", markup=False, soft_wrap=True)


@app.command(rich_help_panel=ASSISTANT)
def regrade(
    ctx: typer.Context,
    assignment: Assignment,
    student: Student = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    jobs: Jobs = None,
    cluster: Cluster = "",
    unsafe_no_sandbox: NoSandbox = False,
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Grade again after a test was mended, and ask before writing.

    Nothing is written before that; without a terminal it takes --yes.
    What a person graded stays. A run that was stopped goes on where it was.
    """
    require_confinement(unsafe_no_sandbox or cluster)
    from grader.assistant.regrade import regrading
    from grader.cli.console import counting_progress, grading_progress, show_changes
    from grader.workers.cluster import workers_at

    where = course_of(ctx, course, db)
    with regrading(where, assignment, student=student, isolate=not unsafe_no_sandbox) as run:
        with (
            workers_at(cluster, jobs, isolate=not unsafe_no_sandbox) as workers,
            grading_progress(err) as watch,
        ):
            found = run.grade(workers=workers, watch=watch)
        if not found.graded:
            out.print("Tests, submissions and grader are as they were: nothing to grade again.")
            return
        show_changes(out, found)
        answer = True if yes else _asked("Write these grades?")
        if answer:
            with counting_progress(err, "Writing") as count:
                written = run.write(count)
            out.print(f"{written} submission(s) written. Next: grader feedback {assignment}, "
                      f"grader export {assignment}.", soft_wrap=True)  # fmt: skip
        elif answer is None:
            out.print("Nothing was written, because nobody confirmed. Run it again with --yes: it "
                      "writes what is shown and grades nothing twice.", soft_wrap=True)  # fmt: skip
        else:
            run.discard()
            out.print("Nothing was written.")


@app.command(rich_help_panel=INSTRUCTOR)
def report(
    ctx: typer.Context, assignment: Assignment, db: Database = "", course: CourseFolder = None
) -> None:
    """Show on one page what to teach again.

    Lost points and mistakes by exercise, what is not graded and why, and who waits for a person.
    """
    from grader.assistant.report import report as run

    done = run(course_of(ctx, course, db), assignment)
    for lesson in done.lessons:
        out.print(f"{lesson.exercise}: {lesson.text}", markup=False, soft_wrap=True)
    out.print(f"The report: {done.path}", markup=False, soft_wrap=True)


@app.command(rich_help_panel=INSTRUCTOR)
def similarity(ctx: typer.Context, assignment: Assignment, course: CourseFolder = None) -> None:
    """Show which pairs are more alike than their class.

    It reads what was collected and runs nothing. The released text counts for nothing; other names
    and comments, layout and order hide nothing. It says how often chance makes such a pair, and
    accuses nobody.
    """
    from grader.assistant.similarity import similarity as run
    from grader.cli.console import counting_progress, show_similarity

    with counting_progress(err, "Reading") as watch:
        done = run(course_of(ctx, course), assignment, watch=watch)
    show_similarity(out, done)


def _asked(question: str) -> bool | None:
    """Return the answer, or None if nobody is at the terminal or the question was broken off."""
    if not sys.stdin.isatty():
        return None
    try:
        return typer.confirm(question)
    except typer.Abort:
        out.print()
        return None
