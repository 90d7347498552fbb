"""Grades one submission: the engine's entry point.

``grade_submission`` may be called from a process pool, from threads and on a cluster: its
arguments and its result are plain data, and every thread keeps its own warm template.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from grader.errors import GraderError
from grader.judge import code
from grader.judge.assignment import Assignment, Master, MasterCell
from grader.judge.autograded import autograded
from grader.judge.matching import assign_files
from grader.judge.program import plain_program, scored_program
from grader.judge.reading import LARGEST_FILE, LARGEST_SUBMISSION, LEFT_OUT, StudentCell, Submitted
from grader.judge.repair import Item, Repaired, repair
from grader.judge.run import Finished, Seat, run_job
from grader.judge.testcell import file_of
from grader.judge.text import one_line
from grader.judge.verdicts import exercise_results, not_graded
from grader.records import NotebookResult, SubmissionResult
from grader.sandbox.server import TemplateServer

JUDGE = "grader.judge.process:main"
PRELOAD = ("numpy", "numpy.testing", "importlib.metadata", "matplotlib.pyplot")
_BESIDE_BYTES = 3_000_000
_local = threading.local()
_servers: list[tuple[int, TemplateServer]] = []
_faults: dict[str, dict[str, str]] = {}
_empty: dict[str, list[str]] = {}  # where the reference solution returns something empty


def read_submission(folder: Path) -> dict[str, bytes]:
    """Return the files of a submission, by their path in its folder.

    Huge ones are left out, and of a huge notebook there is no more than shows that it is huge.
    A notebook for which there is no room is there by its name, so that its reader says so.
    """
    found: dict[str, bytes] = {}
    room = LARGEST_SUBMISSION
    for other, path in sorted((p.suffix.lower() != ".ipynb", p) for p in folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or any(n.startswith(".") for n in name.parts):
            continue
        size = min(path.stat().st_size, LARGEST_FILE + 1)
        if size <= min(room, _BESIDE_BYTES if other else LARGEST_FILE + 1):
            with path.open("rb") as file:
                found[name.as_posix()] = file.read(size)
            room -= size
        elif not other:
            found[name.as_posix()] = LEFT_OUT  # it is "not graded", and not missing
    return found


def grade_submission(
    assignment: Assignment, files: Mapping[str, bytes], *, isolate: bool = True
) -> SubmissionResult:
    """Grade what one student handed in.

    Parameters
    ----------
    assignment : the compiled masters.
    files : content by name; notebooks are found by content, other files go into the scratch
        folder of the student's process (those of the instructor with the same name win).
    isolate : False runs the student's code without a sandbox. For ``--unsafe-no-sandbox`` only.

    Raises
    ------
    GraderError : this machine cannot confine a process, and ``isolate`` is True.
    """
    notebooks = {n: d for n, d in files.items() if n.lower().endswith(".ipynb")}
    others = _beside({n: d for n, d in files.items() if n not in notebooks})
    chosen, unused = assign_files(notebooks, assignment.masters)
    beside = {**others, **assignment.files}
    try:
        results = tuple(
            _notebook(assignment, master, chosen.get(master.name), beside, isolate)
            for master in assignment.masters
        )
    finally:
        _end_judge()
    return SubmissionResult(results, unused, isolated=isolate)


def _beside(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the student's other files, the small ones first, as far as there is room."""
    kept: dict[str, bytes] = {}
    room = _BESIDE_BYTES
    for name, data in sorted(files.items(), key=lambda item: len(item[1])):
        path = PurePosixPath(name)
        room -= len(data)
        if room > 0 and not path.is_absolute() and ".." not in path.parts:
            kept[name] = data
    return kept


def _notebook(
    assignment: Assignment,
    master: Master,
    submitted: Submitted | None,
    beside: Mapping[str, bytes],
    isolate: bool,
) -> NotebookResult:
    if submitted is None or submitted.reason:
        file = submitted.file if submitted else ""
        reason = submitted.reason if submitted else "no file for this notebook was handed in"
        return NotebookResult(master.name, file, not_graded(master, reason))
    faults = reference_faults(assignment, master, isolate=isolate)
    repaired = repair(submitted, master)
    finished = _run(
        assignment, master, repaired.items, beside, isolate,
        only=assignment.only, empty=_empty[master.digest],
    )  # fmt: skip
    exercises = exercise_results(master, repaired.items, finished, faults)
    by_name = {result.exercise: result for result in exercises}
    return NotebookResult(
        master.name,
        submitted.file,
        exercises,
        tuple(repaired.repairs),
        tuple(finished.problems),
        finished.seconds,
        finished.peak_memory,
        autograded(master, repaired.items, finished.outputs, by_name),
    )


def reference_faults(
    assignment: Assignment, master: Master, *, isolate: bool = True
) -> dict[str, str]:
    """Return the exercises whose test does not give full points to the master's own solution.

    A student must not lose points to such a test: the exercise is "not graded".  Found out once
    per process and master, and twice before it is believed.
    """
    if master.digest not in _faults:
        for _ in range(2):
            items = reference(master).items
            finished = _run(assignment, master, items, assignment.files, isolate)
            results = exercise_results(master, items, finished, {})
            _empty[master.digest] = [n for n, r in finished.results.items() if r.get("empty")]
            _faults[master.digest] = {
                result.exercise: _fault(result.reason_not_graded, result.lost)
                for result in results
                if result.verdict in ("failed", "not graded")
            }
            if not _faults[master.digest]:
                break
    return _faults[master.digest]


def _fault(reason: str, lost: tuple[Any, ...]) -> str:
    text = reason or "; ".join(f"{item.part} {item.reason}".strip() for item in lost)
    return f"the test does not give full points to the reference solution: {text}"


def reference(master: Master) -> Repaired:
    """Return the master itself as if it had been handed in."""
    cells = [
        StudentCell(str(c.raw.get("cell_type")), c.source, c.key, c.grade_id) for c in master.cells
    ]
    return repair(Submitted(f"{master.name}.ipynb", cells), master)


def _run(
    assignment: Assignment,
    master: Master,
    items: list[Item],
    beside: Mapping[str, bytes],
    isolate: bool,
    *,
    only: str = "",
    empty: list[str] | None = None,
) -> Finished:
    """Run a notebook; without ``empty``, every result may be empty."""
    solutions = [cell.source for cell in master.cells if cell.role == "answer"]
    tests = [cell.exercise for cell in master.cells if cell.role == "test"]
    job = {
        "items": [_plain(item, run_demo=assignment.run_demo) for item in items],
        "names": master.solution_names,
        "imports": _plain_program("\n".join(code.imports(source) for source in solutions)),
        "files": dict(beside),
        "excluded": [name for name in tests if only and name != only],
        "empty": tests if empty is None else empty,
    }
    try:
        with _seat(assignment, isolate) as seat:
            return run_job(seat, job, master.limits)
    except GraderError:  # the template has died, perhaps for want of memory: once more
        with _seat(assignment, isolate) as seat:
            return run_job(seat, job, master.limits)


def _plain(item: Item, *, run_demo: bool) -> dict[str, Any]:
    """Return an item as the judge's process gets it."""
    master = item.master
    role = master.role if master else "extra"
    skipped = role == "demo" and not run_demo
    program, fault = _program(master) if master else (b"", "")
    return {
        "role": role,
        "name": (master.grade_id or master.key) if master else "your own cell",
        "parts": [] if skipped else list(item.parts),
        "program": program,
        "fault": fault,
        "exercise": master.exercise if master else "",
        "points": master.points if master else 0.0,
    }


def _program(cell: MasterCell) -> tuple[bytes, str]:
    """Return what the judge runs of a master's cell, or why there is nothing to run."""
    if cell.role in ("locked", "plain"):
        return _plain_program(cell.source), ""
    if cell.role != "test":
        return b"", ""
    try:
        return scored_program(cell.source, file_of(cell.exercise)).packed(), ""
    except SyntaxError as error:
        return b"", one_line(f"the test cell has a syntax error: {error}")


def _plain_program(source: str) -> bytes:
    program = plain_program(source)
    return program.packed() if program else b""


@contextlib.contextmanager
def _seat(assignment: Assignment, isolate: bool) -> Iterator[Seat]:
    """Lend a judge's place at this thread's warm template; one that fails is thrown away."""
    key = (os.getpid(), isolate, assignment.packages, assignment.preload)
    if getattr(_local, "key", None) != key:
        _local.key, _local.server = None, None
        _local.server = TemplateServer(
            JUDGE,
            preload=(*PRELOAD, *assignment.packages, *assignment.preload),
            packages=assignment.packages,
            isolate=isolate,
        )
        _local.key, _local.seat = key, Seat(_local.server)
        _servers.append((os.getpid(), _local.server))
    try:
        yield _local.seat
    except GraderError:
        _local.key = None
        _local.server.close()
        raise


def _end_judge() -> None:
    """End the judge process of this thread's submission."""
    if getattr(_local, "key", None) is not None:
        with contextlib.suppress(GraderError):  # it went with its template
            _local.seat.leave()


@atexit.register
def close_servers() -> None:
    """End the warm templates of this process."""
    while _servers:
        pid, server = _servers.pop()
        if pid == os.getpid():
            server.close()
    _local.key = None
