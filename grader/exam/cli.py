"""``grader exam``: arguments and messages only; the work is done by the files beside this one."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.exam.output import default_folder, of_before, write_file, write_files

if TYPE_CHECKING:
    from grader.exam.draw import Exam

app = typer.Typer(help="Print exams, keys, quizzes and practice from one question bank.",
                  no_args_is_help=True)  # fmt: skip

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


class PaperSize(StrEnum):
    """The sizes of paper that are offered."""

    a4 = "a4"
    letter = "us-letter"


def _course(ctx: typer.Context) -> Course:
    """Return the course that ``grader --course`` names, or the one around here."""
    return Course.find(ctx.obj)


def _exam(ctx: typer.Context, blueprint: Path | None, seed: int, week: str) -> Exam:
    """Draw the exam, and say which wishes could not be met."""
    from grader.exam.blueprint import read
    from grader.exam.draw import draw_exam

    exam = draw_exam(read(blueprint, _course(ctx), week), seed)
    for note in exam.notes:
        typer.echo(f"Note: {note}.", err=True)
    return exam


def _versions(
    ctx: typer.Context, blueprint: Path | None, seed: int, week: str, count: int
) -> list[Exam]:
    """Shuffle the exam, and say if it cannot stand in so many orders."""
    from grader.exam import draw

    exams = draw.versions(_exam(ctx, blueprint, seed, week), count)
    if len(exams) < count:
        orders = "is one order" if len(exams) == 1 else f"are {len(exams)} orders"
        typer.echo(f"Note: {count} versions were asked for, there {orders} of it.", err=True)
    return exams


def _place(ctx: typer.Context, output: Path | None, name: str) -> Path:
    """Return the file to write: ``output`` itself, or ``name`` if that is a folder."""
    place = output or default_folder(ctx.obj)
    return place if place.suffix and not place.is_dir() else place / name


def _folder(ctx: typer.Context, output: Path | None, part: str = "") -> Path:
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


def _say(*paths: Path) -> None:
    for path in paths:
        typer.echo(f"wrote {path}")
    _warn(paths)


def _warn(paths: Sequence[Path]) -> None:
    """Say which files beside these are of an earlier run, lest two exams are handed out as one."""
    if old := of_before(paths):
        names = ", ".join(path.name for path in old[:10]) + (", ..." if len(old) > 10 else "")
        typer.echo(f"Note: of an earlier run, and not of this one: {names}.", err=True)


@app.command()
def paper(
    ctx: typer.Context,
    blueprint: Plan = None,
    week: WeekName = "",
    seed: Seed = 1,
    versions: Annotated[int, typer.Option(min=1, max=26, help="How many, A, B, C …")] = 4,
    output: Output = None,
) -> None:
    """Write question papers, shuffled, and their keys as PDF."""
    from grader.exam.writers import paper as writer

    contents = {}
    for version in _versions(ctx, blueprint, seed, week, versions):
        contents[f"paper-{version.label}.pdf"] = writer.paper(version)
        contents[f"key-{version.label}.pdf"] = writer.key(version)
    _say(*write_files(_folder(ctx, output), contents))


@app.command()
def key(
    ctx: typer.Context,
    blueprint: Plan = None,
    week: WeekName = "",
    seed: Seed = 1,
    versions: Annotated[int, typer.Option(min=1, max=26, help="As given to `paper`.")] = 4,
    output: Output = None,
) -> None:
    """Write only the keys, with worked solutions, as PDF."""
    from grader.exam.writers import paper as writer

    exams = _versions(ctx, blueprint, seed, week, versions)
    contents = {f"key-{version.label}.pdf": writer.key(version) for version in exams}
    _say(*write_files(_folder(ctx, output), contents))


@app.command(name="list")
def list_questions(ctx: typer.Context, week: WeekName = "") -> None:
    """List the questions of the bank by topic."""
    from grader.exam import bank

    topic = ""
    for entry in bank.load(bank.choose(week, _course(ctx))).values():
        if entry.topic != topic:
            topic = entry.topic
            typer.echo(f"\n{topic}")
        points = "/".join(map(str, entry.points))
        typer.echo(f"  {entry.id:28} {points:>8} points   {entry.title}")


@app.command()
def quiz(
    ctx: typer.Context,
    who: Who = None,
    blueprint: Plan = None,
    week: WeekName = "",
    seed: Seed = 1,
    output: Output = None,
    from_grades: FromGrades = False,
    whole_class: ForClass = False,
    most: Most = 8,
) -> None:
    """Write a quiz as one HTML page that works offline; or one for each student, from grades."""
    from grader.exam.writers import quiz as writer

    if from_grades or whole_class:
        from grader.exam.class_cli import from_grades as make

        make(ctx, "quiz", who or [], week, seed, most, output, whole_class)
        return
    if who:
        raise GraderError(f"quiz: {who[0]!r} needs --from-grades", hint="The week is --week.")
    page = writer.quiz(_exam(ctx, blueprint, seed, week))
    _say(write_file(_place(ctx, output, "quiz.html"), page))


@app.command()
def moodle(
    ctx: typer.Context,
    blueprint: Plan = None,
    week: WeekName = "",
    seed: Seed = 1,
    output: Output = None,
) -> None:
    """Write the questions as Moodle XML."""
    from grader.exam.writers import moodle as writer

    data = writer.moodle(_exam(ctx, blueprint, seed, week))
    _say(write_file(_place(ctx, output, "moodle.xml"), data))


@app.command()
def canvas(
    ctx: typer.Context,
    blueprint: Plan = None,
    week: WeekName = "",
    seed: Seed = 1,
    output: Output = None,
) -> None:
    """Write the questions as a QTI 1.2 package for Canvas."""
    from grader.exam.writers import canvas as writer

    data = writer.canvas(_exam(ctx, blueprint, seed, week))
    _say(write_file(_place(ctx, output, "canvas.zip"), data))


@app.command()
def flashcards(
    ctx: typer.Context,
    blueprint: Plan = None,
    week: WeekName = "",
    seed: Seed = 1,
    output: Output = None,
) -> None:
    """Write the questions as an Anki package."""
    from grader.exam.writers import flashcards as writer

    data = writer.flashcards(_exam(ctx, blueprint, seed, week))
    _say(write_file(_place(ctx, output, "flashcards.apkg"), data))


@app.command()
def notebook(
    ctx: typer.Context,
    blueprint: Plan = None,
    week: WeekName = "",
    seed: Seed = 1,
    output: Output = None,
    assignment: Annotated[str, typer.Option(help="The name of the assignment.")] = "exam",
) -> None:
    """Write the questions as a notebook for nbgrader."""
    from grader.exam.writers import notebook as writer

    page = writer.notebook(_exam(ctx, blueprint, seed, week))
    if output is not None and output.suffix == ".ipynb":
        _say(write_file(output, page))
        return
    folder = output or default_folder(ctx.obj) / "course"
    _say(write_file(folder / "solutions" / assignment / f"{assignment}.ipynb", page))
    typer.echo(f"next: grader release {assignment} --course {folder}")


@app.command()
def practice(
    ctx: typer.Context,
    who: Who = None,
    students: Annotated[
        Path | None, typer.Option(help="The class list, as `grader collect` takes it.")
    ] = None,
    blueprint: Plan = None,
    week: WeekName = "",
    seed: Seed = 1,
    output: Output = None,
    from_grades: FromGrades = False,
    whole_class: ForClass = False,
    most: Most = 8,
) -> None:
    """Write a practice sheet with solutions for each student; from grades, of what went wrong."""
    from grader.exam import practice as maker
    from grader.exam.blueprint import read

    listed = maker.students(students) if students else []
    if from_grades or whole_class:
        from grader.exam.class_cli import from_grades as make

        make(ctx, "practice", who or [], week, seed, most, output, whole_class, listed)
        return
    wanted = [*(who or []), *listed]
    if not wanted:
        raise GraderError("practice: no students are named", hint="Give ids, or --students FILE.")
    made = maker.sheets(read(blueprint, _course(ctx), week), seed, wanted)
    from grader.exam.class_cli import write_each

    write_each(_folder(ctx, output, "practice"), "practice", ".pdf", made, len({*wanted}))


@app.command()
def cheatsheet(
    ctx: typer.Context,
    week: WeekName = "",
    paper_size: Annotated[
        PaperSize, typer.Option("--paper", help="a4 or us-letter.")
    ] = PaperSize.a4,
    sides: Annotated[
        int, typer.Option(min=1, max=2, help="On 1 the other one is the student's.")
    ] = 1,
    topics: Annotated[
        str, typer.Option(metavar="WORD,WORD", help="Only these sections; a wrong word lists all.")
    ] = "",
    output: Output = None,
) -> None:
    """Write the cheat sheet of the week as PDF, one side of it or two."""
    from grader.exam import bank
    from grader.exam.writers.cheatsheet import cheatsheet as writer

    words = [word.strip() for word in topics.split(",") if word.strip()]
    course = bank.choose(week, _course(ctx))
    pages = writer(course, paper_size.value, sides=sides, topics=words)
    _say(write_file(_place(ctx, output, "cheatsheet.pdf"), pages))


@app.command()
def preview(
    ctx: typer.Context,
    question: Annotated[str, typer.Argument(help="Its name; `grader exam list` shows all.")],
    level: Annotated[int, typer.Option(min=1, max=3)] = 2,
    seed: Seed = 1,
    output: Output = None,
    week: WeekName = "",
) -> None:
    """Show one question, and write it in every form."""
    from grader.exam import bank
    from grader.exam import preview as maker
    from grader.exam.writers import canvas, flashcards, moodle, notebook, paper, quiz

    exam = maker.variant(question, level, seed, bank.choose(week, _course(ctx)))
    typer.echo(maker.text(exam.questions[0]) + "\n")
    contents: dict[str, bytes | str] = {
        "paper.pdf": paper.paper(exam),
        "key.pdf": paper.key(exam),
        "quiz.html": quiz.quiz(exam),
        "moodle.xml": moodle.moodle(exam),
        "canvas.zip": canvas.canvas(exam),
        "flashcards.apkg": flashcards.flashcards(exam),
        "notebook.ipynb": notebook.notebook(exam),
    }
    _say(*write_files(_folder(ctx, output, f"preview/{question}"), contents))
