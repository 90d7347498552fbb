"""Tells syntax that is newer than this Python from syntax that is wrong.

No newer Python is asked.  What is newer is written out in the older way, and if this Python can
read that, nothing else was wrong::

    3.12   def f[T](x): ...   class A[T]: ...   type X = int   f"{", ".join(x)}"
    3.13   def f[T = int](x): ...
    3.14   except A, B:   t"{x}"
    3.15   lazy import x   [*x for x in xs]

What comes out is only looked at.  It is never run.
"""

from __future__ import annotations

import ast
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from itertools import pairwise

from grader.judge.source.tokens import OPENING, PlainError, Token, tokens

Version = tuple[int, int]
OURS: Version = (sys.version_info.major, sys.version_info.minor)
THIS_MACHINE = "this machine has {}.{}".format(*OURS)
NEWEST: Version = (3, 15)  # of which the syntax is known here
_LONGEST = 20_000  # characters; a hostile submission has a hundred cells as long
_NO_NAMES = frozenset({"and", "else", "for", "if", "in", "is", "not", "or"})


def older(source: str) -> tuple[str, Version] | None:
    """Return a source in the syntax of an older Python, and the version that it is written for.

    None if it needs none that is newer than this one, or is wrong in every Python.

    Examples
    --------
    >>> older("lazy import numpy as np\\nnp.exp(1)")
    ('import numpy as np\\nnp.exp(1)', (3, 15))
    >>> older("lazy import numpy as np\\nnp.exp(1") is None
    True
    """
    if len(source) > _LONGEST:
        return None
    try:
        found = [_without_fields(token) for token in tokens(source)]
        _rewrite(found)
        version = max((token.needs for token in found), default=OURS)
        text = "".join(_apart(found))
        return (text, version) if version > OURS and _is_python(text) else None
    except (PlainError, RecursionError):
        return None


def _apart(found: list[Token]) -> Iterator[str]:
    """Yield the texts of tokens, and a space between two strings: four quotes begin another one."""
    strings = ("string", "fields")
    for before, token in pairwise([Token("space", ""), *found]):
        yield " " if before.kind in strings and token.kind in strings else ""
        yield token.text


def _is_python(source: str, mode: str = "exec") -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are the author's affair
            ast.parse(source, mode=mode)
        return True
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _without_fields(token: Token) -> Token:
    """Put an empty text in the place of an f-string or t-string that this Python cannot read.

    Raises
    ------
    PlainError : what stands between its braces is no expression, or outside of them is wrong.
    """
    if token.kind != "fields" or ("t" not in token.prefix and _is_python(token.text)):
        return token
    if not _is_python(token.bare):
        raise PlainError
    needs: Version = (3, 14) if "t" in token.prefix else (3, 12)
    for field in token.fields:
        text, inner = older(f"(\n{field}\n)") or (f"(\n{field}\n)", OURS)
        if not field.strip() or not _is_python(text, "eval"):
            raise PlainError
        needs = max(needs, inner)
    return Token("string", "''", needs=needs)


def _rewrite(found: list[Token]) -> None:
    """Write out in the older way what is newer in statements and brackets."""
    rules: dict[str, Callable[[list[Token], int], object]] = {
        "def": _parameters, "class": _parameters, "type": _alias, "lazy": _lazy, "except": _except
    }  # fmt: skip
    for start in list(_statements(found)):
        if rule := rules.get(found[start].text):
            rule(found, start)
    _unpacking(found)


def _statements(found: list[Token]) -> Iterator[int]:
    """Yield where statements begin; of ``async def``, its second word."""
    depth, fresh = 0, True
    for i, token in enumerate(found):
        if token.kind in ("space", "comment"):
            continue
        if token.kind == "line":
            fresh |= depth == 0
            continue
        if fresh:
            yield i
        fresh = token.text == "async" or (token.text in ";:" and depth == 0)
        depth += (token.text in OPENING) - (token.text in OPENING.values())


def _next(found: list[Token], i: int) -> int:
    """Return the place of the next token that is no space."""
    i += 1
    while i < len(found) and found[i].kind == "space":
        i += 1
    return i


def _text(found: list[Token], i: int) -> str:
    return found[i].text if i < len(found) else ""


def _inside(found: list[Token], start: int, end: str) -> tuple[list[list[Token]], int]:
    """Return what stands from ``start`` to a closing token, split at commas, and its place."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for i in range(start, len(found)):
        token = found[i]
        if depth == 0 and token.text == end:
            return parts, i
        depth += (token.text in OPENING) - (token.text in OPENING.values())
        if depth < 0 or (depth == 0 and token.kind == "line" and end == ":"):
            break
        if depth == 0 and token.text == ",":
            parts.append([])
        elif token.kind not in ("space", "line", "comment"):
            parts[-1].append(token)
    return [], len(found)


def _drop(found: list[Token], start: int, stop: int, needs: Version) -> None:
    """Empty some tokens, and note which version they need."""
    for i in range(start, stop):
        found[i] = Token("space", "", needs=needs)


def _parameters(found: list[Token], start: int, *, after: str = "(:") -> int:
    """Take the type parameters from behind a name; return the place behind the name."""
    opening = _next(found, _next(found, start))
    if _text(found, opening) != "[":
        return opening
    parts, closing = _inside(found, opening + 1, "]")
    parts = parts if not parts or parts[-1] else parts[:-1]  # a comma at the end
    behind = _next(found, closing)
    wanted = "(" if found[start].text == "def" else after
    if not parts or not all(map(_is_parameter, parts)) or _text(found, behind) not in tuple(wanted):
        return opening
    has_default = any(token.text == "=" for part in parts for token in part)
    _drop(found, opening, closing + 1, (3, 13) if has_default else (3, 12))
    return behind


def _is_parameter(part: list[Token]) -> bool:
    """Return whether tokens are ``T``, ``*Ts`` or ``**P``, with a bound or a default."""
    words = [token.text for token in part]
    starred = words[:1] == ["*"]
    while words and words[0] == "*":
        del words[0]
    allowed: list[list[str]] = [[], ["="]] if starred else [[], ["="], [":"]]
    text = " ".join(words).replace("= *", "= ")
    return bool(words) and words[1:2] in allowed and _is_python(f"def f({text}): ...")


def _alias(found: list[Token], start: int) -> None:
    name = _next(found, start)
    if not _text(found, name).isidentifier() or found[name].text in _NO_NAMES:
        return
    if _text(found, _parameters(found, start, after="=")) == "=":
        _drop(found, start, name, (3, 12))


def _lazy(found: list[Token], start: int) -> None:
    behind = _next(found, start)
    if _text(found, behind) in ("import", "from"):
        _drop(found, start, behind, (3, 15))


def _except(found: list[Token], start: int) -> None:
    """Put brackets around several kinds of errors; ``except ValueError, e`` was Python 2."""
    parts, colon = _inside(found, start + 1, ":")
    if len(parts) < 2 or any(token.text == "as" for part in parts for token in part):
        return
    last = parts[-1]
    if not all(parts) or (len(parts) == 2 and len(last) == 1 and last[0].text[:1].islower()):
        return
    first = _next(found, start)
    first = _next(found, first) if found[first].text == "*" else first
    found[first] = Token("word", f"({found[first].text}", needs=(3, 14))
    found[colon] = Token("other", "):")


def _unpacking(found: list[Token]) -> None:
    """Take the stars from ``[*x for x in xs]``."""
    stars: list[list[int]] = []  # of each open bracket, while no comma has followed
    marks = [i for i, token in enumerate(found) if token.kind in ("word", "other")]
    for i, following in pairwise([*marks, len(found)]):
        text = found[i].text
        if text in OPENING:
            stars.append([])
            while _text(found, following) == "*" and len(stars[-1]) < 2:
                stars[-1].append(following)
                following = _next(found, following)
        elif text in OPENING.values():
            stars[-1:] = []
        elif text == "," and stars:
            stars[-1] = []
        elif text == "for" and stars and stars[-1]:
            for star in stars[-1]:
                _drop(found, star, star + 1, (3, 15))
            stars[-1] = []


def lacking(source: str, written: str) -> str:
    """Return why a cell cannot be read here although it may be right, or "".

    Parameters
    ----------
    written : the version of Python that the notebook names, such as "3.13.1", or "".

    Examples
    --------
    >>> lacking("lazy import math", "3.15.0") == f"written for Python 3.15, {THIS_MACHINE}"
    True
    >>> lacking("lazy import math", "3.11.2"), lacking("import math as", "3.14.0")
    ('', '')
    """
    known = version_of(written)
    if known and known <= OURS:
        return ""
    found = older(source)
    needs = found[1] if found else (known if known > NEWEST else None)
    if needs is None or (known and needs > known):
        return ""
    wanted = "{}.{}".format(*(known or needs)) + ("" if known else " or newer")
    return f"written for Python {wanted}, {THIS_MACHINE}"


def version_of(text: str) -> Version | tuple[()]:
    """Return the first two numbers of a version, () if they are none that Python could have."""
    found = re.match(r"3\.(\d{1,3})(?!\d)", text)
    return (3, int(found[1])) if found else ()
