"""The page a student gets: reasons and hints, nothing secret, nothing that runs."""

import base64
import html
import io
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from grader.assistant import receipts
from grader.assistant.autograde import autograde
from grader.assistant.feedback import feedback, feedback_zip
from grader.assistant.feedback.figures import Budget, figures_in, redrawn
from grader.assistant.feedback.page import without
from grader.assistant.late import settings
from grader.assistant.receipts import File, Receipt, Version
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.records import LostPoints
from grader.cli.demo import make_class, scratch_course
from grader.gradebook import opened
from grader.instructor.release import release
from grader.masters.leaks import hidden_test_lines

pytestmark = pytest.mark.usefixtures("warm")

HandIn = Callable[..., Path]
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }}"


class Tags(HTMLParser):
    """Collects the tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


def page_of(course: Course, student: str) -> Tags:
    """Grade, write the feedback and read one student's page."""
    autograde(course, "week1")
    feedback(course, "week1")
    return Tags(course.feedback("week1", student).read_text(encoding="utf-8"))


def test_the_page_says_points_reason_hint_and_answer(course: Course, hand_in: HandIn) -> None:
    """Each lost point has a reason; the student's own code stands below it."""
    hand_in("ada", double="def double(x):\n    return abs(2 * x)  # mine")
    page = page_of(course, "ada")
    assert "1 of 4" in page.text
    assert "sign" in page.text
    assert "return abs(2 * x)  # mine" in page.text


def test_what_cost_points_stands_first_and_full_points_are_one_line(
    course: Course, hand_in: HandIn
) -> None:
    """The dearest mistake is at the top of its notebook; right answers are folded behind a line."""
    late_only = "def double(x):\n    return 2 * x if x < 0 else 0"
    hand_in("ada", double=late_only, square="def square(x):\n    return 1")
    page_of(course, "ada")
    page = course.feedback("week1", "ada").read_text(encoding="utf-8")
    assert re.findall(r'<article class="\w+" id="(\w+)">', page) == ["square", "double", "essay"]
    hand_in("bob")
    assert "Full points in double, square: your answers" in page_of(course, "bob").text


def test_no_line_of_a_hidden_test_is_on_a_page(course: Course, hand_in: HandIn) -> None:
    """Neither the reasons nor the code shown contain a line of a hidden test."""
    hidden = hidden_test_lines(course.masters("week1"))
    assert any("double(-5.0), -10.0" in line for line in hidden)
    hand_in("ada", double="def double(x):\n    raise ValueError(x)", square="...")
    text = page_of(course, "ada").text
    assert "ValueError" in text
    assert [line for line in hidden if line in text] == []


@pytest.mark.slow
def test_no_page_of_the_sample_class_has_a_line_of_a_hidden_test(tmp_path: Path) -> None:
    """Fourteen students of the real course, wrong answers of every kind: every page is searched."""
    course = scratch_course(Course(Path(__file__).resolve().parents[3]), tmp_path / "class")
    release(course, "week4")
    students = [sample.student for sample in make_class(course, "week4")]
    autograde(course, "week4")
    feedback(course, "week4")
    hidden = hidden_test_lines(course.masters("week4"))
    assert len(hidden) > 100
    with zipfile.ZipFile(feedback_zip(course, "week4").path) as file:
        pages = {name: file.read(name).decode("utf-8") for name in file.namelist()}
    assert sorted(pages) == sorted(f"{student}/feedback.html" for student in students)
    for name, page in pages.items():
        text = html.unescape(page)
        assert "01_activations" in text
        assert (name, [line for line in hidden if line in text]) == (name, [])


def test_a_reason_that_repeats_a_hidden_test_is_replaced() -> None:
    """Should a message carry such a line, the student reads that a hidden test failed."""
    line = 'hints.compare(double(-5.0), -10.0, name="double(-5)")'
    shown = without({line}, LostPoints("part", 2, f"AssertionError: {line}", "Look."))
    assert (shown.points, shown.reason, shown.hint) == (2, "A hidden test failed.", "")
    harmless = LostPoints("part", 2, "The sign is lost.", "Look.")
    assert without({line}, harmless) == harmless


def test_what_a_student_wrote_is_text(course: Course, hand_in: HandIn) -> None:
    """Markup in code, answers, messages and file names does nothing on the page."""
    code = f"def double(x):\n    raise ValueError({HOSTILE!r})"
    path = hand_in("ada", double=code, essay=HOSTILE)
    path.rename(path.with_name("01_tiny <script>.ipynb"))
    page = page_of(course, "ada")
    assert HOSTILE in page.text
    assert page.tags <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "h3", "p", "strong",
        "table", "tr", "th", "td", "div", "ul", "li", "article", "span", "pre", "a",
        "section", "details", "summary",
    }  # fmt: skip
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
    assert all(value and value[0] == "#" for name, value in page.attributes if name == "href")
    policies = [value for name, value in page.attributes if name == "content" and value]
    assert any("default-src 'none'" in value for value in policies)


def test_not_graded_is_no_zero_on_the_page(course: Course, hand_in: HandIn) -> None:
    """A file that cannot be graded is explained, and the page shows a dash and not 0."""
    hand_in("ada").write_text("%PDF", encoding="utf-8")
    text = page_of(course, "ada").text
    assert "This is not a zero." in text
    assert "– of 4" in text
    assert "0 of" not in text
    assert "Your answer" not in text  # the released notebook is not the student's


def test_a_person_s_grade_and_comment_are_shown(course: Course, hand_in: HandIn) -> None:
    """A manual score replaces the automatic one, with the comment."""
    hand_in("ada", essay="Because it is linear.")
    autograde(course, "week1")
    with opened(course, "week1") as gradebook:
        grade = gradebook.find_grade("essay", "01_tiny", "week1", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        gradebook.find_comment("essay", "01_tiny", "week1", "ada").manual_comment = "Why <linear>?"
        gradebook.db.commit()
    text = page_of(course, "ada").text
    assert "2 of 3" in text
    assert "Why <linear>?" in text
    assert "8 of 9 points" in text


def test_what_was_repaired_is_said(course: Course, hand_in: HandIn) -> None:
    """A renamed file is graded, and the page says so."""
    path = hand_in("ada")
    path.rename(path.with_name("01_tiny (1).ipynb"))
    text = page_of(course, "ada").text
    assert "Put right before grading" in text
    assert "01_tiny (1).ipynb" in text


def test_only_one_student_and_an_unknown_one(course: Course, hand_in: HandIn) -> None:
    """``--student`` writes one page, and refuses whom no one graded."""
    hand_in("ada")
    hand_in("bob")
    autograde(course, "week1")
    assert feedback(course, "week1", student="bob") == [course.feedback("week1", "bob")]
    hand_in("zo_0xeb_")
    autograde(course, "week1")
    assert feedback(course, "week1", student="zoë") == [course.feedback("week1", "zo_0xeb_")]
    with pytest.raises(GraderError, match="eve has no grades"):
        feedback(course, "week1", student="eve")


def test_a_new_run_writes_the_same_page(course: Course, hand_in: HandIn) -> None:
    """The page depends on the grades alone."""
    hand_in("ada")
    autograde(course, "week1")
    (path,) = feedback(course, "week1")
    before = path.read_bytes()
    feedback(course, "week1")
    assert path.read_bytes() == before


def picture(form: str = "PNG", size: tuple[int, int] = (30, 20), **more: object) -> str:
    """Return a red picture as a notebook stores it."""
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, **more)
    return base64.b64encode(out.getvalue()).decode()


def test_the_student_s_figures_are_on_the_page(course: Course, hand_in: HandIn) -> None:
    """A plot drawn in an answer or below it stands under that answer, as it was drawn."""
    path = hand_in("ada")
    notebook = nbformat.read(path, as_version=4)
    code = (
        "import matplotlib.pyplot as plt\nplt.plot([0, 1], [double(0.0), double(1.0)])\nplt.show()"
    )
    at = next(i for i, cell in enumerate(notebook.cells) if cell.id == "square")
    notebook.cells.insert(at + 1, nbformat.v4.new_code_cell(code, id="mine"))
    nbformat.write(notebook, path)
    page = page_of(course, "ada")
    (address,) = [value for name, value in page.attributes if name == "src"]
    assert address is not None
    assert ("alt", "Your figure 1 in square") in page.attributes
    kind, _, encoded = address.partition(",")
    assert kind == "data:image/png;base64"
    drawn = Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB")
    assert min(drawn.size) > 100
    assert len(drawn.getcolors(2**20) or ()) > 2  # a line, axes and paper


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_only_the_pixels_of_a_picture_are_kept(form: str) -> None:
    """What is hidden in a picture, before or after its pixels, does not reach the page."""
    about = PngInfo()
    about.add_text("Comment", HOSTILE)
    more = {"pnginfo": about} if form == "PNG" else {"comment": HOSTILE.encode()}
    encoded = picture(form, **more)
    hostile = base64.b64encode(base64.b64decode(encoded) + HOSTILE.encode()).decode()
    assert HOSTILE.encode() in base64.b64decode(encoded)
    png = redrawn(hostile, form)
    assert b"script" not in png
    with Image.open(io.BytesIO(png), formats=["PNG"]) as back:
        assert back.size == (30, 20)
        red = np.asarray(back.convert("RGB"))[10, 10]
    assert abs(red.astype(int) - [255, 0, 0]).max() <= 2


@pytest.mark.parametrize(
    "encoded",
    [
        None,
        42,
        "",
        "no base64 at all",
        base64.b64encode(b"<svg onload='alert(1)'/>").decode(),
        picture()[: len(picture()) // 2],  # cut short
        base64.b64encode(  # a part without content, at which Pillow stumbles
            base64.b64decode(picture())[:-12] + b"\0\0\0\0iCCP\xff\xff\xff\xff"
        ).decode(),
        picture("GIF"),
        picture(size=(5000, 4000)),  # more than 16 million pixels
        "A" * 5_000_000,
    ],
)
def test_what_is_no_picture_is_not_shown(encoded: object) -> None:
    """SVG, other formats, damaged and huge pictures are left out, whatever they are called."""
    assert redrawn(encoded, "PNG") == b""


def test_a_page_has_so_many_figures_and_no_more() -> None:
    """Pictures beyond the number or the size that a page may have are left out; SVG always."""
    outputs = [{"output_type": "display_data", "data": {"image/png": picture()}}] * 5
    svg = {"output_type": "display_data", "data": {"image/svg+xml": "<svg onload='alert(1)'/>"}}
    cell = {"outputs": [svg, *outputs], "attachments": {"a.jpg": {"image/jpeg": picture("JPEG")}}}
    assert len(list(figures_in(cell, Budget()))) == 6
    assert len(list(figures_in(cell, Budget(figures=3)))) == 3
    assert list(figures_in(cell, Budget(size=10))) == []
    assert len(list(figures_in(cell, Budget(looks=2)))) == 2
    large = {"outputs": [{"data": {"image/png": picture(size=(3000, 1500))}}]}
    (address,) = figures_in(large, Budget())
    with Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))) as drawn:
        assert drawn.size == (1200, 600)


def test_a_deduction_is_said_on_the_page(course: Course, hand_in: HandIn) -> None:
    """Nobody finds fewer points in the LMS than on the page without being told why."""
    hand_in("ada", essay="")
    rule = "[late]\ndue = 2026-11-20T23:59:00\npoints_per_day = 2\n"
    entered = "handed_in = { ada = 2026-11-22T08:00:00 }\n"
    settings(course, "week1").write_text(rule + entered, encoding="utf-8")
    text = " ".join(page_of(course, "ada").text.split())
    assert "6 of 9 points" in text
    assert "2 points count: late by 1 d 8 h 1 min: 2 days count, 4 points deducted" in text


def test_the_zip_has_each_page_and_a_group_one_for_all(course: Course, hand_in: HandIn) -> None:
    """Own work goes back as it was written; a group's page names its members, and no one else."""
    names = {"ada": "a_1_10_01_tiny.ipynb", "bob": "team_2_20_01_tiny.ipynb",
             "cleo": "team_2_20_01_tiny.ipynb"}  # fmt: skip
    for student, name in names.items():
        hand_in(student, double="def double(x):\n    return abs(2 * x)")
        file = File("01_tiny.ipynb", "notebook 01_tiny", "", name, int(name.split("_")[2]))
        receipts.collected(course, "week1", student).mkdir(parents=True)
        receipt = Receipt((Version("001", "a.zip", (file,)),), ("001/01_tiny.ipynb",))
        receipts.store(course, "week1", student, receipt)
    autograde(course, "week1")
    feedback(course, "week1")
    done = feedback_zip(course, "week1")
    with zipfile.ZipFile(done.path) as file_:
        pages = {name: file_.read(name).decode("utf-8") for name in file_.namelist()}
    assert sorted(pages) == ["a_1_10_feedback.html", "team_2_20_feedback.html"]
    own = course.feedback("week1", "ada").read_text(encoding="utf-8")
    assert pages["a_1_10_feedback.html"] == own
    assert "bob, cleo" in pages["team_2_20_feedback.html"]
    with opened(course, "week1") as gradebook:
        grade = gradebook.find_grade("essay", "01_tiny", "week1", "bob")
        grade.manual_score, grade.needs_manual_grade = 1, False
        gradebook.db.commit()
    done = feedback_zip(course, "week1")
    assert done.left_out == ("bob", "cleo")
    assert zipfile.ZipFile(done.path).namelist() == ["a_1_10_feedback.html"]
