"""Arguments and exit codes of ``grader``; what a command does is in the file of its name."""

from grader.cli import student, assistant, marking, instructor, grades  # noqa: F401, I001  in the order of --help
from grader.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line; the entry point of the console script."""
    app(prog_name="grader")
