"""Commands that make and prove the notebooks, and the exams."""

from __future__ import annotations

from typing import Annotated

import typer

from grader.base.errors import GraderError
from grader.cli.app import (
    INSTRUCTOR,
    Assignment,
    CourseFolder,
    NoSandbox,
    app,
    course_of,
    err,
    out,
    require_confinement,
)
from grader.cli.scaffold import app as new
from grader.exam.class_cli import app as exam

app.add_typer(new, name="new", rich_help_panel=INSTRUCTOR)
app.add_typer(exam, name="exam", rich_help_panel=INSTRUCTOR)


@app.command(rich_help_panel=INSTRUCTOR)
def release(
    ctx: typer.Context,
    assignment: Assignment,
    gradescope: Annotated[bool, typer.Option(help="Also write Gradescope's zip.")] = False,
    web: Annotated[bool, typer.Option(help="Also write the plots as one page.")] = False,
    unconfined: NoSandbox = False,
    course: CourseFolder = None,
) -> None:
    """Make the students' notebooks from the masters."""
    if unconfined and not gradescope:
        raise GraderError("--unsafe-no-sandbox belongs to --gradescope here")
    from grader.instructor.release import release as run
    from grader.instructor.student_zip import write_student_zip

    where = course_of(ctx, course)
    with err.status(f"Releasing {assignment}"):
        notebooks = run(where, assignment)
    for notebook in notebooks:
        out.print(notebook.relative_to(where.root), markup=False, soft_wrap=True)
    out.print(f"{len(notebooks)} notebook(s) released; no solution and no hidden test in them.")
    out.print(f"For the students: {write_student_zip(where, assignment)}", soft_wrap=True)
    if gradescope:
        from grader.instructor.gradescope import write_gradescope_zip

        made = write_gradescope_zip(where, assignment, unconfined=unconfined)
        out.print(f"For Gradescope only, with hidden tests in it: {made}", soft_wrap=True)
    if web:
        from grader.instructor.web import write_web_page

        page, shown, missing = write_web_page(where, assignment)
        size = page.stat().st_size / 1000
        text = f"For the course site, {len(shown)} plot(s) in {size:.0f} kB: {page}"
        out.print(text, soft_wrap=True)
        if missing:
            out.print(f"Not on it, because only a kernel draws them: {', '.join(missing)}")


@app.command(rich_help_panel=INSTRUCTOR)
def check(
    ctx: typer.Context,
    assignment: Assignment,
    answers: Annotated[bool, typer.Option(help="Also grade every stored answer.")] = False,
    only: Annotated[str, typer.Option(metavar="NAME", help="Only this exercise.")] = "",
    course: CourseFolder = None,
) -> None:
    """Prove that the master gets full marks and the release none."""
    require_confinement()
    from grader.cli.console import counting_progress, show_checks
    from grader.instructor.check import check as run

    where = course_of(ctx, course)
    with counting_progress(err, "Checking") as watch:
        exercises, findings = run(where, assignment, answers=answers, only=only, watch=watch)
    show_checks(out, exercises, findings)
    if any(not finding.ok for finding in findings):
        raise typer.Exit(1)
