"""Cells of a CSV: quoted as RFC 4180 wants it, safe in a spreadsheet, never a made-up 0."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from grader.base.names import shown

# Signs that begin a formula, in their wide forms too; a spreadsheet that splits lines at another
# sign than the comma finds a cell's beginning behind that.
_FORMULA = re.compile(r"((?:^|[;|]) *)(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")


def to_text(rows: Iterable[Sequence[str]], separator: str = ",", *, quoted: bool = True) -> str:
    """Return a table as a CSV; what cannot be seen in a cell is a question mark.

    Parameters
    ----------
    quoted : whether a cell may stand in quotation marks; else what would need them is a space.

    Examples
    --------
    >>> to_text([["7", 'a "b" c']]), to_text([["7", 'a "b" c']], "\\t", quoted=False)
    ('7,"a ""b"" c"\\r\\n', '7\\ta "b" c\\r\\n')
    """
    if not quoted:
        breaks = re.compile(rf"[\r\n{separator}]+")
        lines = (separator.join(breaks.sub(" ", shown(cell)) for cell in row) for row in rows)
        return "".join(f"{line}\r\n" for line in lines)
    out = io.StringIO()
    table = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    table.writerows([shown(cell) for cell in row] for row in rows)
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes in front of it.

    Examples
    --------
    >>> safe_cell("=HYPERLINK(1)"), safe_cell("Li Lei"), safe_cell("007")
    ("'=HYPERLINK(1)", 'Li Lei', '007')
    >>> safe_cell("Li;=HYPERLINK(1)"), safe_cell(" @SUM(1)")
    ("Li;'=HYPERLINK(1)", " '@SUM(1)")
    """
    return _FORMULA.sub(r"\1'", text)


def number_cell(value: float | None) -> str:
    """Return a score; one that does not exist is an empty cell.

    Examples
    --------
    >>> number_cell(2.50), number_cell(0.0), number_cell(None)
    ('2.5', '0', '')
    """
    return "" if value is None else f"{value:.10g}"
