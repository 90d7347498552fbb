"""What the scaffold writes: texts made of templates, and several files or none of them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from importlib import resources
from pathlib import Path

from grader.base.files import write_together


def write_or_undo(files: Mapping[Path, str]) -> list[Path]:
    """Write new files and new contents of old ones; after a failure all is as it was before.

    Raises
    ------
    OSError : a file cannot be written.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    folders = {folder for path in files for folder in path.parents if not folder.exists()}
    new_first = sorted(files, key=lambda path: before[path] is not None)
    try:
        write_together({path: files[path] for path in new_first})
    except BaseException:
        for path in files:
            _restore(path, before[path])
        for folder in sorted(folders, reverse=True):
            with suppress(FileNotFoundError):
                folder.rmdir()
        raise
    return list(files)


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
