"""What is learnt from grading the reference solution, once per process and master."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from grader.judge.assignment import Assignment, Master
from grader.judge.running.demos import keep_used
from grader.judge.running.job import job_of
from grader.judge.running.run import Finished
from grader.judge.running.seats import run
from grader.judge.submitted.item import Item, Repaired
from grader.judge.submitted.reading import StudentCell, Submitted
from grader.judge.submitted.repair import repair
from grader.judge.verdicts import exercise_results
from grader.sandbox.server import Lesson

_learnt: dict[str, Reference] = {}
_met: set[str] = set()  # of which masters this process has graded a submission


@dataclass(frozen=True)
class Reference:
    """What the run of a reference solution showed.

    Parameters
    ----------
    faults : the exercises whose test does not give full points to the master's own solution, with
        the reason.  A student must not lose points to such a test.
    empty : the exercises in which it returns something empty.
    answers : the calls that compute what the tests compare with.
    forbidden : the functions of other libraries that answers must not call.
    """

    digest: str
    faults: dict[str, str]
    empty: list[str]
    answers: list[Any]
    forbidden: list[str]

    def lessons(self, sources: Iterable[str]) -> Iterator[Lesson]:
        """Yield what the template should know before it starts a notebook with these cells."""
        if self.digest in _met:
            yield Lesson("judge", f"answers of {self.digest}", self.answers)
        _met.add(self.digest)  # of one submission, its judge computes what it asks for itself
        for package in sorted({_package(name) for name in self.forbidden}):
            imported = re.compile(rf"\b(import|from)\s+{re.escape(package)}\b")
            if any(imported.search(source) for source in sources):
                names = [name for name in self.forbidden if _package(name) == package]
                yield Lesson("student", " ".join(names), names)


def learnt(assignment: Assignment, master: Master, *, isolate: bool = True) -> Reference:
    """Grade the reference solution, if that was not done before in this process.

    A fault is found twice before it is believed.
    """
    if master.digest not in _learnt:
        for _ in range(2):
            _learnt[master.digest] = found = _graded(assignment, master, isolate)
            if not found.faults:
                break
    return _learnt[master.digest]


def _graded(assignment: Assignment, master: Master, isolate: bool) -> Reference:
    items = reference(master).items
    if not assignment.run_demo:
        keep_used(items, master.solution_names)
    job = job_of(assignment, master, items, assignment.files, None)
    finished = run(assignment, job, master.limits, isolate=isolate)
    return Reference(
        master.digest,
        _faults(master, items, finished),
        [name for name, result in finished.results.items() if result.get("empty")],
        finished.answers,
        [n for n in finished.forbidden if _package(n) not in assignment.packages],
    )


def _package(name: str) -> str:
    return name.partition(".")[0]


def _faults(master: Master, items: list[Item], finished: Finished) -> dict[str, str]:
    results = exercise_results(master, items, finished, {}, {}, {})
    return {
        result.exercise: _fault(result.reason_not_graded, result.lost)
        for result in results
        if result.verdict in ("failed", "not graded")
    }


def _fault(reason: str, lost: tuple[Any, ...]) -> str:
    text = reason or "; ".join(f"{item.part} {item.reason}".strip() for item in lost)
    return f"the test does not give full points to the reference solution: {text}"


def reference(master: Master) -> Repaired:
    """Return the master itself as if it had been handed in."""
    cells = [
        StudentCell(str(c.raw.get("cell_type")), c.source, c.key, c.grade_id) for c in master.cells
    ]
    return repair(Submitted(f"{master.name}.ipynb", cells), master)
