"""Which questions a student gets for what was lost, at which level, and why each is there."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from grader.exam import bank
from grader.exam.blueprint import Blueprint
from grader.exam.draw import Exam, student_seed
from grader.exam.mending.links import Links, named
from grader.exam.mending.losses import EMPTY, MISSING, Loss
from grader.exam.question import LEVELS

MOST = 8
"""Questions on a sheet: two pages and a half, and as many of solutions."""
CAUSES = 5  # losses that are trained; what places are left trains the costliest of them harder
_AGAIN = {1: "For {} too.", 2: "For {} again, a step harder.", 3: "For {} once more, harder still."}
_AHEAD = 5  # questions for whoever has lost nothing


@dataclass(frozen=True)
class Step:
    """A question of a sheet, at a level, and the line that says why it is there."""

    question: str
    level: int
    why: str


@dataclass(frozen=True)
class Plan:
    """A sheet before its numbers are drawn; ``label`` is whose it is."""

    label: str
    opening: str
    steps: tuple[Step, ...]


def mend(
    losses: Sequence[Loss], links: Mapping[str, Links], most: int = MOST, of: int = 0
) -> list[Step]:
    """Return questions for the costliest losses, from easy to hard.

    Each of the first losses gets its most special question at level 1. While there is room, they
    get another one at level 2, and at level 3, and none that is easier than the one before. No
    question comes twice at one level.

    Parameters
    ----------
    of : the size of the class, if the losses are those of one.

    Examples
    --------
    >>> sign = Loss("step", 2.0, "mistake", "w: the sign is lost.")
    >>> [(s.question, s.level) for s in mend([sign], {"step": Links((), ("a", "b"))})]
    [('a', 1), ('b', 2), ('a', 3)]
    """
    trained = different(losses, links)[:CAUSES]
    taken: dict[tuple[str, int], Step] = {}
    reached: dict[Loss, int] = {}  # the level at which each loss was trained last
    for level in LEVELS:
        for loss, names in trained:
            first = (level - 1) % len(names)
            fitting = [(name, max(level, least, reached.get(loss, level)))
                       for name, least in map(named, (*names[first:], *names))]  # fmt: skip
            free = [place for place in fitting if place not in taken]
            if free and len(taken) < most:
                why = _AGAIN[level].format(loss.exercise) if loss in reached else _why(loss, of)
                taken[free[0]] = Step(*free[0], why)
                reached[loss] = free[0][1]
    return list(taken.values())


def different(
    losses: Sequence[Loss], links: Mapping[str, Links]
) -> list[tuple[Loss, tuple[str, ...]]]:
    """Return the losses with their questions, without those that a costlier one trains too."""
    found: dict[tuple[str, ...], Loss] = {}
    for loss in losses:
        known = links.get(loss.exercise)
        names = known.of(loss.told, loss.parts)[: len(LEVELS)] if known else []
        if names:
            found.setdefault(tuple(names), loss)
    return [(loss, names) for names, loss in found.items()]


def ahead(
    names: Sequence[str], links: Mapping[str, Links], seed: int, *, graded: bool
) -> list[Step]:
    """Return questions for whoever has lost nothing: the hardest, or a little of everything.

    Parameters
    ----------
    names : the exercises to go on from.
    graded : whether all their points were reached; without it nothing is known of the student.
    """
    rng = np.random.default_rng([seed, zlib.crc32(b"ahead")])
    steps: dict[str, Step] = {}
    for i in rng.permutation(len(names)):
        known = (named(entry)[0] for entry in links[names[i]].of())
        free = [name for name in known if name not in steps]
        if free and len(steps) < _AHEAD:
            level = LEVELS[-1] if graded else 1 + len(steps) // 2
            why = (f"You have all points of {names[i]}. This goes further." if graded
                   else f"It belongs to {names[i]}.")  # fmt: skip
            steps[free[0]] = Step(free[0], min(level, LEVELS[-1]), why)
    return sorted(steps.values(), key=lambda step: step.level)


def draw(plan: Plan, blueprint: Blueprint, seed: int) -> Exam:
    """Return the sheet: the same plan and seed give the same numbers."""
    own = student_seed(seed, plan.label)
    steps = sorted(plan.steps, key=lambda step: step.level)  # at one level a cause's first is first
    questions = tuple(
        replace(
            bank.find(step.question, blueprint.bank).draw(
                bank.variant_rng(own, step.question, step.level), step.level
            ),
            why=step.why,
        )
        for step in steps
    )
    return Exam(blueprint, seed, questions, label=plan.label, opening=plan.opening)


def _why(loss: Loss, of: int) -> str:
    """Return the line above a question; ``of`` is the size of a class, 0 for one student."""
    who = f"{loss.students} of {of}" if of else "you"
    if loss.kind in (EMPTY, MISSING):
        did = "left" if loss.kind == EMPTY else "did not hand in"
        empty = " empty" if loss.kind == EMPTY else ""
        return f"{who[0].upper()}{who[1:]} {did} {loss.exercise}{empty}."
    told = loss.told.removeprefix(f"{loss.exercise}: ")
    cost = f"In {loss.exercise} {who} lost {points_in_words(loss.points)}"
    return f"{cost}: “{told}”" if told else f"{cost}."


def points_in_words(points: float) -> str:
    """Write points, which may be halves, with their noun.

    Examples
    --------
    >>> points_in_words(1.0), points_in_words(0.75)
    ('1 point', '0.75 points')
    """
    return f"{points:.4g} point{'s' * (points != 1)}"
