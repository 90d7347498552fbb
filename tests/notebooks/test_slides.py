"""The table of slide items is complete, and what it names exists."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest

HERE = Path(__file__).parent
MASTERS = sorted((HERE.parents[1] / "solutions" / "week4").glob("*.ipynb"))
ITEMS = tomllib.loads((HERE / "slides.toml").read_text(encoding="utf-8"))["item"]

# The titles of the lecture, read off the slides and not off the table, and how many statements
# each makes at least. Slides with the same title count together.
SLIDES = {
    "Announcements": 4,
    "Recap: Gradient Descent": 3,
    "Recap: NN": 1,
    "Neural Network (NN)": 2,
    "Deep neural network": 1,
    "Activation Functions": 1,
    "Sigmoid": 1,
    "tanh": 1,
    "ReLU": 1,
    "Leaky ReLU": 1,
    "Maxout": 1,
    "ELU": 1,
    "Activation Functions applications": 7,
    "Multilayer Perceptron (MLP)": 4,
    "MLP is also referred as": 4,
    "The Challenge in Neural Networks": 4,
    "What is Backpropagation?": 4,
    "Step-by-Step Flow": 4,
    "Back Propagation: One Neuron": 10,
    "Back Propagation: generally": 4,
    "Regularization": 1,
    "Custom Loss Functions in ML": 5,
    "Example: Credit Risk Scoring": 2,
    "Why Regularization?": 3,
    "Underfitting, Overfitting, Good Fit": 3,
    "L2 Regularization (Ridge)": 5,
    "L2 Regularization": 1,
    "L1 Regularization (Lasso)": 3,
    "L1 Regularization": 3,
    "Comparison: L1 vs L2": 4,
    "Regularization in Neural Networks": 5,
    "Dropout Example": 1,
    "Dropout": 6,
    "Early Stopping": 5,
    "Summary": 5,
}


@cache
def cells(notebook: str) -> list[Any]:
    """Return the cells of a master."""
    path = HERE.parents[1] / "solutions" / "week4" / f"{notebook}.ipynb"
    return list(nbformat.read(path, as_version=4).cells)


@cache
def sections(notebook: str) -> dict[str, str]:
    """Return the text and code under each heading, sub-headings included."""
    found: dict[str, list[str]] = {}
    is_open: list[str] = []
    for cell in cells(notebook):
        for line in cell.source.splitlines():
            mark = re.match(r"(#{1,3}) (?!(BEGIN|END) )", line)
            if cell.cell_type == "markdown" and mark:
                level = len(mark[1])
                is_open = [h for h in is_open if len(h.split(" ")[0]) < level] + [line]
                found[line] = []
            for heading in is_open:
                found[heading].append(line)
    return {heading: "\n".join(lines) for heading, lines in found.items()}


@cache
def graded(notebook: str) -> dict[str, float]:
    """Return the points of all graded cells of a master by grade_id."""
    marks = [cell.metadata.get("nbgrader", {}) for cell in cells(notebook)]
    return {mark["grade_id"]: mark["points"] for mark in marks if mark.get("grade")}


@cache
def file_testing(notebook: str) -> str:
    """Return the tests of this master: its own file, and the one for all six."""
    texts = [path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py")]
    opens = (f'master("{notebook}")', "master(request.param)")
    return "\n".join(text for text in texts if any(words in text for words in opens))


def test_every_slide_is_in_the_table() -> None:
    """No title of the lecture is missing, none is invented, and none has lost a statement."""
    counted = Counter(item["slide"] for item in ITEMS)
    assert set(counted) == set(SLIDES)
    assert {s: n for s, n in SLIDES.items() if counted[s] < n} == {}


def test_the_table_is_in_the_order_of_the_slides() -> None:
    """A reader finds an item where the lecture has it."""
    order = list(SLIDES)
    places = [order.index(item["slide"]) for item in ITEMS]
    assert places == sorted(places)


def test_no_statement_stands_twice() -> None:
    """Two rows with one statement would hide that another is missing."""
    twice = Counter((item["slide"], item["says"]) for item in ITEMS)
    assert [pair for pair, n in twice.items() if n > 1] == []


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item['slide']}: {item['says']}"[:70])
def test_what_an_item_names_exists(item: dict[str, str]) -> None:
    """The heading is there, its section says the words, and exercise and test exist."""
    section = sections(item["notebook"]).get(item["section"])
    assert section is not None, f"no heading {item['section']!r}"
    assert item["words"] in section
    if "exercise" in item:
        assert f"{item['exercise']}_test" in graded(item["notebook"])
    assert re.search(rf"^def {item['test']}\(", file_testing(item["notebook"]), re.M)


def test_every_exercise_serves_a_statement() -> None:
    """No autograded exercise is about something that the lecture does not say, bar the checks."""
    beyond_the_slides = {"numeric_gradient", "planted_bug", "dropout_backward", "expected_noise"}
    exercises = {
        name.removesuffix("_test")
        for path in MASTERS
        for name in graded(path.stem)
        if name.endswith("_test")
    }
    assert exercises - {item.get("exercise") for item in ITEMS} <= beyond_the_slides


def test_the_exercises_of_the_week_make_100_points() -> None:
    """The six masters have the planned points, written answers included."""
    points = {path.stem: sum(graded(path.stem).values()) for path in MASTERS}
    assert points == {
        "01_activations": 14,
        "02_backprop": 25,
        "03_custom_losses": 14,
        "04_l1_l2_regularization": 25,
        "05_dropout": 12,
        "06_early_stopping": 10,
    }
    assert sum(points.values()) == 100


def test_no_grade_id_is_used_twice_in_the_week() -> None:
    """Exercises of two notebooks with one name would share one stored answer."""
    names = Counter(name for path in MASTERS for name in graded(path.stem))
    assert [name for name, n in names.items() if n > 1] == []
