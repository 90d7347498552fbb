"""What teaches, shows, practises and asks for a statement of the lecture: one table.

``python tests/weeks/statements.py`` prints it for every week.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from masters import WEEKS, Week


@dataclass(frozen=True)
class Statement:
    """A row of ``slides.toml``: where it is taught, shown, practised and asked for."""

    slide: str
    says: str
    notebook: str
    cell: str
    figure: str
    exercise: str
    questions: tuple[str, ...]
    taught: str


def statements(week: Week) -> list[Statement]:
    """Return the statements of a week; what a row leaves out is an empty string."""
    path = week.folder / "slides.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["item"] if path.is_file() else []
    names = ("slide", "says", "notebook", "cell", "figure", "exercise")
    return [
        Statement(
            **{name: row.get(name, "") for name in names},
            questions=tuple(row.get("questions", ())),
            taught=row.get("taught", ""),
        )
        for row in rows
    ]


if __name__ == "__main__":
    for one in WEEKS:
        for item in statements(one):
            practised = f", exercise {item.exercise}" if item.exercise else ""
            print(f"{item.slide}: {item.says}")
            print(f"    {item.notebook[:2]} {item.cell}, shown by {item.figure}{practised}")
            print(f"    asked by {', '.join(item.questions) or 'nothing'}")
            print(f"    taught: {item.taught}")
