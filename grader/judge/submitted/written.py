"""Finds written answers that do not stand in their cell, so that a person sees them.

Whoever wrote beside the question has written something.  What is found goes to one question only,
the nearest that has no answer, and is shown there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from grader.base.records import Repair
from grader.judge.assignment import Master, MasterCell
from grader.judge.source import code
from grader.judge.source.prose import code_in, remarks
from grader.judge.submitted.copies import is_placeholder
from grader.judge.submitted.item import Item
from grader.judge.submitted.reading import StudentCell

_SENTENCE = 4  # words; a shorter remark explains the code
_NEAR = 3  # cells
_NEAR_TEXT = 20  # characters: what is shorter may be a student's too
_LONGEST = 20_000  # characters that are shown
_MOST_LINES = 400  # of a cell, that are compared with the release
_ALIKE = 0.6
_DOUBT = "text of the student's own was taken for the answer to another question: see if it is both"


@dataclass
class Words:
    """What a student wrote in which cell, and at which place of the notebook."""

    place: int
    text: str
    source: str
    attachments: dict[str, object] = field(default_factory=dict)


def place_written(
    items: list[Item],
    found: Mapping[int, Sequence[StudentCell]],
    master: Master,
    repairs: list[Repair],
) -> None:
    """Put what was written elsewhere into the cells of the questions that have no answer."""
    waiting = [
        i
        for i, item in enumerate(items)
        if item.master and item.master.role == "manual" and item.untouched
        if not item.master.is_code
    ]
    if not waiting:
        return
    given = released(master)
    for words in list(_written(items, found, master, given, waiting)):
        nearest = min(waiting, key=lambda i: _distance(items[i], i, words))
        _show(items[nearest], words, nearest, repairs)
        if abs(nearest - words.place) > _NEAR:  # it may speak of all of them
            for other in waiting:
                items[other].doubt = items[other].doubt or _DOUBT


def _distance(item: Item, place: int, words: Words) -> tuple[object, ...]:
    """Order questions for what was written: the one it was merged with, the nearest, a lost one."""
    return not _asks(item, words.source), abs(place - words.place), item.found, place


def _asks(item: Item, source: str) -> bool:
    """Return whether a question's text stands in a cell."""
    asked = code.visible(item.master.source).split("\n") if item.master else []
    return max(asked, key=len, default="\n") in source


def without_neighbours(source: str, gone: Iterable[str]) -> str:
    """Return the text of a question's cell without those of the release that it was merged with."""
    for text in gone:
        source = source.replace(text, "") if len(text) > _NEAR_TEXT else source
    return source


def released(master: Master) -> set[str]:
    """Return the lines of a master that the students were given."""
    sources = (code.visible(cell.source) for cell in master.cells)
    return {line.strip() for source in sources for line in source.split("\n")}


def _show(item: Item, words: Words, place: int, repairs: list[Repair]) -> None:
    """Show a question's reader what was written elsewhere."""
    assert item.master is not None  # it is a question
    where = {1: "in the cell below", -1: "in the cell above"}.get(words.place - place, "elsewhere")
    heading = f"*(this stands {where})*"
    item.source = f"{item.source}\n\n{heading}\n\n{words.text[:_LONGEST]}".strip()
    item.attachments |= words.attachments
    item.untouched = False
    text = f"the written answer stands {where}"
    repairs.append(Repair(text, item.master.grade_id or item.master.key))


def _written(
    items: Sequence[Item],
    found: Mapping[int, Sequence[StudentCell]],
    master: Master,
    given: set[str],
    waiting: Sequence[int],
) -> Iterator[Words]:
    """Yield what a student wrote outside of the cells for it."""
    number = {id(cell): i for i, cell in enumerate(master.cells)}
    for place, item in enumerate(items):
        near = any(abs(i - place) <= _NEAR for i in waiting)
        if item.master is None:
            text = _own(item, given, master.solution_names.keys(), near=near)
            if text:
                yield Words(place, text, item.source, dict(item.attachments))
        elif item.master.role != "manual":
            for cell in found.get(number[id(item.master)], ()):
                text = _added(cell, item.master, given, near=near)
                if text:
                    yield Words(place, text, cell.source, dict(cell.attachments))


def _own(item: Item, given: set[str], names: Set[str], *, near: bool) -> str:
    """Return what is said in words in a cell of the student's own."""
    if item.kind != "code":  # or code that was made a text
        is_code = code.defined_names(code_in(item.source)).keys() & names
        return "" if is_code else _new_lines(item.source, given)
    tree = code.parse(item.source)
    said = _new_lines("\n".join(remarks(item.source)), given)
    if tree is None:
        return said if near and _is_sentence(said) else ""
    only = len(tree.body) <= len([*remarks(item.source)])
    return said if (near and only) or (_is_sentence(said) and (near or only)) else ""


def _added(cell: StudentCell, master: MasterCell, given: set[str], *, near: bool) -> str:
    """Return what was written into a cell of the instructor."""
    before = code.visible(master.source)
    if cell.source in (before, master.source):
        return ""
    if cell.kind != "code":
        if master.is_code:
            return ""  # code that was made a text
        known = [_words(line) for line in before.split("\n")]
        lines = _new_lines(cell.source, given).split("\n")[:_MOST_LINES]
        return "\n".join(line for line in lines if not _is_older(line, known)).strip()
    if not near and master.role != "text":
        return ""
    said = _new_lines("\n".join(remarks(cell.source)), given | set(remarks(before)))
    return said if _is_sentence(said) else ""


def _is_sentence(text: str) -> bool:
    words = (word.strip(".,;:!?()*") for word in text.split())
    return sum(len(word) > 1 and word.isalpha() for word in words) >= _SENTENCE


def _new_lines(text: str, given: set[str]) -> str:
    """Return the lines that are not the release's and more than a rule or a placeholder."""
    lines = text.split("\n")
    new = [n for n in lines if n.strip() not in given and not is_placeholder(n)]
    return "\n".join(new).strip() if any(re.search(r"\w", line) for line in new) else ""


def _is_older(line: str, known: Sequence[set[str]]) -> bool:
    """Return whether a line is an older wording of one that was given."""
    words = _words(line)
    return any(len(words & other) > _ALIKE * len(words | other) for other in known if other)


def _words(line: str) -> set[str]:
    return set(re.findall(r"\w+", line.lower()))
