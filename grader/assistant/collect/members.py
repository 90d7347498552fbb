"""What a member of an archive is called, what it is, and whether it may come out."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
from contextlib import suppress
from datetime import datetime
from itertools import pairwise
from pathlib import Path

_NOISE = {"__MACOSX", "Thumbs.db", "desktop.ini", "__pycache__"}
_DRIVE = re.compile(r"^[A-Za-z]:")
# How archives begin that are no zips; a person has to unpack them.
_PACKED = {
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"Rar!\x1a\x07": "a RAR archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
}
_TAR = (257, b"ustar")  # where a tar says what it is


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


def text(name: str) -> str:
    """Return a name in the composed form; bytes that are no text become question marks."""
    return unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))


def kind(mode: int) -> str:
    """Return what a member that is no regular file is called."""
    return "a link" if stat.S_ISLNK(mode) else "not a regular file"


def packed_as(path: Path) -> str:
    """Return what kind of archive a file is that is no zip; "" for anything else."""
    with path.open("rb") as file:
        start = file.read(_TAR[0] + len(_TAR[1]))
    if start[_TAR[0] :] == _TAR[1]:
        return "a tar archive"
    return next((kind for magic, kind in _PACKED.items() if start.startswith(magic)), "")


def promised(path: Path) -> int:
    """Return how many members the end of a zip promises, without reading its directory.

    A directory of a million lines takes gigabytes when it is read.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 66_000))
        end = file.read()
    at, far = end.rfind(b"PK\x05\x06"), end.rfind(b"PK\x06\x06")
    if 0 <= far <= len(end) - 40:
        return int.from_bytes(end[far + 32 : far + 40], "little")
    return int.from_bytes(end[at + 10 : at + 12], "little") if at >= 0 else 0


def overlapping(members: list[zipfile.ZipInfo]) -> set[int]:
    """Return where members begin that reach into the next: a bomb of many names for few bytes.

    Examples
    --------
    >>> one, other = zipfile.ZipInfo("a"), zipfile.ZipInfo("b")
    >>> one.header_offset, one.compress_size, other.header_offset = 0, 100, 40
    >>> overlapping([one, other])
    {0}
    """
    ordered = sorted(members, key=lambda info: (info.header_offset, info.compress_size))
    return {
        one.header_offset
        for one, other in pairwise(ordered)
        if one.header_offset + one.compress_size > other.header_offset
    }


def when(info: zipfile.ZipInfo) -> str:
    """Return the time of a member; the first day of zip time means that nobody said one."""
    if info.date_time[:3] == (1980, 1, 1):
        return ""
    try:
        return datetime(*info.date_time).isoformat()
    except ValueError:
        return ""
