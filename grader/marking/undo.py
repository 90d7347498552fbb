"""Takes steps back, any number of them, also those from before a restart; adds lines for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from grader.gradebook.history import EVENTS, SCHEMES
from grader.marking.changes import carried
from grader.marking.lines import Key
from grader.marking.store import Change, Step, Store

UNDO, REDO = "undo", "redo"


@dataclass(frozen=True)
class Undone:
    """What was taken back: the kind of step, its answers, and those somebody has changed since."""

    kind: str
    keys: tuple[Key, ...]
    left: tuple[Key, ...] = ()


def undo(store: Store, marker: str, name: str, *, redo: bool = False) -> Undone | None:
    """Take a marker's last step back, or the last undoing; None if there is none.

    What somebody else has changed since stays as it is.

    Parameters
    ----------
    name : of the new step; if it is there already, it is not done again.

    Raises
    ------
    ConflictError : somebody marks one of the answers at this moment.
    """
    step = _last(store, marker, redo=redo)
    if step is None:
        return None
    lines = store.refresh()
    new = Step(name, marker, REDO if redo else UNDO, step.name)
    exercise, at = _scheme_of(store, step.name)
    if exercise:
        return _undo_rubric(store, exercise, at, step, new)
    changes: list[Change] = []
    left: list[Key] = []
    for key, seq in _answers(store, step.name):
        last = lines.last(key)
        if last.state != lines.of[key][seq].state:
            left.append(key)
        else:
            changes.append(Change(key, last.seq, lines.before(key, seq).state))
    store.put(changes, new)
    return Undone(step.kind, tuple(change.key for change in changes), tuple(left))


def _undo_rubric(store: Store, exercise: str, at: int, step: Step, new: Step) -> Undone:
    """Bring the rubric before a change back; marks that were made since follow it."""
    version, now = store.scheme(exercise)
    changed, before = store.lines.schemes[exercise][at][0], store.lines.schemes[exercise][at - 1][0]
    if now != changed:
        return Undone(step.kind, (), ((exercise, "", 1),))
    touched = dict(_answers(store, step.name))
    changes = []
    for key in store.keys(exercise):
        last = store.lines.last(key)
        seq = touched.get(key, 0)
        same = seq and store.lines.of[key][seq].state == last.state
        state = store.lines.before(key, seq).state if same else carried(last.state, now, before)
        if state != last.state or state.points(before) != last.state.points(now):
            changes.append(Change(key, last.seq, state))
    store.put(changes, new, version, (exercise, before))
    return Undone(step.kind, tuple(change.key for change in changes))


def _last(store: Store, marker: str, *, redo: bool) -> Step | None:
    """Return the step to take back: the last that holds, or the undoing that nothing followed."""
    void: set[str] = set()
    for step in _steps(store, marker):
        if step.name in void:
            continue
        void |= {step.undoes}
        if step.kind == REDO or (step.kind == UNDO and not redo):
            continue
        return step if (step.kind == UNDO) == redo else None
    return None


def _steps(store: Store, marker: str) -> Iterator[Step]:
    """Yield a marker's steps, the last one first."""
    found: dict[str, tuple[float, int, Step]] = {}
    with store.database.reading() as connection:
        for table in (SCHEMES, EVENTS):
            asked = select(table).where(table.c.assignment == store.assignment,
                                        table.c.marker == marker, table.c.step != "")  # fmt: skip
            for row in connection.execute(asked.order_by(table.c.id)):
                found[row.step] = (row.at, row.id, Step(row.step, marker, row.kind, row.undoes))
    order = sorted(found.values(), key=lambda item: item[:2], reverse=True)
    return (step for _, _, step in order)


def _answers(store: Store, name: str) -> Iterator[tuple[Key, int]]:
    """Yield the answers that a step changed, each with its line."""
    for key, lines in store.lines.of.items():
        for seq, line in lines.items():
            if line.step == name:
                yield key, seq


def _scheme_of(store: Store, name: str) -> tuple[str, int]:
    """Return the exercise whose rubric a step changed, and where in the list of versions."""
    for exercise, versions in store.lines.schemes.items():
        for at, (_, step) in enumerate(versions):
            if at and step == name:
                return exercise, at
    return "", 0
