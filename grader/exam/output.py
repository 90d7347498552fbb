"""Files are written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.files import write_together


def default_folder(course: Path | None = None) -> Path:
    """Return the folder for exams of the course around here or of another; else ``./exam``."""
    try:
        return Course.find(course).work / "exam"
    except GraderError:
        return Path("exam")


def of_before(paths: Sequence[Path]) -> list[Path]:
    """Return the files of an earlier run that stand beside those just written, as one set with
    them: papers of another exam, sheets of students who are not in the class.

    Examples
    --------
    >>> of_before([Path("nowhere/paper-A.pdf"), Path("nowhere/quiz.html")])
    []
    """
    kinds = {(path.parent, f"{path.stem.rpartition('-')[0]}-*{path.suffix}")
             for path in paths if "-" in path.stem}  # fmt: skip
    return sorted({p for folder, kind in kinds for p in folder.glob(kind)} - {*paths})


def write_file(path: Path, content: bytes | str) -> Path:
    """Write one file; see :func:`write_files`."""
    return write_files(path.parent, {path.name: content})[0]


def write_files(folder: Path, contents: Mapping[str, bytes | str]) -> list[Path]:
    """Write files beside their places first, and put them there when all are complete.

    Raises
    ------
    GraderError : the folder cannot be written to; nothing new is left behind.
    """
    if folder.exists() and not folder.is_dir():
        raise GraderError(f"{folder} cannot be written: it is a file and not a folder")
    try:
        write_together({folder / name: content for name, content in contents.items()})
    except OSError as error:
        raise GraderError(f"{folder} cannot be written: {error.strerror or error}") from None
    return [folder / name for name in contents]
