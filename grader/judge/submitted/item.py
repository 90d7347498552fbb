"""A submission in the shape of its master."""

from __future__ import annotations

from dataclasses import dataclass, field

from grader.base.records import Repair
from grader.judge.assignment import MasterCell

TORN = "its cell is damaged in the file; ask for the file again"


@dataclass
class Item:
    """A cell of the repaired notebook.

    ``master`` is None for a cell that the student added.  ``parts`` are the sources that the
    student's process runs for it, one after the other; ``untouched`` marks an answer that is
    still the release's stub, and ``found`` that its cell was there.  ``doubt`` says why it may not
    be what the student wrote; then it costs no points.
    """

    master: MasterCell | None
    source: str
    kind: str
    parts: list[str] = field(default_factory=list)
    untouched: bool = False
    attachments: dict[str, object] = field(default_factory=dict)
    found: bool = True
    doubt: str = ""


@dataclass
class Repaired:
    """A submission in its master's shape, and what had to be repaired for that."""

    items: list[Item]
    repairs: list[Repair]
