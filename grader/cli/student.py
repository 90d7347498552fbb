"""Commands for a look at the course."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.app import STUDENT, CourseFolder, app, course_of, out, require_confinement


@app.command(rich_help_panel=STUDENT)
def demo(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A new folder; else a temporary one.")
    ] = None,
    course: CourseFolder = None,
) -> None:
    """Show the whole path on a sample class, in a scratch copy."""
    require_confinement()
    from grader.cli.demo import demo as run

    if not run(course_of(ctx, course), output, out):
        raise typer.Exit(1)
