"""What a question is: a prompt, an answer, the way to it, and the mistakes people make."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from grader.exam import typed
from grader.exam.figures import Figure

LEVELS = (1, 2, 3)
TWO_DECIMALS = 0.006
"""Whoever rounds to two decimals is off by 0.005 at most; the rest is for binary fractions."""
SHARES = (
    "Each right option that is ticked earns an equal share of the points, each wrong one that is "
    "ticked takes such a share away; the sum is never below 0."
)
"""The rule for a choice of several, as every form states it. It is Canvas's, which has no other."""


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

    def accepts(self, text: str) -> bool:
        """Whether a typed text is right: one of the numbers that it may stand for is near enough.

        Examples
        --------
        >>> answer = Numeric(3 / 7)
        >>> [answer.accepts(text) for text in ("3/7", "0,43", "43 %", "0.42", "−3/7")]
        [True, True, True, False, False]
        """
        width = self.tolerance * (1 + 1e-9)  # 0.1 + 0.2 is not 0.3 in binary
        return any(abs(v - self.value) <= width for v in typed.values(text, self.unit))


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

    def share(self, chosen: Collection[int]) -> float:
        """Return the part of the points for the options chosen, by the rule in ``SHARES``.

        Examples
        --------
        >>> options = [Option(text, text in "AC", "") for text in "ABCDE"]
        >>> answer = Choice(tuple(options), several=True)
        >>> answer.share({0, 2}), answer.share({0}), answer.share({0, 1, 2}), answer.share({0, 1})
        (1.0, 0.5, 0.5, 0.0)
        """
        hits = sum(1 if i in self.right else -1 for i in set(chosen))
        return max(0.0, hits / len(self.right))


@dataclass(frozen=True)
class Short:
    """The answer is a text: words, a shape, or a symbol such as w1.

    Of ``accepted`` the first is shown, and each is right in every spelling that reads the same
    (see :func:`grader.exam.typed.key`). A mistake that happens to be right is none.

    Examples
    --------
    >>> answer = Short(("(3,)",), (("3", "It is a tuple."),), "shape")
    >>> answer
    Short(accepted=('(3,)',), mistakes=(), reading='shape')
    >>> [answer.accepts(text) for text in ("( 3, ).", "[3]", "(1, 3)")]
    [True, True, False]
    """

    accepted: tuple[str, ...]
    mistakes: tuple[tuple[str, str], ...] = ()
    reading: typed.Reading = "words"

    def __post_init__(self) -> None:
        wrong = tuple(mistake for mistake in self.mistakes if not self.accepts(mistake[0]))
        object.__setattr__(self, "mistakes", wrong)

    def key(self, text: str) -> str:
        """Return what a text says, the same for all its spellings; "" if it cannot be read."""
        return typed.key(text, self.reading)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What is right, in the order of ``accepted``."""
        return tuple(dict.fromkeys(map(self.key, self.accepted)))

    def accepts(self, text: str) -> bool:
        """Whether a typed text is right."""
        return self.key(text) in self.keys


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
    why: str = ""
    """Why it is on the practice sheet of somebody, as plain text; "" elsewhere."""

    @property
    def kind(self) -> str:
        """The kind of answer, one of ``KINDS``."""
        if isinstance(self.answer, Choice):
            return "several" if self.answer.several else "choice"
        return type(self.answer).__name__.lower()
