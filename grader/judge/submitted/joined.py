"""One file that holds several notebooks of an assignment, because somebody has joined them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.judge.assignment import Master
from grader.judge.source import code
from grader.judge.submitted.matching import match_cells
from grader.judge.submitted.reading import StudentCell, Submitted


def separate(chosen: dict[str, Submitted], masters: Sequence[Master]) -> None:
    """Give a master that has no file what another one's file holds of it.

    Parameters
    ----------
    chosen : the file for each master's name; it is changed.
    """
    missing = [master for master in masters if master.name not in chosen]
    for owner in [master for master in masters if master.name in chosen and missing]:
        submitted = chosen[owner.name]
        inside = [master for master in missing if _holds(submitted, master)]
        if not inside or submitted.reason:
            continue
        text = f"the file holds {len(inside) + 1} notebooks and was separated"
        for master, cells in _parts(submitted.cells, owner, inside):
            repairs = [*submitted.repairs, text]
            chosen[master.name] = replace(submitted, cells=cells, repairs=repairs, copies=[])
        missing = [master for master in missing if master not in inside]


def _holds(submitted: Submitted, master: Master) -> bool:
    """Return whether at least half of what a master asks is in a file, by names of any kind."""
    names = {cell.grade_id for cell in submitted.cells} | {cell.key for cell in submitted.cells}
    asked = [cell for cell in master.cells if cell.role in ("answer", "manual")]
    found = sum(bool({cell.grade_id, cell.key} & names) for cell in asked)
    if 2 * found >= len(asked) > 0:
        return True
    wanted = {name for name, kind in master.solution_names.items() if kind != "data"}
    defined = {n for c in submitted.cells if c.kind == "code" for n in code.defined_names(c.source)}
    return 2 * len(wanted & defined) >= len(wanted) > 0


def _parts(
    cells: Sequence[StudentCell], owner: Master, inside: Sequence[Master]
) -> list[tuple[Master, list[StudentCell]]]:
    """Return the cells of each master; one that belongs to none goes with the one before it."""
    parts: list[tuple[Master, list[StudentCell]]] = [(m, []) for m in (owner, *inside)]
    known = [
        {id(cell) for found in match_cells(cells, master).values() for cell in found}
        for master, _ in parts
    ]
    current = 0
    for cell in cells:
        owners = [i for i, own in enumerate(known) if id(cell) in own]
        if owners and (len(owners) == 1 or current not in owners):
            current = owners[0]
        parts[current][1].append(cell)
    return parts
