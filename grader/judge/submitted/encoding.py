"""From the bytes of a file to its text, and what a file is that is no notebook."""

from __future__ import annotations

import codecs
import re

LATIN = "the file was read as Latin-1"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # it begins like the next one
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
)
_WIDE = (  # without a mark: where the zeros are in the text "{\n" or "{ "
    (re.compile(rb"\{\0[ \n\r\"]\0"), "utf-16-le"),
    (re.compile(rb"\0\{\0[ \n\r\"]"), "utf-16-be"),
)
_OTHER_FILES = (
    ("%PDF", "a PDF file"),
    ("PK\x03\x04", "a zip archive or an office document"),
    ("\x1f\x8b", "a packed file (gzip)"),
    ("\x1f\ufffd", "a packed file (gzip)"),
    ("\x89PNG", "a picture"),
    ("\ufffdPNG", "a picture"),
    ("{\\rtf", "a document of a word processor"),
    ("<!doctype", "a web page"),
    ("<html", "a web page"),
    ("version https://git-lfs", "only a pointer of Git LFS to the notebook"),
    ("# %%", "a Python script"),
    ("#!", "a Python script"),
    ("import ", "a Python script"),
    ("---", "a notebook written as text (jupytext)"),
)


def decoded(data: bytes) -> tuple[str, list[str]]:
    """Return the text of a file, and what had to be repaired for that.

    Bytes that are no text become U+FFFD where the rest of the file is UTF-8; a file that has
    nothing of UTF-8 is Latin-1.

    Examples
    --------
    >>> decoded("é".encode("latin-1"))
    ('é', ['the file was read as Latin-1'])
    >>> decoded("é".encode() + b"\\xff")[0]
    'é\\ufffd'
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data.removeprefix(mark).decode(name, errors="replace")
            return text.lstrip("\ufeff"), ["a byte order mark was removed"]
    for start, name in _WIDE:
        if start.match(data):
            return data.decode(name, errors="replace"), ["the file was read as UTF-16"]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    if text.replace("\ufffd", "").isascii():
        return data.decode("latin-1"), [LATIN]
    return text, ["bytes of the file that are no text were left out"]


def what_it_is(text: str) -> str:
    """Return what a file without a cell is, so that somebody can ask for the right one.

    Examples
    --------
    >>> what_it_is("<!DOCTYPE html>"), what_it_is("hello")
    ('a web page and not a notebook', 'not a notebook')
    """
    start = text.lstrip("\0 \t\r\n")[:40]
    if len(start) and text[:1000].count("\0") > 500:
        return "full of zeros and not a notebook: it was not wholly copied"
    if start.startswith("{") and re.match(r'\{\s*"(url|doc_id)"', start):
        return "a link to a file in a cloud and not a notebook"
    start = start.lower()
    kind = next((name for sign, name in _OTHER_FILES if start.startswith(sign.lower())), "")
    return f"{kind} and not a notebook" if kind else "not a notebook"
