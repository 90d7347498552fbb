"""``grader new``: arguments and messages; ``grader.instructor.scaffold`` writes the files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.base.course import Course
from grader.cli.app import Assignment, CourseFolder, course_of, out

app = typer.Typer(help="Begin a week, a notebook, an exercise or a question.",
                  no_args_is_help=True)  # fmt: skip

Title = Annotated[str, typer.Option(metavar="TEXT", help="What students read.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="For example ridge_fit.")]


@app.command()
def week(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="For example week5.")],
    title: Title = "",
    course: CourseFolder = None,
) -> None:
    """Begin a week: its settings, and a notebook without exercises."""
    from grader.instructor.scaffold.week import new_week

    where = course_of(ctx, course)
    _say(where, new_week(where, name, title))
    out.print(f"Next: grader new exercise {name} NAME", markup=False)


@app.command()
def notebook(
    ctx: typer.Context,
    assignment: Assignment,
    name: Annotated[str, typer.Argument(metavar="NAME", help="For example 02_trees.")],
    title: Title = "",
    course: CourseFolder = None,
) -> None:
    """Begin a notebook of a week."""
    from grader.instructor.scaffold.week import new_notebook_of

    where = course_of(ctx, course)
    _say(where, new_notebook_of(where, assignment, name, title))


@app.command()
def exercise(
    ctx: typer.Context,
    assignment: Assignment,
    name: Name,
    notebook: Annotated[
        str, typer.Option(metavar="NN", help="Its number or name; needed if there are several.")
    ] = "",
    points: Annotated[float, typer.Option(metavar="N", help="What it is worth.")] = 3,
    minutes: Annotated[int, typer.Option(min=1, metavar="N", help="What a student needs.")] = 15,
    extension: Annotated[bool, typer.Option("--extension", help="It is not of the core.")] = False,
    after: Annotated[
        str, typer.Option(metavar="EXERCISE", help="Put it behind this one, not behind the last.")
    ] = "",
    course: CourseFolder = None,
) -> None:
    """Begin an exercise: cells, file, a right and a wrong answer."""
    from grader.instructor.scaffold.exercise import new_exercise
    from grader.instructor.scaffold.master import Wanted

    where = course_of(ctx, course)
    wanted = Wanted(name, points, minutes, extension, after)
    files, left = new_exercise(where, assignment, wanted, notebook)
    _say(where, files)
    for line in left:
        out.print(f"By hand: {line}", markup=False, soft_wrap=True)
    out.print(f"Next: grader release {assignment}", markup=False)
    out.print(f"      grader check {assignment} --only {name} --answers", markup=False)


@app.command()
def question(
    ctx: typer.Context,
    assignment: Assignment,
    name: Name,
    topic: Annotated[str, typer.Option(metavar="TOPIC", help="One of the week, or a new one.")],
    topic_title: Annotated[
        str, typer.Option(metavar="TEXT", help="What people read of a new topic.")
    ] = "",
    course: CourseFolder = None,
) -> None:
    """Begin an exam question and its oracle."""
    from grader.instructor.scaffold.question import new_question

    where = course_of(ctx, course)
    _say(where, new_question(where, assignment, name, topic, topic_title))
    out.print(f"Next: grader exam preview {name} --week {assignment}", markup=False)


def _say(course: Course, files: list[Path]) -> None:
    for path in files:
        out.print(f"wrote {path.relative_to(course.root)}", markup=False, soft_wrap=True)
