"""Takes out of a file the conflicts that git has left in it.

Of each conflict one side is kept.  It is the first, the student's own, unless that still has the
stub where the other has an answer.
"""

from __future__ import annotations

import re
from typing import Any, Literal

Side = Literal["better", "ours", "theirs"]

_MARKER = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?:\r?\n|\r?\Z| [^\n]*\n?)", re.M)
_PAIRS = ("<|", "<=", "|=", "=>")  # which marker may follow which
_STUB = re.compile(r"your (?:code|answer) here", re.I)
_CELL = re.compile(r"`?(?:<span[^<>]*>\s*<b>)?([<=>|])\1{6}(?!\1)[^\n]*")
_LONGEST_MARKER = 300


def unmerged(text: str, side: Side = "better") -> tuple[str, int]:
    """Return the text with one side of each conflict, and how many conflicts there were.

    Markers may lack a label, and a conflict may show the common version too (``diff3``).  One that
    is not complete stays as it is.  Each line is read once, because files are made to be slow.

    Examples
    --------
    >>> unmerged("a\\n<<<<<<< HEAD\\nb\\n||||||| base\\nc\\n=======\\nd\\n>>>>>>> other\\ne")
    ('a\\nb\\ne', 1)
    >>> unmerged("<<<<<<<\\n...  # YOUR CODE HERE\\n=======\\nd\\n>>>>>>>\\n")
    ('d\\n', 1)
    >>> unmerged("<<<<<<<\\nb\\n=======\\nd\\n>>>>>>>\\n", "theirs")
    ('d\\n', 1)
    """
    if "<<<<<<<" not in text:
        return text, 0
    kept: list[str] = []
    opened: list[re.Match[str]] = []
    done = found = 0
    for match in _MARKER.finditer(text):
        if match[0][0] == "<":  # what was open is not complete: this is another one
            opened = [match]
        elif opened and opened[-1][0][0] + match[0][0] in _PAIRS:
            opened.append(match)
        if opened and opened[-1] is match and match[0][0] == ">":
            kept += [text[done : opened[0].start()], _chosen(text, opened, side)]
            done, opened, found = match.end(), [], found + 1
    return "".join([*kept, text[done:]]), found


def _chosen(text: str, markers: list[re.Match[str]], side: Side) -> str:
    ours = text[markers[0].end() : markers[1].start()]
    theirs = text[markers[-2].end() : markers[-1].start()]
    if side != "better":
        return ours if side == "ours" else theirs
    fewer_stubs = len(_STUB.findall(theirs)) < len(_STUB.findall(ours))
    return theirs if fewer_stubs and theirs.count("\n") >= ours.count("\n") else ours


def one_source(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of a JSON text; of two sources, as a merge that kept both leaves, one.

    Examples
    --------
    >>> one_source([("source", "x = 1"), ("source", "...  # YOUR CODE HERE")])
    {'source': 'x = 1'}
    """
    found = dict(pairs)
    sources = [value for key, value in pairs if key == "source"]
    if len(sources) > 1:  # JSON lets the last one win
        found["source"] = min(reversed(sources), key=lambda v: (len(_STUB.findall(str(v))), not v))
    return found


def is_marker(source: str) -> bool:
    """Return whether a cell is nothing but the marker that nbdime puts between two versions.

    Examples
    --------
    >>> is_marker('<span style="color:red"><b><<<<<<< local</b></span>'), is_marker("a <<<<<<< b")
    (True, False)
    """
    text = source.strip()
    return len(text) < _LONGEST_MARKER and _CELL.fullmatch(text) is not None
