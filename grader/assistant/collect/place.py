"""Keeps every version of a student's work and puts the newest of each file where it is graded."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from grader.assistant import receipts
from grader.assistant.collect.batches import batches, work_key
from grader.assistant.collect.decide import decided
from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.collect.paths import Batch, distinct
from grader.assistant.counting import Kept, counts
from grader.assistant.counting import place as place_of
from grader.assistant.receipts import TIMESTAMP, File, Receipt, Version
from grader.base.course import Course
from grader.base.digest import digest, files_in
from grader.base.files import drafted
from grader.judge.assignment import Assignment


def place(
    course: Course, masters: Assignment, student: str, items: Sequence[HandedIn], source: str
) -> bool:
    """Keep what one student handed in, and say whether anything is new.

    A version appears whole or not at all, the receipt after it, and the graded folder last; a run
    that is stopped in between is completed by the next one.
    """
    assignment = masters.name
    before = receipts.load(course, assignment, student)
    after = with_present(course, masters, student, before)
    for batch in batches(masters, items):
        after = _kept(course, assignment, student, after, source, batch)
    after = settle(course, masters, student, after)
    if after != before:
        receipts.store(course, assignment, student, after)
    return after != before


def settle(course: Course, masters: Assignment, student: str, receipt: Receipt) -> Receipt:
    """Put what counts into the graded folder, and return the receipt that says so."""
    home = receipts.collected(course, masters.name, student)
    receipt = _chosen(decided(home, masters, receipt))
    return replace(receipt, placed=_fill(home, receipt, course.submitted(masters.name, student)))


def with_present(course: Course, masters: Assignment, student: str, receipt: Receipt) -> Receipt:
    """Keep what a person put into the graded folder; it is as new as what it replaced."""
    folder = course.submitted(masters.name, student)
    files = files_in(folder)
    if not files or _digest(folder, files) == receipt.placed:
        return receipt
    known = {file.sha256 for version in receipt.versions for file in version.files}
    if all(hashlib.sha256(path.read_bytes()).hexdigest() in known for path in files):
        return receipt  # a run was stopped before it wrote the receipt; nothing can be lost
    newest = {key: count.used[-1][1] for key, count in counts(receipt).items()}
    batch: Batch = []
    for path in files:
        name = path.relative_to(folder).as_posix()
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        key = work_key(masters, name, path) or name.casefold()
        file = replace(newest.get(key, File("", "", "")), path=name, key=key, sha256=content)
        batch.append((replace(file, name=name), path))
    return _kept(course, masters.name, student, receipt, receipts.BY_HAND, batch)


def _kept(
    course: Course, assignment: str, student: str, receipt: Receipt, source: str, batch: Batch
) -> Receipt:
    """Write one version, unless there is an equal one, and return the receipt with it."""
    batch = distinct(batch)
    content = sorted((file.path, file.sha256, file.number) for file, _ in batch)
    name = hashlib.sha256(repr(content).encode()).hexdigest()[:12]
    if any(version.folder.endswith(name) for version in receipt.versions):
        return receipt
    home = receipts.collected(course, assignment, student)
    folder = f"{len(receipt.versions) + 1:03d}-{name}"
    with drafted(home / folder) as draft:  # a run that was stopped may have left an equal one
        draft.mkdir()
        for file, path in batch:
            _copy(path, draft / file.path)
    version = Version(folder, source, tuple(file for file, _ in batch))
    receipt = replace(receipt, versions=(*receipt.versions, version))
    receipts.store(course, assignment, student, receipt)
    return receipt


def _chosen(receipt: Receipt) -> Receipt:
    """Return the receipt with what is graded; a time counts only for the newest version."""
    found = counts(receipt).values()
    last = max((version.folder for count in found for version, _ in count.used), default="")

    def is_fresh(kept: Kept) -> bool:
        return kept[1].path != TIMESTAMP or kept[0].folder == last

    used = {place_of(kept) for count in found for kept in count.used if is_fresh(kept)}
    decisive = [kept[1] for count in found for kept in count.decisive if is_fresh(kept)]
    marks = [file.late for file in decisive if file.late is not None]
    return replace(
        receipt,
        graded=tuple(place for kept in receipt.files if (place := place_of(kept)) in used),
        late=any(marks) if marks else None,
        modified=max((file.modified for file in decisive), default=""),
    )


def _fill(home: Path, receipt: Receipt, target: Path) -> str:
    """Make the graded folder what the receipt says and return its digest."""
    graded = set(receipt.graded)
    in_use = [kept for kept in receipt.files if place_of(kept) in graded]
    batch = distinct([(kept[1], home / place_of(kept)) for kept in in_use])
    with drafted(target) as draft:
        draft.mkdir()
        for file, path in batch:
            _copy(path, draft / file.path)
        fresh = _digest(draft, files_in(draft))
        if target.is_dir() and _digest(target, files_in(target)) == fresh:
            shutil.rmtree(draft)  # nothing to replace
    return fresh


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _digest(folder: Path, files: list[Path]) -> str:
    return digest(files, "\n".join(path.relative_to(folder).as_posix() for path in files))
