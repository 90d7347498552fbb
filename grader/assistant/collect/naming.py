"""Finds out who handed in what, and takes off what lies around the work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from grader.assistant.collect.archive import Entry
from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.collect.layouts import read_labels
from grader.lms import Asked, Download


def read_names(
    entries: Sequence[Entry],
    assignment: str,
    others: Collection[str],
    asked: Asked,
) -> tuple[list[HandedIn], list[tuple[Entry, str]]]:
    """Return whose each file is, and the files that say it in no way, with the reason.

    Parameters
    ----------
    others : the other assignments of the course; folders of their names are left out.
    """
    found: list[HandedIn] = []
    unclear: list[tuple[Entry, str]] = []
    download = Download(
        [entry.parts for entry in entries],
        asked,
        assignment,
        others,
        content=lambda at: b"" if entries[at].refused else entries[at].content.read_bytes(),
    )
    labels = read_labels(download)
    for entry, label in zip(entries, labels, strict=True):
        if isinstance(label, str):
            unclear.append((entry, label))
        elif label is not None:
            found.append(_trimmed(HandedIn(entry=entry, **vars(label)), assignment))
    return found, unclear


def common_folders(paths: list[tuple[str, ...]]) -> int:
    """Return how many outer folders all paths share."""
    folders = [parts[:-1] for parts in paths]
    low, high = min(folders, default=()), max(folders, default=())
    pairs = enumerate(zip(low, high, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(low), len(high)))


def _trimmed(item: HandedIn, assignment: str) -> HandedIn:
    """Drop folders and zips around the work that say nothing: ``work.zip/week4/01.ipynb``."""
    file = item.file
    while len(file) > 1 and (file[0] == assignment or file[0].lower().endswith(".zip")):
        file = file[1:]
    return replace(item, file=file)
