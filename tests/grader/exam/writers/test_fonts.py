"""Names in any script: printed with an installed font, or refused with the name of one."""

import io
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pypdf import PdfReader

from grader.base.errors import GraderError
from grader.exam.writers import fonts
from grader.exam.writers.typeset import content, to_pdf

CHINESE = "\u4e94\u516d"
"""Of which only the test's own font has the letters."""


def _font(folder: Path, letters: str) -> Path:
    """Write a font that has these letters, as triangles."""
    names = [".notdef", *(f"glyph{i}" for i in range(len(letters)))]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): n for c, n in zip(letters, names[1:], strict=True)})
    shapes = {}
    for i, name in enumerate(names):
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        pen.lineTo((0, 300 + 100 * i))
        pen.lineTo((300, 0))
        pen.closePath()
        shapes[name] = pen.glyph()
    builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    words = {"familyName": "Triangles", "styleName": "Regular", "psName": "Triangles"}
    builder.setupNameTable(words)
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    folder.mkdir()
    builder.save(folder / "triangles.ttf")
    return folder / "triangles.ttf"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> dict[str, frozenset[int]]:
    """The installed fonts, for a test to set; at first there are none."""
    found: dict[str, frozenset[int]] = {}
    monkeypatch.setattr(fonts, "_installed", lambda: found)
    return found


def _fonts_in(pdf: bytes) -> str:
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values())


@pytest.mark.parametrize(
    "name", ["Zo\u00eb", "\u0141ukasz", "\u0418\u0432\u0430\u043d", "\u0394\u03ad\u03c3\u03c0",
             "Nguy\u1ec5n Th\u1ecb", "\u05d3\u05d5\u05d3", "\u011e\u00fcl\u015f\u0131"]
)  # fmt: skip
def test_european_names_need_no_installed_font(
    name: str, installed: dict[str, frozenset[int]]
) -> None:
    """Latin, Greek, Cyrillic and Hebrew letters are in the fonts that Typst carries."""
    assert installed == {}
    pdf = to_pdf(content(name))
    assert "Libertinus" in _fonts_in(pdf)


def test_other_letters_are_printed_with_an_installed_font(
    tmp_path: Path, installed: dict[str, frozenset[int]]
) -> None:
    """The font is in the PDF, and the text can be copied out of it."""
    file = _font(tmp_path / "fonts", CHINESE)
    installed[str(file)] = frozenset(map(ord, CHINESE))
    pdf = to_pdf(content(CHINESE))
    assert "Triangles" in _fonts_in(pdf)
    assert CHINESE in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert pdf == to_pdf(content(CHINESE))


def test_letters_of_no_font_are_refused(
    tmp_path: Path, installed: dict[str, frozenset[int]]
) -> None:
    """The letters are named that are lacking, and a font that has them."""
    file = _font(tmp_path / "fonts", CHINESE[:1])
    installed[str(file)] = frozenset(map(ord, CHINESE[:1]))
    with pytest.raises(GraderError, match=rf"can print {CHINESE[1]}\.") as caught:
        to_pdf(content(CHINESE))
    assert "Noto Sans CJK" in caught.value.hint


def test_an_installed_font_is_found() -> None:
    """What is installed on this machine, each with its letters; at least one has an A."""
    found = fonts._installed()
    assert any(ord("A") in letters for letters in found.values())
    assert all(Path(path).is_file() for path in found)
