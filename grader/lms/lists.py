"""A class list with headings that nobody knows, read by what is in its columns.

It is believed only where one column can be the ids; of two, a person must say which.
"""

from __future__ import annotations

from grader.base.tables import Table
from grader.lms import shapes
from grader.lms.sheets import Listed, Row, Sheet

_LEAST = 4  # signs of an id in digits: fewer may be points, or numbers of lines


def by_columns(table: Table) -> Sheet | None:
    """Return how a class list is read; None if no column can have ids or addresses.

    Examples
    --------
    >>> from grader.base.tables import Row as Cells
    >>> rows = [["Аня", "00101", "a@x.ru"], ["Боря", "00102", "b@x.ru"]]
    >>> sheet = by_columns(Table(Cells(["aa", "bb", "cc"]), list(map(Cells, rows))))
    >>> sheet.who(rows[0])
    Listed(ids=('00101', 'a@x.ru'), name='Аня', number='', email='a@x.ru', group='', ghost=False, \
line=0)
    """
    if not table.rows or len(table.header) < 2 or _is_data(table.header):
        return None
    cells = [[table.cell(row, at) for row in table.rows] for at in range(len(table.header))]
    addresses = [at for at, column in enumerate(cells) if shapes.are_addresses(column)]
    sure = [at for at, column in enumerate(cells) if at not in addresses and _are_numbers(column)]
    names = [at for at, column in enumerate(cells) if at not in addresses
             and shapes.are_names(column) and not any(map(_has_digit, column))]  # fmt: skip
    keys = [*sure[:1], *addresses[:1]]
    if not keys:
        return None
    head, first = table.header, table.rows[0]

    def who(row: Row) -> Listed:
        name = " ".join(table.cell(row, at) for at in names[:2]).strip() if len(names) < 3 else ""
        email = table.cell(row, addresses[0]) if addresses else ""
        return Listed(tuple(table.cell(row, at) for at in keys), name, email=email)

    def seen(at: int | None = None) -> str:
        told = [f"ids in {head[keys[0]]!r} (such as {table.cell(first, keys[0])!r})"]
        told += [f"names in {head[at]!r}" for at in (names[:2] if len(names) < 3 else [])]
        return f"Read as a class list: {', '.join(told)}."

    pairs = " or ".join(f"{head[at]!r} (there {table.cell(first, at)!r})" for at in sure)
    doubt = f"what students are called here may be in {pairs}" if len(sure) > 1 else ""
    return Sheet(who, doubtful=doubt, seen=seen)


def _has_digit(cell: str) -> bool:
    return any(map(str.isdigit, cell))


def _is_data(header: Row) -> bool:
    """Whether the first line is a student's already."""
    return any("@" in cell or sum(map(str.isdigit, cell)) >= _LEAST for cell in header)


def _are_numbers(cells: list[str]) -> bool:
    """Whether all cells may be ids that a university gives: of one form, each with a number."""
    formed = {"".join("0" if sign.isdigit() else "a" for sign in cell) for cell in cells}
    long = all(sum(map(str.isdigit, cell)) >= _LEAST for cell in cells)
    return shapes.are_ids(cells) and long and len(formed) == 1
