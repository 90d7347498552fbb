"""Writes a file or a folder whole or not at all, however the run ends.

What is new is made in a hidden folder beside its place, brought to the disk, and then takes its
place in one step. Two runs that write the same file do not meet, and the later one wins.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from grader.base.digest import files_in

_PREFIX = ".draft-"
_DAY_SECONDS = 86_400
_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, and the folders around it if there are none."""
    write_together({path: content})


def write_together(contents: Mapping[Path, str | bytes]) -> None:
    """Write several files, and replace none before all are on the disk."""
    with _drafts(list(contents)) as drafts:
        for draft, content in zip(drafts, contents.values(), strict=True):
            draft.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Give a path at which to make a file or a folder; what is made there then replaces ``path``.

    When the body raises, or removes what it made, ``path`` stays as it was.

    Examples
    --------
    >>> with TemporaryDirectory() as folder:
    ...     with drafted(Path(folder, "points.csv")) as draft:
    ...         size = draft.write_bytes(b"ada,3")
    ...     Path(folder, "points.csv").read_bytes()
    b'ada,3'
    """
    with _drafts([path]) as (draft,):
        yield draft


@contextmanager
def _drafts(paths: list[Path]) -> Iterator[list[Path]]:
    """Give a draft for each path; none takes its place before all are on the disk."""
    with ExitStack() as stack:
        drafts = [stack.enter_context(_folder_beside(path)) / path.name for path in paths]
        yield drafts
        made = [(draft, path) for draft, path in zip(drafts, paths, strict=True) if draft.exists()]
        for draft, _ in made:
            for file in files_in(draft) if draft.is_dir() else [draft]:
                _to_disk(file)
        for draft, path in made:
            _put(draft, path)


@contextmanager
def _folder_beside(path: Path) -> Iterator[Path]:
    """Give an empty folder on the same disk, and remove it with whatever is in it by then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_old_drafts(path.parent)
    with TemporaryDirectory("", _PREFIX, path.parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@cache
def _remove_old_drafts(folder: Path) -> None:
    """Remove what runs left in a folder that were killed; younger ones may be at work."""
    for path in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another run has just removed it
            if time.time() - path.stat().st_mtime > _DAY_SECONDS:
                shutil.rmtree(path)


def _to_disk(file: Path) -> None:
    """Wait until a file is on the disk; else a power failure may leave its name without content."""
    with file.open("rb+" if sys.platform == "win32" else "rb") as opened:
        os.fsync(opened.fileno())


def _put(draft: Path, path: Path) -> None:
    """Put a draft into its place; what was there is left beside the draft, to be deleted."""
    if not (draft.is_dir() and path.is_dir()):
        os.replace(draft, path)
    elif not _exchanged(draft, path):
        # Two steps: whoever reads between them finds no folder, and a killed run makes it again.
        before = draft.with_name(f"{path.name}.before")
        os.replace(path, before)
        try:
            os.replace(draft, path)
        except OSError:
            os.replace(before, path)
            raise


def _exchanged(draft: Path, path: Path) -> bool:
    """Let two folders change places in one step; return whether system and disk can do that."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    names = (_HERE, os.fsencode(draft), _HERE, os.fsencode(path))
    return rename is not None and rename(*names, _EXCHANGE) == 0
