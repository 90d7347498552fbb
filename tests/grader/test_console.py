"""What is printed for a person at a terminal."""

import io

import pytest
from rich.console import Console

from grader.console import show_doctor
from grader.sandbox.doctor import Finding


@pytest.mark.parametrize(
    ("available", "needed", "enough"),
    [(True, True, True), (False, False, True), (False, True, False)],
)
def test_the_doctor_says_whether_it_is_enough(available: bool, needed: bool, enough: bool) -> None:
    """Only a defence that grading needs and the machine lacks is a reason to refuse."""
    text = io.StringIO()
    console = Console(file=text, width=100)
    findings = [Finding("a wall", available, needed, "wolves", "made of [bold]straw")]
    assert show_doctor(console, findings) is enough
    assert "[bold]straw" in text.getvalue()
    assert ("cannot be confined" in text.getvalue()) is not enough
