"""What the commands of ``grader exam`` have in common: their options, and where they write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.exam.output import default_folder, of_before

if TYPE_CHECKING:
    from grader.exam.draw import Exam

Plan = Annotated[
    Path | None, typer.Option("--blueprint", "-b", help="TOML file; without it, the week's own.")
]
Seed = Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File or folder to write.")]

WeekName = Annotated[
    str, typer.Option("--week", help="Whose questions; needed if several weeks have some.")
]

FromGrades = Annotated[
    bool, typer.Option("--from-grades", help="From the mistakes that grading named.")
]
ForClass = Annotated[
    bool, typer.Option("--class", help="One for the whole class, from everybody's grades.")
]
Most = Annotated[int, typer.Option(min=1, max=40, help="From grades: so many questions at most.")]
Who = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WEEK] [ID]...", help="From grades: the week first. Then students."),
]


def course(ctx: typer.Context) -> Course:
    """Return the course that ``grader --course`` names, or the one around here."""
    return Course.find(ctx.obj)


def exam(ctx: typer.Context, blueprint: Path | None, seed: int, week: str) -> Exam:
    """Draw the exam, and say which wishes could not be met."""
    from grader.exam.blueprint import read
    from grader.exam.draw import draw_exam

    exam = draw_exam(read(blueprint, course(ctx), week), seed)
    for note in exam.notes:
        typer.echo(f"Note: {note}.", err=True)
    return exam


def versions(
    ctx: typer.Context, blueprint: Path | None, seed: int, week: str, count: int
) -> list[Exam]:
    """Shuffle the exam, and say if it cannot stand in so many orders."""
    from grader.exam import draw

    exams = draw.versions(exam(ctx, blueprint, seed, week), count)
    if len(exams) < count:
        orders = "is one order" if len(exams) == 1 else f"are {len(exams)} orders"
        typer.echo(f"Note: {count} versions were asked for, there {orders} of it.", err=True)
    return exams


def place(ctx: typer.Context, output: Path | None, name: str) -> Path:
    """Return the file to write: ``output`` itself, or ``name`` if that is a folder."""
    place = output or default_folder(ctx.obj)
    return place if place.suffix and not place.is_dir() else place / name


def folder(ctx: typer.Context, output: Path | None, part: str = "") -> Path:
    """Return the folder for several files.

    Raises
    ------
    GraderError : ``output`` looks like a file.
    """
    if output is not None and output.suffix in (".pdf", ".html", ".zip"):
        raise GraderError(
            f"--output must be a folder here, got {output}", hint="It gets several files."
        )
    return output or default_folder(ctx.obj) / part


def say(*paths: Path) -> None:
    """Say what was written."""
    for path in paths:
        typer.echo(f"wrote {path}")
    warn(paths)


def warn(paths: Sequence[Path]) -> None:
    """Say which files beside these are of an earlier run, lest two exams are handed out as one."""
    if old := of_before(paths):
        names = ", ".join(path.name for path in old[:10]) + (", ..." if len(old) > 10 else "")
        typer.echo(f"Note: of an earlier run, and not of this one: {names}.", err=True)
