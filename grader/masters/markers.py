"""The markers around what is not released: each as nbgrader knows it, each with its pair."""

from __future__ import annotations

import difflib
import re

REGIONS = {
    "### BEGIN SOLUTION": "### END SOLUTION",
    "### BEGIN HIDDEN TESTS": "### END HIDDEN TESTS",
    "=== BEGIN MARK SCHEME": "=== END MARK SCHEME",
}
_MEANT = re.compile(
    r"\s*[#=]+\s*(?:(?:BEGIN|END)\b|(?i:begin|end)[\s_-]+(?i:solution|hidden|mark))", re.ASCII
)


def faulty_markers(source: str) -> list[str]:
    """Return what is wrong with the markers of a cell, an empty list if nothing is.

    Examples
    --------
    >>> faulty_markers("### BEGIN HIDDEN TESTS\\n### END HIDDEN TEST")
    ["'### END HIDDEN TEST' is no marker. Did you mean '### END HIDDEN TESTS'?"]
    >>> faulty_markers("### BEGIN SOLUTION\\nreturn x")
    ["'### END SOLUTION' is missing"]
    """
    lines = source.splitlines()
    return [*misspelt(lines)] or [*_unpaired(lines)]


def misspelt(lines: list[str]) -> list[str]:
    """Return the lines that are meant for markers and are none, each with what may be meant."""
    known = [*REGIONS, *REGIONS.values()]
    found = []
    for line in lines:
        if _MEANT.match(line) and not any(marker in line for marker in known):
            said = line.strip()
            close = difflib.get_close_matches(said, known, n=1, cutoff=0)
            found.append(f"{said!r} is no marker. Did you mean {close[0]!r}?")
    return found


def _unpaired(lines: list[str]) -> list[str]:
    found, awaited = [], ""
    for line in lines:
        begun = next((marker for marker in REGIONS if marker in line), "")
        ended = next((marker for marker in REGIONS.values() if marker in line), "")
        if (begun and awaited) or (ended and ended != awaited):
            first = repr(awaited) if awaited else "its BEGIN"
            found.append(f"{begun or ended!r} stands where {first} must come before it")
        awaited = REGIONS.get(begun, "" if ended else awaited)
    return [*found, f"{awaited!r} is missing"] if awaited else found
