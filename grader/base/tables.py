"""CSV tables as spreadsheets and LMSs write them: read right, or refused with the line."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.base.errors import GraderError
from grader.base.texts import decoded, read_bytes

_SEPARATORS = ",;\t|"
_HIGHEST = 20  # lines in which the header is looked for: titles and dates may stand above it
_OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook or a zip",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text with formats",
    b"<": "a web page",
}
# What a spreadsheet is told so that it takes digits for text: ="00101" and '00101. Our own tables
# have the apostrophe in front of whatever would be run as a formula. That of 't Hooft is a letter.
_AS_TEXT = re.compile(r'="(?P<quoted>[^"]*)"|\'(?P<marked>[\d=+\-@].*)', re.DOTALL)
# Marks without a picture, which come along when text is copied: no two names differ in them only.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_REASONS = {
    "unexpected end of data": "a quotation mark opens a cell here, and none ends it",
    "expected after": "there is a quotation mark inside a cell",
}


class Row(list[str]):
    """The cells of a line, stripped; ``line`` is its number in the file."""

    line: int = 0


@dataclass(frozen=True)
class Table:
    """The line with the headings, and the lines below it that are not empty.

    ``who`` is the beginning of a message about the file, ``named`` a heading that a person said.
    """

    header: Row
    rows: list[Row]
    who: str = "The table"
    named: str = ""

    def cell(self, row: list[str], at: int | None) -> str:
        """Return one cell; "" where the row is too short, or there is no such column."""
        return row[at] if at is not None and at < len(row) else ""


Known = Callable[[Table], bool]


def read_table(
    file: Path, what: str, known: Known = lambda table: True, data: bytes | None = None
) -> Table:
    """Read a CSV.

    Parameters
    ----------
    what : what a person calls the file.
    known : whether the first line of a table has known headings. The separator and the line of the
        headings are those with which it has; if there are none, the first line has the headings.
    data : what is in the file, if it was read already.

    Raises
    ------
    GraderError : there is no such file, it is no CSV, or a line has more cells than headings.

    Examples
    --------
    >>> data = "sep=;\\nClass of 2026\\nid;name\\n007;Zoë\\n=\\"008\\";'t Hooft".encode("utf-16")
    >>> read_table(Path("r.csv"), "roster", lambda table: "id" in table.header, data).rows
    [['007', 'Zoë'], ['008', "'t Hooft"]]
    """
    data = read_bytes(file, what) if data is None else data
    who = f"The {what} {file}"
    for start, kind in _OTHER_KINDS.items():
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
            raise GraderError(f"{who} is {kind}, it must be a CSV", hint="Save it as CSV (UTF-8).")
    text = decoded(data, who)
    stated = re.match(r"(?i)sep=(.)(?=\n)", text)  # a line for Excel
    signs = stated[1] if stated else _SEPARATORS
    readings = [_rows(text[stated.end() if stated else 0 :], sign) for sign in signs]
    found = [(at, rows, wrong) for rows, wrong in readings
             if (at := _header(rows, known)) is not None]  # fmt: skip
    at, rows, wrong = max(found, key=lambda one: len(one[1][one[0]]), default=(0, [], None))
    if not found:
        rows, wrong = max(readings, key=lambda one: max(map(len, one[0]), default=0))
    if wrong:
        line, reason = wrong
        raise GraderError(f"{who}, line {line}: {reason}")
    table = Table(rows[at], rows[at + 1 :], who) if rows else Table(Row(), [], who)
    return _whole(table) if found else table


def _rows(text: str, separator: str) -> tuple[list[Row], tuple[int, str] | None]:
    """Return the rows that have something in them, and where and why the text is no CSV."""
    rows: list[Row] = []
    lines = text.split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True)
    begin = 1
    try:
        for cells in reader:
            row = Row(map(_cell, cells))
            row.line = begin
            begin = reader.line_num + 1
            if any(row):
                rows.append(row)
    except csv.Error as error:
        reason = next((ours for theirs, ours in _REASONS.items() if theirs in str(error)), None)
        return rows, (begin, reason or str(error))
    return rows, None


def _cell(text: str) -> str:
    """Return what a cell says.

    Examples
    --------
    >>> _cell(' ="00101"'), _cell("'00101"), _cell("'t Hooft"), _cell("Zoe\\u0308\\u200e")
    ('00101', '00101', "'t Hooft", 'Zoë')
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip()
    match = _AS_TEXT.fullmatch(text)
    return (match["quoted"] or match["marked"] or "").strip() if match else text


def _header(rows: list[Row], known: Known) -> int | None:
    """Return the first row with known headings."""
    tops = range(min(_HIGHEST, len(rows)))
    return next((at for at in tops if known(Table(rows[at], rows[at + 1 :]))), None)


def _whole(table: Table) -> Table:
    """Return a table without headings in its midst, as files put together have them.

    Raises
    ------
    GraderError : a cell has no heading, so that those before it may have the wrong one.
    """
    for row in table.rows:
        if any(row[len(table.header) :]) or any(cell.startswith('="') for cell in row):
            raise GraderError(
                f"{table.who}, line {row.line}: there are more cells than headings",
                hint="A cell with a separator in it must stand in quotation marks.",
            )
    return Table(table.header, [row for row in table.rows if row != table.header], table.who)
