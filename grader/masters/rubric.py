"""The rubric of a written answer: the bullets of the marking scheme in its master, with points."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, isclose

from grader.masters.pieces import blanked, take_apart

_BEGIN = r"(?:### BEGIN SOLUTION|=== BEGIN MARK SCHEME ===)"
_END = r"(?:### END SOLUTION|=== END MARK SCHEME ===)"
_SOLUTION = re.compile(rf"^{_BEGIN}\n(.*?)^{_END}", re.DOTALL | re.MULTILINE)
_BULLET = re.compile(r"^[-*+] +(.*(?:\n+[ \t]+\S.*)*)", re.MULTILINE)
_NUMBER = r"(\d+(?:\.\d+)?|\.\d+)"
_EACH = re.compile(rf"{_NUMBER} (?:points? )?each\b")
_POINTS = re.compile(rf"{_NUMBER} points?\b")


@dataclass(frozen=True)
class RubricItem:
    """One bullet: its words as Markdown, its points and those that stand in brackets within it.

    ``points`` is None where the bullet names none.
    """

    words: str
    points: float | None
    parts: tuple[float, ...] = ()


def scheme(source: str) -> str:
    """Return the marking scheme of a master's written answer, all of the cell without marks.

    Examples
    --------
    >>> scheme("Why?\\n### BEGIN SOLUTION\\n- 1 point. So.\\n### END SOLUTION")
    '- 1 point. So.'
    """
    parts = _SOLUTION.findall(source) or [source]
    return "\n\n".join(part.strip() for part in parts)


def rubric(source: str) -> list[RubricItem]:
    """Return the items of a master's written answer; none if its solution names no points.

    A bullet has the points that it names first, else those that the line above the bullets gives
    to each. Numbers in formulas are no points.

    Examples
    --------
    >>> text = "**Scheme (1 point, 0.5 each)**\\n\\n- (a) Yes.\\n- (b) No."
    >>> [item.points for item in rubric(f"### BEGIN SOLUTION\\n{text}\\n### END SOLUTION")]
    [0.5, 0.5]
    >>> rubric("Why?")
    []
    """
    text = scheme(source) if _SOLUTION.search(source) else ""
    bullets = _BULLET.findall(text)
    head = blanked(_BULLET.split(text, maxsplit=1)[0])
    each = _number(_EACH.search(head))
    items = [_item(bullet, each) for bullet in bullets]
    return items if any(item.points is not None for item in items) else []


def bullets_of(source: str) -> tuple[str, str]:
    """Return what stands above the bullets of a master's scheme, and below them."""
    text = scheme(source) if _SOLUTION.search(source) else ""
    head, *below = _BULLET.split(text)[::2] if text else [""]
    return head.strip(), "\n\n".join(part.strip() for part in below if part.strip())


def with_bullets(source: str, bullets: Sequence[str]) -> str:
    """Return a master's cell with other bullets in its scheme, and all else as it is.

    Raises
    ------
    ValueError : the cell has no solution between its marks.

    Examples
    --------
    >>> cell = "Why?\\n### BEGIN SOLUTION\\n- 1 point. So.\\n\\nBe kind.\\n### END SOLUTION"
    >>> print(with_bullets(cell, ["- 1 point. Thus."]))
    Why?
    ### BEGIN SOLUTION
    - 1 point. Thus.
    <BLANKLINE>
    Be kind.
    ### END SOLUTION
    """
    region = _SOLUTION.search(source)
    if region is None:
        raise ValueError("there is no solution between marks")
    inside, new = region[1], "\n".join(bullets)
    found = [*_BULLET.finditer(inside)]
    if not found:
        inside = f"{inside.rstrip()}\n\n{new}\n".lstrip("\n")
    else:
        inside = inside[: found[0].start()] + new + inside[found[-1].end() :]
    return source[: region.start(1)] + inside + source[region.end(1) :]


def against(items: list[RubricItem], worth: float) -> tuple[float, str]:
    """Return what the items add up to, and what is wrong with them, "" if nothing.

    Examples
    --------
    >>> against([RubricItem("(a) So.", 0.5)], 2.0)
    (0.5, 'the marking scheme adds up to 0.5, not to the 2 points of the exercise')
    """
    total = fsum(item.points or 0.0 for item in items)
    for number, item in enumerate(items, start=1):
        if item.points is None:
            return total, f"bullet {number} of the marking scheme names no points"
        if item.parts and not isclose(fsum(item.parts), item.points):
            parts = f"{fsum(item.parts):g}, not to its {item.points:g} points"
            return total, f"the parts of bullet {number} of the marking scheme add up to {parts}"
    if not isclose(total, worth):
        of = f"the {worth:g} points of the exercise"
        return total, f"the marking scheme adds up to {total:g}, not to {of}"
    return worth, ""


def _item(bullet: str, each: float | None) -> RubricItem:
    named = _number(_POINTS.search(blanked(bullet)))
    worth = each if named is None else named
    pieces = take_apart(bullet, worth or 0.0).pieces
    parts = tuple(piece.points for piece in pieces if not piece.instead and piece.points > 0)
    return RubricItem(bullet.strip(), worth, parts if len(parts) > 1 else ())


def _number(found: re.Match[str] | None) -> float | None:
    return float(found[1]) if found else None
