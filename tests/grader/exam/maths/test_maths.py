"""One formula, four outputs: nothing is lost, and what is not known is named."""

import re
import xml.etree.ElementTree as ET

import pytest
import typst
from formulas import formulas
from latex2mathml.converter import convert

from grader.base.errors import GraderError
from grader.exam.maths.mathml import to_mathml
from grader.exam.maths.parse import parse
from grader.exam.maths.plain import to_plain
from grader.exam.maths.typst import to_typst


def _signs(mathml: str) -> str:
    """The signs of a formula in reading order, spellings of the same sign made equal."""
    leaves = ("mi", "mn", "mo", "mtext")
    nodes = ET.fromstring(mathml).iter()
    text = "".join(node.text or "" for node in nodes if node.tag.split("}")[-1] in leaves)
    same = {"-": "−", "·": "⋅", "ϕ": "φ", "∣": "|", "‖": "∥", "′": "'", "*": "∗"}
    text = "".join(same.get(sign, sign) for sign in text)
    return re.sub(r"[\s\u2061\u2009\u2003\xa0&]", "", text)


def test_mathml_has_the_signs_that_another_converter_finds() -> None:
    """For every formula of the bank, ours and latex2mathml's have the same signs in order."""
    different = {
        latex: (_signs(to_mathml(latex)), _signs(convert(latex)))
        for latex in formulas()
        if _signs(to_mathml(latex)) != _signs(convert(latex))
    }
    assert not different
    assert len(formulas()) > 500


def test_every_formula_is_set_by_typst() -> None:
    """All formulas of the bank compile, and Typst prints one line for each."""
    lines = "\n\n".join(f"${to_typst(latex)}$" for latex in formulas())
    typst.compile({"main.typ": f"#set page(height: auto)\n{lines}".encode()}, format="pdf")


def test_plain_text_has_no_markup_left() -> None:
    """The one-line form holds no backslash and no LaTeX brace."""
    for latex in formulas():
        text = to_plain(latex)
        assert "\\" not in text
        assert text.count("{") == text.count("}") + latex.count(r"\begin{cases}")


@pytest.mark.parametrize(
    ("latex", "named"),
    [
        (r"\color{red} x", r"\color"),
        (r"x \tag{1}", r"\tag"),
        (r"\frc{1}{2}", r"\frc"),
        (r"\begin{array}{cc} 1 \end{array}", "array"),
        (r"\left( x", r"\right"),
        (r"x^", "too early"),
        (r"{x", "}"),
        (r"x}", "}"),
        (r"x § y", "§"),
        (r"\begin{cases} x", "cases"),
    ],
)
def test_what_is_not_known_is_named(latex: str, named: str) -> None:
    """A macro, sign or bracket that would be lost stops with a message that names it."""
    with pytest.raises(GraderError, match=re.escape(named)):
        parse(latex)


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\frac{\partial L}{\partial w_1}", "∂L/∂w_1"),
        (r"\frac{a - y}{a(1 - a)}", "(a − y)/(a(1 − a))"),
        (r"x^{-1}", "x^(−1)"),
        (r"\max(0, z)", "max(0, z)"),
        (r"\log_2 x", "log_2 x"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}", "(1, 2; 3, 4)"),
        (r"50\%", "50%"),
        (r"w := w - 1", "w := w − 1"),
    ],
)
def test_plain_text_reads_as_a_person_would_write_it(latex: str, plain: str) -> None:
    """Typed by hand: the one-line form of typical formulas."""
    assert to_plain(latex) == plain


def test_a_misspelt_macro_gets_a_suggestion() -> None:
    """The message proposes the nearest macro that is known."""
    with pytest.raises(GraderError, match=r"Did you mean \\frac\?"):
        parse(r"\frax{1}{2}")
