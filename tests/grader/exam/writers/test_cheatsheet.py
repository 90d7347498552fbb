"""The cheat sheet: two pages, readable type, the facts of the course; or a clear refusal."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from course_lib.activations import ACTIVATIONS
from grader.base.errors import GraderError
from grader.base.week import Week
from grader.exam.bank import choose
from grader.exam.writers import cheatsheet as writer
from grader.exam.writers.sheet import Section

LIMIT = 6.5
SCRIPTS = 0.75  # the largest size of a sub- or superscript, in that of the text around it


def _sizes(pdf: bytes) -> dict[float, int]:
    """How many letters are printed in each size of type, as the PDF says."""
    sizes: dict[float, int] = {}

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if text.strip():
            key = round(abs(size * tm[3] * cm[3]), 2)
            sizes[key] = sizes.get(key, 0) + len(text.strip())

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    return sizes


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("us-letter", 612)])
def test_it_is_two_pages_in_type_that_can_be_read(paper: str, width: int) -> None:
    """Exactly two pages; no type below 6.5 pt but sub- and superscripts of larger type."""
    pdf = writer.cheatsheet(paper=paper)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == 2
    assert round(float(reader.pages[0].mediabox.width)) == width
    sizes = _sizes(pdf)
    text_size = max(sizes, key=lambda size: sizes[size])
    assert text_size >= LIMIT
    small = {size: count for size, count in sizes.items() if size < LIMIT}
    assert all(size <= SCRIPTS * text_size for size in small)
    assert sum(small.values()) < 0.15 * sum(sizes.values())


def test_the_facts_of_the_course_are_on_it() -> None:
    """Every activation with its range and use, and the rules that the exam asks for."""
    pages = PdfReader(io.BytesIO(writer.cheatsheet())).pages
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    squeezed = text.replace(" ", "")
    for activation in ACTIVATIONS.values():
        assert activation.title in text
        assert str(activation.output_range).replace(" ", "").replace("-", "") in squeezed.replace(
            "-", ""
        ).replace("−", "")
    for word in (
        "Dropout",
        "Patience",
        "Elastic net",
        "Typical mistakes",
        "Momentum",
        "overfitting",
    ):
        assert word in text
    assert "$" not in text
    assert "\\" not in text


def test_the_same_week_gives_the_same_bytes() -> None:
    """The sheet is reproducible."""
    assert writer.cheatsheet() == writer.cheatsheet()


def test_too_much_is_refused_with_the_excess(monkeypatch: pytest.MonkeyPatch) -> None:
    """The build fails in the smallest type and says by how many centimetres."""
    filler = Section("Filler", ("Many words of no great use. " * 60,) * 30)
    sections = writer._sections(choose("week4"))
    monkeypatch.setattr(writer, "_sections", lambda week: (*sections, filler))
    with pytest.raises(
        GraderError, match=r"at 6\.5 pt it is (\d+\.\d) cm of column too long"
    ) as caught:
        writer.cheatsheet()
    excess = float(re.search(r"is ([\d.]+) cm", str(caught.value))[1])  # type: ignore[index]
    assert 5 < excess < 500


def test_a_short_one_is_printed_large_on_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first weeks of a course have little to say; nothing is stretched over two pages."""
    monkeypatch.setattr(writer, "_sections", lambda week: (Section("One", ("line",)),))
    pdf = writer.cheatsheet()
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert set(_sizes(pdf)) == {10.5}


def test_an_unknown_week_is_refused() -> None:
    """A week without a cheat sheet is named."""
    with pytest.raises(GraderError, match="week9 has none"):
        writer.cheatsheet(Week(Path("week9")))
