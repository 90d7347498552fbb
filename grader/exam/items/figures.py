"""The numbers of an item analysis, and what to do with a question: keep it, look at it, retire it.

The limits are usual ones of classical test theory. Facility is the mean share of the points, so
1.0 is a question that everybody has. Discrimination is the corrected item-total correlation: of
the item's score with the share of the points in all other items. A question is retired only where
chance does not explain what is seen, that is at the far end of a 95% interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from grader.base.item_statistics import FEWEST, discrimination, interval
from grader.exam.items.matching import Item, Reply
from grader.exam.question import Choice

KEEP, LOOK, RETIRE = "keep", "look at it", "retire"
EASIEST, HARDEST, TELLS = 0.95, 0.25, 0.2
_ENOUGH = 20  # students, before an option that nobody took says something
_GROUP = 5  # takers of an option whose mean says something


@dataclass(frozen=True)
class Taken:
    """An option: who took it, and what share of the rest of the points they have on average."""

    text: str
    correct: bool
    because: str
    takers: int
    rest: float | None


@dataclass(frozen=True)
class Figures:
    """An item in numbers; what cannot be said is None, and then ``unknown`` says why."""

    item: Item
    count: int
    left_out: int
    facility: float | None
    discrimination: float | None
    unknown: str
    options: tuple[Taken, ...]
    verdict: str
    reasons: tuple[str, ...]

    @property
    def not_taken(self) -> list[str]:
        """The distractors that nobody took."""
        return [one.text for one in self.options if not one.correct and not one.takers]


def analyse(items: Sequence[Item]) -> list[Figures]:
    """Return the figures of all items, in their order."""
    rests = [_rests(item, items) for item in items]
    return [_figures(item, rest) for item, rest in zip(items, rests, strict=True)]


def _rests(item: Item, items: Sequence[Item]) -> dict[str, float]:
    """Return each student's share of the points in all other items that are known of them."""
    reached: dict[str, float] = {}
    possible: dict[str, float] = {}
    for other in items:
        for reply in other.replies if other is not item else ():
            if reply.points is not None:
                reached[reply.who] = reached.get(reply.who, 0.0) + reply.points
                possible[reply.who] = possible.get(reply.who, 0.0) + other.points
    return {who: reached[who] / possible[who] for who in reached if possible[who]}


def _figures(item: Item, rest: Mapping[str, float]) -> Figures:
    scored = [(reply, reply.points) for reply in item.replies if reply.points is not None]
    facility = fmean(points for _, points in scored) / item.points if scored else None
    pairs = [(points, rest[reply.who]) for reply, points in scored if reply.who in rest]
    told, unknown = discrimination(pairs)
    options = _options(item, rest)
    found = _judged(item, facility, told, len(pairs), options)
    order = (RETIRE, LOOK)
    verdict = next((one for one in order if any(v == one for v, _ in found)), KEEP)
    if len(scored) < FEWEST:
        verdict, found = KEEP, []
    left_out = sum(reply.left_out for reply in item.replies)
    reasons = tuple(reason for _, reason in sorted(found, key=lambda one: order.index(one[0])))
    return Figures(item, len(scored), left_out, facility, told, unknown, options, verdict, reasons)


def _options(item: Item, rest: Mapping[str, float]) -> tuple[Taken, ...]:
    """Return who took which option, if the file says it of anybody."""
    known = [reply for reply in item.replies if reply.chosen is not None]
    if item.question is None or not isinstance(item.question.answer, Choice) or not known:
        return ()
    found = []
    for option in item.question.answer.options:
        takers = [reply for reply in known if reply.chosen and option.text in reply.chosen]
        found.append(
            Taken(option.text, option.correct, option.because, len(takers), _mean(takers, rest))
        )
    return tuple(found)


def _mean(takers: Sequence[Reply], rest: Mapping[str, float]) -> float | None:
    shares = [rest[reply.who] for reply in takers if reply.who in rest]
    return fmean(shares) if shares else None


def _judged(
    item: Item, facility: float | None, told: float | None, pairs: int, options: Sequence[Taken]
) -> list[tuple[str, str]]:
    """Return what speaks against an item, each with a verdict."""
    found = []
    if told is not None:
        _, high = interval(told, pairs)
        if told < 0 and high < TELLS:
            found.append((RETIRE, "whoever knows the rest misses it: is the key right, has it two "
                                  "readings?"))  # fmt: skip
        elif told < TELLS:
            found.append((LOOK, f"it hardly tells strong from weak (at most {high:.2f})"))
    if facility is not None and facility >= EASIEST:
        found.append((RETIRE, "nearly everybody has it: good for practice, it tells nobody apart"))
    chance = _chance(item)
    if facility is not None and chance is not None and facility <= chance:
        found.append((LOOK, "guessing would do as well"))
    elif facility is not None and facility < HARDEST:
        found.append((LOOK, "few have it: was it taught, is it clear?"))
    return [*found, *((LOOK, reason) for reason in _distractors(options))]


def _chance(item: Item) -> float | None:
    """Return the share that guessing gets where one of several options is right."""
    answer = item.question.answer if item.question else None
    single = isinstance(answer, Choice) and not answer.several
    return 1 / len(answer.options) if single and isinstance(answer, Choice) else None


def _distractors(options: Sequence[Taken]) -> list[str]:
    """Return what is odd about the wrong options."""
    right = [one for one in options if one.correct]
    wrong = [one for one in options if not one.correct]
    if len(right) != 1:
        return []
    found = [f"more take “{one.text}” than what is right" for one in wrong
             if one.takers > right[0].takers]  # fmt: skip
    found += [
        f"those who take “{one.text}” know the rest better than those who are right"
        for one in wrong
        if min(one.takers, right[0].takers) >= _GROUP and (one.rest or 0) > (right[0].rest or 0)
    ]
    unused = [one for one in wrong if not one.takers]
    if sum(one.takers for one in options) >= _ENOUGH and 2 * len(unused) >= len(wrong) > 0:
        found.append(f"{len(unused)} of {len(wrong)} wrong options were taken by nobody")
    return found


@dataclass(frozen=True)
class Statement:
    """A statement of the lecture, and how well its questions were answered."""

    says: str
    questions: tuple[str, ...]
    facility: float | None


def by_statement(
    figures: Sequence[Figures], taught: Sequence[tuple[str, tuple[str, ...]]]
) -> list[Statement]:
    """Return the statements that the exam asked for, the least known first.

    Its facility is the mean of its questions', each with the same weight.
    """
    known = {one.item.name: one.facility for one in figures}
    found = []
    for says, names in taught:
        asked = tuple(name for name in names if name in known)
        shares = [share for name in asked if (share := known[name]) is not None]
        if asked:
            found.append(Statement(says, asked, fmean(shares) if shares else None))
    return sorted(found, key=lambda one: (one.facility is None, one.facility))
