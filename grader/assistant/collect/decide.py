"""Looks into the files that compete for one notebook, and keeps what a person chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from grader.assistant.counting import NOTEBOOK, Kept, candidates, counts, place
from grader.assistant.receipts import Choice, File, Receipt
from grader.judge.assignment import Assignment, Master
from grader.judge.submitted.choice import answers, choose
from grader.judge.submitted.reading import Submitted, read


def decided(home: Path, masters: Assignment, receipt: Receipt) -> Receipt:
    """Return the receipt with what the judge says of files of which only one can count.

    A notebook that came once is not looked into: the judge will.

    Parameters
    ----------
    home : the folder with all versions.
    """
    by_key = {f"{NOTEBOOK}{master.name}": master for master in masters.masters}
    known: dict[tuple[str, str], bool] = {}
    for key, master in by_key.items():
        some = candidates(receipt, key)
        for kept in some if len(some) > 1 else ():
            known[key, kept[1].sha256] = _is_answered(home, kept, master)
    versions = tuple(
        replace(version, files=tuple(_marked(file, known) for file in version.files))
        for version in receipt.versions
    )
    receipt = replace(receipt, versions=versions)
    undecided = {}
    for key, count in counts(receipt).items():
        is_open = key in by_key and not count.chosen and len(count.answered) > 1
        if is_open and (rivals := _rivals(home, count.answered, by_key[key])):
            undecided[key] = rivals
    return replace(receipt, undecided=undecided)


def _marked(file: File, known: dict[tuple[str, str], bool]) -> File:
    return replace(file, answered=known.get((file.key, file.sha256), file.answered))


def _read(home: Path, kept: Kept) -> Submitted:
    return read(place(kept), (home / place(kept)).read_bytes())


def _is_answered(home: Path, kept: Kept, master: Master) -> bool:
    """Whether a file has answers; one that cannot be read may have some."""
    if kept[1].answered is not None:
        return kept[1].answered
    submitted = _read(home, kept)
    return bool(submitted.reason or answers(submitted, master).given)


def _rivals(home: Path, some: Sequence[Kept], master: Master) -> tuple[str, ...]:
    """Return which files contradict each other, by where they are kept."""
    opened = [(kept, _read(home, kept)) for kept in some]
    named = choose([submitted for _, submitted in opened], master, {}).rivals
    return tuple(place(kept) for kept, submitted in opened if submitted.file in named)


def chosen(receipt: Receipt, kept: Kept) -> Receipt:
    """Return the receipt with a person's choice of a file."""
    key = kept[1].key
    among = tuple(file.sha256 for _, file in candidates(receipt, key))
    return replace(receipt, choices={**receipt.choices, key: Choice(kept[1].sha256, among)})
