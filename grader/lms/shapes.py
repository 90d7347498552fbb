"""What a column is by what is in it, whatever its heading says and in whichever language."""

from __future__ import annotations

import re
from collections.abc import Sequence

Cells = Sequence[str]
NONE = frozenset({"", "-"})  # what a table has where there is nothing yet
_NUMBER = re.compile(r"-?\d+(?:[.,\u066b]\d+)?")
_NUMBERED = re.compile(r"(?P<word>\D*[^\W\d]\D*?)\s*(?P<number>\d+)")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.?[^@\s]*")
_DATE = re.compile(r"\d{4}|\d{1,2}[:.]\d\d\b")
_LONGEST_DATE = 60
_FEW = 4  # rows in which words that differ are not yet ids


def number(cell: str) -> float | None:
    """Return the number in a cell, with a point or a comma, in any digits; None if it is none.

    Examples
    --------
    >>> number("4,50"), number("\u0665.0"), number("-"), number("1.000,5"), number("nan")
    (4.5, 5.0, None, None, None)
    """
    if not _NUMBER.fullmatch(cell):
        return None
    return float(cell.replace(",", ".").replace("\u066b", "."))


def numbered(cells: Cells) -> tuple[str, list[str]] | None:
    """Return the word and the numbers of cells that are one word, and each time another number.

    Examples
    --------
    >>> numbered(["Katılımcı 11", "Katılımcı 12"]), numbered(["ada", "bob"])
    (('Katılımcı', ['11', '12']), None)
    """
    matches = [match for match in map(_NUMBERED.fullmatch, cells) if match]
    words = {match["word"].strip() for match in matches}
    numbers = [match["number"] for match in matches]
    if len(words) != 1 or len(matches) != len(cells) or len({*numbers}) != len(numbers):
        return None
    return words.pop(), numbers


def are_addresses(cells: Cells) -> bool:
    """Whether what is there are e-mail addresses."""
    there = [cell for cell in cells if cell not in NONE]
    return bool(there) and all(map(_ADDRESS.fullmatch, there))


def maximum(cells: Cells) -> float | None:
    """Return the number that is in all cells, if it may be the most points."""
    value = number(cells[0]) if cells and len({*cells}) == 1 else None
    return value if value and value > 0 else None


def are_grades(cells: Cells, most: float) -> bool:
    """Whether all cells are empty, a dash, or a number up to the maximum."""
    values = [number(cell) for cell in cells if cell not in NONE]
    return all(value is not None and 0 <= value <= most for value in values)


def are_dates(cells: Cells) -> bool:
    """Whether each cell has a day or a time, or a dash for none; and one is not empty.

    Examples
    --------
    >>> are_dates(["-", "2026年 11月 20日"]), are_dates(["-", ""]), are_dates(["5.00", "5.00"])
    (True, False, False)
    """
    if not cells or any(number(cell) is not None for cell in cells):
        return False
    return all(
        cell == "-" or (len(cell) < _LONGEST_DATE and bool(_DATE.search(cell))) for cell in cells
    )


def are_ids(cells: Cells) -> bool:
    """Whether cells may be what students are called by: one word each, and no two alike.

    Of a few words without digits nobody can know; so they are none.
    """
    there = [cell for cell in cells if cell not in NONE]
    single = all(not re.search(r"\s", cell) for cell in there)
    if not there or not single or len({*there}) != len(there) or 2 * len(there) < len(cells):
        return False
    return len(there) >= _FEW or all(any(map(str.isdigit, cell)) for cell in there)


def are_names(cells: Cells) -> bool:
    """Whether cells may be names: words in letters, and hardly two alike."""
    there = [cell for cell in cells if cell not in NONE]
    letters = all(any(map(str.isalpha, cell)) and "@" not in cell for cell in there)
    return bool(there) and letters and 2 * len({*there}) > len(there)


def is_choice(cells: Cells) -> bool:
    """Whether all cells have a word, of which there are two at most: yes and no."""
    return all(cell not in NONE and number(cell) is None for cell in cells) and len({*cells}) < 3


def depends(cells: Cells, on: Cells) -> bool:
    """Whether what is in one column follows from what is in another, as a state from a team."""
    return len({*zip(on, cells, strict=True)}) == len({*on})
