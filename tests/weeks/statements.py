"""Which cell teaches a statement of the lecture and which questions ask for it: one table.

``python tests/weeks/statements.py`` prints it for every week.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from masters import WEEKS, Master, Week


@dataclass(frozen=True)
class Statement:
    """A row of ``slides.toml``, with the cell in which its words stand."""

    slide: str
    says: str
    cell: str
    questions: tuple[str, ...]


def statements(week: Week) -> list[Statement]:
    """Return the statements of a week; a cell that is not found is an empty string."""
    path = week.folder / "slides.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["item"] if path.is_file() else []
    masters = {path.stem: list(Master(path).cells) for path in week.masters}
    found = []
    for row in rows:
        cells = masters[row["notebook"]]
        heads = [i for i, cell in enumerate(cells) if row["section"] in cell.source.splitlines()]
        after = cells[heads[0] :] if heads else []
        cell = next((c.id for c in after if row["words"] in c.source), "")
        place = f"{row['notebook'][:2]} {cell}" if cell else ""
        found.append(Statement(row["slide"], row["says"], place, tuple(row.get("questions", ()))))
    return found


if __name__ == "__main__":
    for one in WEEKS:
        for item in statements(one):
            print(f"{item.slide}: {item.says}\n    {item.cell}\n    {', '.join(item.questions)}")
