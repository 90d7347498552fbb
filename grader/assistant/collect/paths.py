"""Names under which files are kept: every file system takes them, and no two are equal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from grader.assistant.receipts import File

_UNSUITABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]')
_LONGEST = 150  # bytes; leaves room for a suffix and for ~2

Batch = list[tuple[File, Path]]  # the files of one version and where their content is


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


def distinct(batch: Batch) -> Batch:
    """Return the files with names of their own: none equals another's name or folder."""
    taken: set[str] = set()
    folders: set[str] = set()
    numbers: dict[str, int] = {}  # how often a name was asked for: a student can ask often
    result: Batch = []
    for file, path in sorted(batch, key=lambda pair: (pair[0].path, pair[0].name)):
        name, number = file.path, numbers.get(file.path, 1)
        while _collides(name, taken, folders):
            number += 1
            stem, dot, suffix = file.path.rpartition(".")
            name = f"{stem}~{number}.{suffix}" if dot else f"{file.path}~{number}"
        numbers[file.path] = number
        taken.add(name.casefold())
        folders.update(_folders(name.casefold()))
        result.append((replace(file, path=name), path))
    return result


def _collides(name: str, taken: set[str], folders: set[str]) -> bool:
    name = name.casefold()
    return name in taken or name in folders or not taken.isdisjoint(_folders(name))


def _folders(name: str) -> list[str]:
    """Return the folders that a path is in."""
    return [name[:at] for at, sign in enumerate(name) if sign == "/"]
