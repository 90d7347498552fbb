"""The week of these tests is itself right: full marks for the answers, none for the release."""

from __future__ import annotations

from typing import Any


def test_what_is_right_and_what_is_empty(right: Any, outcome: Any) -> None:
    """Right answers get their points, stubs none, and a question without an answer is a zero."""
    assert outcome(right.text()) == "2 1 0 0"
    right.write(why="It is flat.", how="A little slope.")
    assert outcome(right.text()) == "2 1 read read"
    right.write(pair="def forward(x):\n    ...\n\n\ndef backward(x):\n    ...", table="...")
    assert outcome(right.text()) == "0 0 read read"
