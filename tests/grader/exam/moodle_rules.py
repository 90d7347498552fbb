"""How Moodle imports and marks an answer, as a small model of its own rules.

Written from Moodle's published source, 4.5: question/format/xml/format.php (what an import keeps),
question/format.php (paths of categories), question/type/shortanswer/question.php (wildcards),
question/type/numerical/questiontype.php and question.php (numbers, units, tolerance),
question/type/multichoice/question.php (several options). It knows nothing of the writer.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from dataclasses import dataclass

PHP_SPACE = " \t\n\r\0\x0b"  # what PHP's trim takes away: no wide or fixed spaces
EPSILON = 1e-14  # PHP's ini setting "precision" is 14
UNIT_IN_THE_FIELD = "0"


@dataclass(frozen=True)
class Marked:
    """The share of the points, the feedback shown, and what Moodle asks for before it counts."""

    share: float
    feedback: str = ""
    complaint: str = ""


def text(node: ET.Element, path: str) -> str:
    """Return an imported text: without the white space around it."""
    return (node.findtext(path) or "").strip(PHP_SPACE)


def categories(path: str) -> list[str]:
    """Return the names of the categories on a path; a doubled slash is one in a name."""
    parts = re.split(r"(?<!/)/(?!/)", path)
    return [part.replace("//", "/").strip(PHP_SPACE) for part in parts]


def mark(node: ET.Element, response: str, *, point: str = ".", group: str = ",") -> Marked:
    """Mark what a student typed; ``point`` and ``group`` are those of the student's language."""
    response = response.strip(PHP_SPACE)
    if node.get("type") == "numerical":
        return _numerical(node, response, point, group)
    assert node.get("type") == "shortanswer"
    folded = 0 if text(node, "usecase") == "1" else re.IGNORECASE
    for answer in node.findall("answer"):
        if _wild(text(answer, "text"), response, folded):
            return _matched(answer)
    return Marked(0.0)


def mark_several(node: ET.Element, chosen: set[int]) -> float:
    """Return the share of the points for the options with these numbers."""
    answers = node.findall("answer")
    total = sum(float(answers[i].get("fraction", 0)) / 100 for i in chosen)
    return min(max(0.0, total), 1.0)


def _matched(answer: ET.Element) -> Marked:
    return Marked(float(answer.get("fraction", 0)) / 100, text(answer, "feedback/text"))


def _wild(pattern: str, response: str, flags: int) -> bool:
    """A star stands for any text, one behind a backslash for itself; nothing else is special."""
    pattern, response = (unicodedata.normalize("NFC", t) for t in (pattern, response))
    bits = re.split(r"(?<!\\)\*+", pattern)
    regex = ".*".join(re.escape(bit.replace(r"\*", "*")) for bit in bits)
    return re.fullmatch(regex, response.strip(PHP_SPACE), flags) is not None


def _numerical(node: ET.Element, response: str, point: str, group: str) -> Marked:
    units = _units(node)
    left = text(node, "unitsleft") not in ("", "0")
    value, unit, times = _number(response, units, left, point, group)
    complaint = ""
    if value is None:
        return Marked(0.0, complaint="invalid number")
    if text(node, "showunits") != UNIT_IN_THE_FIELD and unit:
        complaint = "no unit"
    if group in (".", ",") and group in response:
        complaint = "thousands separator"
    scaled = value if times is None else value * times
    assert text(node, "unitgradingtype") == "0", "a unit would cost points"
    for answer in node.findall("answer"):
        right, width = float(text(answer, "text")), abs(float(text(answer, "tolerance")))
        width += EPSILON * max(width, abs(right), EPSILON)
        if any(right - width <= v <= right + width for v in (scaled, value)):
            found = _matched(answer)
            return Marked(found.share, found.feedback, complaint)
    return Marked(0.0, complaint=complaint)


def _units(node: ET.Element) -> dict[str, float]:
    """Return unit and multiplier; a unit without a name is dropped, of two equal ones the last."""
    found: dict[str, float] = {}
    for unit in node.findall("units/unit"):
        name, times = text(unit, "unit_name"), float(text(unit, "multiplier"))
        if name and times and name not in found:
            found[name] = times
    return found


def shown_as_right(node: ET.Element) -> str:
    """Return how Moodle shows the right answer of a numerical question."""
    right = next(a for a in node.findall("answer") if a.get("fraction") == "100")
    number = text(right, "text")
    unit = next(iter(_units(node)), "")
    if not unit or text(node, "showunits") != UNIT_IN_THE_FIELD:
        return number
    return f"{unit} {number}" if text(node, "unitsleft") == "1" else f"{number} {unit}"


def _number(
    response: str, units: dict[str, float], left: bool, point: str, group: str
) -> tuple[float | None, str, float | None]:
    response = response.replace(" ", "")
    response = re.sub(r"(?:e|E|(?:x|\*|×)10(?:\^|\*\*))([+-]?\d+)", r"e\1", response, flags=re.A)
    if "." in response or response.count(",") > 1:
        response = response.replace(",", "")
    else:
        for sign, other in ((group, ""), (point, "."), (",", ".")):
            response = response.replace(sign, other)
    regex = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?"
    match = re.search(f"{regex}$" if left else f"^{regex}", response, re.A)
    if match is None:
        return None, "", None
    unit = response[: match.start()] if left else response[match.end() :]
    return float(match[0]), unit, 1 / units[unit] if unit in units else None
