"""Every question rests on a statement of the lecture and a cell; every statement has two."""

from __future__ import annotations

import pytest
from masters import WEEKS, Week
from statements import statements

from grader.exam import bank

WITH_QUESTIONS = [
    week for week in WEEKS if week.questions.is_dir() and (week.folder / "slides.toml").is_file()
]
NOTICES = {"Announcements"}
"""Slides that say nothing that could be asked."""


@pytest.mark.parametrize("week", WITH_QUESTIONS, ids=lambda week: week.folder.name)
def test_no_question_rests_on_nothing(week: Week) -> None:
    """Each question of the bank is named by a statement, and only such questions are named."""
    named = {name for item in statements(week) for name in item.questions}
    assert named == set(bank.load(week))


@pytest.mark.parametrize("week", WITH_QUESTIONS, ids=lambda week: week.folder.name)
def test_every_statement_has_a_cell_a_figure_and_two_questions(week: Week) -> None:
    """No row of the table has an empty place, but for notices."""
    rows = [item for item in statements(week) if item.slide not in NOTICES]
    assert [item.says for item in rows if not (item.cell and item.figure)] == []
    assert [item.says for item in rows if len(set(item.questions)) < 2] == []


@pytest.mark.parametrize("week", WITH_QUESTIONS, ids=lambda week: week.folder.name)
def test_the_slide_of_a_question_is_one_that_names_it(week: Week) -> None:
    """The slide that is printed with a question holds a statement that it rests on."""
    places = {(name, item.slide) for item in statements(week) for name in item.questions}
    printed = {(name, entry.slide) for name, entry in bank.load(week).items()}
    assert printed - places == set()
