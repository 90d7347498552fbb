"""The Anki package, imported by Anki's own library."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from formulas import questions

from grader.exam.blueprint import Blueprint, Pick, read
from grader.exam.draw import Exam, draw_exam
from grader.exam.writers.flashcards import flashcards

PLAN = Blueprint((Pick(),), title="All: one::two", course="Course")
EXAM = Exam(PLAN, 1, questions()[::2])


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A new collection with the deck imported, twice."""
    folder: Path = tmp_path_factory.mktemp("anki")
    (folder / "deck.apkg").write_bytes(flashcards(EXAM))
    opened = Collection(str(folder / "collection.anki2"))
    for _ in range(2):
        request = ImportAnkiPackageRequest(
            package_path=str(folder / "deck.apkg"), options=ImportAnkiPackageOptions()
        )
        opened.import_anki_package(request)
    yield opened
    opened.close()


def test_every_question_is_one_card(collection: Collection) -> None:
    """As many cards as questions, in the deck of the exam; importing again adds none."""
    assert collection.card_count() == len(EXAM.questions)
    decks = {deck.name for deck in collection.decks.all_names_and_ids()}
    assert "Course::All: one:two" in decks  # two colons in the title make no level
    topics = {q.topic for q in EXAM.questions}
    assert topics <= set(collection.tags.all())


@pytest.mark.parametrize("title", ["C++::templates", "a: b", ":::x::", "Exam 1/2", "a :: b"])
def test_a_title_makes_no_level_of_its_own(title: str, tmp_path: Path) -> None:
    """Two colons begin a level of decks in Anki; in a title they are made one."""
    plan = Blueprint((Pick(),), title=title, course="Course")
    (tmp_path / "deck.apkg").write_bytes(flashcards(Exam(plan, 1, EXAM.questions[:1])))
    opened = Collection(str(tmp_path / "collection.anki2"))
    request = ImportAnkiPackageRequest(
        package_path=str(tmp_path / "deck.apkg"), options=ImportAnkiPackageOptions()
    )
    opened.import_anki_package(request)
    (deck,) = (d.name for d in opened.decks.all_names_and_ids() if d.name.startswith("Course::"))
    opened.close()
    assert deck.count("::") == 1


def test_cards_render_with_question_and_answer(collection: Collection) -> None:
    """Anki renders every card without an error, and the back holds more than the front."""
    for card_id in collection.find_cards(""):
        card = collection.get_card(card_id)
        front, back = card.question(), card.answer()
        assert "{{" not in front + back
        assert len(back) > len(front) > 20


def test_figures_arrive_in_the_media_folder(collection: Collection) -> None:
    """Every picture that a card shows is there, and nothing is left unused."""
    report = collection.media.check()
    assert list(report.missing) == []
    assert list(report.unused) == []
    shown = sum(question.figure is not None for question in EXAM.questions)
    assert len(list(Path(collection.media.dir()).iterdir())) == shown > 8


def test_the_same_seed_gives_the_same_bytes() -> None:
    """The package does not depend on the time of day."""
    exam = draw_exam(read(), 5)
    assert flashcards(exam) == flashcards(exam)
