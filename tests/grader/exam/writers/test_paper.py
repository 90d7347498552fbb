"""Papers and keys, read back from the PDF."""

import io
import re

import numpy as np
import pytest
import typst
from formulas import questions
from PIL import Image
from pypdf import PdfReader

from grader.base.errors import GraderError
from grader.exam.blueprint import Blueprint, Pick, parse, read
from grader.exam.draw import Exam, draw_exam, versions
from grader.exam.question import Choice, Numeric
from grader.exam.writers import paper
from grader.exam.writers.typeset import content, template, to_pdf


@pytest.fixture(scope="module")
def made() -> list[Exam]:
    """Two versions of the default exam."""
    return versions(draw_exam(read(), 7), 2)


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_same_exam_gives_the_same_bytes(made: list[Exam]) -> None:
    """Paper and key are reproducible to the byte."""
    assert paper.paper(made[0]) == paper.paper(made[0])
    assert paper.key(made[0]) == paper.key(made[0])
    assert paper.paper(made[0]) != paper.paper(made[1])


def test_a_paper_has_name_field_points_and_page_numbers(made: list[Exam]) -> None:
    """Every page says which version it is and what page of how many."""
    reader = PdfReader(io.BytesIO(paper.paper(made[1])))
    pages = [page.extract_text() for page in reader.pages]
    assert "Name" in pages[0]
    assert "Student number" in pages[0]
    for number, text in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in text
        assert "Version B" in text
        assert "seed 7" in text
    points = [int(p) for p in re.findall(r"/ (\d+)", "".join(pages))]
    total = made[1].points
    assert points.count(total) >= 1
    assert sum(points) == 3 * total  # in the table, its sum, and beside each question


def test_a_paper_shows_no_answer(made: list[Exam]) -> None:
    """Solutions, feedback and marking schemes are in the key only."""
    sheet, key = _text(paper.paper(made[0])), _text(paper.key(made[0]))
    for word in ("Answer: ", "Wrong answers", "Marking scheme", "The options"):
        assert word in key
    for word in ("Wrong answers", "Marking scheme", "The options", "✓"):
        assert word not in sheet


def test_the_key_has_every_answer(made: list[Exam]) -> None:
    """The table at the top holds the letters of choices and the numbers of the rest."""
    first = PdfReader(io.BytesIO(paper.key(made[0]))).pages[0].extract_text()
    top = " ".join(first.split("1. ")[0].split())
    for question in made[0].questions:
        if isinstance(question.answer, Choice):
            assert paper.short_answer(question) in top
        elif isinstance(question.answer, Numeric) and question.answer.value >= 0:
            assert paper.short_answer(question).strip("$ ") in top.replace(" ", "")


def test_letter_paper_is_letter_paper() -> None:
    """The size of the page is the blueprint's."""
    exam = draw_exam(parse("paper = 'us-letter'\n[[pick]]\ntopic = 'neuron'"), 1)
    box = PdfReader(io.BytesIO(paper.paper(versions(exam, 1)[0]))).pages[0].mediabox
    assert (round(float(box.width)), round(float(box.height))) == (612, 792)


def test_every_question_of_the_bank_can_be_printed() -> None:
    """One paper and one key with all questions at all levels; no raw markup in either."""
    plan = Blueprint((Pick(),), title="All")
    drawn = questions()[::2]
    # A figure is stored under question and level, so one variant of each is taken.
    exam = Exam(plan, 1, drawn, label="A")
    for pdf in (paper.paper(exam), paper.key(exam)):
        text = _text(pdf)
        assert len(text) > 20_000
        for raw in ("\\frac", "\\text", "$", "#raw", "#box", "**"):
            assert raw not in text


def _lines_of_ink(page: str) -> int:
    """Return into how many lines, with white between them, the text of a page is drawn."""
    head = '#import "paper.typ": *\n#show: exam.with()\n#pagebreak()\n#set page(header: none, '
    head += "footer: none)\n"
    pages = typst.compile(
        {"main.typ": (head + page).encode(), "paper.typ": template("paper.typ")},
        format="png", ppi=200, ignore_system_fonts=True,
    )  # fmt: skip
    rows = np.asarray(Image.open(io.BytesIO(pages[1])).convert("L")).min(axis=1) < 128
    return int(rows[0]) + int((~rows[:-1] & rows[1:]).sum())


@pytest.mark.parametrize("formula", [r"\frac{\partial a}{\partial x_1}", r"\frac{x^2}{w_1^\top}"])
@pytest.mark.parametrize("before", ["", r"$w_1^\top g_j$ and ", r"$\frac{y}{g_j}$ and "])
def test_a_fraction_in_a_sentence_strikes_no_line(formula: str, before: str) -> None:
    """Between the line of a fraction, the one above and the one below, the paper is white."""
    words = "gypsy jumping quickly by " * 5
    lines = [f"{before}{words}", f"${formula}$ {words}", words]
    page = "#linebreak()".join(content(line) for line in lines)
    # The bar of a fraction and the dots of letters are apart from the rest by white as well.
    assert _lines_of_ink(page) >= 3
    joined = [_lines_of_ink(content(line)) for line in lines]
    assert _lines_of_ink(page) == sum(joined)


def test_signs_of_typst_are_text() -> None:
    """Whatever a sentence contains, Typst prints it and does not obey it."""
    nasty = "# = + - / [x] <y> @z ~ _u_ ; \"q\" 'r' (s) e.g. `a[0]`(b) and $x$;.(y)"
    pdf = to_pdf(content(nasty))
    shown = re.sub(r"\s", "", _text(pdf))
    for piece in ("[x]", "<y>", "@z", "_u_", "a[0](b)", ";.(y)"):
        assert piece in shown


def test_a_page_that_typst_refuses_is_an_error_of_one_line() -> None:
    """Typst's own message is passed on."""
    with pytest.raises(GraderError, match="unknown variable"):
        to_pdf("#nonsense")
