"""What a question is: a prompt, an answer, the way to it, and the mistakes people make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.exam.figures import Figure

LEVELS = (1, 2, 3)
TWO_DECIMALS = 0.006
"""Whoever rounds to two decimals is off by 0.005 at most; the rest is for binary fractions."""


class UnsuitableError(Exception):
    """The numbers drawn make a poor question, for example two options that look alike."""


@dataclass(frozen=True)
class Mistake:
    """A wrong number and the mistake that leads to it."""

    value: float
    because: str


@dataclass(frozen=True)
class Numeric:
    """The answer is a number; ``tolerance`` is the largest distance that still counts."""

    value: float
    tolerance: float = TWO_DECIMALS
    unit: str = ""
    mistakes: tuple[Mistake, ...] = ()


@dataclass(frozen=True)
class Option:
    """One choice.  ``because`` says why it is right, or which mistake leads to it."""

    text: str
    correct: bool
    because: str
    value: float | None = None


@dataclass(frozen=True)
class Choice:
    """The answer is one option, or several when ``several`` is set."""

    options: tuple[Option, ...]
    several: bool = False

    @property
    def right(self) -> tuple[int, ...]:
        """The places of the right options."""
        return tuple(i for i, option in enumerate(self.options) if option.correct)


@dataclass(frozen=True)
class Short:
    """The answer is a word or a shape; every accepted spelling is listed, the best one first.

    A spelling that is listed twice counts once, and a mistake that happens to be right is none.

    Examples
    --------
    >>> Short(("(3,)", "(3,)", "3"), (("3", "It is a tuple."),))
    Short(accepted=('(3,)', '3'), mistakes=())
    """

    accepted: tuple[str, ...]
    mistakes: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        accepted = tuple(dict.fromkeys(self.accepted))
        wrong = tuple(mistake for mistake in self.mistakes if mistake[0] not in accepted)
        object.__setattr__(self, "accepted", accepted)
        object.__setattr__(self, "mistakes", wrong)


@dataclass(frozen=True)
class Mark:
    """A line of a marking scheme."""

    points: int
    text: str


@dataclass(frozen=True)
class Derivation:
    """The answer is a derivation that ends in ``result``; its number is ``value``."""

    result: str
    value: float
    marks: tuple[Mark, ...]


Answer = Numeric | Choice | Short | Derivation
KINDS = ("numeric", "choice", "several", "short", "derivation")


@dataclass(frozen=True)
class Question:
    """One variant of a question: everything that any writer needs to print it.

    ``given`` holds the numbers of the variant, so that a test can recompute the answer by
    another route; those of them that are ``exact`` by their meaning, a threshold or a rate, are
    not taken for rounded ones.  ``exponentials`` counts the exponentials that a person has to
    evaluate: the other steps are sums and products of short decimals.  The fields below it are
    filled in by the bank.
    """

    prompt: str
    answer: Answer
    solution: tuple[str, ...]
    given: Mapping[str, Any] = field(default_factory=dict)
    figure: Figure | None = None
    exponentials: int = 0
    exact: tuple[str, ...] = ()
    id: str = ""
    title: str = ""
    topic: str = ""
    slide: str = ""
    level: int = 0
    points: int = 0
    minutes: float = 0.0

    @property
    def kind(self) -> str:
        """The kind of answer, one of ``KINDS``."""
        if isinstance(self.answer, Choice):
            return "several" if self.answer.several else "choice"
        return type(self.answer).__name__.lower()
