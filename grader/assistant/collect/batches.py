"""Sorts what one student handed in into versions, the oldest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from grader import lms
from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.collect.naming import common_folders
from grader.assistant.collect.paths import Batch, safe_path
from grader.assistant.counting import NOTEBOOK
from grader.assistant.receipts import File
from grader.judge.assignment import Assignment
from grader.judge.prepared import is_notebook, master_of
from grader.judge.submitted.reading import LARGEST_FILE
from grader.lms import split_attempt


def batches(masters: Assignment, items: Sequence[HandedIn]) -> list[Batch]:
    """Return the versions in what a student handed in, the oldest first.

    A version is what the system says was handed in at one time, and all of it where the system
    does not say: which of its files counts is for their content to say. Where a system numbers
    files, the ones that it named alike are states of one piece of work; the last version has the
    newest of each, the one before it what they replaced, and so on.
    """
    piles: dict[str, dict[tuple[int, str], list[HandedIn]]] = defaultdict(lambda: defaultdict(list))
    shared = common_folders([item.file for item in items])
    for item in (replace(item, file=item.file[shared:]) for item in items):
        pile = _pile(item) if lms.get(item.layout).counts_files else ""
        piles[pile][item.time].append(item)
    states = [[pile[time] for time in sorted(pile)] for pile in piles.values()]
    deepest = max(map(len, states), default=0)
    versions = (
        [item for pile in states if len(pile) >= back for item in pile[len(pile) - back]]
        for back in range(deepest, 0, -1)
    )
    return [list(_files(masters, version)) for version in versions]


def _files(masters: Assignment, version: Sequence[HandedIn]) -> Iterator[tuple[File, Path]]:
    """Yield the files of a version; a number behind a master's name is dropped if no other has
    that name."""
    known = {f"{master.name}.ipynb" for master in masters.masters}
    often = Counter(split_attempt(item.file[-1])[0] for item in version)
    for item in version:
        name, attempt = split_attempt(item.file[-1])
        is_sole = attempt and name in known and often[name] == 1
        yield _file(masters, item, name if is_sole else item.file[-1]), item.entry.content


def _file(masters: Assignment, item: HandedIn, last: str) -> File:
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


def _pile(item: HandedIn) -> str:
    """Return what is equal for the states of one file."""
    return "/".join((*item.file[:-1], item.base)).casefold()


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
    return f"{NOTEBOOK}{master}" if master else ""
