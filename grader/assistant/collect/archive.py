"""Reads zips and folders of unknown origin: what is safe comes out, the rest is said in a line.

A file is copied into a scratch folder under a number, so no name from an archive ever becomes a
path. Zips inside are opened like folders, twice at most.
"""

from __future__ import annotations

import errno
import hashlib
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from grader.assistant.collect.members import (
    RefusedError,
    is_noise,
    kind,
    member_name,
    overlapping,
    packed_as,
    promised,
    safe_parts,
    text,
    when,
)
from grader.base.errors import GraderError
from grader.base.names import printable

MIB = 2**20
_CHUNK = MIB
# What zipfile and its decompressors raise for a damaged zip; bz2 and a damaged directory come as
# an OSError without a number or with EINVAL, which `_is_damage` tells from a fault of the disk.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
)


@dataclass(frozen=True)
class Limits:
    """How much comes out of an archive. A ratio counts only for files over ``ratio_from`` bytes,
    because a small notebook full of equal lines packs as well as a bomb."""

    file_bytes: int = 100 * MIB
    total_bytes: int = 20 * 1024 * MIB
    inner_bytes: int = 500 * MIB
    files: int = 100_000
    inner_files: int = 5_000
    ratio: int = 200
    ratio_from: int = 4 * MIB
    depth: int = 2


@dataclass(frozen=True)
class Entry:
    """A file that came out: its path in the archive, and the scratch file with its content.

    ``modified`` is what the archive says, in ISO format without a zone; "" if it says nothing.
    ``refused`` is why a file was not taken; then it has no content.
    """

    parts: tuple[str, ...]
    content: Path
    sha256: str
    modified: str = ""
    refused: str = ""

    @property
    def name(self) -> str:
        """The path in the archive."""
        return "/".join(self.parts)


@dataclass
class Reader:
    """Takes one archive apart; ``refused`` has a line for each thing that was left out.

    ``left`` has the same as entries, as far as their names say whose they are.

    Examples
    --------
    >>> Reader(Path("/tmp/scratch")).noise
    0
    """

    scratch: Path
    limits: Limits = field(default_factory=Limits)
    refused: list[str] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)
    noise: int = 0
    files: int = 0
    total: int = 0

    def read(self, source: Path) -> Iterator[Entry]:
        """Yield the files of a folder or a zip, in order of their names.

        Raises
        ------
        GraderError : the archive is neither.
        """
        if source.is_dir():
            yield from self._folder(source)
        else:
            yield from self._zip(source, (), 0)

    def _folder(self, root: Path) -> Iterator[Entry]:
        for path in sorted(root.rglob("*")):  # does not follow links
            parts = tuple(text(part) for part in path.relative_to(root).parts)
            if is_noise(parts):
                self.noise += path.is_file()
                continue
            status = path.lstat()
            if stat.S_ISDIR(status.st_mode):
                continue
            try:
                if not stat.S_ISREG(status.st_mode):
                    raise RefusedError(f"it is {kind(status.st_mode)}")
                if status.st_size > self.limits.file_bytes:
                    raise RefusedError(f"it is larger than {self.limits.file_bytes // MIB} MiB")
                with path.open("rb") as file:
                    entry = self._copy(file, parts, 0, "")
            except (RefusedError, PermissionError) as reason:
                self._refuse(parts, str(reason))
                continue
            yield from self._opened(entry, 0)

    def _zip(self, path: Path, prefix: tuple[str, ...], depth: int) -> Iterator[Entry]:
        """Yield what is in a zip; one bad member does not hinder the others."""
        most = self.limits.inner_files if depth else self.limits.files
        if promised(path) > most:
            if depth:
                self._refuse(prefix, f"it has more than {most} files")
                return
            raise GraderError(f"{path} must have at most {most} files, got {promised(path)}")
        try:
            archive = zipfile.ZipFile(path)
        except (*_BROKEN, OSError) as error:
            if not _is_damage(error):
                raise
            if not prefix:
                raise GraderError(
                    f"{path} is {packed_as(path) or 'not a readable zip'} ({error})",
                    hint="Give the zip as the LMS made it, or the folder it was unpacked to. A "
                    "download that broke off cannot be read either; then download it again.",
                ) from None
            self._refuse(prefix, f"it is not a readable zip ({error})")
            return
        with archive:
            members = sorted(archive.infolist(), key=lambda info: info.filename)
            before, entwined = self.total, overlapping(members)
            for info in members:
                if depth and self.total - before > self.limits.inner_bytes:
                    self._refuse(prefix, "it unpacks to too much, the rest of it is left out")
                    return
                if info.header_offset in entwined:
                    self._refuse((*prefix, member_name(info)), "it shares its bytes with another")
                    continue
                entry = self._member(archive, info, prefix, depth)
                if entry is not None:
                    yield from self._opened(entry, depth)

    def _member(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, prefix: tuple[str, ...], depth: int
    ) -> Entry | None:
        name = member_name(info)
        try:
            parts = prefix + safe_parts(name)
            if is_noise(parts):
                self.noise += not info.is_dir()
                return None
            if name.endswith("/"):
                return None
            self._check(info)
            with archive.open(info) as file:
                return self._copy(file, parts, info.compress_size, when(info))
        except RefusedError as reason:
            self._refuse((*prefix, name), str(reason))
        except (*_BROKEN, OSError) as error:
            if not _is_damage(error):
                raise
            self._refuse((*prefix, name), f"it cannot be unpacked ({error})")
        return None

    def _check(self, info: zipfile.ZipInfo) -> None:
        """Refuse a member for what the zip says about it, before a byte is unpacked."""
        if info.flag_bits & 0x1:
            raise RefusedError("it is encrypted")
        mode = info.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise RefusedError(f"it is {kind(mode)}")
        self._limit(info.file_size, info.compress_size)

    def _limit(self, size: int, packed: int) -> None:
        if size > self.limits.file_bytes:
            raise RefusedError(f"it is larger than {self.limits.file_bytes // MIB} MiB")
        if packed and size > self.limits.ratio_from and size > self.limits.ratio * packed:
            raise RefusedError(f"it unpacks to more than {self.limits.ratio} times its size")
        if self.total + size > self.limits.total_bytes:
            raise RefusedError("the archive unpacks to too much")

    def _copy(self, file: IO[bytes], parts: tuple[str, ...], packed: int, when: str) -> Entry:
        """Copy into a scratch file, counting, because an archive may lie about sizes."""
        if self.files >= self.limits.files:
            raise RefusedError(f"the archive has more than {self.limits.files} files")
        target = self.scratch / f"{self.files:06d}"
        self.files += 1
        size, content = 0, hashlib.sha256()
        try:
            with target.open("wb") as out:
                while chunk := file.read(_CHUNK):
                    size += len(chunk)
                    self._limit(size, packed)
                    content.update(chunk)
                    out.write(chunk)
        except (RefusedError, OSError, *_BROKEN):
            target.unlink()
            raise
        self.total += size
        return Entry(parts, target, content.hexdigest(), when)

    def _opened(self, entry: Entry, depth: int) -> Iterator[Entry]:
        """Yield the file, or what is in it if it is a zip that may be opened."""
        if not entry.parts[-1].lower().endswith(".zip"):
            if packed := packed_as(entry.content):
                self._refuse(entry.parts, f"it is {packed}: kept, but not opened; unpack it")
            yield entry
        elif depth >= self.limits.depth:
            self._refuse(entry.parts, "zips are opened no deeper than this")
        else:
            yield from self._zip(entry.content, entry.parts, depth + 1)

    def _refuse(self, parts: tuple[str, ...], reason: str) -> None:
        self.refused.append(f"{printable('/'.join(parts))}: {reason}")
        with suppress(RefusedError):  # a name that leads out of the archive is nobody's
            self.left.append(Entry(safe_parts("/".join(parts)), self.scratch, "", refused=reason))


def _is_damage(error: Exception) -> bool:
    """Whether an error is the archive's fault, and not the disk's."""
    return not isinstance(error, OSError) or error.errno in (None, errno.EINVAL)
