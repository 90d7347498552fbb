"""The cheat sheet: one side or two, readable type, the facts of the course; or a clear refusal."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from course_lib.activations import ACTIVATIONS
from course_lib.techniques import FITS, PENALTIES, TECHNIQUES
from grader.base.errors import GraderError
from grader.base.week import Week
from grader.exam import bank
from grader.exam.writers import cheatsheet as writer
from grader.exam.writers.sheet import Section

LIMIT = 7.0
SCRIPTS = 0.75  # the largest size of a sub- or superscript, in that of the text around it
SMALLEST_SCRIPT = 4.8  # in points: those of 7-point text
WEEK = bank.choose("week4")


def _text(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


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


@pytest.mark.parametrize("sides", [1, 2])
@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("us-letter", 612)])
def test_it_is_as_many_pages_in_type_that_can_be_read(paper: str, width: int, sides: int) -> None:
    """One side or two; no type below 7 pt but sub- and superscripts, measured in the PDF."""
    pdf = writer.cheatsheet(WEEK, paper, sides=sides)
    reader = PdfReader(io.BytesIO(pdf))
    assert len(reader.pages) == sides
    assert round(float(reader.pages[0].mediabox.width)) == width
    sizes = _sizes(pdf)
    text_size = max(sizes, key=lambda size: sizes[size])
    assert text_size >= LIMIT
    small = {size: count for size, count in sizes.items() if size < LIMIT}
    assert all(size <= SCRIPTS * text_size for size in small)
    assert sum(small.values()) < 0.05 * sum(sizes.values())
    tiny = [count for size, count in small.items() if size < SMALLEST_SCRIPT]
    assert sum(tiny) <= 2  # the index in the two exponents of the softmax


def test_the_facts_of_the_course_are_on_it() -> None:
    """Every activation with its range, every technique, and the rules that the exam asks for."""
    text = _text(writer.cheatsheet(WEEK, sides=2))
    bare = text.replace(" ", "").replace("-", "").replace("−", "")
    for activation in ACTIVATIONS.values():
        assert activation.title in text
        assert str(activation.output_range).replace(" ", "").replace("-", "") in bare
    facts = [f for one in TECHNIQUES.values() for f in (one.title, one.changes, one.gives)]
    facts += [fact for one in FITS.values() for fact in (one.title, one.errors)]
    facts += [fact for one in PENALTIES.values() for fact in (one.weights, one.correlated)]
    missing = [fact for fact in facts if fact.replace(" ", "").replace("-", "") not in bare]
    assert missing == []
    for word in ("Patience", "Typical mistakes", "Momentum", "Cheat sheet: Week 4"):
        assert word in text
    assert "$" not in text
    assert "\\" not in text


def test_topics_are_chosen_by_their_words() -> None:
    """The sections named are printed and no others, in the order of the sheet, extra or not."""
    text = _text(writer.cheatsheet(WEEK, topics=["dropout", "updates"]))
    assert text.index("Update rules") < text.index("Dropout (as")
    assert "Penalties" not in text
    with pytest.raises(GraderError, match=r"topics must be among .*, neuron, .* got neurn"):
        writer.cheatsheet(WEEK, topics=["neurn"])


def test_one_side_leaves_out_what_is_extra() -> None:
    """What only two sides have is named by its sections."""
    sections = writer._sections(WEEK)
    assert len({section.word for section in sections}) == len(sections)
    one, two = writer.choose(sections, 1), writer.choose(sections, 2)
    assert [s for s in two if not s.extra] == [*one]
    assert two == sections
    assert len(one) < len(two)


def test_the_same_week_gives_the_same_bytes() -> None:
    """The sheet is reproducible."""
    assert writer.cheatsheet() == writer.cheatsheet()


def test_too_much_is_refused_with_the_excess(monkeypatch: pytest.MonkeyPatch) -> None:
    """The build fails in the smallest type and says by how many centimetres."""
    filler = Section("Filler", ("Many words of no great use. " * 60,) * 30)
    sections = writer._sections(WEEK)
    monkeypatch.setattr(writer, "_sections", lambda week: (*sections, filler))
    with pytest.raises(
        GraderError, match=r"at 7 pt it is (\d+\.\d) cm of column too long"
    ) as caught:
        writer.cheatsheet()
    excess = float(re.search(r"is ([\d.]+) cm", str(caught.value))[1])  # type: ignore[index]
    assert 5 < excess < 500
    assert "Name fewer with --topics: neuron, " in caught.value.hint
    assert "Or --sides 2" in caught.value.hint


def test_a_short_one_is_printed_large_on_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first weeks of a course have little to say; nothing is stretched over two pages."""
    monkeypatch.setattr(writer, "_sections", lambda week: (Section("One", ("line",)),))
    pdf = writer.cheatsheet()
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1
    assert set(_sizes(pdf)) == {10.5, 13.65}  # text and title


def test_an_unknown_week_is_refused() -> None:
    """A week without a cheat sheet is named."""
    with pytest.raises(GraderError, match="week9 has none"):
        writer.cheatsheet(Week(Path("week9")))
