"""A question can be read in the minutes that it is given."""

from __future__ import annotations

import pytest
from masters import WEEKS, Week

from grader.exam import bank
from grader.exam.markup import plain
from grader.exam.question import Choice, Question

WITH_QUESTIONS = [week for week in WEEKS if week.questions.is_dir()]
WORDS_A_MINUTE = 130
"""Of somebody who reads English as a second language, with formulas in it."""


def _words(question: Question) -> int:
    answer = question.answer
    options = [o.text for o in answer.options] if isinstance(answer, Choice) else []
    return sum(len(plain(text).split()) for text in (question.prompt, *options))


@pytest.mark.parametrize("week", WITH_QUESTIONS, ids=lambda week: week.folder.name)
def test_reading_leaves_time_to_think(week: Week) -> None:
    """Reading takes no more than four fifths of the minutes of any question."""
    late = {}
    for name, entry in bank.load(week).items():
        for level in (1, 2, 3):
            for copy in range(20):
                question = entry.draw(bank.variant_rng(11, name, level, copy), level)
                share = _words(question) / WORDS_A_MINUTE / question.minutes
                if share > 0.8:
                    late[f"{name}, level {level}"] = round(share, 2)
    assert late == {}
