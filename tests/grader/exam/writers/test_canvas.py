"""The QTI package, read back by a reader of QTI 1.2 that knows nothing of text2qti."""

import dataclasses
import html
import io
import re
import xml.etree.ElementTree as ET
import zipfile

import pytest
from formulas import questions

from grader.exam import bank, markup
from grader.exam.blueprint import Blueprint, Pick
from grader.exam.draw import Exam
from grader.exam.question import SHARES, Answer, Choice, Numeric, Question, Short
from grader.exam.writers.canvas import canvas
from grader.exam.writers.moodle import moodle
from grader.exam.writers.quiz import quiz

EXAMS = [Exam(Blueprint((Pick(),), title="All"), 1, questions()[2 * i :: 6]) for i in range(3)]
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
KINDS = {"numeric": "numerical_question", "choice": "multiple_choice_question",
         "several": "multiple_answers_question", "short": "short_answer_question",
         "derivation": "essay_question"}  # fmt: skip


@pytest.fixture(scope="module", params=EXAMS, ids=["level 1", "level 2", "level 3"])
def exam(request: pytest.FixtureRequest) -> Exam:
    """One variant of every question, at one level."""
    drawn: Exam = request.param
    return drawn


@pytest.fixture(scope="module")
def package(exam: Exam) -> zipfile.ZipFile:
    """The package of those questions."""
    return zipfile.ZipFile(io.BytesIO(canvas(exam)))


@pytest.fixture(scope="module")
def items(exam: Exam, package: zipfile.ZipFile) -> list[tuple[ET.Element, Question]]:
    """Each item of the assessment with its question, found by way of the manifest."""
    manifest = ET.fromstring(package.read("imsmanifest.xml"))
    (file,) = [
        node.get("href", "")
        for node in manifest.iter()
        if node.tag.endswith("}file") and "meta" not in node.get("href", "")
        and node.get("href", "").endswith(".xml")
    ]  # fmt: skip
    found = ET.fromstring(package.read(file)).iter(f"{QTI}item")
    return list(zip(found, exam.questions, strict=True))


def _about(item: ET.Element) -> dict[str, str]:
    fields = item.iter(f"{QTI}qtimetadatafield")
    return {f.findtext(f"{QTI}fieldlabel", ""): f.findtext(f"{QTI}fieldentry", "") for f in fields}


def _words(text: str) -> str:
    """Words and formulas without tags, quotation marks made equal, white space dropped."""
    text = re.sub(r'<img class="equation_image"[^>]*data-equation-content="([^"]*)"[^>]*>', r"\1",
                  text)  # fmt: skip
    text = html.unescape(re.sub(r"<[^>]+>", "", text))
    text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("‘", "'")
    text = text.replace("–", "--").replace("…", "...")
    return re.sub(r"\s", "", text)


def _source(text: str) -> str:
    """The same of a text of the bank."""
    return re.sub(r"\s", "", "".join(s.text for b in markup.blocks(text) for s in b.spans))


def test_every_file_that_the_manifest_names_is_there(exam: Exam, package: zipfile.ZipFile) -> None:
    """Nothing is missing from the package, and its dates do not depend on the day."""
    manifest = ET.fromstring(package.read("imsmanifest.xml"))
    hrefs = [n.get("href", "") for n in manifest.iter() if n.tag.endswith("}file")]
    assert set(hrefs) <= set(package.namelist())
    assert {entry.date_time[:3] for entry in package.infolist()} == {(2020, 1, 1)}
    assert canvas(exam) == canvas(exam)


def test_kinds_titles_and_points(items: list[tuple[ET.Element, Question]]) -> None:
    """Each item has Canvas's type, and the title and points of the bank."""
    for item, question in items:
        about = _about(item)
        assert about["question_type"] == KINDS[question.kind]
        assert float(about["points_possible"]) == question.points
        assert item.get("title") == question.title


def test_prompts_survive_word_for_word(items: list[tuple[ET.Element, Question]]) -> None:
    """Text, code and the LaTeX of every formula of a prompt are in the item."""
    for item, question in items:
        shown = item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext", "")
        text = re.sub(r'<img(?! class="equation)[^>]*>', "", shown)
        rule = _source(SHARES) if question.kind == "several" else ""
        assert _words(text) == _source(question.prompt) + rule


def test_options_and_the_right_ones_survive(items: list[tuple[ET.Element, Question]]) -> None:
    """The options of a choice are those of the bank, and the scoring names the right ones."""
    for item, question in items:
        if not isinstance(question.answer, Choice):
            continue
        labels = list(item.iter(f"{QTI}response_label"))
        shown = [_words(label.findtext(f"{QTI}material/{QTI}mattext", "")) for label in labels]
        assert shown == [_source(option.text) for option in question.answer.options]
        scored = next(
            c for c in item.iter(f"{QTI}respcondition")
            if any(v.text == "100" for v in c.iter(f"{QTI}setvar"))
        )  # fmt: skip
        never = {v.text for n in scored.iter(f"{QTI}not") for v in n.iter(f"{QTI}varequal")}
        right = {v.text for v in scored.iter(f"{QTI}varequal")} - never
        idents = [label.get("ident") for label in labels]
        assert right == {idents[i] for i in question.answer.right}
        feedback = [_words(m.text or "") for m in item.iter(f"{QTI}mattext")]
        assert all(_source(option.because) in feedback for option in question.answer.options)


def test_numbers_and_texts_are_accepted(items: list[tuple[ET.Element, Question]]) -> None:
    """The right number lies inside the accepted range, every mistake outside it."""
    for item, question in items:
        if isinstance(question.answer, Numeric):
            low = float(next(item.iter(f"{QTI}vargte")).text or "")
            high = float(next(item.iter(f"{QTI}varlte")).text or "")
            assert low <= question.answer.value <= high
            width = question.answer.tolerance
            assert 0.8 * 2 * width <= high - low <= 2 * width + 2e-4
            assert not any(low <= m.value <= high for m in question.answer.mistakes)
        if isinstance(question.answer, Short):
            accepted = [v.text or "" for v in item.iter(f"{QTI}varequal")]
            assert len(accepted) == len({text.lower() for text in accepted}) > 10
            assert accepted[0] == question.answer.accepted[0]
            assert all(map(question.answer.accepts, accepted))


def test_figures_travel_with_the_package(
    package: zipfile.ZipFile, items: list[tuple[ET.Element, Question]]
) -> None:
    """Every image that an item shows is a PNG file of the package."""
    count = 0
    for item, question in items:
        shown = item.findtext(f"{QTI}presentation/{QTI}material/{QTI}mattext", "")
        names = re.findall(r'src="(?:%24|\$)IMS-CC-FILEBASE(?:%24|\$)/([^"]+)"', shown)
        assert bool(names) == (question.figure is not None)
        for name in names:
            assert package.read(name).startswith(b"\x89PNG")
            count += 1
    assert count >= 3


SEEDS = range(0, 1000, 25)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_no_seed_is_refused_by_canvas_moodle_or_the_quiz(level: int) -> None:
    """No two options or spellings of a question are the same there, for 40 seeds of each.

    Prompts, solutions and reasons are as they are everywhere; without them it takes seconds. All
    seeds from 0 to 999 are in ``tests/benchmarks/exam_seeds.py``.
    """
    answers = {}
    for entry in bank.load().values():
        for seed in SEEDS:
            drawn = entry.draw(bank.variant_rng(seed, entry.id, level), level)
            answers[entry.id, _bare(drawn.answer)] = drawn
    different = tuple(
        dataclasses.replace(q, prompt=f"{i}?", solution=("So.",), answer=answer, figure=None)
        for i, ((_, answer), q) in enumerate(answers.items())
    )
    assert len(different) > 1000
    everything = Exam(Blueprint((Pick(),), title="All"), 1, different)
    assert canvas(everything)
    assert len(ET.fromstring(moodle(everything)).findall("question")) > len(different)
    assert quiz(everything).count("<section") == len(different)


def _bare(answer: Answer) -> Answer:
    """A choice without its reasons and its order, so that equal ones are made once."""
    if not isinstance(answer, Choice):
        return answer
    by_text = sorted(answer.options, key=lambda option: option.text)
    options = tuple(dataclasses.replace(option, because="So.") for option in by_text)
    return dataclasses.replace(answer, options=options)
