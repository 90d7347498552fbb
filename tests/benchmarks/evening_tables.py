"""Reads a CSV by the rules of RFC 4180, letter by letter, without Python's csv."""

from __future__ import annotations

import re

# A cell in quotes, in which a quote is doubled, or one without; then what ends it.
_CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\Z)')


def read_table(text: str) -> list[dict[str, str]]:
    """Return the rows below the header, by column.

    Raises
    ------
    ValueError : a quote stands where none may stand, or a row is longer or shorter than the header.

    Examples
    --------
    >>> read_table('a,b\\r\\n"O""Neil, Jr.",007\\r\\n')
    [{'a': 'O"Neil, Jr.', 'b': '007'}]
    """
    rows: list[list[str]] = [[]]
    at = 0
    while at < len(text):
        match = _CELL.match(text, at)
        if match is None:
            raise ValueError(f"no cell can begin with {text[at : at + 20]!r}")
        quoted, bare, end = match.groups()
        rows[-1].append(bare if quoted is None else quoted.replace('""', '"'))
        at = match.end()
        if end == "\r\n":
            rows.append([])
    header, *body = [row for row in rows if row]
    return [dict(zip(header, row, strict=True)) for row in body]
