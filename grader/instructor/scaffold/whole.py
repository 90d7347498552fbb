"""Several files are written together, or none of them is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import resources
from pathlib import Path


def write_whole(files: Mapping[Path, str]) -> list[Path]:
    """Write new files and new contents of old ones; after a failure all is as it was before.

    Raises
    ------
    OSError : a file cannot be written.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    made: list[Path] = []
    drafts = {path: path.with_name(f".{path.name}.draft") for path in files}
    try:
        for path, draft in drafts.items():
            made += _make_folders(path.parent)
            draft.write_text(files[path], encoding="utf-8", newline="\n")
        for path in sorted(files, key=lambda path: before[path] is not None):  # new ones first
            os.replace(drafts[path], path)
    except BaseException:
        for path, draft in drafts.items():
            draft.unlink(missing_ok=True)
            _restore(path, before[path])
        for folder in reversed(made):
            folder.rmdir()
        raise
    return list(files)


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the new ones, the outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
    return missing[::-1]


def _restore(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    elif path.read_bytes() != content:
        path.write_bytes(content)


def template(file: str, /, **values: object) -> str:
    """Return a text of ``templates/`` in which each ``<key>`` is replaced by its value."""
    text = resources.files(__package__).joinpath("templates", file).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"<{key}>", str(value))
    return text
