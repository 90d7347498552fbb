"""The cells that a student added to a notebook."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from grader.judge.assignment import Master
from grader.judge.source.prose import mended
from grader.judge.submitted.item import TORN, Item
from grader.judge.submitted.reading import StudentCell
from grader.judge.submitted.stubs import done


class OwnCells:
    """The cells that a student added, by where they stand.

    ``defined`` are the master's names that any cell really defines.  An answer in a text cell
    counts where no code has one.

    Parameters
    ----------
    found : the student's cells that belong to a cell of the master, by its number.
    owned : the cells of the master that define names for the tests.
    given : the lines of the release.
    """

    def __init__(
        self,
        cells: Sequence[StudentCell],
        found: Mapping[int, Sequence[StudentCell]],
        master: Master,
        owned: Mapping[str, str],
        given: Container[str],
    ) -> None:
        self._given = given
        places = {id(cell): i for i, theirs in found.items() for cell in theirs}
        self._places = [(cell, places.get(id(cell))) for cell in cells]
        self.defined: set[str] = set()
        texts: list[tuple[StudentCell, set[str]]] = []
        for cell, place in self._places:
            if place is not None and master.cells[place].role in ("demo", "test", "locked"):
                continue
            names = done(cell.code, owned)
            if cell.kind == "code" or place is not None:
                self.defined |= names
            elif names:
                texts.append((cell, names))
        self._answers = {id(cell) for cell, names in texts if names - self.defined}
        self.defined |= {n for cell, names in texts if id(cell) in self._answers for n in names}

    def after(self, index: int) -> list[Item]:
        """Return those that follow the cell that belongs to the master's cell of this number."""
        extra: list[Item] = []
        here = -1
        for cell, place in self._places:
            if place is not None:
                here = place
            elif here == index and cell.source.strip():
                runs = cell.kind == "code" or id(cell) in self._answers
                item = Item(None, cell.source, cell.kind, attachments=dict(cell.attachments))
                item.parts = [mended(cell.code, self._given)] if runs else []
                item.doubt = TORN if cell.torn else ""
                extra.append(item)
        return extra
