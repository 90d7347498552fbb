"""From a blueprint and a seed to the questions of an exam, and to its shuffled versions."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from math import factorial, prod

import numpy as np

from grader.base.errors import GraderError
from grader.exam import bank
from grader.exam.blueprint import Blueprint, candidates
from grader.exam.question import Choice, Derivation, Mark, Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ATTEMPTS = 200
Slot = tuple[int, str, int]
"""The number of a pick, a question and its level."""


@dataclass(frozen=True)
class Exam:
    """The questions drawn for one blueprint and seed.

    ``notes`` say which wishes could not be met exactly; ``label`` is a version's letter or a
    student's name; ``opening`` is what a practice sheet says before its first question.
    """

    blueprint: Blueprint
    seed: int
    questions: tuple[Question, ...]
    notes: tuple[str, ...] = ()
    label: str = ""
    opening: str = ""

    @property
    def points(self) -> int:
        """The sum of the questions' points."""
        return sum(question.points for question in self.questions)

    @property
    def minutes(self) -> float:
        """The sum of the questions' minutes."""
        return sum(question.minutes for question in self.questions)


def draw_exam(blueprint: Blueprint, seed: int, label: str = "") -> Exam:
    """Return the exam of a seed: the same seed gives the same questions and numbers.

    Raises
    ------
    GraderError : a demand cannot be met because the bank has too few questions that fit.
    """
    rng = np.random.default_rng([seed, zlib.crc32(b"selection")])
    best: list[Slot] = []
    best_miss = np.inf
    for _ in range(_ATTEMPTS):
        slots = _select(blueprint, rng)
        miss = _miss(blueprint, slots)
        if miss < best_miss:
            best, best_miss = slots, miss
        if miss == 0:
            break
    questions = tuple(_variant(blueprint, slot, seed) for slot in best)
    exam = Exam(blueprint, seed, questions, label=label)
    return replace(exam, notes=tuple(_notes(exam)))


def student_seed(seed: int, student: str) -> int:
    """Return the seed of a student's own sheet."""
    return zlib.crc32(f"{seed}/{student}".encode())


def versions(exam: Exam, count: int) -> list[Exam]:
    """Return ``count`` versions: the same questions and numbers in another order.

    Questions change places, and so do the options of each choice.  No two versions are alike: an
    exam of one question without options has one version, however many are asked for.

    Raises
    ------
    GraderError : the count is not between 1 and 26.
    """
    if not 1 <= count <= len(LETTERS):
        raise GraderError(f"versions must be between 1 and {len(LETTERS)}, got {count}")
    found: list[tuple[Question, ...]] = []
    for number in range(min(count, _orders(exam))):
        rng = np.random.default_rng([exam.seed, zlib.crc32(b"version"), number])
        while (questions := _shuffled(rng, exam, first=not number)) in found:
            pass
        found.append(questions)
    return [replace(exam, questions=one, label=LETTERS[i]) for i, one in enumerate(found)]


def _orders(exam: Exam) -> int:
    """Return in how many orders questions and options can stand."""
    answers = [question.answer for question in exam.questions]
    options = [len(answer.options) for answer in answers if isinstance(answer, Choice)]
    return factorial(len(answers)) * prod(map(factorial, options))


def _shuffled(rng: np.random.Generator, exam: Exam, *, first: bool) -> tuple[Question, ...]:
    """Return the questions in another order; the first version keeps theirs."""
    order = range(len(exam.questions)) if first else rng.permutation(len(exam.questions))
    return tuple(_reorder(rng, exam.questions[i]) for i in order)


def _reorder(rng: np.random.Generator, question: Question) -> Question:
    if not isinstance(question.answer, Choice):
        return question
    options = question.answer.options
    order = rng.permutation(len(options))
    answer = replace(question.answer, options=tuple(options[i] for i in order))
    return replace(question, answer=answer)


def _select(blueprint: Blueprint, rng: np.random.Generator) -> list[Slot]:
    """Give each place of the exam a question of its own, by augmenting paths."""
    fitting = [candidates(pick, blueprint.bank) for pick in blueprint.picks]
    _require_enough(blueprint, fitting)
    places = [i for i, pick in enumerate(blueprint.picks) for _ in range(pick.count)]
    orders = [[fitting[i][k] for k in rng.permutation(len(fitting[i]))] for i in places]
    taken: dict[str, tuple[int, int]] = {}

    def seat(place: int, tried: set[str]) -> bool:
        for name, level in orders[place]:
            if name in tried:
                continue
            tried.add(name)
            if name not in taken or seat(taken[name][0], tried):
                taken[name] = (place, level)
                return True
        return False

    unmet = [places[place] for place in range(len(places)) if not seat(place, set())]
    if unmet:
        raise GraderError(
            "; ".join(_shortage(blueprint, i, unmet.count(i)) for i in sorted({*unmet}))
        )
    chosen = {place: (name, level) for name, (place, level) in taken.items()}
    return [(places[place], *chosen[place]) for place in range(len(places))]


def _require_enough(blueprint: Blueprint, fitting: list[list[tuple[str, int]]]) -> None:
    """Refuse what the bank cannot have, before a place is made for each that is asked for."""
    lacking = [
        (i, pick.count - len({name for name, _ in there}))
        for i, (pick, there) in enumerate(zip(blueprint.picks, fitting, strict=True))
    ]
    said = [_shortage(blueprint, i, missing) for i, missing in lacking if missing > 0]
    if said:
        raise GraderError("; ".join(said))


def _shortage(blueprint: Blueprint, number: int, missing: int) -> str:
    pick = blueprint.picks[number]
    there = len({name for name, _ in candidates(pick, blueprint.bank)})
    shared = "" if there < pick.count else " and other picks need some of them"
    return (
        f"blueprint: pick {number + 1} ({pick}) asks for {pick.count} questions, {missing} too "
        f"many: the bank has {there} that fit{shared}"
    )


def _miss(blueprint: Blueprint, slots: list[Slot]) -> float:
    """Return how far a selection is from the points and over the minutes asked for."""
    points = sum(_points(blueprint, slot) for slot in slots)
    minutes = sum(bank.find(n, blueprint.bank).minutes[level - 1] for _, n, level in slots)
    miss = abs(points - blueprint.points) if blueprint.points else 0
    return miss + (max(0.0, minutes - blueprint.minutes) if blueprint.minutes else 0.0)


def _points(blueprint: Blueprint, slot: Slot) -> int:
    number, name, level = slot
    return blueprint.picks[number].points or bank.find(name, blueprint.bank).points[level - 1]


def _variant(blueprint: Blueprint, slot: Slot, seed: int) -> Question:
    _, name, level = slot
    entry = bank.find(name, blueprint.bank)
    question = entry.draw(bank.variant_rng(seed, name, level), level)
    points = _points(blueprint, slot)
    if isinstance(question.answer, Derivation) and points != question.points:
        marks = _share_out(question.answer.marks, points)
        question = replace(question, answer=replace(question.answer, marks=marks))
    return replace(question, points=points)


def _share_out(marks: tuple[Mark, ...], points: int) -> tuple[Mark, ...]:
    """Return the marks scaled to another sum, none below a point.

    What rounding leaves over goes to the last ones.
    """
    beyond, more = sum(mark.points - 1 for mark in marks), points - len(marks)
    scaled = [1 + ((mark.points - 1) * more // beyond if beyond else 0) for mark in marks]
    for i in range(points - sum(scaled)):
        scaled[-1 - i % len(scaled)] += 1
    return tuple(replace(mark, points=n) for mark, n in zip(marks, scaled, strict=True))


def _notes(exam: Exam) -> list[str]:
    wanted, notes = exam.blueprint, []
    if wanted.points and exam.points != wanted.points:
        notes.append(
            f"{wanted.points} points were asked for, the nearest selection found has {exam.points}"
        )
    if wanted.minutes and exam.minutes > wanted.minutes:
        notes.append(
            f"{wanted.minutes} minutes were asked for, the questions need {exam.minutes:g}"
        )
    return notes
