"""The same seed gives the same papers in the next version too: an exam was printed from them.

``papers.json`` has, for each question, a checksum of 40 variants of each level: their text, answer,
wrong answers and figures.  The values themselves are held against other routes in ``bank/``.  After
a change that is meant, ``python tests/grader/exam/test_same_papers.py`` writes the file anew, and
the diff says which questions changed.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest

from grader.exam import bank
from grader.exam.bank.validity import texts
from grader.exam.question import Choice, Derivation, Numeric, Question

STORED = Path(__file__).with_name("papers.json")
VARIANTS = 40


def shown(question: Question) -> list[Any]:
    """Return all that a reader of a variant gets to see, numbers to six digits."""
    answer, found = question.answer, [*texts(question)]
    if isinstance(answer, Numeric):
        numbers = [answer.value, answer.tolerance, *(wrong.value for wrong in answer.mistakes)]
        found += [answer.unit, *(f"{number + 0.0:.6g}" for number in numbers)]
    elif isinstance(answer, Choice):
        found += [[option.text, option.correct] for option in answer.options]
    elif isinstance(answer, Derivation):
        found += [f"{answer.value:.6g}", *(mark.points for mark in answer.marks)]
    else:
        found += [answer.accepted, answer.mistakes]
    figure = question.figure
    if figure is not None:
        found += [figure.x_label, figure.y_label, figure.alt, figure.x_ticks, figure.y_ticks]
        for curve in figure.curves:
            points = [f"{x + 0.0:.3f} {y + 0.0:.3f}" for x, y in zip(curve.x, curve.y, strict=True)]
            found += [curve.label, curve.style, points]
    return [*found, question.exponentials, question.points, question.minutes]


def checksums(name: str) -> list[str]:
    """Return one checksum for each level of a question."""
    entry, found = bank.find(name), []
    for level in (1, 2, 3):
        rngs = [bank.variant_rng(99, name, level, copy) for copy in range(VARIANTS)]
        papers = json.dumps([shown(entry.draw(rng, level)) for rng in rngs], default=float)
        found.append(f"{zlib.crc32(papers.encode()):08x}")
    return found


def test_every_question_is_there() -> None:
    """A new question is added to the file, and a deleted one goes from it."""
    assert json.loads(STORED.read_text()).keys() == bank.load().keys()


@pytest.mark.parametrize("name", list(bank.load()))
def test_a_seed_gives_the_papers_that_it_gave_before(name: str) -> None:
    """Levels 1, 2 and 3 of the question are what they were when the file was written."""
    assert checksums(name) == json.loads(STORED.read_text())[name]


if __name__ == "__main__":
    lines = [f"{json.dumps(name)}: {json.dumps(checksums(name))}" for name in bank.load()]
    sys.stdout.write(f"{len(lines)} questions\n")
    STORED.write_text("{\n" + ",\n".join(lines) + "\n}\n")
