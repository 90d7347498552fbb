"""Every number that a notebook says is computed again here, or listed with the reason why not."""

from __future__ import annotations

import math
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_lib import datasets

# pytest's importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))

from prose_numbers import (
    REASONS,
    code_numbers,
    how_to_list,
    literals,
    loose,
    places,
    prose,
    value,
)

LISTS = sorted((Path(__file__).parent / "prose").glob("*.toml"))
KNOWN = {
    "np": np, "math": math, "sys": sys, "datasets": datasets,
    "sigma": lambda z: 1 / (1 + math.exp(-z)),
}  # fmt: skip


@pytest.fixture(scope="module", params=LISTS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest, master: Callable[[str], Any]) -> tuple[Any, dict]:
    """Each master with the table of its numbers."""
    path: Path = request.param
    return master(path.stem), tomllib.loads(path.read_text(encoding="utf-8"))


def file_of(opened: Any) -> str:
    """Return the list of a notebook's numbers, as a message names it."""
    return f"tests/weeks/week4/prose/{opened.path.stem}.toml"


def texts(opened: Any) -> dict[str, str]:
    """Return the text of each text cell by its id."""
    return {cell.id: prose(cell.source) for cell in opened.cells if cell.cell_type == "markdown"}


def phrases(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the reason and the phrase of everything that the table of a cell covers."""
    for reason, listed in table.items():
        yield from ((reason, phrase) for phrase in listed)


def unlisted(text: str, table: dict[str, Any]) -> list[str]:
    """Return the numbers of a text that no phrase covers, each with what stands around it."""
    spans = [span for _, phrase in phrases(table) for span in places(text, phrase)]
    return [
        f"{digits} in '{' '.join(text[max(0, place - 40) : place + 20].split())}'"
        for place, digits in loose(text)
        if not any(start <= place < end for start, end in spans)
    ]


def numbers(text: str, phrase: str) -> set[float]:
    """Return the numbers that a phrase covers, wherever it stands."""
    spans = places(text, phrase)
    return {value(d) for place, d in loose(text) for a, b in spans if a <= place < b}


def test_every_master_has_a_list(master: Callable[[str], Any]) -> None:
    """No notebook of the week is left out."""
    folder = master(LISTS[0].stem).path.parent
    assert {path.stem for path in folder.glob("*.ipynb")} == {path.stem for path in LISTS}


def test_every_number_is_listed(notebook: tuple[Any, dict]) -> None:
    """A number that is new or was changed is covered by no phrase, and is shown."""
    opened, table = notebook
    found = {key: unlisted(text, table.get(key, {})) for key, text in texts(opened).items()}
    if missing := {key: what for key, what in found.items() if what}:
        pytest.fail(how_to_list(file_of(opened), missing), pytrace=False)


def test_every_phrase_stands_where_the_list_says(notebook: tuple[Any, dict]) -> None:
    """What was deleted from the text is deleted from the list, and a reason is one of the few."""
    opened, table = notebook
    written = texts(opened)
    for key, entries in table.items():
        where = f"{file_of(opened)}, [{key}]"
        assert key in written, f"{where}: the notebook has no such text cell"
        assert entries.keys() <= {"is", *REASONS}, where
        for _, phrase in phrases(entries):
            assert places(written[key], phrase), f"{where}: {phrase!r} is not in the text"
            assert numbers(written[key], phrase), f"{where}: {phrase!r} holds no number"


def test_what_was_computed_is_computed_again(notebook: tuple[Any, dict]) -> None:
    """Each expression is true and contains every number of its phrase."""
    opened, table = notebook
    written = texts(opened)
    for key, entries in table.items():
        for phrase, expression in entries.get("is", {}).items():
            absent = numbers(written[key], phrase) - literals(expression)
            where = f"{file_of(opened)}, [{key}]: {phrase!r}"
            assert not absent, f"{where} has {absent}, {expression} has not"
            assert bool(eval(expression, dict(KNOWN))), f"{where}: {expression} is false"


def test_what_the_code_sets_is_in_the_code(notebook: tuple[Any, dict]) -> None:
    """A number listed as a setting occurs in a code cell of the same notebook."""
    opened, table = notebook
    settings = code_numbers(opened.code)
    written = texts(opened)
    for key, entries in table.items():
        for phrase in entries.get("code", []):
            absent = numbers(written[key], phrase) - settings
            where = f"{file_of(opened)}, [{key}]"
            assert not absent, f"{where}: {phrase!r}: {absent} is in no code cell"


def test_a_heading_says_the_points_of_its_exercise(notebook: tuple[Any, dict]) -> None:
    """The points in the heading are those of the test cell, or of the written answer itself."""
    opened, _ = notebook
    asked: float | None = None
    for cell in opened.cells:
        mark = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown":
            found = re.search(r"^#+ (?:Exercise|Written).*\((\d+) points?\)", cell.source, re.M)
            asked = float(found[1]) if found else asked
        if mark.get("grade") and asked is not None:
            assert mark["points"] == asked, cell.id
            asked = None
    assert asked is None


def test_a_section_that_is_named_exists(notebook: tuple[Any, dict]) -> None:
    """Sections are numbered from 1 without a gap, and a reference leads to one of them."""
    opened, _ = notebook
    text = "\n".join(cell.source for cell in opened.cells if cell.cell_type == "markdown")
    sections = [int(n) for n in re.findall(r"^## (\d+)\. ", text, re.M)]
    assert sections == list(range(1, len(sections) + 1))
    inside = re.sub(r"[Nn]otebook \d, section \d+|\*.*\*, sections [\d.]+", "", text)
    named = {int(n) for n in re.findall(r"\b[Ss]ection (\d+)\b(?!\.\d)", inside)}
    assert named <= set(sections)


@pytest.mark.parametrize(
    ("name", "cell", "right", "wrong"),
    [
        (
            "05_dropout",
            "idea_text",
            "survives with probability 0.8",
            "survives with probability 0.2",
        ),
        ("05_dropout", "noise_text", "and 4 at $p = 0.8$", "and 5 at $p = 0.8$"),
        ("03_custom_losses", "once_text", r"\tfrac56", r"\tfrac46"),
        ("06_early_stopping", "summary_text", "about 7.9 %", "about 7.8 %"),
        ("02_backprop", "symmetry_text", "1,425", "1,452"),
    ],
)
def test_a_changed_number_is_noticed(
    master: Callable[[str], Any], name: str, cell: str, right: str, wrong: str
) -> None:
    """One number of the prose is changed: it is covered by no phrase any more."""
    table = tomllib.loads((LISTS[0].parent / f"{name}.toml").read_text(encoding="utf-8"))[cell]
    source = next(c.source for c in master(name).cells if c.id == cell)
    assert source.count(right) >= 1
    assert unlisted(prose(source), table) == []
    assert unlisted(prose(source.replace(right, wrong)), table) != []


def test_what_is_missing_is_said_with_where_it_belongs() -> None:
    """The message has the file, the cell, the number, and each key with its meaning."""
    table = {"given": ["the slope is 7"]}
    said = how_to_list("prose/03.toml", {"a_text": unlisted("the slope is 8 here", table)})
    assert said.startswith("prose/03.toml does not list these numbers:\n[a_text] 8 in ")
    assert all(f"\n  {key} = " in said for key in ("given", "code", "course"))
    assert "is.'phrase' = 'expression'" in said


def test_a_phrase_may_be_copied_from_the_notebook() -> None:
    """A short fraction is found as it is typed and as the list writes it, another one is not."""
    text = prose(r"below $\tfrac12$ of 3 costs")
    for phrase in (r"$\tfrac12$ of 3", r"$\tfrac{1}{2}$ of 3"):
        assert unlisted(text, {"given": [phrase]}) == []
    assert places(text, r"$\tfrac13$ of 3") == []
