"""An answer as the page gets it: plain data, without the name unless names are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from grader.gradebook.by_hand import Given
from grader.gradebook.history import State
from grader.marking import line_up
from grader.marking.lines import Key, Line
from grader.marking.typeset import typeset
from grader.masters.scheme import Scheme

if TYPE_CHECKING:
    from grader.marking.desk import Desk

_MANY = 100_000
Plain = dict[str, Any]


def answer(desk: Desk, key: Key, given: Mapping[str, Given], marker: str) -> Plain:
    """Return one answer for one marker, with what was marked so far and what is like it."""
    exercise, student, round_ = key
    answer = desk.material.newest(exercise, student)
    line, has = desk.store.lines.last(key), given.get(student) if round_ == 1 else None
    state = line.state
    if has and has.words and not state.final and not state.comment:
        state = replace(state, comment=has.words)  # said in the formgrader, without points
    version, scheme = desk.store.scheme(exercise)
    held = line_up.holder(desk.store, key)
    return {
        "exercise": exercise, "n": desk.number(key), "total": len(desk.order[exercise]),
        "round": round_, "seq": line.seq, "version": version,
        "html": typeset(answer.text), "raw": answer.text[:_MANY], "notes": list(answer.notes),
        "name": answer.name if desk.names else "",
        "earlier": typeset(answer.earlier or "(not known)") if has and has.needs
        and state.final else None,
        "waits": desk.waits(key, given), "paper": desk.material.piled,
        "automatic": has.auto if has else None,
        "holder": "" if held == marker else held, "like": _like(desk, key),
        "marked": who(line), **plain(state, scheme),
    }  # fmt: skip


def plain(state: State, scheme: Scheme) -> Plain:
    """Return a state as plain data, with its points."""
    base, extra = state.points(scheme)
    return {"state": asdict(state), "points": base, "extra": extra}


def who(line: Line) -> Plain | None:
    """Return who wrote the last line of an answer, and what it was."""
    if not line.seq:
        return None
    return {"marker": line.marker, "at": line.at, "kind": line.kind, "final": line.state.final}


def _like(desk: Desk, key: Key) -> Plain:
    exercise, student, _ = key
    found = desk.likeness(exercise)
    group = next((one for one in found.groups if student in one.students), None)
    other = found.alike.get(student)
    return {
        "group": group.kind if group else "", "size": len(group.students) if group else 1,
        "scheme": found.scheme.get(student),
        "other": {"n": desk.number((exercise, other.student, 1)), "share": other.share}
        if other else None,
    }  # fmt: skip
