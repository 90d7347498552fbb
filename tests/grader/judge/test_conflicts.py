"""Conflicts that git left in a file: every style is understood, at a cost of one reading."""

from __future__ import annotations

import json

import pytest

from grader.judge.submitted import reading, salvage
from grader.judge.submitted.conflicts import unmerged

OURS, BASE, MIDDLE, THEIRS = "<<<<<<< HEAD", "||||||| 1a2b", "=======", ">>>>>>> branch"
STYLES = {
    "two sides": [OURS, "mine", MIDDLE, "other", THEIRS],
    "no labels": ["<<<<<<<", "mine", MIDDLE, "other", ">>>>>>>"],
    "diff3": [OURS, "mine", BASE, "old", MIDDLE, "other", THEIRS],
    "diff3 without labels": ["<<<<<<<", "mine", "|||||||", "old", MIDDLE, "other", ">>>>>>>"],
    "diff3, merged bases": [OURS, "mine", BASE, "<<<<<<<<< a", "=========", ">>>>>>>>> b", MIDDLE,
                            "other", THEIRS],
    "a label in the middle": [OURS, "mine", MIDDLE + " ", "other", THEIRS],
    "other side deleted": [OURS, "mine", MIDDLE, THEIRS],
    "the other has the answer": [OURS, "... # YOUR CODE HERE", MIDDLE, "mine", THEIRS],
    "the other has the text": [OURS, "*Write your answer here.*", BASE, "old", MIDDLE, "mine",
                               THEIRS],
    "an open one before": [OURS, "mine", MIDDLE, "other", THEIRS],
    "the other deleted the stub and an answer": [OURS, "mine", MIDDLE, THEIRS],
}  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("style", STYLES)
def test_every_style_of_conflict_leaves_the_students_side(style: str, end: str) -> None:
    """Two of them between other lines, and one that ends the file without a line end."""
    lines = ["first", *STYLES[style], "between", *STYLES[style], "last"]
    assert unmerged(end.join(lines)) == (end.join(["first", "mine", "between", "mine", "last"]), 2)
    assert unmerged(end.join(STYLES[style])) == (f"mine{end}", 1)


def test_an_answer_is_not_given_up_because_a_stub_stands_beside_it() -> None:
    """A side that is shorter wins nothing by having no stub."""
    lines = [OURS, "an answer", "... # YOUR CODE HERE", MIDDLE, "short", THEIRS, ""]
    assert unmerged("\n".join(lines)) == ("an answer\n... # YOUR CODE HERE\n", 1)


@pytest.mark.parametrize(
    "lines",
    [
        [OURS, "a", MIDDLE, "b"],
        [OURS, "a", THEIRS],
        [MIDDLE, "a", THEIRS],
        ["a", OURS + "x" * 3, "b"],
        ["<<<<<<<HEAD", "a", MIDDLE, "b", ">>>>>>>branch"],
        [" " + OURS, "a", MIDDLE, "b", THEIRS],
        ["<<<<<<<< HEAD", "a", MIDDLE, "b", THEIRS],
    ],
)
def test_what_is_no_whole_conflict_stays(lines: list[str]) -> None:
    """Half a conflict, indented or longer markers, and marks without a space are other text."""
    text = "\n".join(lines) + "\n"
    assert unmerged(text) == (text, 0)


def test_a_conflict_that_was_not_closed_spoils_none_that_was() -> None:
    """A marker left behind is text; the whole conflict after it is resolved."""
    lines = [OURS, "left", MIDDLE, OURS, "mine", MIDDLE, "other", THEIRS, "end"]
    assert unmerged("\n".join(lines)) == ("\n".join([OURS, "left", MIDDLE, "mine", "end"]), 1)


@pytest.mark.parametrize("size", [36_000, 1_000_000])
@pytest.mark.parametrize(
    "lines",
    [[OURS], [OURS, MIDDLE], [OURS, BASE], [MIDDLE, OURS], [THEIRS, OURS, MIDDLE], ["<<<<<<<"]],
)
def test_a_file_of_markers_is_read_to_its_end(lines: list[str], size: int) -> None:
    """A megabyte of markers that never match: a search that goes back would not end today."""
    block = "\n".join(lines) + "\n"
    found = reading.read("01.ipynb", (block * (size // len(block))).encode())
    assert found.reason == "the file is not a notebook"


def test_cells_inside_whole_objects_are_looked_for_with_bounded_effort(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Objects in objects, none of them a cell, are read again for each level only so long."""
    monkeypatch.setattr(salvage, "SALVAGE_EFFORT", 1_000_000)
    read_in_all = 0
    honest = json.JSONDecoder.raw_decode

    def counted(self: json.JSONDecoder, text: str, idx: int = 0) -> tuple[object, int]:
        nonlocal read_in_all
        value, stop = honest(self, text, idx)
        read_in_all += stop - idx
        return value, stop

    monkeypatch.setattr(json.JSONDecoder, "raw_decode", counted)
    nested = ('{"metadata":' + " " * 500) * 300 + "1" + "}" * 300
    found = reading.read("01.ipynb", b"broken " + nested.encode())
    assert found.reason == "the file is not a notebook"
    assert len(nested) < read_in_all < 1_000_000 + 2 * len(nested)
