"""What has no score yet, and why; and what grading cost in time and memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from grader.gradebook.mistakes import impersonal
from grader.gradebook.results import Row
from grader.gradebook.store import Stored
from grader.masters.exercise import Exercise


@dataclass
class Open:
    """Exercises without a score for one reason, by student."""

    reason: str
    students: dict[str, list[str]] = field(default_factory=dict)

    def exercises(self, asked: Sequence[Exercise]) -> list[str]:
        """Return what it concerns, in few words where that is all, or all of a notebook."""
        names = {name for listed in self.students.values() for name in listed}
        if len(names) == len(asked):
            return ["everything"]
        found = []
        for notebook in dict.fromkeys(item.notebook for item in asked):
            there = [item.name for item in asked if item.notebook == notebook]
            open_there = [name for name in there if name in names]
            found += [f"all of {notebook}"] if open_there == there else open_there
        return found


def not_graded(rows: Iterable[Row], records: Mapping[str, Stored]) -> list[Open]:
    """Return why the grader could not grade, the most frequent reason first."""
    found: dict[str, Open] = {}
    for row in rows:
        stored = records.get(row.student)
        for result in stored.not_graded if stored else ():
            if row.scores.get(result.exercise) is None:
                reason = result.reason_not_graded
                group = found.setdefault(impersonal(reason), Open(reason))
                group.students.setdefault(row.student, []).append(result.exercise)
    return sorted(found.values(), key=lambda group: (-len(group.students), group.reason))


def waiting(asked: Sequence[Exercise], rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the exercises that wait for a person, each with its students."""
    return {
        item.name: students
        for item in asked
        if (students := [row.student for row in rows if item.name in row.waiting])
    }


@dataclass(frozen=True)
class Doubt:
    """What does not hold of the grades of some students, and the command that settles it."""

    what: str
    students: list[str]
    command: str


def doubts(rows: Iterable[Row]) -> list[Doubt]:
    """Return what does not hold, with whom it concerns."""
    found: dict[str, Doubt] = {}
    for row in rows:
        for what, command in zip(row.doubts.words, row.doubts.settle, strict=True):
            found.setdefault(what, Doubt(what, [], command)).students.append(row.student)
    return list(found.values())


@dataclass(frozen=True)
class Cost:
    """Seconds and bytes that one exercise, or one student, took; 0 bytes if unknown."""

    name: str
    seconds: float
    longest: float
    slowest: str
    memory: int


def costs_of_exercises(records: Mapping[str, Stored]) -> list[Cost]:
    """Return for each exercise the median and the longest time, the slowest first."""
    found: dict[str, list[tuple[float, str, int]]] = {}
    for student, stored in records.items():
        for result in stored.exercises:
            if result.verdict in ("passed", "failed"):
                run = (result.seconds, student, result.peak_memory)
                found.setdefault(result.exercise, []).append(run)
    costs = [
        Cost(name, median(run[0] for run in runs), *max(runs)[:2], max(run[2] for run in runs))
        for name, runs in found.items()
    ]
    return sorted(costs, key=lambda cost: (-cost.longest, cost.name))


def costs_of_students(records: Mapping[str, Stored]) -> list[Cost]:
    """Return for each student the time of all notebooks and the slowest one, the slowest first."""
    costs = []
    for student, stored in records.items():
        runs = [(n.seconds, n.notebook, n.peak_memory) for n in stored.result.notebooks]
        if any(seconds for seconds, _, _ in runs):
            total, memory = sum(run[0] for run in runs), max(run[2] for run in runs)
            costs.append(Cost(student, total, *max(runs)[:2], memory))
    return sorted(costs, key=lambda cost: (-cost.seconds, cost.name))
