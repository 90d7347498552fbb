"""Arguments and exit codes of ``grader``; what a command does is in the file of its name.

Exit codes: 0 done; 1 something a person can mend, said in one message; 2 a fault of the grader,
or arguments that make no sense; 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import os
import tempfile
import traceback
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from grader.course import Course
from grader.errors import GraderError, storage_hint
from grader.exam.cli import app as exam

STUDENT, ASSISTANT, INSTRUCTOR = "Student", "Assistant", "Instructor"
out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class Commands(typer.core.TyperGroup):
    """The commands; whatever goes wrong in one ends here, as one message and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except GraderError as error:
            _say(error.message, error.hint)
            raise typer.Exit(1) from error
        except OSError as error:
            reason = error.strerror or str(error)
            _say(f"{error.filename}: {reason}" if error.filename else reason, storage_hint(reason))
            raise typer.Exit(1) from error
        except KeyboardInterrupt as error:
            _say("Stopped", "What was done so far is kept; run the same command to go on.")
            raise typer.Exit(130) from error
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if type(error).__module__.startswith(("typer", "click")):
                raise  # an argument that makes no sense: Typer says which
            _say(f"A fault of the grader: {type(error).__name__}: {error}", f"See {_log()}.")
            raise typer.Exit(2) from error


def _say(message: str, hint: str) -> None:
    """Print what went wrong; markup in file names is text."""
    err.print(f"grader: {message.rstrip('.')}.", style="red", markup=False, soft_wrap=True)
    if hint:
        err.print(hint, markup=False, soft_wrap=True)


def _log() -> Path:
    """Write the traceback into a file and return its path."""
    handle, name = tempfile.mkstemp(prefix="grader-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(traceback.format_exc())
    return Path(name)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(exam, name="exam", rich_help_panel="Instructor")

CourseFolder = Annotated[
    Path | None,
    typer.Option("--course", metavar="DIR", help="The course's folder; else the one around here."),
]
Database = Annotated[
    str,
    typer.Option("--db", metavar="URL", envvar="GRADER_DB",
                 help="A gradebook on a server: postgresql://user@host/name."),
]  # fmt: skip
Assignment = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="For example week4.")]
Student = Annotated[str | None, typer.Option(metavar="ID", help="Only this student.")]


@app.callback()
def common(ctx: typer.Context, course: CourseFolder = None) -> None:
    """Release, collect, grade and return the notebooks of a course, and set its exams."""
    ctx.obj = course


def _course(ctx: typer.Context, folder: Path | None, db: str = "") -> Course:
    return Course.find(folder or ctx.obj, db)


@app.command(rich_help_panel=STUDENT)
def demo(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A new folder; else a temporary one.")
    ] = None,
    course: CourseFolder = None,
) -> None:
    """Show the whole path on a sample class, in a scratch copy."""
    from grader.demo import demo as run

    if not run(_course(ctx, course), output, out):
        raise typer.Exit(1)


@app.command(rich_help_panel=INSTRUCTOR)
def release(ctx: typer.Context, assignment: Assignment, course: CourseFolder = None) -> None:
    """Make the students' notebooks from the masters."""
    from grader.release import release as run
    from grader.student_zip import write_student_zip

    where = _course(ctx, course)
    with err.status(f"Releasing {assignment}"):
        notebooks = run(where, assignment)
    for notebook in notebooks:
        out.print(notebook.relative_to(where.root), markup=False, soft_wrap=True)
    out.print(f"{len(notebooks)} notebook(s) released; no solution and no hidden test in them.")
    out.print(f"For the students: {write_student_zip(where, assignment)}", soft_wrap=True)


@app.command(rich_help_panel=INSTRUCTOR)
def check(
    ctx: typer.Context,
    assignment: Assignment,
    answers: Annotated[bool, typer.Option(help="Also grade every stored answer.")] = False,
    course: CourseFolder = None,
) -> None:
    """Prove that the master gets full marks and the untouched release none."""
    from grader.check import check as run
    from grader.console import counting_progress, show_checks

    where = _course(ctx, course)
    with counting_progress(err, "Checking") as watch:
        exercises, findings = run(where, assignment, answers=answers, watch=watch)
    show_checks(out, exercises, findings)
    if any(not finding.ok for finding in findings):
        raise typer.Exit(1)


@app.command(rich_help_panel=ASSISTANT)
def doctor() -> None:
    """Say how well this machine can confine student code."""
    from grader.console import show_doctor
    from grader.sandbox.doctor import examine

    if not show_doctor(out, examine()):
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
    course: CourseFolder = None,
) -> None:
    """Place what an LMS gives: Canvas, Moodle or plain folders, zipped or not."""
    from grader.collect import collect as run
    from grader.console import counting_progress

    where = _course(ctx, course)
    with counting_progress(err, "Collecting") as watch:
        done = run(where, assignment, archive, roster_file=roster, groups=groups, watch=watch)
    for line in done.lines():
        out.print(line, markup=False, soft_wrap=True)
    if done.new or done.unchanged:
        out.print(f"Next: grader autograde {assignment}.")


@app.command(rich_help_panel=ASSISTANT)
def autograde(
    ctx: typer.Context,
    assignment: Assignment,
    student: Student = None,
    force: Annotated[bool, typer.Option(help="Grade again what was graded before.")] = False,
    jobs: Annotated[int | None, typer.Option(min=1, help="Submissions at a time.")] = None,
    cluster: Annotated[
        str, typer.Option(metavar="tcp://HOST:PORT", help="Grade on a dask.distributed cluster.")
    ] = "",
    unsafe_no_sandbox: Annotated[
        bool, typer.Option("--unsafe-no-sandbox", help="Run student code with your rights.")
    ] = False,
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Grade what was handed in; a run that was stopped goes on where it was."""
    from grader import pool
    from grader.autograde import autograde as run
    from grader.cluster import connected
    from grader.console import grading_progress, show_table
    from grader.results import table

    where = _course(ctx, course, db)
    with (
        connected(cluster) if cluster else nullcontext(pool.here(jobs)) as workers,
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
    show_table(out, exercises, [row for row in rows if row.student in chosen])
    out.print(f"Next: grader feedback {assignment}, grader export {assignment}.")


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

    where = _course(ctx, course, db)
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

    path = run(_course(ctx, course, db), assignment, form=form, to=to)
    out.print(f"Grades written to {path}", markup=False, soft_wrap=True)


@app.command(rich_help_panel=ASSISTANT)
def formgrader(
    ctx: typer.Context,
    assignment: Annotated[str, typer.Argument(metavar="[ASSIGNMENT]")] = "",
    port: Annotated[int, typer.Option(help="On this machine only.")] = 8888,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
    db: Database = "",
    course: CourseFolder = None,
) -> None:
    """Mark written answers in nbgrader's formgrader."""
    from grader.formgrader import serve

    def say(text: str) -> None:
        out.print(text, markup=False, soft_wrap=True)

    serve(_course(ctx, course, db), assignment, port=port, browser=browser, say=say)


def main() -> None:
    """Run the command line; the entry point of the console script."""
    app(prog_name="grader")
