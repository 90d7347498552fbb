"""``grader exam``: arguments and messages only; the work is done by the files beside this one."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import Annotated

import typer

from grader.exam import arguments as given
from grader.exam.arguments import Output, Plan, Seed, WeekName
from grader.exam.output import default_folder, write_file, write_files

app = typer.Typer(help="Print exams, keys, quizzes and practice from one question bank.",
                  no_args_is_help=True)  # fmt: skip


class PaperSize(StrEnum):
    """The sizes of paper that are offered."""

    a4 = "a4"
    letter = "us-letter"


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
    for version in given.versions(ctx, blueprint, seed, week, versions):
        contents[f"paper-{version.label}.pdf"] = writer.paper(version)
        contents[f"key-{version.label}.pdf"] = writer.key(version)
    given.say(*write_files(given.folder(ctx, output), contents))


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

    exams = given.versions(ctx, blueprint, seed, week, versions)
    contents = {f"key-{version.label}.pdf": writer.key(version) for version in exams}
    given.say(*write_files(given.folder(ctx, output), contents))


@app.command(name="list")
def list_questions(ctx: typer.Context, week: WeekName = "") -> None:
    """List the questions of the bank by topic."""
    from grader.exam import bank

    topic = ""
    for entry in bank.load(bank.choose(week, given.course(ctx))).values():
        if entry.topic != topic:
            topic = entry.topic
            typer.echo(f"\n{topic}")
        points = "/".join(map(str, entry.points))
        typer.echo(f"  {entry.id:28} {points:>8} points   {entry.title}")


def _as(name: str, file: str, about: str) -> None:
    """Make the command that writes the questions in the form of the writer of this name."""

    @app.command(name=name, help=about)
    def write(
        ctx: typer.Context,
        blueprint: Plan = None,
        week: WeekName = "",
        seed: Seed = 1,
        output: Output = None,
    ) -> None:
        writer = getattr(import_module(f"grader.exam.writers.{name}"), name)
        data = writer(given.exam(ctx, blueprint, seed, week))
        given.say(write_file(given.place(ctx, output, file), data))


_as("moodle", "moodle.xml", "Write the questions as Moodle XML.")
_as("canvas", "canvas.zip", "Write the questions as a QTI 1.2 package for Canvas.")
_as("flashcards", "flashcards.apkg", "Write the questions as an Anki package.")


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

    page = writer.notebook(given.exam(ctx, blueprint, seed, week))
    if output is not None and output.suffix == ".ipynb":
        given.say(write_file(output, page))
        return
    folder = output or default_folder(ctx.obj) / "course"
    given.say(write_file(folder / "solutions" / assignment / f"{assignment}.ipynb", page))
    typer.echo(f"next: grader release {assignment} --course {folder}")


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
    course = bank.choose(week, given.course(ctx))
    pages = writer(course, paper_size.value, sides=sides, topics=words)
    given.say(write_file(given.place(ctx, output, "cheatsheet.pdf"), pages))


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

    exam = maker.variant(question, level, seed, bank.choose(week, given.course(ctx)))
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
    given.say(*write_files(given.folder(ctx, output, f"preview/{question}"), contents))
