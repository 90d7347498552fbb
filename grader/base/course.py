"""Where the files of a course are, and the names of its assignments.

A course is a folder with weeks in ``solutions/``, which are its assignments; everything else is
made from them::

    solutions/week4/              a week: all that an instructor writes for it
    notebooks/week4/              what students get, made by ``grader release``
    grader/work/submitted/<student>/week4/     what students handed in
    grader/work/autograded/  feedback/  records/  gradebook.db

``grader/nbgrader_config.py`` tells nbgrader the same places.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from grader.base.errors import GraderError
from grader.base.week import Week

CONFIG = Path(__file__).resolve().parents[1] / "nbgrader_config.py"


@dataclass(frozen=True)
class Course:
    """The folder of one course.

    Parameters
    ----------
    root : the folder that holds ``solutions/``.
    db : the address of a gradebook on a database server; "" for the file ``gradebook.db``.

    Examples
    --------
    >>> Course(Path("/course")).submitted("week4", "ada").as_posix()
    '/course/grader/work/submitted/ada/week4'
    """

    root: Path
    db: str = ""

    @classmethod
    def find(cls, folder: Path | None = None, db: str = "") -> Course:
        """Return the course in ``folder``; without one, the course around the current folder.

        The last resort is the folder the grader itself lies in, so that the command works from
        anywhere on the machine.

        Raises
        ------
        GraderError : the folder is not a course.
        """
        if folder is not None:
            if (folder / "solutions").is_dir():
                return cls(folder.resolve(), db)
            raise GraderError(
                f"--course must be a folder with solutions/ in it, got {folder}",
                hint="Give the folder of the repository.",
            )
        here = Path.cwd()
        for candidate in (here, *here.parents, Path(__file__).resolve().parents[2]):
            if (candidate / "solutions").is_dir():
                return cls(candidate, db)
        raise GraderError(
            f"There is no course in {here} or above it",
            hint="Go to the course's folder, or name it with --course DIR.",
        )

    @property
    def work(self) -> Path:
        """The folder for everything that is not committed."""
        return self.root / "grader" / "work"

    @property
    def database(self) -> Path:
        """The file of the gradebook, unless there is a database server."""
        return self.work / "gradebook.db"

    @property
    def db_url(self) -> str:
        """The gradebook's address as SQLAlchemy and nbgrader take it."""
        scheme, separator, rest = self.db.partition("://")
        if scheme in ("postgres", "postgresql"):  # the driver that the extra `postgres` installs
            scheme = "postgresql+psycopg"
        return scheme + separator + rest or f"sqlite:///{self.database}"

    def solutions(self, assignment: str) -> Path:
        """The folder of the masters."""
        return self.root / "solutions" / assignment

    def week(self, assignment: str) -> Week:
        """The week of an assignment."""
        return Week(self.solutions(assignment))

    def release(self, assignment: str) -> Path:
        """The folder of the students' notebooks."""
        return self.root / "notebooks" / assignment

    def submitted(self, assignment: str, student: str) -> Path:
        """The folder of what one student handed in."""
        return self.work / "submitted" / student / assignment

    def autograded(self, assignment: str, student: str) -> Path:
        """The folder of one student's notebooks as they were graded, for the formgrader."""
        return self.work / "autograded" / student / assignment

    def feedback(self, assignment: str, student: str) -> Path:
        """The page that one student gets back."""
        return self.work / "feedback" / student / assignment / "feedback.html"

    def record(self, assignment: str, student: str) -> Path:
        """The file that says how one submission was graded."""
        return self.work / "records" / assignment / f"{student}.json"

    def assignments(self) -> list[str]:
        """The names of all assignments that have at least one master."""
        return sorted({path.parent.name for path in (self.root / "solutions").glob("*/*.ipynb")})

    def masters(self, assignment: str) -> list[Path]:
        """The master notebooks of an assignment, in order.

        Raises
        ------
        GraderError : there is no such assignment; the message names the closest one.
        """
        found = self.week(assignment).masters if _is_name(assignment) else []
        if found:
            return found
        raise GraderError(
            f"{assignment!r} is not an assignment of this course",
            hint=did_you_mean(assignment, self.assignments(), "Put masters into solutions/<name>/"),
        )

    def students(self, assignment: str) -> list[str]:
        """Everyone who handed something in, in order."""
        folders = (self.work / "submitted").glob(f"*/{assignment}")
        return sorted(folder.parent.name for folder in folders if folder.is_dir())


def did_you_mean(name: str, known: list[str], otherwise: str) -> str:
    """Return a hint with the closest known name, or with all of them.

    Examples
    --------
    >>> did_you_mean("weak4", ["week3", "week4"], "")
    'Did you mean week4?'
    >>> did_you_mean("x", ["week3", "week4"], "")
    'There are: week3, week4.'
    """
    if not known:
        return f"There are none yet. {otherwise}."
    close = difflib.get_close_matches(name.lower(), known, n=1)
    return f"Did you mean {close[0]}?" if close else f"There are: {', '.join(known)}."


def _is_name(assignment: str) -> bool:
    """Whether it can be the name of a folder; nbgrader allows letters, digits, _ and -."""
    return bool(assignment) and assignment.replace("_", "").replace("-", "").isalnum()
