"""What a member of an archive is called, what it is, and whether it may come out."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
from contextlib import suppress
from datetime import datetime

_NOISE = {"__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__"}
_DRIVE = re.compile(r"^[A-Za-z]:")


class RefusedError(Exception):
    """A member is not taken; the message says why."""


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name with ``/`` between its parts, and with umlauts that are umlauts.

    A zip without the UTF-8 flag is read as cp437; most programs that forget the flag mean UTF-8.
    """
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):  # else it was cp437, or something that nobody can know
            name = name.encode("cp437").decode("utf-8")
    return text(name.replace("\\", "/"))


def safe_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a member's name.

    Raises
    ------
    RefusedError : the name leads out of the archive.

    Examples
    --------
    >>> safe_parts("ada/./week4//01.ipynb")
    ('ada', 'week4', '01.ipynb')
    """
    if name.startswith("/") or _DRIVE.match(name):
        raise RefusedError("its path is absolute")
    parts = tuple(part for part in name.split("/") if part not in ("", "."))
    if any(part.strip() == ".." for part in parts):
        raise RefusedError("its path leads out of the archive")
    if not parts or any("\0" in part for part in parts):
        raise RefusedError("it has no name")
    return parts


def is_noise(parts: tuple[str, ...]) -> bool:
    """Whether a file is what systems leave behind: ``__MACOSX``, ``.DS_Store``, checkpoints."""
    return any(part in _NOISE or part.startswith(".") for part in parts)


def printable(text: str) -> str:
    """Return a text from an archive that cannot play tricks on a terminal.

    Examples
    --------
    >>> printable("a" + chr(27) + "[31m")
    'a?[31m'
    """
    return "".join(c if c.isprintable() else "?" for c in text)[:300]


def text(name: str) -> str:
    """Return a name in the composed form; bytes that are no text become question marks."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))


def kind(mode: int) -> str:
    """Return what a member that is no regular file is called."""
    return "a link" if stat.S_ISLNK(mode) else "not a regular file"


def when(info: zipfile.ZipInfo) -> str:
    """Return the time of a member; the first day of zip time means that nobody said one."""
    if info.date_time[:3] == (1980, 1, 1):
        return ""
    try:
        return datetime(*info.date_time).isoformat()
    except ValueError:
        return ""
