"""Answers are typeset and can do nothing; their words are all there."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.marking.formulas import with_mathml
from grader.marking.typeset import LONGEST, formula, typeset
from tests.benchmarks.marking_class import HOSTILE

TAGS = {
    "p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "table",
    "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6", "div", "math", "mrow",
    "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "msub", "msup", "msubsup", "munder",
    "mover", "munderover", "mtable", "mtr", "mtd", "mstyle",
}  # fmt: skip
ATTRIBUTES = {
    "dir", "class", "start", "display", "aria-label", "form", "stretchy", "lspace", "rspace",
    "width", "accent", "movablelimits", "columnalign", "style",
}  # fmt: skip


class _Reader(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ATTRIBUTES
        styles = [value for name, value in attrs if name == "style"]
        assert all(re.fullmatch(r"text-align:(left|right|center)", value or "") for value in styles)


def _is_safe(html: str) -> None:
    _Reader().feed(html)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_of_a_hostile_answer_acts(text: str) -> None:
    """Only known elements without addresses and events come out."""
    _is_safe(typeset(text))


@given(st.lists(st.sampled_from([*"<>&\"'`$*_[]()!|#\\{}^ \n-=~", "script", "\\frac", "&lt;", "on", "http://a.b", "begin", "|-|-|\n", "x"]), max_size=60))  # fmt: skip  # noqa: E501
def test_nothing_made_of_markup_acts(parts: list[str]) -> None:
    """Whatever is put together from the signs that mean something."""
    _is_safe(typeset("".join(parts)))
    _is_safe(with_mathml("".join(parts).replace("<", "").replace("&", "")))


def test_formulas_as_students_write_them() -> None:
    """Aligned lines, other names of macros, money; what is not known stays as it was typed."""
    assert "<math" in formula(r"\begin{align*} a &= b \\ c &= d \tag{1} \end{align*}", True)
    assert "<math" in formula(r"\lVert \bm{w} \rVert_2 = \operatorname*{max} \displaystyle x")
    assert "<math" not in typeset("It costs $5, and then $6.")
    assert '<code class="tex">\\foo{x}</code>' in typeset("So $\\foo{x}$.")
    assert "style=" not in formula(r"\mathbf{w} = \begin{cases} 1 & x \\ 0 & y \end{cases}")


def test_what_is_too_long_is_cut_and_told() -> None:
    """So much is shown, and the page says how much is not."""
    found = typeset("word " * LONGEST)
    assert "80,000 characters more are not shown" in found
    assert len(found) < 1.1 * LONGEST
