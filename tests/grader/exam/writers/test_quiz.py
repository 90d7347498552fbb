"""The quiz page: everything inside, nothing from outside, and it works by keyboard on a phone."""

import html
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import forms
import pytest
from axe_playwright_python.sync_playwright import Axe
from formulas import questions
from playwright.sync_api import Page, sync_playwright

from grader.exam import typed
from grader.exam.blueprint import Blueprint, Pick, parse, read
from grader.exam.draw import Exam, draw_exam
from grader.exam.writers.quiz import quiz

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
ODD = {"2½", "½", "10²", "4.3 × 10⁻¹", "1,250", "1.250,5", "1'250", "٤٢ × ٢٦", "３．５",
       r"\frac{3}{7}", "1e400", "1/0", "1/2/3", "3 or 4", "0x1f", "−3/7", "(42, 26)'", "'(42, 26)'",
       "w¹", "∞", "the answer is 5", "1_000", "20 000 parameters", "ﬁt",
       "\u00a042\u202f×\u200b26"}  # fmt: skip
PLAN = """
[[pick]]
question = "weight_gradient"
level = 1
[[pick]]
question = "output_activation"
level = 1
[[pick]]
question = "penalty_statements"
level = 1
[[pick]]
question = "array_shape"
level = 1
[[pick]]
question = "derive_gradient"
level = 1
"""


class Outline(HTMLParser):
    """Collects what a page loads, and checks that elements are closed."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.links += [str(values[key]) for key in ("src", "href") if key in values]
        self.ids += [str(values["id"])] if "id" in values else []
        if tag not in ("meta", "input", "img", "br", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_loads_nothing() -> None:
    """Elements are nested properly, ids are unique, and every picture is inside the page."""
    page = quiz(Exam(Blueprint((Pick(),)), 1, questions()[:120]))
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.links
    assert all(link.startswith("data:") for link in outline.links)
    outside = re.findall(r"https?://[^\s\"'<)]+", html.unescape(page))
    assert outside == []
    assert "{{" not in page


def test_the_same_seed_gives_the_same_page() -> None:
    """The page is reproducible, font included."""
    exam = draw_exam(read(), 3)
    assert quiz(exam) == quiz(exam)


@pytest.fixture(scope="module")
def exam() -> Exam:
    """One question of each kind."""
    return draw_exam(parse(PLAN), 11)


@pytest.fixture
def phone(exam: Exam, tmp_path: Path) -> Iterator[Page]:
    """The page in a browser of the size of a phone, with the network off."""
    file = tmp_path / "quiz.html"
    file.write_text(quiz(exam), encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 360, "height": 640})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda r: faults.append(r.url) if r.url.startswith("http") else None)
        page.goto(file.as_uri())
        yield page
        browser.close()
        assert faults == []


@pytest.mark.browser
def test_it_can_be_done_by_keyboard_alone_on_a_phone(phone: Page, exam: Exam) -> None:
    """Type the right answers with the keyboard only: full points are shown, nothing overflows."""
    numeric, choice, several, short, derivation = exam.questions
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.focus("#q1 input")
    phone.keyboard.type(repr(numeric.answer.value))
    phone.keyboard.press("Enter")
    phone.focus("#q2 input >> nth=0")
    for _ in range(choice.answer.right[0]):
        phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    for i in several.answer.right:
        phone.focus(f"#q3 input >> nth={i}")
        phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    phone.focus("#q4 input")
    phone.keyboard.type(short.answer.accepted[0].replace(" ", ""))
    phone.keyboard.press("Enter")
    phone.focus("#q5 textarea")
    phone.keyboard.type("chain rule")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    for i in range(len(derivation.answer.marks)):
        phone.focus(f"#q5 .scheme input >> nth={i}")
        phone.keyboard.press("Space")
    assert phone.inner_text("#score") == f"{exam.points} of {exam.points} points"


@pytest.mark.browser
def test_a_wrong_answer_is_explained_by_its_mistake(phone: Page, exam: Exam) -> None:
    """A number and an option each get the sentence of their own mistake; nothing is scored."""
    numeric, choice, *_ = exam.questions
    mistake = numeric.answer.mistakes[0]
    phone.fill("#q1 input", repr(mistake.value))
    phone.click("#q1 button")
    facts = json.loads(phone.get_attribute("#q1 input", "data-facts") or "")
    assert facts["mistakes"][0]["value"] == mistake.value
    words = mistake.because.split("$")[0].strip()
    assert words in phone.inner_text("#q1 .verdict")
    wrong = next(i for i, o in enumerate(choice.answer.options) if not o.correct)
    phone.check(f"#q2 input >> nth={wrong}")
    phone.click("#q2 button")
    because = phone.locator("#q2 .because").nth(wrong)
    assert because.is_visible()
    assert choice.answer.options[wrong].because in because.inner_text()
    assert phone.inner_text("#score").startswith("0 of")


WIDE = """
[[pick]]
question = "buggy_stopping"
[[pick]]
question = "read_curves"
level = 2
[[pick]]
question = "orthogonal_weights"
level = 1
[[pick]]
question = "weight_index"
"""


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_axe_finds_nothing(tmp_path: Path, scheme: Any, width: int) -> None:
    """A question of each kind, a listing and a picture: before an answer and when all is shown."""
    file = tmp_path / "quiz.html"
    file.write_text(quiz(draw_exam(parse(PLAN + WIDE), 11)), encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
        page.goto(file.as_uri())
        found = [Axe().run(page).generate_report()]
        for question in page.query_selector_all(".question"):
            field, option = question.query_selector("input[name=answer]"), ".option input"
            if field:
                field.fill("7")
            elif question.get_attribute("data-kind") != "derivation":
                question.query_selector_all(option)[1].check()
            question.query_selector("form button").click()
            question.query_selector("details").evaluate("node => { node.open = true; }")
        results = Axe().run(page)
        found.append(results.generate_report())
        browser.close()
    assert len(results.response["passes"]) > 10  # it has looked
    assert [report for report in found if not report.startswith("Found 0 ")] == []


@pytest.mark.browser
def test_the_page_reads_what_is_typed_as_the_answer_itself_does(phone: Page) -> None:
    """The page's reading of thousands of right and wrong forms is that of ``grader.exam.typed``."""
    texts = sorted({
        text for question in questions() if question.kind in ("numeric", "short")
        for text in (*(form.text for form in forms.right(question)), *forms.wrong(question))
    } | ODD)  # fmt: skip
    assert len(texts) > 3000
    numbers = phone.evaluate("texts => texts.map((t) => [values(t, ''), values(t, '%')])", texts)
    assert numbers == [[list(typed.values(t)), list(typed.values(t, "%"))] for t in texts]
    for reading in ("words", "shape", "symbol"):
        keys = phone.evaluate("([texts, kind]) => texts.map((t) => key(t, kind))", [texts, reading])
        assert keys == [typed.key(text, reading) for text in texts]


@pytest.mark.browser
def test_several_options_earn_their_shares(phone: Page, exam: Exam) -> None:
    """One right option more than wrong ones earns its share; the note says how many were right."""
    answer = exam.questions[2].answer
    for chosen in ({answer.right[0]}, set(range(len(answer.options))), set(answer.right)):
        for i in range(len(answer.options)):
            phone.set_checked(f"#q3 input >> nth={i}", i in chosen)
        phone.click("#q3 button")
        points = answer.share(chosen) * exam.questions[2].points
        assert phone.inner_text("#score").startswith(f"{round(points * 100) / 100:g} of")


@pytest.mark.browser
@pytest.mark.parametrize("text", ["", "abc", "1/0", "--3"])
def test_what_is_no_number_is_asked_again(phone: Page, text: str) -> None:
    """An answer that is no number is not judged."""
    phone.fill("#q1 input", text)
    phone.click("#q1 button")
    assert phone.inner_text("#q1 .verdict").startswith("Type a")
    assert phone.inner_text("#score").startswith("0 of")
