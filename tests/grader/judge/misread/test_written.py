"""A written answer beside its cell (kind E) waits for a person, who sees it; nothing else does.

Modelled on public reports: answers in cells without nbgrader's metadata (jupyter/nbgrader 424),
deleted cells (jupyter/nbgrader 1682), cells of comments that become texts (jupytext 41).
"""

from __future__ import annotations

from typing import Any

import pytest

SAYS = "Only the bias moves."
LONG = "The slope is zero there because the line is flat, so that nothing flows back."


def in_place_of(nb: Any, key: str) -> str:
    """The question's cell was replaced by one of the student's own."""
    nb.own(key, SAYS, kind="markdown")
    nb.drop(key)
    return str(nb.text())


def own(nb: Any, key: str, source: str, kind: str = "markdown", *, below: bool = False) -> str:
    """A cell of the student's own above or below one."""
    nb.own(key, source, kind=kind, below=below)
    return str(nb.text())


def added(nb: Any, key: str, text: str) -> str:
    """Something was written into a cell of the instructor."""
    nb.write(**{key: f"{nb[key]['source']}\n\n{text}"})
    return str(nb.text())


def merged(nb: Any, above: str, key: str, text: str = SAYS) -> str:
    """The question was answered and merged with the cell above it, whose name is kept."""
    nb.write(**{above: f"{nb[above]['source']}\n\n{nb[key]['source']}\n\n{text}"})
    nb.drop(key)
    return str(nb.text())


def picture(nb: Any) -> str:
    """A photograph of the answer in a cell above the question."""
    nb.own("why", "![](attachment:a.png)", kind="markdown")
    nb.cells[nb.place("why") - 1]["attachments"] = {"a.png": {"image/png": "iVBORw0KGgo="}}
    return str(nb.text())


def stripped(nb: Any, text: str) -> str:
    """All names are lost, and the answer stands below the question."""
    nb.strip()
    return text if not text else str(nb.text())


# What is written where, which of the two questions waits, and what its reader sees.
WRITTEN = {
    "above": (lambda nb: own(nb, "why", SAYS), "read 0"),
    "below": (lambda nb: own(nb, "why", SAYS, below=True), "read 0"),
    "raw below": (lambda nb: own(nb, "why", SAYS, "raw", below=True), "read 0"),
    "below the second": (lambda nb: own(nb, "how", SAYS, below=True), "0 read"),
    "above the text above it": (lambda nb: own(nb, "why_text", SAYS), "read 0"),
    "a comment": (lambda nb: own(nb, "why", f"# {SAYS}", "code"), "read 0"),
    "a comment below code": (
        lambda nb: own(nb, "why", f"x = 1\nprint(x)\n# {LONG}", "code"), "read 0",
    ),
    "a printed text": (lambda nb: own(nb, "why", f"print('{SAYS}')", "code"), "read 0"),
    "a text that is kept": (lambda nb: own(nb, "why", f'answer = """{SAYS}"""', "code"), "read 0"),
    "words in a code cell": (lambda nb: own(nb, "why", LONG, "code", below=True), "read 0"),
    "a formula": (lambda nb: own(nb, "why", "$b_2$", below=True), "read 0"),
    "a picture": (picture, "read 0"),
    "replaced": (lambda nb: in_place_of(nb, "why"), "read 0"),
    "the second replaced": (lambda nb: in_place_of(nb, "how"), "0 read"),
    "in the text above": (lambda nb: added(nb, "why_text", SAYS), "read 0"),
    "in the demo above": (lambda nb: added(nb, "picture_of_zero", f"# {LONG}"), "read 0"),
    "merged with the text above": (lambda nb: merged(nb, "more_text", "how"), "0 read"),
    "merged with the demo above": (lambda nb: merged(nb, "picture_of_zero", "why"), "read 0"),
    "at the end": (lambda nb: own(nb, "summary_text", LONG, below=True), "0 read"),
    "at the start": (lambda nb: own(nb, "title", LONG), "read ?"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_what_was_written_nearby_waits_for_a_person(name: str, right: Any, grade: Any) -> None:
    """It is shown with one question, the nearest; the other one is not given it too."""
    build, expected = WRITTEN[name]
    found = grade(build(right))
    why, how = found.exercises[2:]
    words = {None: "read", 0.0: "0"}
    said = ["?" if e.verdict == "not graded" else words[e.points] for e in (why, how)]
    assert " ".join(said) == expected
    shown = {c["id"]: c["source"] for c in found.autograded["cells"]}
    texts = [key for key in ("why", "how") if any(s in shown[key] for s in (*_SEEN, LONG))]
    assert texts == [key for key, word in zip(("why", "how"), said, strict=True) if word == "read"]


_SEEN = (SAYS, "$b_2$", "attachment:a.png")


UNTOUCHED = {
    "nothing": lambda nb: nb.text(),
    "a demo that was played with": lambda nb: added(nb, "picture_of_zero", "print(3)"),
    "a short remark in code": lambda nb: own(nb, "why", "x = 2  # two\nprint(x)", "code"),
    "a heading of the release, copied": lambda nb: own(nb, "why", nb["why_text"]["source"]),
    "a text of the release, worded differently": lambda nb: older(nb),
    "the placeholder, copied": lambda nb: own(nb, "why", "*Write your answer here.*"),
    "an empty cell": lambda nb: own(nb, "why", "\n\n"),
    "a rule": lambda nb: own(nb, "why", "---"),
    "code made a text": lambda nb: own(nb, "why", "```\ndef forward(x):\n    return x\n```"),
    "all names lost": lambda nb: stripped(nb, "x"),
    "a text merged with the next": lambda nb: next_text(nb),
}


def older(nb: Any) -> str:
    """The release of last week had another wording."""
    nb.write(why_text="## The left side\n\nNothing will flow back where the slope is zero.")
    return str(nb.text())


def next_text(nb: Any) -> str:
    """The question was not answered, and merged with the text below it."""
    nb.write(why=f"{nb['why']['source']}\n\n{nb['more_text']['source']}")
    nb.drop("more_text")
    return str(nb.text())


@pytest.mark.parametrize("name", UNTOUCHED)
def test_the_releases_own_text_is_no_answer(name: str, right: Any, outcome: Any) -> None:
    """Nothing was written by the student, and the file is whole: that is a zero."""
    assert outcome(UNTOUCHED[name](right)) == "2 1 0 0"


def test_an_answer_in_its_place_is_left_alone(right: Any, grade: Any) -> None:
    """What else was written goes to no question that is answered, and to no other one near it."""
    right.write(why="It is flat.", how="A little slope.")
    right.own("why", "A note of mine.", kind="markdown")
    found = grade(right.text())
    shown = {c["id"]: c["source"] for c in found.autograded["cells"]}
    assert [shown["why"], shown["how"]] == ["It is flat.", "A little slope."]


def test_one_text_at_the_end_may_answer_both(right: Any, grade: Any) -> None:
    """It is shown once; the other question says that somebody has to look, and is no zero."""
    right.own("summary_text", LONG, kind="markdown", below=True)
    right.own("summary_text", "Another cell.", below=True)
    right.own("title", LONG, kind="markdown")
    why, how = grade(right.text()).exercises[2:]
    assert {why.points, how.points} == {None}
