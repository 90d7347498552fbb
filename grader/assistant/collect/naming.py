"""Finds out who handed in what: by the names an LMS gives, or by folders of students.

A folder of a student may hold the assignment's folder, or a zip; a loose file that begins with a
student's id, ``ada_01.ipynb``, is that student's.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from grader.assistant.collect.archive import Entry
from grader.assistant.collect.handed_in import Asked, HandedIn, split_attempt, split_late
from grader.assistant.collect.layouts import as_lms

_WRAPPERS = {"submissions", "submitted", "submission", "collected", "downloaded"}


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
    plain: list[Entry] = []
    common = common_folders([entry.parts for entry in entries])
    for entry in entries:
        known = None if asked.is_student(entry.parts[0]) else as_lms(entry, common, asked)
        if known is None:
            plain.append(entry)
        else:
            found.append(known)
    wrapper = _wrapper([entry.parts for entry in plain], assignment)
    for entry in plain:
        outer = enumerate(entry.parts[:-1])
        at = next((i for i, part in outer if asked.is_student(part)), wrapper)
        parts = entry.parts[at:]
        if len(parts) < 2 and (who := asked.file_of(parts[-1])):
            found.append(_plain(entry, (who, parts[-1])))
        elif len(parts) < 2:
            unclear.append((entry, "its name does not say whose it is"))
        elif parts[1] in others:
            unclear.append((entry, f"it belongs to {parts[1]}"))
        else:
            found.append(_plain(entry, parts))
    return [_trimmed(item, assignment) for item in found], unclear


def _plain(entry: Entry, parts: tuple[str, ...]) -> HandedIn:
    """Return what ``<student>/.../name`` says; a zip of the student's name is a folder too."""
    folder = parts[0][:-4] if parts[0].lower().endswith(".zip") else parts[0]
    name, late = split_late(folder)
    return HandedIn(entry, "plain", name, parts[1:], late=late, attempt=split_attempt(parts[-1])[1])


def common_folders(paths: list[tuple[str, ...]]) -> int:
    """Return how many outer folders all paths share."""
    folders = [parts[:-1] for parts in paths]
    low, high = min(folders, default=()), max(folders, default=())
    pairs = enumerate(zip(low, high, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(low), len(high)))


def _wrapper(paths: list[tuple[str, ...]], assignment: str) -> int:
    """Return how many outer folders hold the whole class: usually none, or the archive's name."""
    depth = 0
    while True:
        deep = [parts for parts in paths if len(parts) > depth + 2]
        if not deep or len({parts[depth] for parts in paths if len(parts) > depth}) != 1:
            return depth
        name = deep[0][depth].lower().removesuffix(".zip")
        inside = {parts[depth + 1] for parts in deep}
        strange = len(inside) < 2 or assignment in inside or len(deep) < len(paths)
        if strange and name not in {*_WRAPPERS, assignment.lower()}:
            return depth
        depth += 1


def _trimmed(item: HandedIn, assignment: str) -> HandedIn:
    """Drop folders and zips around the work that say nothing: ``work.zip/week4/01.ipynb``."""
    file = item.file
    while len(file) > 1 and (file[0] == assignment or file[0].lower().endswith(".zip")):
        file = file[1:]
    return replace(item, file=file)
