"""The text of a question: paragraphs with ``$mathematics$``, ```code``` and ``**stress**``.

A blank line ends a paragraph; ``$$ … $$`` is a formula on its own line; three backticks fence a
piece of Python code.  Nothing else is markup, so every writer can print everything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from grader.base.errors import GraderError
from grader.exam.maths.plain import to_plain

_INLINE = re.compile(r"\$(?P<math>[^$]+)\$|`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*")
_FENCE = re.compile(r"^```(?:python)?\n(.*?)\n```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Span:
    """A stretch of text of one kind."""

    kind: Literal["text", "math", "code", "strong"]
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph of spans, a displayed formula, or lines of code."""

    kind: Literal["paragraph", "formula", "listing"]
    spans: tuple[Span, ...]


@lru_cache(maxsize=4096)
def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text.

    Raises
    ------
    GraderError : a dollar sign, a backtick or a pair of stars has no partner.

    Examples
    --------
    >>> [block.kind for block in blocks("Let $x = 2$.\\n\\n$$y = x^2$$")]
    ['paragraph', 'formula']
    """
    found: list[Block] = []
    pieces = _FENCE.split(text.strip())
    for number, piece in enumerate(pieces):
        if number % 2:
            found.append(Block("listing", (Span("code", piece),)))
            continue
        for paragraph in re.split(r"\n\s*\n", piece.strip()):
            paragraph = paragraph.strip()
            if paragraph.startswith("$$") and paragraph.endswith("$$") and len(paragraph) > 4:
                found.append(Block("formula", (Span("math", paragraph[2:-2].strip()),)))
            elif paragraph:
                found.append(Block("paragraph", spans(paragraph)))
    return tuple(found)


@lru_cache(maxsize=8192)
def spans(text: str) -> tuple[Span, ...]:
    """Return the spans of one paragraph.

    Examples
    --------
    >>> spans("use `X.T` here")[1]
    Span(kind='code', text='X.T')
    """
    found: list[Span] = []
    at = 0
    for match in _INLINE.finditer(text):
        found.append(_words(text[at : match.start()], text))
        kind: Literal["math", "code", "strong"] = match.lastgroup  # type: ignore[assignment]
        found.append(Span(kind, match[kind]))  # lastgroup is one of the three names above
        at = match.end()
    found.append(_words(text[at:], text))
    return tuple(span for span in found if span.text)


def _words(words: str, whole: str) -> Span:
    for sign in ("$", "`", "**"):
        if sign in words:
            raise GraderError(f"markup: {sign} has no partner, in {whole!r}")
    return Span("text", re.sub(r"\s+", " ", words))


def plain(text: str) -> str:
    """Return the text without markup, formulas in one line each.

    Examples
    --------
    >>> plain("Let $x^2 \\\\le 4$ and `y`.")
    'Let x^2 ≤ 4 and y.'
    """
    lines = []
    for block in blocks(text):
        parts = [to_plain(s.text) if s.kind == "math" else s.text for s in block.spans]
        lines.append("".join(parts))
    return "\n".join(lines)


def looks(text: str) -> str:
    """Return what a reader can tell a text by, in every form: neither font nor white space.

    Examples
    --------
    >>> looks("$0.5$") == looks(" `0.5` ")
    True
    """
    return " ".join(plain(text).split())
