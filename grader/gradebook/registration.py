"""Enters an assignment into the gradebook: its notebooks and cells, as nbgrader wants them."""

from __future__ import annotations

import hashlib
import importlib.metadata
import tempfile
from dataclasses import replace
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from grader.base.course import CONFIG, Course
from grader.base.digest import digest, files_in
from grader.base.files import drafted, write_whole
from grader.gradebook.connection import exists, explained, objects, reading
from grader.masters.generate import generate

_CELLS = """
    SELECT notebook.name, notebook.kernelspec, base_cell.name, base_cell.type,
           COALESCE(grade_cells.max_score, task_cells.max_score),
           COALESCE(grade_cells.cell_type, task_cells.cell_type)
    FROM assignment JOIN notebook ON notebook.assignment_id = assignment.id
    LEFT JOIN base_cell ON base_cell.notebook_id = notebook.id
    LEFT JOIN grade_cells ON base_cell.id = grade_cells.id
    LEFT JOIN task_cells ON base_cell.id = task_cells.id
    WHERE assignment.name = :assignment"""
_SOURCES = """
    SELECT notebook.name, cell.name, cell.cell_type, cell.locked, cell.source, cell.checksum
    FROM assignment JOIN notebook ON notebook.assignment_id = assignment.id
    JOIN source_cell AS cell ON cell.notebook_id = notebook.id
    WHERE assignment.name = :assignment"""


def register(course: Course, assignment: str) -> None:
    """Enter the assignment, its notebooks and its cells, as nbgrader's SaveCells does.

    nbgrader takes seconds for it. It is not asked where the masters are those of the last time,
    and the gradebook has of them what it had then.
    """
    course.work.mkdir(parents=True, exist_ok=True)
    masters = digest([*files_in(course.solutions(assignment)), CONFIG],
                     importlib.metadata.version("nbgrader"))  # fmt: skip
    receipt = course.work / "registered" / f"{assignment}.txt"
    with explained(course):
        if exists(course):
            before = receipt.read_text(encoding="utf-8") if receipt.is_file() else ""
            if before == f"{masters} {_entered(course, assignment)}":
                return
            _generate(course, assignment)
        elif course.db:
            make_tables(course.db_url)
            _generate(course, assignment)
        else:  # a new gradebook appears whole or not at all, however this run ends
            with drafted(course.database) as draft:
                new = replace(course, db=f"sqlite:///{draft}")
                make_tables(new.db_url)
                _generate(new, assignment)
        write_whole(receipt, f"{masters} {_entered(course, assignment)}")


def _generate(course: Course, assignment: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        generate(course, assignment, Path(scratch), database=True)


def _entered(course: Course, assignment: str) -> str:
    """Return what stands for all that the gradebook has of the masters."""
    with reading(course, assignment) as gradebook:
        found = [
            sorted(map(repr, gradebook.execute(text(query), {"assignment": assignment})))
            for query in (_CELLS, _SOURCES)
        ]
    return hashlib.sha256(repr(found).encode(errors="surrogatepass")).hexdigest()


def make_tables(url: str) -> None:
    """Make an empty gradebook, as nbgrader does, which calls the program alembic twice for it."""
    api = objects()
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    newest = ScriptDirectory(ALEMBIC_DIR).get_current_head()
    with create_engine(url, poolclass=NullPool).begin() as connection:
        api.Base.metadata.create_all(connection)
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest})
        # generate_assignment refers to a course without a name, and does not make it.
        connection.execute(text("INSERT INTO course (id) VALUES ('')"))
