"""Which file counts for a notebook: what was answered decides, and never a name.

A file with answers counts before one without.  Where two have another answer to one exercise,
nobody but a person can say which is meant, and the notebook is not graded until then.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.judge.assignment import Master
from grader.judge.source import code
from grader.judge.submitted.item import Item
from grader.judge.submitted.matching import best_master, is_foreign, opened, plain_name
from grader.judge.submitted.reading import Submitted
from grader.judge.submitted.repair import repair

_PACKED = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst")
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages", ".html", ".htm")


@dataclass(frozen=True)
class Answers:
    """What a file has, in a form in which white space, comments and outputs are gone.

    ``given`` is by the name of the cell; ``own`` are the definitions in the student's own cells
    that the answers use, by the name they define.
    """

    given: Mapping[str, object]
    own: Mapping[str, object]


def answers(submitted: Submitted, master: Master) -> Answers:
    """Return what a file has of the answers to a master, as it would be graded."""
    items = repair(submitted, master).items
    own: dict[str, list[str]] = {}
    for part in (part for item in items if item.master is None for part in item.parts):
        for name in code.defined_names(part):
            own.setdefault(name, []).append(part)
    texts = {
        item.master.grade_id or item.master.key: _texts(item, own)
        for item in items
        if item.master and item.master.role in ("answer", "manual") and not item.untouched
    }
    used = _used(texts.values(), own)
    pictures = {
        item.master.grade_id or item.master.key: repr(sorted(item.attachments.items()))
        for item in items
        if item.master and item.attachments
    }
    given = {name: (_plain(parts), pictures.get(name)) for name, parts in texts.items()}
    return Answers(given, {name: _plain(own[name]) for name in used})


def _texts(item: Item, own: Mapping[str, list[str]]) -> list[str]:
    """Return the text of an answer, or of the cells of the student's own in which it stands."""
    if item.master and item.master.role == "manual":
        return [" ".join(item.source.split())]
    if item.parts:
        return item.parts
    wanted = code.defined_names(item.master.source) if item.master else {}
    return [part for name in wanted for part in own.get(name, ())] or [item.source]


def _used(texts: Iterable[list[str]], own: Mapping[str, list[str]]) -> set[str]:
    """Return which of the student's own definitions the answers use, also through others."""
    used: set[str] = set()
    waiting = [part for parts in texts for part in parts]
    seen = set(waiting)
    for part in waiting:  # it grows meanwhile
        for name in own.keys() & set(re.findall(r"\w+", part)) - used:
            used.add(name)
            waiting += [other for other in own[name] if other not in seen]
            seen.update(own[name])
    return used


def _plain(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(canonical(part) for part in dict.fromkeys(parts))


def canonical(source: str) -> str:
    """Return what is equal for two cells that differ only in layout and comments.

    Examples
    --------
    >>> canonical("x = f( 1 )  # one") == canonical("x=f(1)\\n"), canonical("b  c") == "b c"
    (True, True)
    """
    try:
        if (tree := code.parse(source)) and tree.body:
            return ast.dump(tree)
    except (ValueError, RecursionError, MemoryError):
        pass  # a number of thousands of digits, or brackets in brackets in brackets
    lines = source.expandtabs().splitlines()
    indents = (len(line) - len(line.lstrip()) for line in lines)
    return "\n".join(
        " " * indent + " ".join(line.split())
        for indent, line in zip(indents, lines, strict=True) if line.strip()
    )  # fmt: skip


def assign_files(
    files: Mapping[str, bytes | str], masters: Sequence[Master], beside: Iterable[str] = ()
) -> tuple[dict[str, Submitted], dict[str, str]]:
    """Return the file for each master's name, and the reason for each file that is not used.

    Content decides; the name decides only for a file whose content says nothing. A master without
    a file gets one that may be it and cannot be read, so that nobody takes it for missing.

    Parameters
    ----------
    files : content by name; a text instead says why the file is not read.
    beside : the names of files that are no notebooks.
    """
    candidates: dict[str, list[Submitted]] = {}
    unused: dict[str, str] = {}
    strays: list[Submitted] = []
    for submitted in opened(files, masters, unused):
        master = best_master(submitted, masters)
        if master is None:
            foreign = "it is not one of the assignment's notebooks"
            unused[submitted.file] = submitted.reason or foreign
            has_text = any(cell.source.strip() for cell in submitted.cells)
            if submitted.reason or (has_text and not is_foreign(submitted)):
                strays.append(submitted)
            continue
        candidates.setdefault(master.name, []).append(submitted)
    chosen = {
        master.name: choose(candidates[master.name], master, unused)
        for master in masters
        if master.name in candidates
    }
    for master in masters:
        stray = _stray(master, strays, beside) if master.name not in chosen else None
        chosen |= {master.name: stray} if stray else {}
    return chosen, unused


def choose(some: Sequence[Submitted], master: Master, unused: dict[str, str]) -> Submitted:
    """Return which of several files for one master is graded, completed from the others.

    It has a ``reason`` if none may be: two contradict each other, and are its ``rivals``, or the
    only one with answers cannot be read.
    """
    if len(some) == 1:
        return some[0]
    had = {id(one): answers(one, master) for one in some if not one.reason}
    ranked = sorted(some, key=lambda one: _rank(one, master, had), reverse=True)
    best, *others = ranked
    broken = next((one for one in some if one.reason), None)
    if broken and not best.reason and not had[id(best)].given:
        best, others = broken, [one for one in ranked if one is not broken]
    best.rivals = [] if best.reason else _rivals(ranked, had)
    best.copies = [one for one in others if not one.reason and not best.reason]
    if not best.rivals and best.copies and not _holds_all(best, master, had):
        best.rivals = [best.file, *(one.file for one in best.copies if had[id(one)].given)]
    if best.rivals:
        best.copies = []
        named = f"{', '.join(best.rivals[:-1])} and {best.rivals[-1]}"
        best.reason = f"{named} have different answers, and somebody must choose between them"
    for other in (one for one in others if one.file not in best.rivals):
        less = f"{best.file} has more of the answers" if id(best) in had else "it has no answers"
        unused[other.file] = other.reason or less
    return best


def _rank(one: Submitted, master: Master, had: Mapping[int, Answers]) -> tuple[int, bool, int]:
    """Order files for one master: most answers, then the master's own name, then most text."""
    given = len(had[id(one)].given) if id(one) in had else 0
    exact = PurePosixPath(one.file).name == f"{master.name}.ipynb"
    readable = not one.reason
    return 2 * given + readable, exact, sum(len(cell.source) for cell in one.cells)


def _rivals(ranked: Sequence[Submitted], had: Mapping[int, Answers]) -> list[str]:
    """Return the files that contradict each other, the one with most answers first.

    Each is compared with the first that has the same exercise, so that many files cost no more
    than they are long.
    """
    first: dict[tuple[str, str], tuple[str, object]] = {}
    rivals: dict[str, None] = {}
    for one in (one for one in ranked if id(one) in had):
        for kind, those in (("given", had[id(one)].given), ("own", had[id(one)].own)):
            for name, text in those.items():
                other, said = first.setdefault((kind, name), (one.file, text))
                if said != text:
                    rivals |= {other: None, one.file: None}
    return list(rivals)


def _holds_all(best: Submitted, master: Master, had: Mapping[int, Answers]) -> bool:
    """Whether a file and what is taken from its copies have every answer that one of them has."""
    wanted = {name for one in (best, *best.copies) for name in had[id(one)].given}
    if wanted == had[id(best)].given.keys():
        return True
    return wanted <= answers(copy.deepcopy(best), master).given.keys()


def _stray(master: Master, strays: Sequence[Submitted], beside: Iterable[str]) -> Submitted | None:
    """Return what may be the notebook and cannot be read as one; None if nothing may be it."""
    for one in strays:
        return Submitted(one.file, reason=f"{one.file} may be it, and cannot be read as it")
    for name in beside:
        path = PurePosixPath(name)
        packed, stem = path.suffix.lower() in _PACKED, path.name.removesuffix(path.suffix)
        if packed or path.suffix.lower() in _DOCUMENTS or plain_name(stem) == master.name.lower():
            what = "was not unpacked" if packed else "is no notebook"
            return Submitted(name, reason=f"{name} was handed in, which {what}")
    return None
