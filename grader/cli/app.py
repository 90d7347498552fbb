"""The application: what all commands share, and what an error looks like.

Exit codes: 0 done; 1 something a person can mend, said in one message; 2 a fault of the grader,
or arguments that make no sense; 130 stopped with Ctrl-C; 141 what reads the output, `head` say,
has enough.
"""

from __future__ import annotations

import os
import select
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console
from rich.text import Text

from grader.base.course import Course
from grader.base.errors import GraderError, storage_hint
from grader.base.names import shown

STUDENT, ASSISTANT, INSTRUCTOR = "Student", "Assistant", "Instructor"
NOBODY_READS = 141  # what a shell shows for a program that SIGPIPE ended


class Screen(Console):
    """A console that no text can steer, and that ends quietly when nobody reads on."""

    def render_str(self, text: str, **options: Any) -> Text:
        """Make of a text, be it printed or in a table, what is shown."""
        return super().render_str(shown(text), **options)

    def on_broken_pipe(self) -> None:
        """Leave with the exit code that typer's own output leads to as well."""
        _forget_what_is_not_read()
        raise typer.Exit(NOBODY_READS)


out = Screen(highlight=False)
err = Screen(stderr=True, highlight=False)


class Commands(typer.core.TyperGroup):
    """The commands; whatever goes wrong in one ends here, as one message and an exit code."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the overview: each command in a line, by who uses it, on one screen."""
        formatter.write_usage(ctx.command_path, "COMMAND ...")
        for who in (STUDENT, ASSISTANT, INSTRUCTOR):
            theirs = [self.commands[name] for name in self.list_commands(ctx)]
            theirs = [item for item in theirs if getattr(item, "rich_help_panel", "") == who]
            with formatter.section(who):
                formatter.write_dl([(item.name, item.get_short_help_str(80)) for item in theirs])
        formatter.write_text("--course DIR: the course's folder. COMMAND --help: more of it.")

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except GraderError as error:
            _say(error.message, error.hint)
            raise typer.Exit(error.exit_code) from error
        except OSError as error:
            if isinstance(error, BrokenPipeError) and _forget_what_is_not_read():
                raise typer.Exit(NOBODY_READS) from error
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


def _forget_what_is_not_read() -> bool:
    """Return whether the reader of the output is gone, and drop what still waits for it.

    A pipe to one of the grader's own processes breaks with the same error, and must be told.
    """
    gone = [stream for stream in (sys.stdout, sys.stderr) if _is_unread(stream)]
    for stream in gone:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # or Python would write it again at its end
        os.close(nowhere)
    return bool(gone)


def _is_unread(stream: TextIO) -> bool:
    """Return whether nobody can read any more what is written into a stream."""
    try:
        stream.flush()
        place = stream.fileno()
    except BrokenPipeError:
        return True
    except (OSError, ValueError):
        return False  # it is no file of the system, as in a test
    if not hasattr(select, "poll"):  # Windows
        return False
    asked = select.poll()
    asked.register(place, 0)  # with 0 it answers only that the other end is closed
    return bool(asked.poll(0))


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
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

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
Jobs = Annotated[int | None, typer.Option(metavar="N", min=1, help="Submissions at a time.")]
Cluster = Annotated[
    str, typer.Option(metavar="tcp://HOST:PORT", help="Grade on a dask.distributed cluster.")
]
NoSandbox = Annotated[
    bool, typer.Option("--unsafe-no-sandbox", help="Run student code with your rights.")
]


@app.callback()
def common(ctx: typer.Context, course: CourseFolder = None) -> None:
    """Release, collect, grade and return the notebooks of a course, and set its exams."""
    ctx.obj = course


def require_confinement(elsewhere: object = None) -> None:
    """Refuse before any work where student code cannot be confined, unless it runs elsewhere."""
    from grader.sandbox.doctor import require_confinement as require

    if not elsewhere:
        require()


def course_of(ctx: typer.Context, folder: Path | None, db: str = "") -> Course:
    return Course.find(folder or ctx.obj, db)
