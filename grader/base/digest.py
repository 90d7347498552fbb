"""Tells whether files are the same as before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
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
    """Return every file below a folder, in order, without following links.

    Folders may be nested deeper than Python calls itself; what is too deep to be named, or may not
    be read, is left out.
    """
    found, folders = [], [folder]
    while folders:
        with suppress(OSError):
            for path in folders.pop().iterdir():
                if path.is_dir() and not path.is_symlink():
                    folders.append(path)
                elif path.is_file() and not path.is_symlink():
                    found.append(path)
    return sorted(found)
