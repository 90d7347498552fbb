"""Simulated classes for ``grader similarity`` without any files: many, small, and quickly made.

An honest student takes a stored answer for each exercise and writes it in an own way; a written
answer is put together from points, each in one of several wordings. Somebody who copies takes over
another's answers in one of seven disguises. Nobody here knows how the comparison works.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import similarity_copies as copies
from similarity_essays import essay, reordered_sentences, with_synonyms
from similarity_writers import Writers

from grader.assistant.similarity.cells import Place, Work
from grader.assistant.similarity.given import Reader
from grader.assistant.similarity.reading import ClassWork
from grader.base.course import Course
from grader.instructor.answers import stored_answers
from grader.judge.assignment import compile_assignment
from grader.masters.exercise import exercises

Answers = dict[Place, str]
_ESSAY = "written"
_RIGHT = (0.35, 0.7, 0.9)  # how often a weak, a middling and a good student is right


@dataclass(frozen=True)
class Kind:
    """What is asked of a class; ``answers`` is "short", "long" or "mixed"."""

    students: int
    notebooks: int = 1
    answers: str = "mixed"
    written: bool = True

    def __str__(self) -> str:
        written = "written answers too" if self.written else "code only"
        return f"{self.students} students, {self.notebooks} notebooks, {self.answers}, {written}"


@dataclass
class Crowd:
    """A class; ``copied`` has the kind of each planted pair, by names in order."""

    read: ClassWork
    copied: dict[frozenset[str], str] = field(default_factory=dict)


class People:
    """Makes students from one half of the stored answers, the ``half``-th, 0 or 1."""

    def __init__(self, course: Course, half: int, seed: int = 0) -> None:
        compiled = compile_assignment(course.solutions("week4"))
        self.reader = Reader(course, compiled)
        self._writers = Writers(self.reader, seed)
        self._answers: dict[str, dict[bool, list[str]]] = {}
        for number, answer in enumerate(stored_answers(course, "week4")):
            if number % 2 == half:
                kept = self._answers.setdefault(answer.exercise, {True: [], False: []})
                kept[answer.is_right].append(answer.body)
        self._asked: dict[str, list[tuple[str, bool]]] = {}
        for item in exercises(course.masters("week4")):
            self._asked.setdefault(f"{item.notebook}.ipynb", []).append((item.name, item.written))
        lengths = {name: self._length(name) for name in self._answers}
        self._middle = sorted(lengths.values())[len(lengths) // 2]
        self._lengths = lengths

    def places(self, kind: Kind, rng: random.Random) -> list[tuple[Place, bool]]:
        """Return what is asked, each with whether it is written."""
        found: list[tuple[Place, bool]] = []
        for notebook in rng.sample(sorted(self._asked), kind.notebooks):
            asked = [name for name, written in self._asked[notebook] if not written]
            if kind.answers != "mixed":
                is_short = kind.answers == "short"
                fit = [n for n in self._lengths if (self._lengths[n] <= self._middle) == is_short]
                asked = rng.sample(sorted(fit), 3)
            found += [((notebook, name), False) for name in asked]
            if kind.written:
                found.append(((notebook, _ESSAY), True))
        return found

    def crowds(self, kind: Kind, seed: int, copied: float) -> tuple[Crowd, Crowd]:
        """Return an honest class, and the same class after so large a share of it has copied."""
        rng = random.Random(f"{kind} {seed}")
        places = self.places(kind, rng)
        written = {place for place, is_written in places if is_written}
        work = {f"h{n:03}": self._honest(places, rng) for n in range(kind.students)}
        honest = self._crowd(places, work, {})
        planted: dict[frozenset[str], str] = {}
        people = rng.sample(sorted(work), 2 * max(1, round(copied * kind.students)))
        for source, copier in zip(people[::2], people[1::2], strict=True):
            name = rng.choice(sorted(DISGUISES))
            work[copier] = _disguised(name, work[source], work[copier], written, rng)
            planted[frozenset((source, copier))] = name
        return honest, self._crowd(places, work, planted)

    def _crowd(
        self,
        places: list[tuple[Place, bool]],
        work: dict[str, Answers],
        copied: dict[frozenset[str], str],
    ) -> Crowd:
        works = [
            Work([name], "", {at: [(text, at[1] != _ESSAY)] for at, text in answers.items()})
            for name, answers in work.items()
        ]
        return Crowd(ClassWork(works, [place for place, _ in places], [], self.reader), copied)

    def _honest(self, places: list[tuple[Place, bool]], rng: random.Random) -> Answers:
        ability = rng.choice(_RIGHT)
        found: Answers = {}
        for place, written in places:
            found[place] = essay(rng) if written else self._code(place[1], ability, rng)
        return found

    def _code(self, exercise: str, ability: float, rng: random.Random) -> str:
        kept = self._answers[exercise]
        right = rng.random() < ability
        return self._writers.write(rng.choice(kept[right] or kept[True] or kept[False]), rng)

    def _length(self, exercise: str) -> int:
        texts = [body for kept in self._answers[exercise].values() for body in kept]
        return sorted(len(text.splitlines()) for text in texts)[len(texts) // 2]


def _disguised(
    name: str, theirs: Answers, own: Answers, written: set[Place], rng: random.Random
) -> Answers:
    code, text = DISGUISES[name]
    copied = {
        place: (text if place in written else code)(source, rng) for place, source in theirs.items()
    }
    return copied if name != "partial" else own | {at: copied[at] for at in _half(theirs, rng)}


def _half(answers: Answers, rng: random.Random) -> list[Place]:
    """Return half of the notebooks' exercises, of one notebook half of the exercises."""
    notebooks = sorted({notebook for notebook, _ in answers})
    if len(notebooks) < 2:
        return rng.sample(sorted(answers), (len(answers) + 1) // 2)
    kept = rng.sample(notebooks, (len(notebooks) + 1) // 2)
    return [place for place in answers if place[0] in kept]


def _unchanged(source: str, rng: random.Random) -> str:
    return source


def with_dead_code(code: str, rng: random.Random) -> str:
    """Return the code with statements between the others that change nothing."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return code
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for _ in range(rng.randrange(1, 4)):
                line = rng.choice(_DEAD).format(*(f"aux{rng.randrange(90)}" for _ in range(2)))
                node.body.insert(rng.randrange(len(node.body)), ast.parse(line).body[0])
    return ast.unparse(ast.fix_missing_locations(tree))


_DEAD = (
    "{0} = 0", "{0} = [1, 2, 3]", "{0} = {1} = None", "if False:\n    {0} = 1", "{0} = 7 * 6",
    "assert True", "{0} = 'start'", "for {0} in range(0):\n    {1} = {0}",
)  # fmt: skip


def _rewritten(code: str, rng: random.Random) -> str:
    return copies.renamed(copies.habitual(code, rng), rng)


def _longer(text: str, rng: random.Random) -> str:
    return f"{text} {essay(rng, points=2)}"


Change = Callable[[str, random.Random], str]
DISGUISES: dict[str, tuple[Change, Change]] = {
    "renamed": (copies.renamed, with_synonyms),
    "reordered": (copies.reordered, reordered_sentences),
    "comments": (copies.commented, with_synonyms),
    "reformatted": (copies.reformatted, copies.reformatted),
    "rewritten": (_rewritten, lambda t, r: reordered_sentences(with_synonyms(t, r), r)),
    "dead code": (with_dead_code, _longer),
    "partial": (_unchanged, _unchanged),
}


def sizes(students: int) -> Iterator[Kind]:
    """Yield every kind of class with so many students, those of different length in turn."""
    for written in (True, False):
        for notebooks in (1, 6, 2, 3):
            for answers in ("mixed", "short", "long"):
                yield Kind(students, notebooks, answers, written)


def here() -> Course:
    """Return the course of this repository."""
    return Course.find(Path(__file__).resolve().parents[2])
