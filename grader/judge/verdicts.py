"""From what the judge process reports to the records: points, reasons, verdicts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from grader.base.records import ExerciseResult, LostPoints, Verdict
from grader.base.week import EXERCISES
from grader.judge.assignment import Master, MasterCell
from grader.judge.running.run import Finished
from grader.judge.submitted.item import Item

_UNKNOWN = re.compile("stopped with (NameError|an error in a hidden test)")
_ABSENT = re.compile(
    r"stopped with ModuleNotFoundError: (?:No module named '(\w+)|(\w+) is not installed where)"
)
_LACKING = re.compile(
    r"stopped with (?:ModuleNotFoundError|ImportError|NotHereError|FileNotFoundError)\b"
    r"|is not defined by your notebook"
)
_CELL_FILE = re.compile(r"<ipython-input[^>]*>, ")


def not_graded(master: Master, reason: str) -> tuple[ExerciseResult, ...]:
    """Return "not graded" with the same reason for everything in a notebook."""
    return tuple(_without_points(master, cell, reason) for cell in master.exercise_cells)


def exercise_results(
    master: Master,
    items: Sequence[Item],
    finished: Finished,
    faults: Mapping[str, str],
    excuses: Mapping[str, str],
    lacks: Mapping[str, str],
) -> tuple[ExerciseResult, ...]:
    """Return the result of every exercise and written answer, in the notebook's order.

    Parameters
    ----------
    faults : the exercises whose test is wrong, with the reason.
    excuses : the exercises that are not graded if they lose points, with the reason.
    lacks : the exercises that use what could not be made here, with the reason; what stopped for
        want of it says nothing about the answer.
    """
    results = []
    for item in items:
        cell = item.master
        if cell is None or cell.role not in ("test", "manual"):
            continue
        if cell.role == "manual":
            excuse = excuses.get(cell.exercise, "") if item.untouched else ""
            no_points = _without_points(master, cell, excuse)
            results.append(no_points if excuse else _manual(master, cell, item))
            continue
        fault = _fault(cell, finished, faults)
        if fault:
            results.append(_without_points(master, cell, fault))
        else:
            result = _scored(master, cell, finished, lacks.get(cell.exercise, ""))
            excuse = excuses.get(cell.exercise, "") if result.verdict == "failed" else ""
            results.append(_without_points(master, cell, excuse) if excuse else result)
    return tuple(results)


def _manual(master: Master, cell: MasterCell, item: Item) -> ExerciseResult:
    points = 0.0 if item.untouched else None
    lost = (LostPoints("", cell.points, "nothing was written here"),) if item.untouched else ()
    return ExerciseResult(
        cell.exercise, cell.grade_id, master.name, points, cell.points, "manual", lost
    )


def _fault(cell: MasterCell, finished: Finished, faults: Mapping[str, str]) -> str:
    """Return why an exercise cannot be graded, or ""."""
    for found in (faults, finished.faults):
        if cell.exercise in found:
            return found[cell.exercise]
    result = finished.results.get(cell.exercise)
    if result is None:
        return finished.faults.get("", "the judge did not report this exercise")
    return str(result["reason"]) if result["status"] == "fault" else ""


def _scored(master: Master, cell: MasterCell, finished: Finished, lack: str) -> ExerciseResult:
    result = finished.results[cell.exercise]
    points = float(result["points"]) if result["status"] == "score" else 0.0
    verdict: Verdict = "passed" if points >= cell.points - 1e-9 else "failed"
    lost = _lost(cell, points, result) if verdict == "failed" else ()
    reason = _reason(lost, lack, finished.lost)
    if reason and not points:
        return _without_points(master, cell, reason)
    stopped = _stopped(cell.exercise, finished.problems)
    if stopped:
        lost = tuple(
            replace(item, hint=stopped) if _UNKNOWN.search(item.reason) else item for item in lost
        )
    memory = int(result["peak_memory"]) or finished.peak_memory  # all tests in one process
    return ExerciseResult(
        cell.exercise, cell.grade_id, master.name, points, cell.points, verdict, lost, reason,
        seconds=round(float(result["seconds"]), 4), peak_memory=memory, note=result["note"],
    )  # fmt: skip


def _reason(lost: Sequence[LostPoints], lack: str, names: Mapping[str, str]) -> str:
    """Return why a part could not be graded, or ""; in some other parts, points may be lost."""
    if absent := _absent(lost):
        return f"it uses {absent}, which is not installed where this was graded"
    unknown = any(_UNKNOWN.search(item.reason) for item in lost)
    if lack and (unknown or any(_LACKING.search(item.reason) for item in lost)):
        return lack
    return names.get("*", "") if unknown else ""


def _absent(lost: Sequence[LostPoints]) -> str:
    """Return the package that the machine lacks and the answer uses, or "".

    That says nothing about the answer. The exercises are absent for everybody, and on purpose.
    """
    found = (match[1] or match[2] for item in lost for match in _ABSENT.finditer(item.reason))
    return next((name for name in found if name != EXERCISES and not find_spec(name)), "")


def _stopped(exercise: str, problems: Sequence[str]) -> str:
    """Return a sentence on the error that ended the exercise's own cell, or ""."""
    start = f"{exercise}: "
    found = next((text.removeprefix(start) for text in problems if text.startswith(start)), "")
    found = _CELL_FILE.sub("", found)
    return f"The exercise's own cell had stopped before, with {found}" if found else ""


def _lost(cell: MasterCell, points: float, result: Mapping[str, Any]) -> tuple[LostPoints, ...]:
    if result["status"] != "score":
        return (LostPoints("", cell.points, str(result["reason"])),)
    if result["lost"]:
        return tuple(LostPoints(**item) for item in result["lost"])
    text = f"The test gave {points:g} of {cell.points:g} points."
    return (LostPoints("", round(cell.points - points, 9), text),)


def _without_points(master: Master, cell: MasterCell, reason: str) -> ExerciseResult:
    return ExerciseResult(
        cell.exercise, cell.grade_id, master.name, None, cell.points, "not graded",
        reason_not_graded=reason,
    )  # fmt: skip
