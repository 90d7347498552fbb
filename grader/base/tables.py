"""CSV tables as spreadsheets and LMSs write them: any separator, any of the usual encodings."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from grader.base.errors import GraderError

_SEPARATORS = ",;\t"
_OTHER_KINDS = {
    b"PK\x03\x04": "an Excel workbook or a zip",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
}


@dataclass(frozen=True)
class Table:
    """The first line, and the lines below it that are not empty; cells are stripped."""

    header: list[str]
    rows: list[list[str]]

    def cell(self, row: list[str], at: int | None) -> str:
        """Return one cell; "" where the row is too short, or there is no such column."""
        return row[at] if at is not None and at < len(row) else ""


def read_table(file: Path, what: str) -> Table:
    """Read a CSV; ``what`` is what a person calls it.

    Raises
    ------
    GraderError : there is no such file, or it is no CSV.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise GraderError(f"There is no {what} {file}") from None
    return parse_table(data, file, what)


def parse_table(data: bytes, file: Path, what: str) -> Table:
    """Return the table in the bytes of a CSV.

    Examples
    --------
    >>> parse_table("sep=;\\nid;name\\n007;Zoë\\n".encode("utf-16"), Path("r.csv"), "roster").rows
    [['007', 'Zoë']]
    """
    for start, kind in _OTHER_KINDS.items():
        if data.startswith(start):
            raise GraderError(
                f"The {what} {file} is {kind}, it must be a CSV", hint="Save it as CSV (UTF-8)."
            )
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[-1], rest  # a line for Excel
    else:
        separator = max(_SEPARATORS, key=lambda sign: len(_cells(first, sign)))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise GraderError(f"The {what} {file} is not a CSV: {error}") from None
    rows = [[unicodedata.normalize("NFC", cell.strip()) for cell in row] for row in rows]
    header = rows[0] if rows else []
    return Table(header, [row for row in rows[1:] if any(row)])


def _cells(line: str, separator: str) -> list[str]:
    """Return the cells of the first line; a header that goes on in the next line is cut off."""
    return next(iter(csv.reader([line], delimiter=separator)), [])


def _decoded(data: bytes) -> str:
    """Return the text; spreadsheets write UTF-8, UTF-16 with a BOM, or the Windows code page."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
