"""Every question with a picture can be answered from its alternative text."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import pytest
from masters import WEEKS, Week
from stress import VARIANTS, right

from grader.exam import bank
from grader.exam.markup import plain
from grader.exam.question import Choice

Listener = Callable[[str, str, list[str]], Any]
WITH_QUESTIONS = [week for week in WEEKS if week.questions.is_dir()]


def listeners(week: Week) -> dict[str, Listener]:
    """Return the functions that answer from texts alone, by the names of their questions."""
    name = f"{bank.package(week).__name__}.oracles._heard"
    found = (week.questions / "oracles" / "_heard.py").is_file()
    heard: list[Any] = importlib.import_module(name).HEARD if found else []
    return {function.__name__: function for function in heard}


HEARD = [(week, name) for week in WITH_QUESTIONS for name in listeners(week)]


@pytest.mark.parametrize(("week", "name"), HEARD, ids=[name for _, name in HEARD])
def test_the_alternative_text_determines_the_answer(week: Week, name: str) -> None:
    """Who hears prompt, alternative text and options finds the answer, in 300 draws a level."""
    entry, listener = bank.find(name, week), listeners(week)[name]
    for level in (1, 2, 3):
        for copy in range(VARIANTS):
            question = entry.draw(bank.variant_rng(1986, name, level, copy), level)
            if question.figure is None:
                continue
            answer = question.answer
            options = [o.text for o in answer.options] if isinstance(answer, Choice) else []
            found = listener(plain(question.prompt), question.figure.alt, options)
            right(question, found, f"{name}, level {level}, variant {copy}: {question.figure.alt}")


@pytest.mark.parametrize("week", WITH_QUESTIONS, ids=lambda week: week.folder.name)
def test_every_question_with_a_picture_has_a_listener(week: Week) -> None:
    """No picture is left without a proof that its text says enough."""
    pictured = {
        entry.id
        for entry in bank.load(week).values()
        for level in (1, 2, 3)
        for copy in range(5)
        if entry.draw(bank.variant_rng(7, entry.id, level, copy), level).figure
    }
    assert pictured == set(listeners(week))
