"""The instructor's cells as compiled code."""

import pytest

from grader.judge.running.program import Nothing, Program, plain_program, scored_program

TEST = "x = 'shown'\n### BEGIN HIDDEN TESTS\ny = 'hidden'\n### END HIDDEN TESTS\nlen(x + y)"


def test_a_program_is_the_same_after_its_way_to_the_judge() -> None:
    """Packed and unpacked, a test still knows its phases, its hidden lines and its last value."""
    program = Program.unpacked(scored_program(TEST, "<test x>").packed())
    names: dict[str, object] = {}
    assert program.run(0, names) is Nothing
    assert names["x"] == "shown"
    assert "y" not in names
    assert program.run(1, names) == len("shownhidden")
    assert (program.goes_on, program.hidden) == (True, frozenset({2, 3, 4}))
    assert sorted(program.shown | program.used) == ["len", "shown", "x", "y"]


def test_the_last_value_of_a_cell_without_hidden_part() -> None:
    """The value of the last expression is the score, unless a semicolon says that it is none."""
    assert scored_program("2.5", "<test x>").run(0, {}) == 2.5
    assert scored_program("2.5;", "<test x>").run(0, {}) is Nothing


@pytest.mark.parametrize("source", ["def f(:", "return 1"])
def test_a_cell_that_is_no_python(source: str) -> None:
    """A test that cannot be compiled is an error; another cell of the instructor is left out."""
    assert plain_program(source) is None
    with pytest.raises(SyntaxError):
        scored_program(source, "<test x>")
