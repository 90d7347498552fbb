"""``grader exam`` with a class: practice from its grades, and what its answers say of an exam."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from grader.base.errors import GraderError
from grader.exam import arguments as given
from grader.exam.arguments import ForClass, FromGrades, Most, Output, Plan, Seed, WeekName, Who
from grader.exam.cli import app
from grader.exam.output import write_file, write_files

__all__ = ["app"]


def _from_grades(
    ctx: typer.Context, form: str, who: list[str], week: str, seed: int, most: int,
    output: Path | None, whole_class: bool, listed: Sequence[str] = (),
) -> None:  # fmt: skip
    """Write sheets or quizzes from the gradebook; the first word may be the week."""
    from functools import partial

    from grader.exam import bank, practice
    from grader.exam.mending import sheets

    course = given.course(ctx)
    if who and not week and who[0] in course.assignments():
        week, *who = who
    week = bank.choose(week, course).folder.name
    forms: dict[str, Callable[..., bytes | str]] = {"practice": sheets.sheet, "quiz": sheets.page}
    make = partial(forms[form], sheets.order(course, week), seed)
    ending = {"practice": ".pdf", "quiz": ".html"}[form]
    if whole_class:
        made = make(sheets.class_plan(course, week, most))
        given.say(write_file(given.place(ctx, output, f"{form}-class{ending}"), made))
        return
    practice.legal(listed)  # whoever is graded has a folder of that name already
    plans = sheets.plans(course, week, who, listed=listed, seed=seed, most=most)
    each = zip((plan.label for plan in plans), practice.each(make, plans), strict=True)
    _write_each(given.folder(ctx, output, f"{form}-{week}"), form, ending, each, len(plans))


def _write_each(
    folder: Path, form: str, ending: str, made: Iterator[tuple[str, bytes | str]], count: int
) -> None:
    """Write one file for each student, and say how long that took."""
    from rich.console import Console
    from rich.progress import track

    start = time.perf_counter()
    watched = track(made, "One for each student", count, console=Console(stderr=True))
    contents = {f"{form}-{student}{ending}": data for student, data in watched}
    given.warn(write_files(folder, contents))
    what = {"practice": "sheets", "quiz": "quizzes"}[form]
    typer.echo(f"wrote {len(contents)} {what} to {folder} in {time.perf_counter() - start:.1f} s")


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
        _from_grades(ctx, "quiz", who or [], week, seed, most, output, whole_class)
        return
    if who:
        raise GraderError(f"quiz: {who[0]!r} needs --from-grades", hint="The week is --week.")
    page = writer.quiz(given.exam(ctx, blueprint, seed, week))
    given.say(write_file(given.place(ctx, output, "quiz.html"), page))


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
        _from_grades(ctx, "practice", who or [], week, seed, most, output, whole_class, listed)
        return
    wanted = [*(who or []), *listed]
    if not wanted:
        raise GraderError("practice: no students are named", hint="Give ids, or --students FILE.")
    made = maker.sheets(read(blueprint, given.course(ctx), week), seed, wanted)
    _write_each(given.folder(ctx, output, "practice"), "practice", ".pdf", made, len({*wanted}))


@app.command()
def items(
    ctx: typer.Context,
    results: Annotated[
        list[Path],
        typer.Argument(help="Marks as CSV, or a report of Moodle or Canvas; two are put together."),
    ],
    blueprint: Plan = None,
    week: WeekName = "",
    seed: Annotated[int | None, typer.Option(min=0, help="That of the exam.")] = None,
    output: Output = None,
) -> None:
    """Say how hard each question was, how well it tells, and which to retire."""
    from grader.exam.items import figures, matching, page, reading
    from grader.exam.mending.links import statements

    exam = None
    if blueprint is not None or seed is not None:
        exam = given.exam(ctx, blueprint, 1 if seed is None else seed, week)
    read = reading.read(results, [one.id for one in exam.questions] if exam else ())
    found = figures.analyse(matching.items(read, exam))
    which = exam.blueprint.bank if exam else None
    taught = figures.by_statement(found, statements(which)) if which else []
    title = exam.blueprint.title if exam else results[0].stem
    for note in read.notes:
        typer.echo(f"Note: {note}.", err=True)
    for line in page.lines(found):
        typer.echo(line)
    if exam is None:
        typer.echo("With --blueprint and --seed of the exam: options and statements too.", err=True)
    given.say(
        write_file(given.place(ctx, output, "items.html"), page.page(title, read, found, taught))
    )
