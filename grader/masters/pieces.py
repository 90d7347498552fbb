"""What one bullet of a marking scheme consists of: what earns how much, and what earns less.

Two forms are read. The short one stands in a sentence: ``... (0.25)`` earns a part of the bullet's
points, and a clause that ends in a number (``The name alone 0.25.``) says what is given instead.
The long one, which ``grader mark`` writes, has a line for each::

    - (a) 1 point. What is said of all of it.
      - 0.25: the first reason
      - 0.75: the second reason
      - instead 0.5: one that is only half right
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MATHS = re.compile(r"\$\$.*?\$\$|\$[^$\n]*\$|`[^`\n]*`", re.DOTALL)
_NUMBER = r"(\d+(?:\.\d+)?|\.\d+)"
_LABEL = re.compile(r"\((\w{1,3})\)\s*")
_HEAD = re.compile(rf"{_NUMBER} points?\s?[.:]? ?")
_PART = re.compile(rf"\({_NUMBER}\)")
_LINE = re.compile(rf"^[ \t]+[-*+] (instead )?([−-]?){_NUMBER}(?: points?)?: (.*)$", re.MULTILINE)
_CLAUSE = re.compile(r"(?<=[.;])\s+")
_LESS = re.compile(rf"^(.*\S)\s+{_NUMBER}(?: points?)?[.;]?$", re.DOTALL)
_STATES = re.compile(r"(?:\b(?:is|are|was|were|be|to|of|than|about|by|at|and|or)|[=<>≤≥≈,(])$")
_GETS = re.compile(r"\s+(?:gets?|earns?|gives?|is worth)$")


@dataclass(frozen=True)
class Piece:
    """Something that is earned or not; ``instead`` of all others of its bullet, or with them."""

    words: str
    points: float
    instead: bool = False


@dataclass(frozen=True)
class Bullet:
    """A bullet: its label (``(a)``, or nothing), its pieces, and what only explains."""

    label: str
    pieces: tuple[Piece, ...]
    remark: str = ""


def blanked(text: str) -> str:
    """Return a text with dots where formulas and code stand: numbers there are no points."""
    return _MATHS.sub(lambda found: "·" * len(found[0]), text)


def take_apart(text: str, points: float) -> Bullet:
    """Return what a bullet consists of, which is worth so many points.

    Examples
    --------
    >>> take_apart("(a) L1 selects. The name alone 0.25.", 0.5).pieces
    (Piece(words='L1 selects.', points=0.5, instead=False), Piece(words='The name alone', points=0.25, instead=True))
    >>> [piece.points for piece in take_apart("1 point. So (0.25), thus (0.75).", 1).pieces]
    [0.25, 0.75]
    """  # noqa: E501  # what is shown is one line
    label = _LABEL.match(text)
    rest = text[label.end() :] if label else text
    rest = rest[head.end() :] if (head := _HEAD.match(rest)) else rest
    name = f"({label[1]})" if label else ""
    if lines := [*_LINE.finditer(rest)]:
        found = [Piece(_one_line(line[4]), _signed(line), bool(line[1])) for line in lines]
        return Bullet(name, tuple(found), _one_line(rest[: lines[0].start()]))
    parts = [part for part in _PART.finditer(blanked(rest)) if 0 < float(part[1]) <= points]
    if not parts:
        less, kept = _less(rest, points)
        return Bullet(name, (Piece(kept, points), *less))
    starts = [0, *(part.end() for part in parts)]
    pieces = [
        Piece(_one_line(rest[start : part.start()].lstrip(" .,;:")), float(part[1]))
        for start, part in zip(starts, parts, strict=False)
    ]
    less, remark = _less(rest[starts[-1] :].lstrip(" .,;:"), points)
    return Bullet(name, (*pieces, *less), remark)


def in_full(bullet: Bullet, points: float) -> str:
    """Return a bullet in the long form, which :func:`take_apart` reads as the same."""
    unit = "point" if points == 1 else "points"
    first = " ".join(filter(None, ("-", bullet.label, f"{points:g} {unit}.", bullet.remark)))
    return "\n".join([first, *(
        f"  - {'instead ' if piece.instead else ''}{piece.points:g}: {_one_line(piece.words)}"
        for piece in bullet.pieces
    )])  # fmt: skip


def _less(text: str, points: float) -> tuple[list[Piece], str]:
    """Return what is given less for, and the sentences that say nothing of it."""
    less, kept = [], []
    for clause in _clauses(text):
        found = _LESS.match(blanked(clause))
        start = clause[: found.end(1)] if found else ""
        if found and float(found[2]) < points and not _STATES.search(start):
            less.append(Piece(_one_line(_GETS.sub("", start)), float(found[2]), True))
        else:
            kept.append(clause)
    return less, _one_line(" ".join(kept))


def _clauses(text: str) -> Iterator[str]:
    at = 0
    for gap in _CLAUSE.finditer(blanked(text)):
        yield text[at : gap.start()]
        at = gap.end()
    if text[at:].strip():
        yield text[at:]


def _signed(line: re.Match[str]) -> float:
    return float(line[3]) * (-1 if line[2] else 1)


def _one_line(text: str) -> str:
    return " ".join(text.split())
