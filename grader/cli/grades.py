"""Commands that give grades back and say what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.app import (
    ASSISTANT,
    Assignment,
    CourseFolder,
    Database,
    Student,
    app,
    course_of,
    err,
    out,
)


@app.command(rich_help_panel=ASSISTANT)
def feedback(
    ctx: typer.Context,
    assignment: Assignment,
    student: Student = None,
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Write one page for each student: points, reasons, hints."""
    from grader.console import counting_progress
    from grader.feedback import feedback as run

    where = course_of(ctx, course, db)
    with counting_progress(err, "Feedback") as watch:
        pages = run(where, assignment, student=student, watch=watch)
    out.print(f"{len(pages)} page(s), the first: {pages[0]}", markup=False, soft_wrap=True)


@app.command(rich_help_panel=ASSISTANT)
def export(
    ctx: typer.Context,
    assignment: Assignment,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="csv.")] = "csv",
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Where to write.")] = None,
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Write the grades as a table for other programs."""
    from grader.export import export as run

    path = run(course_of(ctx, course, db), assignment, form=form, to=to)
    out.print(f"Grades written to {path}", markup=False, soft_wrap=True)
