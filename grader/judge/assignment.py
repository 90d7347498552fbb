"""The masters of an assignment, read once: what each notebook asks, tests and is worth."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from grader.base.errors import GraderError
from grader.base.week import EXERCISES, Week
from grader.judge.source import code
from grader.sandbox.exercises import modules_of
from grader.sandbox.limits import Limits

Role = Literal["answer", "test", "manual", "locked", "demo", "plain", "text"]
"""``answer``: the student writes it.  ``test``: carries points.  ``manual``: a person grades it.
``locked``: the instructor's code, run on both sides.  ``demo``: not run when grading.
``plain``: code without nbgrader metadata.  ``text``: Markdown and raw cells."""


@dataclass(frozen=True)
class MasterCell:
    """A cell of a master notebook."""

    role: Role
    key: str
    grade_id: str
    source: str
    points: float
    raw: Mapping[str, Any]
    exercise: str = ""

    @property
    def is_code(self) -> bool:
        """Whether the cell holds code."""
        return self.raw.get("cell_type") == "code"


@dataclass(frozen=True)
class Master:
    """A master notebook; ``exercise_cells`` are the cells that carry points, in order."""

    name: str
    cells: tuple[MasterCell, ...]
    metadata: Mapping[str, Any]
    limits: Limits
    digest: str

    @property
    def exercise_cells(self) -> tuple[MasterCell, ...]:
        """The cells that carry points."""
        return tuple(cell for cell in self.cells if cell.role in ("test", "manual"))

    @property
    def solution_names(self) -> dict[str, str]:
        """The names that the solution cells define, with their kind."""
        names: dict[str, str] = {}
        for cell in self.cells:
            if cell.role == "answer" or (cell.role == "manual" and cell.is_code):
                names.update(code.defined_names(cell.source))
        return names


@dataclass(frozen=True)
class Assignment:
    """The compiled masters of one assignment; picklable, so that workers can have it.

    ``files`` are the data files of the week, put into every scratch folder.
    ``exercises`` are the modules that the tests import, by name; only judges have them.
    ``only`` names the one exercise whose test is run; "" stands for all of them.
    """

    name: str
    masters: tuple[Master, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    exercises: Mapping[str, str] = field(default_factory=dict)
    packages: tuple[str, ...] = ("course_lib",)
    preload: tuple[str, ...] = ()
    run_demo: bool = False
    only: str = ""


def compile_assignment(
    folder: Path, *, limits: Limits | None = None, run_demo: bool = False
) -> Assignment:
    """Read the week in ``folder``.

    Parameters
    ----------
    limits : the course's defaults; a master's metadata ``course.limits`` changes them for it.
    run_demo : also run the cells tagged ``demo`` (for benchmarks).

    Raises
    ------
    GraderError : there is no master, one cannot be read, or two cells have one grade_id.
    """
    week = Week(folder)
    if not week.masters:
        raise GraderError(f"There is no master notebook in {folder}")
    exercises = modules_of(week.exercise_sources())
    masters = tuple(_read(path, limits or Limits(), exercises) for path in week.masters)
    seen: dict[str, str] = {}
    for master in masters:
        for cell in master.exercise_cells:
            where = f"{master.name}.ipynb"
            if cell.grade_id in seen:
                raise GraderError(
                    f"The grade_id {cell.grade_id!r} is used twice, in {seen[cell.grade_id]} "
                    f"and in {where}"
                )
            seen[cell.grade_id] = where
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in week.data}
    modules = sorted({m for master in masters for c in master.cells for m in _imported(c)})
    return Assignment(
        folder.name, masters, files, exercises, preload=tuple(modules), run_demo=run_demo
    )


def _imported(cell: MasterCell) -> list[str]:
    """Return the modules that a cell of a master imports, so that the template has them ready."""
    if not cell.is_code or cell.role == "demo":
        return []
    found = code.imported_modules(cell.source)
    return [name for name in found if name.partition(".")[0] != EXERCISES]


def _read(path: Path, limits: Limits, exercises: Mapping[str, str]) -> Master:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8-sig"))
        cells = tuple(_cell(raw, i) for i, raw in enumerate(notebook["cells"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise GraderError(f"The master {path.name} is not a notebook: {error}") from None
    metadata = notebook.get("metadata", {})
    changes = metadata.get("course", {}).get("limits", {})
    limits = limits.changed_by(changes, where=path.stem)
    digest = hashlib.sha256(repr((cells, limits, exercises)).encode()).hexdigest()
    return Master(path.stem, _with_exercises(cells), metadata, limits, digest)


def _cell(raw: Mapping[str, Any], index: int) -> MasterCell:
    source = raw.get("source", "")
    source = "".join(source) if isinstance(source, list) else source
    about = raw.get("metadata", {}).get("nbgrader", {})
    return MasterCell(
        role=_role(raw, about),
        key=str(raw.get("id", f"cell-{index}")),
        grade_id=str(about.get("grade_id", "")),
        source=source,
        points=float(about.get("points", 0) or 0),
        raw=raw,
    )


def _role(raw: Mapping[str, Any], about: Mapping[str, Any]) -> Role:
    is_code = raw.get("cell_type") == "code"
    if about.get("grade") or about.get("task"):
        return "manual" if about.get("solution") or about.get("task") or not is_code else "test"
    if "demo" in raw.get("metadata", {}).get("tags", []):
        return "demo"
    if about.get("solution") and is_code:
        return "answer"
    if not is_code:
        return "text"
    return "locked" if about.get("locked") else "plain"


def _with_exercises(cells: tuple[MasterCell, ...]) -> tuple[MasterCell, ...]:
    """Name the exercise of each answer and test: the answer's grade_id where that is clear."""
    named: list[MasterCell] = []
    taken: set[str] = set()
    answer = ""
    ids = {cell.grade_id for cell in cells if cell.role == "answer"}
    for cell in cells:
        name = cell.grade_id
        if cell.role == "answer":
            answer = cell.grade_id
        elif cell.role == "test":
            own = cell.grade_id.removesuffix("_test").removeprefix("test_")
            name = own if own in ids else answer or cell.grade_id
            name = cell.grade_id if name in taken else name
            taken.add(name)
        named.append(MasterCell(**{**vars(cell), "exercise": name}))
    return tuple(named)
