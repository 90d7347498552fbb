"""A blueprint says how many questions of which topic and level an exam has."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.texts import read_text
from grader.base.week import Week
from grader.exam import bank
from grader.exam.question import KINDS, LEVELS, Derivation, Question


@dataclass(frozen=True)
class Pick:
    """A demand: ``count`` different questions that fit; what is not given is free."""

    count: int = 1
    topic: str = ""
    level: int = 0
    kind: str = ""
    question: str = ""
    points: int = 0

    def __str__(self) -> str:
        asked = {"topic": self.topic, "level": self.level, "kind": self.kind,
                 "question": self.question}  # fmt: skip
        return ", ".join(f"{key} {value}" for key, value in asked.items() if value) or "any"


@dataclass(frozen=True)
class Blueprint:
    """An exam as its author orders it; ``points`` and ``minutes`` are targets, 0 for none."""

    picks: tuple[Pick, ...]
    title: str = "Practice exam"
    course: str = "Machine learning"
    week: str = ""
    points: int = 0
    minutes: int = 0
    paper: str = "a4"
    bank: Week | None = None  # the week whose questions it asks for, found by its name


def read(path: Path | None = None, course: Course | None = None, week: str = "") -> Blueprint:
    """Return the blueprint of a TOML file, or the first one of the week.

    ``week`` is needed if several have questions and the file names none.

    Raises
    ------
    GraderError : the file cannot be read, or says something the bank does not know.
    """
    if path is None:
        folder = bank.choose(week, course).questions / "blueprints"
        path = min(folder.glob("*.toml"), default=None)
    if path is None:
        raise GraderError("the week has no blueprint", hint="Name one with --blueprint.")
    return parse(read_text(path, "blueprint"), path.name, course, week)


def parse(
    text: str, name: str = "blueprint", course: Course | None = None, week: str = ""
) -> Blueprint:
    """Return the blueprint that a TOML text describes.

    Examples
    --------
    >>> parse("[[pick]]\\ntopic = 'neuron'\\ncount = 2").picks[0].count
    2
    >>> parse("[[pick]]\\ntopik = 'neuron'")
    Traceback (most recent call last):
        ...
    grader.base.errors.GraderError: blueprint: pick 1: topik is not known. Did you mean topic?
    """
    who = name if name == "blueprint" else f"blueprint {name}"
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise GraderError(f"{who}: {error}") from None
    picks = data.pop("pick", None)
    if not isinstance(picks, list) or not picks:
        raise GraderError(f"{who}: there is no [[pick]], so no question is asked for")
    _check_fields(data, Blueprint, who)
    for number, pick in enumerate(picks, start=1):
        _check_fields(pick, Pick, f"{who}: pick {number}")
    if week and data.setdefault("week", week) != week:
        raise GraderError(f"{who}: its week must be the {week} of --week, got {data['week']}")
    try:
        chosen = bank.choose(data.get("week", ""), course)
    except GraderError as error:
        raise GraderError(f"{who}: {error.message}", hint=error.hint) from None
    blueprint = Blueprint(tuple(Pick(**pick) for pick in picks), **data, bank=chosen)
    _check_values(blueprint, who)
    return blueprint


def _check_fields(data: Mapping[str, Any], record: type, who: str) -> None:
    if not isinstance(data, dict):
        raise GraderError(f"{who}: it must be a table, got {data!r}")
    known: dict[str, Any] = {
        f.name: type(f.default) for f in fields(record) if f.name not in ("picks", "bank")
    }
    for key, value in data.items():
        if key not in known:
            raise GraderError(f"{who}: {key} is not known", hint=_nearest(key, known))
        if type(value) is not known[key]:
            must = "text" if known[key] is str else "a whole number"
            raise GraderError(f"{who}: {key} must be {must}, got {value!r}")
        if isinstance(value, int) and value < (1 if key == "count" else 0):
            raise GraderError(f"{who}: {key} must not be {value}")


def _check_values(blueprint: Blueprint, who: str) -> None:
    _one_of(blueprint.paper, ("a4", "us-letter"), f"{who}: paper")
    entries = bank.load(blueprint.bank)
    topics = list(dict.fromkeys(entry.topic for entry in entries.values()))
    for number, pick in enumerate(blueprint.picks, start=1):
        where = f"{who}: pick {number}"
        if pick.topic:
            _one_of(pick.topic, topics, f"{where}: topic")
        if pick.kind:
            _one_of(pick.kind, KINDS, f"{where}: kind")
        if pick.question:
            _one_of(pick.question, list(entries), f"{where}: question")
        if pick.level and pick.level not in LEVELS:
            raise GraderError(f"{where}: level must be 1, 2 or 3, got {pick.level}")
        if pick.question and not _worth_enough(pick, blueprint.bank):
            raise GraderError(
                f"{where}: points must be more than {pick.points}: {pick.question} has more lines "
                "to mark than that, each worth a whole point"
            )


def _worth_enough(pick: Pick, week: Week | None) -> bool:
    """Return whether the points of a pick do not rule out what else it asks for."""
    return bool(candidates(pick, week)) or not candidates(replace(pick, points=0), week)


def _one_of(value: str, known: Any, who: str) -> None:
    if value not in known:
        hint = _nearest(value, known)
        shown = ", ".join(known) if len(known) <= 12 else f"one of {len(known)} names"
        raise GraderError(f"{who} must be one of {shown}, got {value!r}", hint=hint)


def _nearest(value: str, known: Any) -> str:
    close = difflib.get_close_matches(value, list(known), n=1)
    return f"Did you mean {close[0]}?" if close else ""


def candidates(pick: Pick, week: Week | None) -> list[tuple[str, int]]:
    """Return the questions and levels that fit a demand, in the order of the bank."""
    return [
        (entry.id, level)
        for entry in bank.load(week).values()
        for level in LEVELS
        if pick.topic in ("", entry.topic)
        and pick.question in ("", entry.id)
        and pick.level in (0, level)
        and (not pick.kind or pick.kind == _sample(entry.id, level, week).kind)
        and (not pick.points or pick.points >= _lines(_sample(entry.id, level, week)))
    ]


@lru_cache(maxsize=1024)
def _sample(name: str, level: int, week: Week | None) -> Question:
    """Return a variant of a question, to see of which kind it is."""
    return bank.find(name, week).draw(bank.variant_rng(0, name, level), level)


def _lines(question: Question) -> int:
    """Return how many lines a person marks, each of which is worth a point at least."""
    answer = question.answer
    return len(answer.marks) if isinstance(answer, Derivation) else 0
