"""Tells whether files are the same as before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path], start: str = "") -> str:
    """Return a digest of the names and contents of files, and of a text.

    Examples
    --------
    >>> digest([], "a") == digest([], "a"), digest([], "a") == digest([], "b")
    (True, False)
    """
    result = hashlib.sha256(start.encode(errors="surrogateescape"))
    for path in files:
        content = path.read_bytes()
        result.update(f"{path.name}\0{len(content)}\0".encode(errors="surrogateescape"))
        result.update(content)
    return result.hexdigest()


def files_in(folder: Path) -> list[Path]:
    """Return every file below a folder, in order, without following links."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
