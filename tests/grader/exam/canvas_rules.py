"""How Canvas marks an answer of an imported quiz, as a small model of its own rules.

Written from Canvas's published source: app/models/quizzes/quiz_question/ with
short_answer_question.rb, numerical_question.rb, multiple_answers_question.rb and user_answer.rb,
gems/plugins/qti_exporter (what an import keeps), and for what the browser does before anything is
sent ui/features/take_quiz and ui/shared/i18n/numberHelper.ts. It knows nothing of the writer.
"""

from __future__ import annotations

import html
import math
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass

QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"


@dataclass(frozen=True)
class Marked:
    """The share of the points, and what the browser says when it empties the field."""

    share: float
    complaint: str = ""


def kind(item: ET.Element) -> str:
    """Return Canvas's name for the type of an item."""
    for field in item.iter(f"{QTI}qtimetadatafield"):
        if field.findtext(f"{QTI}fieldlabel") == "question_type":
            return field.findtext(f"{QTI}fieldentry") or ""
    return ""


def mark(item: ET.Element, response: str, *, point: str = ".", group: str = ",") -> Marked:
    """Mark what a student typed; ``point`` and ``group`` are those of the student's language."""
    if kind(item) == "short_answer_question":
        given = html.escape(response).strip().lower()
        accepted = [(node.text or "").strip().lower() for node in item.iter(f"{QTI}varequal")]
        return Marked(float(any(t and html.escape(t) == given for t in accepted)))
    assert kind(item) == "numerical_question"
    value = _number(response, point, group)
    if math.isnan(value):
        return Marked(0.0, "only numerical values are accepted")
    low = float(next(item.iter(f"{QTI}vargte")).text or "")
    high = float(next(item.iter(f"{QTI}varlte")).text or "")
    return Marked(float(low <= float(f"{value:.4f}") <= high))


def mark_several(item: ET.Element, chosen: set[int]) -> float:
    """Return the share of the points for the options with these numbers."""
    idents = [label.get("ident") for label in item.iter(f"{QTI}response_label")]
    (scored,) = (
        node for node in item.iter(f"{QTI}respcondition")
        if any(v.text == "100" for v in node.iter(f"{QTI}setvar"))
    )  # fmt: skip
    never = {v.text for no in scored.iter(f"{QTI}not") for v in no.iter(f"{QTI}varequal")}
    right = {v.text for v in scored.iter(f"{QTI}varequal")} - never
    hits = sum(idents[i] in right for i in chosen)
    score = hits / len(right) - (len(chosen) - hits) / len(right)
    return max(0.0, score)


def _number(response: str, point: str, group: str) -> float:
    """The student's language first, then English, then what JavaScript makes of an exponent."""
    for decimal, thousands in ((point, group), (".", ",")):
        whole = rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+|\d*"
        match = re.fullmatch(
            rf"\s*([+-]?(?:{whole}))(?:{re.escape(decimal)}(\d*))?\s*", response, re.A
        )
        digits = match and (match[1].replace(thousands, "") + "." + (match[2] or ""))
        if digits and re.search(r"\d", digits):
            return float(digits)
    match = re.match(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?", response, re.A)
    return float(match[0]) if match and "e" in response else math.nan
