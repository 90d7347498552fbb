"""Cells of a CSV: quoted as RFC 4180 wants it, safe in a spreadsheet, never a made-up 0."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def to_text(rows: Iterable[Sequence[str]]) -> str:
    """Return a table as a CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes in front.

    Examples
    --------
    >>> safe_cell("=HYPERLINK(1)"), safe_cell("Li Lei"), safe_cell("007")
    ("'=HYPERLINK(1)", 'Li Lei', '007')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def number_cell(value: float | None) -> str:
    """Return a score; one that does not exist is an empty cell.

    Examples
    --------
    >>> number_cell(2.50), number_cell(0.0), number_cell(None)
    ('2.5', '0', '')
    """
    return "" if value is None else f"{value:.10g}"
