"""Text from a student's process is fit to be stored and shown."""

import json
import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import quote

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert import HTMLExporter

from grader.judge.submitted.reading import read
from grader.judge.text import clean, inert_markdown, one_line, with_pictures


@given(st.text(alphabet=st.characters(codec=None), max_size=300), st.integers(1, 200))
def test_nothing_invisible_is_left(text: str, limit: int) -> None:
    """Control, format, surrogate and private characters go; the length is bounded."""
    cleaned = clean(text, limit=limit)
    allowed = "\n\t\u200c\u200d"
    bad = {"Cc", "Cf", "Cs", "Co"}
    assert not [c for c in cleaned if unicodedata.category(c) in bad and c not in allowed]
    assert len(cleaned) <= limit + 4


def test_terminal_escapes_go_whole() -> None:
    """A colour or a window title does not leave its letters behind."""
    assert clean("\x1b[1;31mred\x1b[0m \x1b]0;title\x07plain") == "red plain"


def test_ordinary_text_stays() -> None:
    """Umlauts, formulas, emoji and line ends are no danger."""
    text = "größer: ∂L/∂W\n\t👩\u200d🔬"
    assert clean(text) == text
    assert one_line("a\n  b\tc") == "a b c"


class _Active(HTMLParser):
    """Collects what would run in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note tags and attributes that run code."""
        if tag in ("script", "iframe", "object", "embed", "svg", "form", "base", "meta", "style"):
            self.found.append(tag)
        for name, value in attrs:
            link = re.sub(r"[\s\x00-\x1f]", "", value or "").lower()
            fetched = name == "src" and not link.startswith(("attachment:", "data:image/"))
            if fetched or name.startswith("on") or link.startswith(("javascript:", "vbscript:")):
                self.found.append(f"{tag} {name}")


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<<script>script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&amp;#106;avascript:alert(1))",
    "[x](javascript&amp;colon;alert(1))",
    "[x][1]\n\n[1]: JaVaScRiPt:alert(1)",
    "[x][1]\n\n[1]: java&AMP;Tab;script:alert(1)",
    "![x](https://example.org/seen.png)",
    "![x](/logout)",
    "![x][1]\n\n[1]: /logout",
    "![a\\](attachment:x](/logout)",
    "![`](attachment:x`](/logout)",
    "![![x](/logout)](attachment:x)",
    "![x](x 'y\" onerror=\"alert(1)')",
    "<javascript:alert(1)>",
    "`<script>`<script>alert(1)</script>",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\def\\x#1{\\href{java#1}{y}}\\x{script:alert(1)}$",
    "$\\let\\x\\HREF \\style{position:fixed}{y}$",
    "$\\bbox[background:url(//example.org)]{x}\\cssId{essay}{x}\\htmlId{essay}{x}$",
    "$<script>alert(1)</script>$",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>@import 'x'</style><iframe srcdoc='x'></iframe>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
]


@pytest.mark.parametrize("kind", ["markdown", "raw"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_of_a_student_is_inert(attack: str, kind: str) -> None:
    """What nbconvert, and so the formgrader, makes of a student's text runs nothing."""
    cell = {"cell_type": kind, "id": "a", "metadata": {}, "source": inert_markdown(attack)}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    exporter = HTMLExporter(template_name="basic")
    page, _ = exporter.from_notebook_node(nbformat.from_dict(notebook))
    page = page[page.index("<body") :] if "<body" in page else page
    active = _Active()
    active.feed(page)
    assert active.found == [], page
    assert not re.search(r"\\(href|style|bbox|css|html)", page, re.I)


def test_formulas_and_prose_stay() -> None:
    """An honest written answer reads as before."""
    text = "# A\n> so $x < y$, $$\\begin{aligned}a &= b \\\\ &< c\\end{aligned}$$ R&D `if a < b:`"
    assert inert_markdown(text) == text


def test_an_attached_picture_cannot_end_its_attribute() -> None:
    """A picture that is not base64 is dropped: nbconvert puts it into the page as it is."""
    good, bad = {"image/png": "iVBORw0KGgo=\n"}, {"image/png": "x' onerror='alert(1)"}
    cell = {"cell_type": "markdown", "source": "![x](attachment:a.png)", "metadata": {}}
    cell["attachments"] = {"a.png": bad, "b.png": good}
    submitted = read("x.ipynb", json.dumps({"cells": [cell]}).encode())
    assert submitted.cells[0].attachments == {"b.png": good}


@pytest.mark.parametrize(
    "link", ["gone.png", "", "a%20(1).png", "%", "%F0%9F", "a)![](attachment:"]
)
@pytest.mark.parametrize("name", ["a.png", "a (1).png", "ä 1.png", "%", ""])
def test_a_page_is_made_whatever_pictures_are_there(link: str, name: str) -> None:
    """A picture that is gone, or has an odd name, does not keep the page from being made."""
    picture = {"image/png": "iVBORw0KGgo="}
    shown = f"![x](attachment:{link}) ![y](attachment:{quote(name)})"
    source, pictures = with_pictures(inert_markdown(shown), {name: picture})
    cell = nbformat.v4.new_markdown_cell(source, attachments=pictures)
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(
        nbformat.v4.new_notebook(cells=[cell])
    )
    assert 'alt="y" src="data:image/png' in page
