"""Which names may be missing or wrong because the file is damaged.

A zero needs evidence: the answer was found, ran and was wrong, or the file is whole and nothing was
written.  Where a part of the file is lost, neither can be said of what is not there.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import PurePosixPath

from grader.judge.assignment import Master
from grader.judge.source import code
from grader.judge.source.effects import binds, uses
from grader.judge.submitted.additions import names_of
from grader.judge.submitted.item import TORN, Item
from grader.judge.submitted.matching import plain_name
from grader.judge.submitted.reading import DEFINED, Submitted
from grader.judge.text import one_line

_AGAIN = "; ask for the file again"
_BROKEN_OFF = f"the file breaks off before it{_AGAIN}"
_DAMAGED = f"the file is damaged, and it may have stood in what is lost{_AGAIN}"
_NO_CELL = "`def {}` stands in the file where no code cell is" + _AGAIN
_HELPER = "it uses {}, which may have stood in what is lost of the file" + _AGAIN
_BESIDE = "nothing is written in the notebook, and {} was handed in beside it: see if it is there"
_TEXTS = (
    *(".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages", ".html", ".htm", ".txt", ".md"),
    *(".png", ".jpg", ".jpeg", ".heic"),
)
_NO_ANSWER = re.compile(r"(?i)(readme|requirements|licen[cs]e|timestamp)\b")
_KNOWN = frozenset({*dir(builtins), "display", "get_ipython", "__name__", "_"})


def doubt(submitted: Submitted, item: Item) -> str:
    """Return why it is not known what a student wrote as an answer, or ""."""
    if item.doubt or not submitted.lost or not item.untouched:
        return item.doubt
    at_end = submitted.lost == [len(submitted.cells)]
    return _BROKEN_OFF if at_end and not item.found else _DAMAGED


def doubts(submitted: Submitted, items: Sequence[Item], master: Master) -> dict[str, str]:
    """Return the names that may be missing or wrong because of damage, each with the reason."""
    reasons: dict[str, str] = {}
    for item in items:
        if item.master is None or item.master.role == "answer":
            if reason := doubt(submitted, item):
                reasons |= dict.fromkeys(_names(item), reason)
            elif submitted.damaged and not all(map(code.is_readable, item.parts)):
                reasons |= dict.fromkeys(_names(item), TORN)
    bound = {name for item in items for part in item.parts for name in code.defined_names(part)}
    missing = master.solution_names.keys() - bound
    unread = _unread(submitted, master) if missing & submitted.defines else set()
    for name in missing:
        if name in unread:
            reasons.setdefault(name, _NO_CELL.format(name))
        elif submitted.lost:  # another answer may have its cell
            reasons.setdefault(name, _DAMAGED)
    if submitted.lost:
        for name in _unknown(items, master):
            reasons.setdefault(name, _HELPER.format(name))
    return reasons


def beside(items: Sequence[Item], master: Master, files: Iterable[str]) -> dict[str, str]:
    """Return the reason for each exercise that may be answered in a file that is no notebook.

    A text or a photograph may have the written answers.  The notebook in another form has what it
    has, too, and may have all of it if nothing was answered in the notebook itself.
    """
    paths = [PurePosixPath(name) for name in files]
    paths = [path for path in paths if "course_lib" not in path.parts]
    prints = [path.name for path in paths if plain_name(path.stem) == master.name.lower()]
    texts = [path.name for path in paths if path.suffix.lower() in _TEXTS]
    texts = [name for name in texts if name not in prints and not _NO_ANSWER.match(name)]
    asked = [item for item in items if item.master and item.master.role in ("answer", "manual")]
    nothing = all(item.untouched for item in asked)
    found: dict[str, str] = {}
    for item in asked:
        is_text = item.master is not None and item.master.role == "manual"
        names = [*(prints if nothing else ()), *(texts if is_text else ())]
        if item.master and item.untouched and names:
            found[item.master.exercise] = _BESIDE.format(one_line(names[0]))
    return found


def _unread(submitted: Submitted, master: Master) -> set[str]:
    """Return what the text of a file defines and no code cell; a stub anywhere is only a stub."""
    released = "\n".join(cell.source for cell in master.cells if cell.role == "answer")
    versions = (submitted, *(copy for copy in submitted.copies if copy.side))
    cells = [cell for version in versions for cell in version.cells]
    read = [c.source for c in cells if c.kind == "code" or code.is_stub(c.code, released)]
    return set(submitted.defines) - {name for text in read for name in DEFINED.findall(text)}


def _names(item: Item) -> set[str]:
    """Return what an item binds, or should bind."""
    names = {name for part in item.parts for name in code.defined_names(part)}
    return names | set(code.defined_names(item.master.source) if item.master else ())


def _unknown(items: Sequence[Item], master: Master) -> set[str]:
    """Return the names that are used and that nothing in the file or the release binds."""
    trees = [tree for item in items for part in item.parts if (tree := code.parse(part))]
    known = {name for tree in trees for name in binds(tree)} | names_of(master) | _KNOWN
    return {name for tree in trees for name in _used(tree)} - known


def _used(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        with suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            yield from uses(node)
