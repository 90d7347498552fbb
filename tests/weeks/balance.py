"""How often the right option stands out, over many draws of a question.

``python tests/weeks/balance.py`` prints the figures of every week.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from masters import WEEKS, Week

from grader.exam import bank
from grader.exam.bank import Entry
from grader.exam.markup import looks
from grader.exam.question import Choice, Option

DRAWS = 300


def _longest(options: tuple[Option, ...]) -> set[int]:
    """Return the option that is longer than every other, if there is one."""
    sizes = [len(looks(option.text)) for option in options]
    return {i for i, size in enumerate(sizes) if sizes.count(size) == 1 and size == max(sizes)}


def _first(options: tuple[Option, ...]) -> set[int]:
    return {0}


def _alone(options: tuple[Option, ...]) -> set[int]:
    """Return the option that alone has a number, a formula, or the word always or never."""
    found: set[int] = set()
    for pattern in (r"\d", r"\$", r"\b(always|never)\b"):
        having = [i for i, option in enumerate(options) if re.search(pattern, option.text)]
        found |= set(having if len(having) == 1 else ())
    return found


LOOKS: dict[str, Callable[[tuple[Option, ...]], set[int]]] = {
    "longest": _longest, "first": _first, "alone": _alone,
}  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Of one question: how often a look was there, and how often it was that of the right one."""

    chance: float
    right: dict[str, float]


def figures(entry: Entry) -> Figures | None:
    """Return the shares over all draws of all levels; None if there is nothing to choose."""
    counts, draws, chance = dict.fromkeys(LOOKS, 0), 0, 0.0
    for level in (1, 2, 3):
        for copy in range(DRAWS):
            answer = entry.draw(bank.variant_rng(4711, entry.id, level, copy), level).answer
            if not isinstance(answer, Choice):
                break
            if answer.several:
                continue
            draws += 1
            chance += 1 / len(answer.options)
            for name, look in LOOKS.items():
                counts[name] += answer.right[0] in look(answer.options)
    if not draws:
        return None
    return Figures(chance / draws, {name: count / draws for name, count in counts.items()})


def of_week(week: Week) -> dict[str, Figures]:
    """Return the figures of the questions with one right option."""
    found = {name: figures(entry) for name, entry in bank.load(week).items()}
    return {name: shares for name, shares in found.items() if shares}


if __name__ == "__main__":
    for one in WEEKS:
        if one.questions.is_dir():
            for title, shares in of_week(one).items():
                told = ", ".join(f"{look} {share:.0%}" for look, share in shares.right.items())
                print(f"{title}: chance {shares.chance:.0%}; the right one is {told}")
