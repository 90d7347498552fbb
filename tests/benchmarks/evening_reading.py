"""What the evening's checks read: blocks of output, cells of tables."""

from __future__ import annotations


def expect(is_true: bool, what: str) -> None:
    """Stop with a sentence if something is not as it must be."""
    if not is_true:
        raise SystemExit(f"Not as expected: {what}")


def block(said: str, title: str) -> list[str]:
    """Return the indented lines below a title with a number in brackets."""
    _, _, rest = said.partition(f"{title} (")
    found = []
    for line in rest.splitlines()[1:]:
        if not line.startswith("  "):
            break
        found.append(line.strip())
    return found


def shown(cell: str) -> str:
    """Return a text as a spreadsheet shows it: the apostrophe before a formula is not seen."""
    return cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell


def same(cell: str, score: float | None) -> bool:
    """Whether a cell is empty where there is no score, and else the score."""
    return cell == "" if score is None else cell != "" and abs(float(cell) - score) < 1e-6
