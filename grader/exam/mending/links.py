"""Which questions train what went wrong in an exercise, and whether every mistake has some."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from grader.base import notebooks
from grader.base.texts import read_text
from grader.base.trains import NAME, Trains, trains_in
from grader.base.week import EXERCISES, Week
from grader.exam import bank
from grader.exam.question import LEVELS
from grader.masters.exercise import Exercise

Row = Mapping[str, object]
"""A row of ``slides.toml``."""


@dataclass(frozen=True)
class Links:
    """The questions of one exercise: by words of its mistakes and parts, and for all else."""

    special: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    rest: tuple[str, ...]

    def of(self, told: str = "", parts: Iterable[str] = ()) -> list[str]:
        """Return the questions that train a mistake, the most special first.

        The names of the parts that were lost count only where nothing was told: a part may ask for
        several things, of which one is wrong.

        Examples
        --------
        >>> links = Links(((("sign",), ("bias_update",)), (("two",), ("mse_value",))), ("rest",))
        >>> links.of("db: the Sign is lost.", ["two"]), links.of("", ["two"]), links.of("", ["one"])
        (['bias_update', 'rest'], ['mse_value', 'rest'], ['rest'])
        """
        for text in [told] if told else parts:
            for words, questions in self.special:
                if any(word in text.lower() for word in words):
                    return list(dict.fromkeys([*questions, *self.rest]))
        return list(self.rest)


@lru_cache(maxsize=8)
def links(week: Week, asked: tuple[Exercise, ...]) -> dict[str, Links]:
    """Return the links of each exercise, in the order of the notebooks.

    Where the file of an exercise says nothing, as for a written answer, the questions are those of
    the lecture's statements that ``slides.toml`` gives it, or that its notebook teaches.

    Raises
    ------
    GraderError : what a file says of training is no dictionary of lists.
    """
    rows = _rows(week)
    return {item.name: _links(week, item, rows) for item in asked}


def _links(week: Week, item: Exercise, rows: Sequence[Row]) -> Links:
    said = _said(week, item.name)
    if said is None:
        own = [row for row in rows if row.get("exercise") == item.name]
        cells = notebooks.read_cells(week.folder / f"{item.notebook}.ipynb")
        near = own or _taught_above(rows, item.notebook, cells, item.cell)
        said = {"": _of_all(near)}
    special = ((_words(key), tuple(names)) for key, names in said.items() if key)
    return Links(tuple(special), tuple(said.get("", ())))


def questions_above(week: Week, notebook: str, cells: Iterable[Any], test: str) -> list[str]:
    """Return the questions of the statements that are taught above a test, in the nearest cell."""
    return _of_all(_taught_above(_rows(week), notebook, cells, test))


def _of_all(rows: Iterable[Row]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in _questions(row)))


def _taught_above(rows: Sequence[Row], notebook: str, cells: Iterable[Any], test: str) -> list[Row]:
    """Return the statements of the nearest cell above a test that teaches some."""
    above: list[Row] = []
    for cell in cells:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == test:
            break
        taught = [row for row in rows
                  if (row["notebook"], row["cell"]) == (notebook, cell.get("id"))]  # fmt: skip
        above = taught or above
    return above


def named(entry: str) -> tuple[str, int]:
    """Return the name of a question and the level from which on it trains a mistake.

    Examples
    --------
    >>> named("loss_gradient:3"), named("mse_value"), named("mse_value:x")
    (('loss_gradient', 3), ('mse_value', 1), ('mse_value', 0))
    """
    name, _, least = entry.partition(":")
    return name, int(least or 1) if (least or "1").isdecimal() else 0


def faults(week: Week, item: Exercise) -> list[str]:
    """Return what is wrong with the links of an exercise, an empty list if nothing is.

    Raises
    ------
    GraderError : what its file says of training is no dictionary of lists.
    """
    said = _said(week, item.name)
    if said is None:
        if item.written or (not week.trains and links(week, (item,))[item.name].rest):
            return []
        return [f"no question trains its mistakes: its file has no {NAME}"]
    found = [] if "" in said else [f'{NAME} has no key "", so some mistakes lead to no question']
    found += _no_questions(bank.load(week), said)
    texts = _wordings(week, item)
    for word in (word for key in said for word in _words(key)):
        if word not in texts:
            found.append(f"{NAME}: no mistake and no part has the words {word!r}")
    return found


def _no_questions(known: Iterable[str], said: Trains) -> Iterator[str]:
    """Yield what is no question of the bank, or no level."""
    names = [*known]
    for entry in dict.fromkeys(entry for entries in said.values() for entry in entries):
        name, least = named(entry)
        if least not in LEVELS:
            yield f"{NAME}: the level behind the colon must be 1, 2 or 3, got {entry!r}"
        if name not in names:
            close = difflib.get_close_matches(name, names, n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            yield f"{NAME} names {name}, and there is no such question.{hint}"


def _wordings(week: Week, item: Exercise) -> str:
    """Return all text in which the words of a mistake or a part of an exercise can stand."""
    helpers = (data.decode() for name, data in week.exercise_sources().items()
               if name == f"{item.name}.py" or name.startswith("_"))  # fmt: skip
    tests = (
        "".join(cell["source"])
        for cell in notebooks.read_cells(week.folder / f"{item.notebook}.ipynb")
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == item.cell
    )
    of_all = resources.files("course_lib.hints").iterdir()  # signs, factors, shapes
    shared = (file.read_text(encoding="utf-8") for file in of_all if file.name.endswith(".py"))
    return "\n".join((*helpers, *tests, *shared)).lower()


def statements(week: Week) -> list[tuple[str, tuple[str, ...]]]:
    """Return the statements of the lecture, ``slide: statement``, each with its questions."""
    return [(f"{row['slide']}: {row['says']}", _questions(row)) for row in _rows(week)]


def _said(week: Week, exercise: str) -> Trains | None:
    path = week.folder / EXERCISES / f"{exercise}.py"
    return trains_in(read_text(path, "exercise"), path.name) if path.is_file() else None


def _rows(week: Week) -> list[Row]:
    path = week.folder / "slides.toml"
    return tomllib.loads(read_text(path, "table"))["item"] if path.is_file() else []


def _questions(row: Row) -> tuple[str, ...]:
    listed = row.get("questions", ())
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


def _words(key: str) -> tuple[str, ...]:
    return tuple(word.strip().lower() for word in key.split("|") if word.strip())
