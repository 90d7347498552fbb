"""The figures: right bars, words that say the same, and no colour that has to be seen."""

import base64
import xml.etree.ElementTree as ET

import pytest

from grader.assistant.report import figures
from grader.assistant.report.analysis import Item
from grader.masters.exercise import Exercise


def item(name: str, full: int, none: int, graded: int, discrimination: float | None) -> Item:
    """Return an exercise of 2 points."""
    exercise = Exercise(name, f"{name}_test", "01", 2.0, False)
    return Item(exercise, graded, full, none, 0, 1.0, 0.5, discrimination)


ITEMS = [item("cost_$_of_a_very_long_name_indeed", 1, 2, 4, -0.3), item("b", 3, 1, 4, None)]


def svg(figure: figures.Figure) -> ET.Element:
    """Return the picture; it must be well-formed."""
    head, code = figure.source.split(",", 1)
    assert head == "data:image/svg+xml;base64"
    return ET.fromstring(base64.b64decode(code))


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        ([0.0, 0.05, 0.3, 1.0], "0 to 10%: 2, 30 to 40%: 1, 90 to 100%: 1."),
        ([0.1 + 0.2], "30 to 40%: 1."),
        ([1.2], "90 to 100%: 1."),
    ],
)
def test_each_student_is_in_the_right_bar(shares: list[float], words: str) -> None:
    """The limits belong to the bar above them, 100 % and extra credit to the last one."""
    figure = figures.distribution(shares)
    svg(figure)
    assert figure.alt.endswith(words)


def test_one_exercise_and_many() -> None:
    """Both pictures of exercises are drawn for one and for forty, without a warning."""
    for items in (ITEMS[:1], ITEMS * 20):
        for draw in (figures.levels, figures.discrimination):
            assert svg(draw(items)).tag.endswith("svg")
    assert "b 50%" in figures.levels(ITEMS).alt
    assert figures.discrimination(ITEMS).alt.endswith("indeed -0.30.")


def test_the_same_picture_has_the_same_bytes() -> None:
    """A report that is made twice does not change."""
    assert figures.levels(ITEMS) == figures.levels(ITEMS)
