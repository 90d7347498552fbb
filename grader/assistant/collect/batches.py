"""Sorts what one student handed in into versions, the oldest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.collect.naming import common_folders
from grader.assistant.collect.paths import Batch, safe_path
from grader.assistant.receipts import File
from grader.judge.assignment import Assignment
from grader.judge.prepared import is_notebook, master_of
from grader.judge.submitted.reading import LARGEST_FILE
from grader.lms import split_attempt


def batches(masters: Assignment, items: Sequence[HandedIn]) -> list[Batch]:
    """Return the versions in what a student handed in, the oldest first.

    Files of the same name are states of one piece of work; the last version has the newest of
    each, the one before it what they replaced, and so on.
    """
    piles: dict[str, Batch] = defaultdict(list)
    shared = common_folders([item.file for item in items])
    for item in (replace(item, file=item.file[shared:]) for item in items):
        piles[_pile(item)].append((_file(masters, item), item.entry.content))
    for pile in piles.values():
        pile.sort(key=lambda pair: pair[0].age)
    deepest = max((len(pile) for pile in piles.values()), default=0)
    return [
        [pile[len(pile) - back] for pile in piles.values() if len(pile) >= back]
        for back in range(deepest, 0, -1)
    ]


def _pile(item: HandedIn) -> str:
    return "/".join((*item.file[:-1], item.base)).casefold()


def _file(masters: Assignment, item: HandedIn) -> File:
    name, attempt = split_attempt(item.file[-1])
    known = {f"{master.name}.ipynb" for master in masters.masters}
    last = name if attempt and name in known else item.file[-1]
    if _is_disguised(masters, last, item.entry.content):
        last = _as_notebook(last)
    path = safe_path((*item.file[:-1], last))
    return File(
        path=path,
        key=work_key(masters, path, item.entry.content) or _pile(item),
        sha256=item.entry.sha256,
        name=item.entry.name,
        number=item.number,
        attempt=item.attempt,
        modified=item.when or item.entry.modified,
        late=item.late,
        layout=item.layout,
    )


def _is_disguised(masters: Assignment, name: str, content: Path) -> bool:
    """Whether a file is a notebook by its content, although its name does not say so.

    Browsers and mail programs make ``01.ipynb.txt`` and ``01.json`` of ``01.ipynb``.
    """
    if not name.lower().endswith((".txt", ".json")) or content.stat().st_size > LARGEST_FILE:
        return False
    return is_notebook(masters, content.read_bytes())


def _as_notebook(name: str) -> str:
    """Return the name that a notebook should have had.

    Examples
    --------
    >>> _as_notebook("01_activations.ipynb.txt"), _as_notebook("01_activations.json")
    ('01_activations.ipynb', '01_activations.ipynb')
    """
    stem = name.rpartition(".")[0]
    return stem if stem.lower().endswith(".ipynb") else f"{stem}.ipynb"


def work_key(masters: Assignment, path: str, content: Path) -> str:
    """Return the master that a notebook was made from; "" for any other file."""
    if not path.lower().endswith(".ipynb"):
        return ""
    master = master_of(masters, path, content.read_bytes())
    return f"notebook {master}" if master else ""
