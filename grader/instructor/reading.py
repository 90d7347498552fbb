"""What ``grader check`` finds by reading masters, release and exercises, before it runs any."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.base import notebooks
from grader.base.course import Course
from grader.base.week import EXERCISES
from grader.instructor.named_points import named_points
from grader.masters.exercise import Exercise
from grader.masters.markers import faulty_markers
from grader.masters.older import is_older
from grader.masters.rubric import against, rubric
from grader.masters.scheme import problems


@dataclass(frozen=True)
class Finding:
    """One thing that was checked: of which exercise, what it got, and what is wrong with that."""

    exercise: str
    what: str
    expected: float | None
    obtained: float | None
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Whether it is as it must be."""
        return not self.problem


def by_reading(
    course: Course, assignment: str, masters: list[Path], asked: list[Exercise], *, only: str
) -> list[Finding]:
    """Return what is checked before anything is run; with ``only``, of one exercise."""
    return [
        *_points(masters, asked),
        *_practice(course, assignment, asked),
        *_markers(masters, only),
        *_older(course, assignment, masters, only),
    ]


def _markers(masters: list[Path], only: str) -> Iterator[Finding]:
    """Yield the cells whose solution or hidden tests are not marked as nbgrader knows it."""
    for master in masters:
        for cell in notebooks.read_cells(master):
            mark = cell["metadata"].get("nbgrader", {})
            name = mark.get("grade_id") or cell.get("id", "?")
            faults = faulty_markers("".join(cell["source"]))
            if faults and only in ("", name.removesuffix("_test")):
                yield Finding(name.removesuffix("_test"), "markers", None, None, "; ".join(faults))


def _older(course: Course, assignment: str, masters: list[Path], only: str) -> Iterator[Finding]:
    """Yield the released files that are not what a release would give today."""
    folder, week = course.release(assignment), course.week(assignment)
    released = [path for path in masters if (folder / path.name).is_file()]  # else check says it
    old = [(p.name, "its master") for p in released if is_older(p, folder / p.name)]
    for name, data in week.exercise_sources().items():
        if only in ("", name.removesuffix(".py")) or name.startswith("_"):
            there = folder / EXERCISES / name
            if not there.is_file() or there.read_bytes() != data:
                old.append((f"{EXERCISES}/{name}", "the file that it is made from"))
    for name, source in old:
        path = (folder / name).relative_to(course.root).as_posix()
        problem = f"{path} is older than {source}: grader release {assignment}"
        yield Finding(Path(name).stem, "release", None, None, problem)


def _points(masters: list[Path], asked: list[Exercise]) -> list[Finding]:
    """Compare the points that each test and each marking scheme name with those of the cell."""
    worth = {item.cell: item for item in asked}
    findings = []
    for master in masters:
        for cell in notebooks.read(master).cells:
            item = worth.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            if item is not None and item.written and (items := rubric(cell.source)):
                obtained, problem = against(items, item.points)
                said = problem or "; ".join(problems(cell.source, item.points))
                findings.append(Finding(item.name, "points", item.points, obtained, said))
            named = named_points(cell.source) if item and cell.cell_type == "code" else None
            if item is not None and named is not None:
                obtained, problem = named.against(item.points)
                findings.append(Finding(item.name, "points", item.points, obtained, problem))
    return findings


def _practice(course: Course, assignment: str, asked: list[Exercise]) -> list[Finding]:
    """Look whether what goes wrong in an exercise leads to exam questions that train it.

    A week in which no exercise says so yet has no practice from mistakes, and that is no fault.
    """
    week = course.week(assignment)
    if not week.trains:
        return []
    from grader.exam.mending.links import faults

    return [Finding(item.name, "practice", None, None, "; ".join(faults(week, item)))
            for item in asked]  # fmt: skip
