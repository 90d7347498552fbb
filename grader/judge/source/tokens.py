"""Splits Python of any version into tokens: also f-strings that this Python's own tokenizer cannot.

What is between the braces of an f-string may hold anything since Python 3.12, its own quotes too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

OPENING = {"(": ")", "[": "]", "{": "}"}
_DEEPEST = 20  # strings in strings
_START = re.compile(r"(rb|br|b|u|rf|fr|f|rt|tr|t|r)?('''|\"\"\"|'|\")", re.I)
_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*)|(?P<word>\w+)|(?P<line>\n)|(?P<space>(?:[ \t\f]|\\\n)+)|(?P<other>.)",
    re.S,
)
_PLAIN = {
    quote: re.compile(rf"(?:\\.|(?!{quote})[^\\{'' if len(quote) > 1 else chr(10)}])*{quote}", re.S)
    for quote in ("'", '"', "'''", '"""')
}
_CONVERSION = re.compile(r"![rsa]\s*")
_SHOWN = re.compile(r"(?<![=!<>])=(\s|#[^\n]*\n)*\Z")  # of ``{x = }``


class PlainError(Exception):
    """The source is wrong in every Python."""


@dataclass(frozen=True)
class Token:
    """A piece of a source.

    ``kind`` is "word", "string", "fields" (an f-string or t-string), "line" (a line's end),
    "space", "comment" or "other" (one character).  ``fields`` are the expressions between the
    braces of an f-string, and ``bare`` is it with a 0 for each.
    """

    kind: str
    text: str
    prefix: str = ""
    fields: tuple[str, ...] = ()
    bare: str = ""
    needs: tuple[int, int] = (3, 0)


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of a source; their texts together are the source.

    Raises
    ------
    PlainError : a string has no end, or a brace of an f-string has none.

    Examples
    --------
    >>> [token.text for token in tokens("f'{x['a']}' + y")]
    ["f'{x['a']}'", ' ', '+', ' ', 'y']
    >>> next(tokens("f'{x['a']}'")).fields
    ("x['a']",)
    """
    at = 0
    while at < len(source):
        start = _START.match(source, at)
        if start is None:
            found = _TOKEN.match(source, at)
            assert found is not None  # it matches any character
            yield Token(str(found.lastgroup), found[0])
            at = found.end()
            continue
        prefix, fields = (start[1] or "").lower(), list[slice]()
        end = _string_end(source, start, fields, 0)
        kind = "fields" if set(prefix) & {"f", "t"} else "string"
        texts = tuple(_SHOWN.sub("", source[field.start : field.stop]) for field in fields)
        bare = prefix.replace("t", "f") + "{0}".join(_outside(source, start, fields, end))
        yield Token(kind, source[at:end], prefix, texts, bare)
        at = end


def _outside(source: str, start: re.Match[str], fields: list[slice], end: int) -> Iterator[str]:
    """Yield what stands before, between and behind the outermost fields of an f-string."""
    at = start.start(2)
    for field in fields:
        if field.step:  # where the whole field ends
            yield source[at : field.start - 1]
            at = field.step
    yield source[at:end]


def _string_end(source: str, start: re.Match[str], fields: list[slice], depth: int) -> int:
    """Return where a string ends that begins with this match."""
    if depth > _DEEPEST:
        raise PlainError
    prefix, quote = (start[1] or "").lower(), start[2]
    if set(prefix) & {"f", "t"}:
        return _literal_end(source, start.end(), quote, "r" in prefix, fields, depth)
    found = _PLAIN[quote].match(source, start.end())
    if found is None:
        raise PlainError
    return found.end()


def _literal_end(
    source: str, at: int, quote: str, raw: bool, fields: list[slice], depth: int
) -> int:
    """Return where an f-string ends, from a place outside of its braces."""
    while at < len(source):
        if source.startswith(quote, at):
            return at + len(quote)
        pair, sign = source[at : at + 2], source[at]
        if pair in ("{{", "}}"):
            at += 2
        elif sign == "\\":
            named = source.startswith("N{", at + 1) and not raw
            end = source.find("}", at) if named else at + (1 if pair[1:] in ("{", "}") else 2)
            at = end + 1 if named and end > 0 else max(end, at + 1)
        elif sign == "{":
            at = _outer_field_end(source, at + 1, quote, fields, depth)
        elif sign == "}" or (sign == "\n" and len(quote) == 1):
            raise PlainError
        else:
            at += 1
    raise PlainError


def _outer_field_end(source: str, begin: int, quote: str, fields: list[slice], depth: int) -> int:
    """Return where a field ends that is in no other; note that it is."""
    place = len(fields)
    end = _field_end(source, begin, quote, fields, depth)
    fields[place] = slice(begin, fields[place].stop, end)
    return end


def _field_end(source: str, begin: int, quote: str, fields: list[slice], depth: int) -> int:
    """Return where a field ends, from behind its opening brace."""
    at, closing = begin, list[str]()
    while at < len(source):
        if start := _START.match(source, at):
            at = _string_end(source, start, [], depth + 1)
            continue
        found = _TOKEN.match(source, at)
        assert found is not None  # it matches any character
        text = found[0]
        if not closing and text in ("}", ":", "!") and not source.startswith("!=", at):
            fields.append(slice(begin, at))
            return _format_end(source, at, quote, fields, depth)
        if text in OPENING:
            closing.append(OPENING[text])
        elif text in OPENING.values() and (not closing or closing.pop() != text):
            raise PlainError
        at = found.end() + source.startswith("!=", at)
    raise PlainError


def _format_end(source: str, at: int, quote: str, fields: list[slice], depth: int) -> int:
    """Return where a field ends, from behind its expression: ``!r:>{width}}``."""
    if conversion := _CONVERSION.match(source, at):
        at = conversion.end()
    if not source.startswith((":", "}"), at) or depth > _DEEPEST:
        raise PlainError
    while not source.startswith("}", at):
        if at >= len(source) or source.startswith(quote, at):
            raise PlainError
        nested = source[at] == "{"
        at = _field_end(source, at + 1, quote, fields, depth + 1) if nested else at + 1
    return at + 1
