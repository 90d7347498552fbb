"""Text files as editors and spreadsheets write them: any of the usual encodings and line ends."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from grader.base.errors import GraderError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In a Western language a letter with an accent stands among plain ones. Where a word has none, or
# three accents in a row, the file is of another code page, and every name in it would be wrong.
_FOREIGN = re.compile(rb"[\x80-\xff]{3}|(?<![A-Za-z\x80-\xff])[\x80-\xff]{2,}(?![A-Za-z\x80-\xff])")


def read_text(file: Path, what: str) -> str:
    """Return the text of a file; ``what`` is what a person calls it.

    Raises
    ------
    GraderError : there is no such file, or its encoding cannot be known.
    """
    return decoded(read_bytes(file, what), f"The {what} {file}")


def read_bytes(file: Path, what: str) -> bytes:
    """Return what is in a file that a person named.

    Raises
    ------
    GraderError : there is no such file, or it cannot be read.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise GraderError(f"There is no {what} {file}") from None
    except OSError as error:
        raise GraderError(f"The {what} {file}: {error.strerror or error}") from None


def decoded(data: bytes, who: str) -> str:
    r"""Return the text of bytes, with ``\n`` at the ends of its lines.

    UTF-8 and UTF-16, with or without a mark, and the code pages of Windows and of old Macs in the
    West. Which other code page it is, nobody can know, so that is refused.

    Raises
    ------
    GraderError : the line that is in another encoding.

    Examples
    --------
    >>> decoded("Zoë\r\n李雷".encode("utf-16-le"), "The roster")
    'Zoë\n李雷'
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    encoding = encoding or _utf16_without_mark(data) or "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise _unreadable(data, error.start, who) from None
        text = _of_the_west(data, who)
    return text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")


def _utf16_without_mark(data: bytes) -> str | None:
    """Return the kind of UTF-16 in which separators and line ends have a zero beside them."""
    start = data[:2000]
    found = {"utf-16-le": start[1::2].count(0), "utf-16-be": start[::2].count(0)}
    best = max(found, key=lambda name: found[name])
    return best if len(data) % 2 == 0 and 10 * found[best] > len(start) else None


def _of_the_west(data: bytes, who: str) -> str:
    if strange := _FOREIGN.search(data):
        raise _unreadable(data, strange.start(), who)
    encoding = "mac-roman" if b"\r" in data and b"\n" not in data else "cp1252"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(data, error.start, who) from None


def _unreadable(data: bytes, at: int, who: str) -> GraderError:
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return GraderError(
        f"{who}, line {before.count(10) + 1}: it is not a text file in UTF-8",
        hint="Save it in UTF-8; in a spreadsheet that is the kind CSV UTF-8.",
    )
