"""Keeps every version of a student's work and puts the newest of each file where it is graded."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from grader import receipts
from grader.collect.naming import HandedIn, common_folders, split_attempt
from grader.course import Course
from grader.digest import digest, files_in
from grader.judge.assignment import Assignment
from grader.judge.matching import best_master
from grader.judge.reading import read
from grader.receipts import File, Receipt, Version

TIMESTAMP = "timestamp.txt"
_UNSUITABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]')
_LONGEST = 150  # bytes; leaves room for a suffix and for ~2

Batch = list[tuple[File, Path]]  # the files of one version and where their content is


def place(
    course: Course, masters: Assignment, student: str, items: Sequence[HandedIn], source: str
) -> bool:
    """Keep what one student handed in, and say whether anything is new.

    A version appears whole or not at all, the receipt after it, and the graded folder last; a run
    that is stopped in between is completed by the next one.
    """
    assignment = masters.name
    before = receipts.load(course, assignment, student)
    after = _with_present(course, masters, student, before)
    for batch in batches(masters, items):
        after = _kept(course, assignment, student, after, source, batch)
    after = _chosen(after)
    target = course.submitted(assignment, student)
    fresh = _fill(course, assignment, student, after, target)
    after = replace(after, placed=fresh)
    if after != before:
        receipts.store(course, assignment, student, after)
    return after != before


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
    path = safe_path((*item.file[:-1], last))
    return File(
        path=path,
        key=_key(masters, path, item.entry.content) or _pile(item),
        sha256=item.entry.sha256,
        name=item.entry.name,
        number=item.number,
        attempt=item.attempt,
        modified=item.entry.modified,
        late=item.late,
    )


def _key(masters: Assignment, path: str, content: Path) -> str:
    """Return the master that a notebook was made from; "" for any other file."""
    if not path.lower().endswith(".ipynb"):
        return ""
    master = best_master(read(path, content.read_bytes()), masters.masters)
    return f"notebook {master.name}" if master else ""


def safe_path(parts: Iterable[str]) -> str:
    """Return a path that every file system takes and that leads nowhere else.

    Examples
    --------
    >>> safe_path(("data", "a:b?.csv")), safe_path(("..", ".hidden"))
    ('data/a_b_.csv', '_/_hidden')
    """
    clean = []
    for part in parts:
        part = _UNSUITABLE.sub("_", part).strip()
        part = re.sub(r"^\.+", "_", part) or "_"
        stem, dot, suffix = part.rpartition(".")
        if not stem or len(suffix) > 20:
            stem, dot, suffix = part, "", ""
        clean.append(f"{_short(stem)}{dot}{suffix}")
    return "/".join(clean[-8:])


def _short(text: str) -> str:
    """Return as much of a text as a disk takes in a name, which it counts in bytes."""
    return text.encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")


def _with_present(course: Course, masters: Assignment, student: str, receipt: Receipt) -> Receipt:
    """Keep what a person put into the graded folder; it is as new as what it replaced."""
    folder = course.submitted(masters.name, student)
    files = files_in(folder)
    if not files or _digest(folder, files) == receipt.placed:
        return receipt
    known = {file.sha256 for version in receipt.versions for file in version.files}
    if all(hashlib.sha256(path.read_bytes()).hexdigest() in known for path in files):
        return receipt  # a run was stopped before it wrote the receipt; nothing can be lost
    newest = {file.key: file for _, file in _graded(receipt)}
    batch: Batch = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        key = _key(masters, name, path) or name.casefold()
        file = replace(newest.get(key, File("", "", "")), path=name, key=key, sha256=content)
        batch.append((replace(file, name=name), path))
    return _kept(course, masters.name, student, receipt, "found in its place", batch)


def _kept(
    course: Course, assignment: str, student: str, receipt: Receipt, source: str, batch: Batch
) -> Receipt:
    """Write one version, unless there is an equal one, and return the receipt with it."""
    batch = _distinct(batch)
    content = sorted((file.path, file.sha256, file.number) for file, _ in batch)
    name = hashlib.sha256(repr(content).encode()).hexdigest()[:12]
    if any(version.folder.endswith(name) for version in receipt.versions):
        return receipt
    home = receipts.collected(course, assignment, student)
    folder = f"{len(receipt.versions) + 1:03d}-{name}"
    draft = home / f".{folder}.draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for file, path in batch:
        _copy(path, draft / file.path)
    if not (home / folder).exists():  # a run that was stopped may have left it, without receipt
        os.replace(draft, home / folder)
    shutil.rmtree(draft, ignore_errors=True)
    version = Version(folder, source, tuple(file for file, _ in batch))
    receipt = replace(receipt, versions=(*receipt.versions, version))
    receipts.store(course, assignment, student, receipt)
    return receipt


def _distinct(batch: Batch) -> Batch:
    """Return the files with names of their own: none equals another's name or folder."""
    taken: set[str] = set()
    result: Batch = []
    for file, path in sorted(batch, key=lambda pair: (pair[0].path, pair[0].name)):
        name, number = file.path, 1
        while _collides(name, taken):
            number += 1
            stem, dot, suffix = file.path.rpartition(".")
            name = f"{stem}~{number}.{suffix}" if dot else f"{file.path}~{number}"
        taken.add(name.casefold())
        result.append((replace(file, path=name), path))
    return result


def _collides(name: str, taken: set[str]) -> bool:
    name = name.casefold()
    return any(
        name == other or name.startswith(f"{other}/") or other.startswith(f"{name}/")
        for other in taken
    )


def _graded(receipt: Receipt) -> list[tuple[Version, File]]:
    """Return the newest state of each piece of work and the version that has it.

    Two files of one version that are made from the same master are both graded: which has more
    of the answers is for the judge to see.
    """
    newest: dict[str, tuple[Version, File]] = {}
    for version in receipt.versions:
        for file in version.files:
            if file.key not in newest or not file.is_older_than(newest[file.key][1]):
                newest[file.key] = version, file
    return [
        (version, file)
        for version in receipt.versions
        for file in version.files
        if newest[file.key][0] is version
    ]


def _chosen(receipt: Receipt) -> Receipt:
    """Return the receipt with what is graded; a time counts only for the newest version."""
    graded = _graded(receipt)
    last = max((version.folder for version, _ in graded), default="")
    graded = [(v, f) for v, f in graded if f.path != TIMESTAMP or v.folder == last]
    marks = [file.late for _, file in graded if file.late is not None]
    return replace(
        receipt,
        graded=tuple(f"{version.folder}/{file.path}" for version, file in graded),
        late=any(marks) if marks else None,
        modified=max((file.modified for _, file in graded), default=""),
    )


def _fill(course: Course, assignment: str, student: str, receipt: Receipt, target: Path) -> str:
    """Make the graded folder what the receipt says and return its digest."""
    home = receipts.collected(course, assignment, student)
    batch = _distinct([(file, home / v.folder / file.path) for v, file in _in_use(receipt)])
    draft = target.with_name(f".{target.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for file, path in batch:
        _copy(path, draft / file.path)
    fresh = _digest(draft, files_in(draft))
    if target.is_dir() and _digest(target, files_in(target)) == fresh:
        shutil.rmtree(draft)
        return fresh
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        os.replace(target, old)
    os.replace(draft, target)
    shutil.rmtree(old, ignore_errors=True)
    return fresh


def _in_use(receipt: Receipt) -> list[tuple[Version, File]]:
    chosen = set(receipt.graded)
    return [(v, f) for v, f in _graded(receipt) if f"{v.folder}/{f.path}" in chosen]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _digest(folder: Path, files: list[Path]) -> str:
    return digest(files, "\n".join(path.relative_to(folder).as_posix() for path in files))
