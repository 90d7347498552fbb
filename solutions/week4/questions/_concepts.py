"""Questions whose answer is a sentence: a table of them, and options that lengths do not betray."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.exam.answers import choose
from grader.exam.bank.numbers import pick
from grader.exam.markup import looks
from grader.exam.question import Choice, Question, UnsuitableError


@dataclass(frozen=True)
class Ask:
    """A question in words: the right answer with its reason, wrong ones with their mistakes."""

    prompt: str
    right: str
    why: str
    wrong: Mapping[str, str]


def fair(
    rng: np.random.Generator, right: tuple[str, str], wrong: Mapping[str, str], *, count: int = 4
) -> Choice:
    """Return one right option among ``count``; it is seldom the longest of those drawn."""
    choice = choose(rng, right, wrong, count=count)
    longest = max(len(looks(option.text)) for option in choice.options if not option.correct)
    if len(looks(right[0])) > longest and rng.random() < 0.4:
        raise UnsuitableError("the right option stands out by its length")
    return choice


def concept(rng: np.random.Generator, asks: Sequence[Ask], *, count: int = 4) -> Question:
    """Return a question in words, drawn from a table."""
    ask = pick(rng, asks)
    return Question(
        prompt=ask.prompt,
        answer=fair(rng, (ask.right, ask.why), ask.wrong, count=count),
        solution=(ask.why,),
    )
