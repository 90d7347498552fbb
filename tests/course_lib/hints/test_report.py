"""Promises of the report and the score that a test cell ends with."""

from __future__ import annotations

import copy
import math
import pickle
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from course_lib import hints
from course_lib.hints.advice import advice


def lose(body: Callable[[], object], points: float = 2) -> hints.Lost:
    """Run a part that must be lost and return how."""
    report = hints.Report("exercise", points=points)
    with report.part("part", points=points):
        body()
    (lost,) = report.score().lost
    return lost


def test_points_are_those_of_the_parts_that_passed() -> None:
    """Partial credit is the sum of the parts, and the lost ones say why."""
    report = hints.Report("dense", points=4)
    with report.part("dW", points=3):
        pass
    with report.part("db", points=1):
        raise hints.HintError("db is missing.", "Sum over axis 0.")
    score = report.score()
    assert (score, score.points, score.max_points) == (3.0, 3.0, 4.0)
    assert score.lost == (hints.Lost("db", 1, "db is missing.", "Sum over axis 0."),)
    assert repr(score) == "3.0"


@pytest.mark.parametrize(("passed", "points"), [(0, 0.0), (1, 5.33), (2, 8.0)])
def test_without_its_hidden_parts_the_score_is_scaled(passed: int, points: float) -> None:
    """In a released notebook all visible parts give full points, never more."""
    report = hints.Report("dense", points=8)
    with report.part("first", points=2):
        hints.require(passed >= 1, "no")
    with report.part("second", points=1):
        hints.require(passed >= 2, "no")
    score = report.score()
    assert score == points
    assert "Hidden tests" in score._repr_html_()


def test_a_cell_with_only_hidden_parts_gives_nothing_for_nothing() -> None:
    """When no part is left to pass, nothing was shown, so nothing is earned."""
    assert hints.Report("all_hidden", points=3).score() == 0.0


@pytest.mark.parametrize("points", [0.0, 1.5, 4.0])
def test_nbgrader_reads_the_score_as_partial_credit(points: float) -> None:
    """nbgrader's own determine_grade gives exactly these points."""
    score = hints.Score(points, max_points=4)
    output = new_output("execute_result", {"text/plain": repr(score)})
    metadata = {"nbgrader": {"grade": True, "solution": False, "points": 4, "grade_id": "x",
                             "schema_version": 3, "locked": True, "task": False}}  # fmt: skip
    assert determine_grade(new_code_cell("x", metadata=metadata, outputs=[output])) == (points, 4)


def test_a_score_survives_copy_and_pickle() -> None:
    """A score keeps its reasons when it is copied or stored."""
    score = hints.Score(1, max_points=2, name="a", parts=["p"], lost=[hints.Lost("p", 1, "why")])
    for other in (copy.deepcopy(score), pickle.loads(pickle.dumps(score))):
        assert (other, other.lost, other.name) == (score, score.lost, "a")


def raises(error: BaseException) -> Callable[[], None]:
    def body() -> None:
        raise error

    return body


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (raises(KeyError("W")), "Your code stopped with KeyError: 'W'"),
        (raises(NotImplementedError()), "The exercise is not done yet."),
        (raises(SystemExit(0)), "Your code ended the program."),
        (raises(RecursionError("deep")), "Your code stopped with RecursionError: deep"),
        (raises(MemoryError()), "Your code stopped with MemoryError:"),
    ],
)
def test_an_exception_becomes_a_reason(body: Callable[[], None], reason: str) -> None:
    """Whatever a student's code raises costs its part and nothing else."""
    assert lose(body).reason.startswith(reason)


def test_a_stub_is_not_done_yet() -> None:
    """The test's own stumble over a None or an Ellipsis is told as what it is."""
    for stub in (None, ...):
        report = hints.Report("exercise", points=1)
        with report.part("part", points=1):
            _first, _second = stub  # type: ignore[misc]
        assert report.score().lost[0].reason == "The exercise is not done yet."


def test_interrupting_the_kernel_is_not_an_answer() -> None:
    """Ctrl-C goes through: a report must not swallow it."""
    with pytest.raises(KeyboardInterrupt):
        lose(raises(KeyboardInterrupt()))


def test_the_students_line_is_shown_and_the_tests_is_not(tmp_path: Path) -> None:
    """The reason shows the line of the student's code, never a line of the test."""
    file = tmp_path / "cell.py"
    file.write_text("def answer(x):\n    half = x / 0\n    return half\n")
    space: dict[str, Any] = {}
    exec(compile(file.read_text(), str(file), "exec"), space)
    secret = "the hidden input"
    lost = lose(lambda: (secret, space["answer"](1)))
    assert "line 2: `half = x / 0`" in lost.reason
    assert "secret" not in lost.reason
    assert "space" not in lost.reason


def test_a_bare_assert_shows_nothing_of_the_test() -> None:
    """A failing assert of the test itself says that a check failed and no more."""

    def check() -> None:
        raise AssertionError

    assert lose(check).reason == "A check of the answer failed."


def test_an_endless_message_is_cut() -> None:
    """A student's error message cannot flood the feedback."""
    assert len(lose(raises(ValueError("x" * 10**6))).reason) < 400


def test_an_error_of_another_process_keeps_its_line_and_its_kind() -> None:
    """The grader's stand-ins tell the student's line; a DelegationError is known by its name."""
    error = ValueError("bad")
    error.student_line = "line 7: `x = y`"  # type: ignore[attr-defined]
    assert "line 7: `x = y`" in lose(raises(error)).reason
    other = type("DelegationError", (RuntimeError,), {})("Use no library.")
    assert lose(raises(other)).reason == "Use no library."


def test_warnings_and_stderr_cost_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """nbgrader gives zero for anything on stderr, so a part keeps it away."""
    report = hints.Report("exercise", points=1)
    with report.part("part", points=1):
        warnings.warn("overflow", RuntimeWarning, stacklevel=1)
        print("noise", file=sys.stderr)
    assert report.score() == 1.0
    assert capsys.readouterr().err == ""


def test_the_table_escapes_what_students_write() -> None:
    """No text of a student becomes markup in a notebook or a feedback page."""
    report = hints.Report("exercise", points=1)
    with report.part("<b>part</b>", points=1):
        raise ValueError("<script>alert(1)</script>")
    table = report.score()._repr_html_()
    assert "<script>" not in table
    assert "<b>part</b>" not in table
    assert "✗" in table


def test_a_test_cell_that_is_written_wrongly_says_so() -> None:
    """Too many points, no points and two parts of one name are the author's errors."""
    report = hints.Report("exercise", points=1)
    with report.part("a", points=2):
        pass
    with pytest.raises(ValueError, match="at most 1 points, got 2"):
        report.score()
    with pytest.raises(ValueError, match="unique"), report.part("a", points=1):
        pass
    with pytest.raises(ValueError, match="positive"), report.part("b", points=0):
        pass
    with pytest.raises(ValueError, match="positive"):
        hints.Report("exercise", points=0)


def test_the_summary_shows_the_last_run_of_each_exercise() -> None:
    """The table says what passes, what does not and why, and what was not run."""
    for passes in (False, True):
        report = hints.Report("summary_a", points=2)
        with report.part("p", points=2):
            hints.require(passes, "no.")
        report.score()
    report = hints.Report("summary_b", points=2)
    with report.part("p", points=2):
        hints.require(False, "b is <wrong>.")
    report.score()
    table = hints.summary(["summary_a", "summary_b", "summary_c"])
    text = repr(table)
    assert "✓ summary_a  2 of 2" in text
    assert "✗ summary_b  0 of 2: b is <wrong>." in text
    assert "- summary_c  not run yet" in text
    assert "1 of 3 exercises" in text
    assert "<wrong>" not in table._repr_html_()
    assert "summary_b" in repr(hints.summary())


@pytest.mark.parametrize("earlier", ["passes", "fails"])
def test_a_lost_part_names_an_earlier_exercise_that_lost_points(earlier: str) -> None:
    """Only if the function that may be called is wrong itself, and only once."""
    report = hints.Report("earlier", points=1)
    with report.part("p", points=1):
        hints.require(earlier == "passes", "no.")
    report.score()
    later = hints.Report("later", points=2, calls=["earlier", "never_run"])
    for part in ("one", "two"):
        with later.part(part, points=1):
            hints.require(False, "wrong.", "Look.")
    said = [lost.hint for lost in later.score().lost]
    assert ("If you call earlier:" in said[0]) is (earlier == "fails")
    assert said[1] == "Look."


def test_errors_of_python_and_numpy_are_explained() -> None:
    """Each of the errors that beginners meet has a hint that fits it, and no other."""
    n, rows = [1.0, 2.0], [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]
    said = {
        "an axis is lost": lambda: np.array(rows) - np.array(rows).max(axis=1),
        "is one transposed": lambda: np.array(rows) @ np.array(rows),
        "`if` decides once": lambda: 1 if np.array(n) > 0 else 2,
        "divisor": lambda: 1 / (1 - int(n[0])),
        "too large": lambda: math.exp(1000 * n[0]),
        "is None here": lambda: (lambda pair: (lambda a, b: a)(*pair))(None),
    }
    for words, body in said.items():
        assert words in lose(body).hint, words


@pytest.mark.parametrize(
    ("error", "line", "words"),
    [
        (ValueError("The truth value of an array"), "a = max(p, q)", "max and min decide once"),
        (ValueError("The truth value of an array"), "if np.max(p) > q:", "`if` decides once"),
        (TypeError("only integer scalar arrays"), "a = np.max(p, q)", "is for an axis"),
        (TypeError("only integer scalar arrays"), "a = p[q]", ""),
        (UnboundLocalError("cannot access local variable"), "return t", "on every path"),
        (NameError("name 't' is not defined"), "return t", "spelt right"),
    ],
)
def test_the_line_decides_what_is_said(error: Exception, line: str, words: str) -> None:
    """One message of NumPy has several causes, which the line tells apart."""
    said = advice(error, str(error), line)
    assert words in said
    assert bool(words) == bool(said)


def test_the_summary_counts_extensions_apart() -> None:
    """Core and extensions: what was run, and the points of each."""
    for name, points in (("core_a", 3), ("beyond_a", 2)):
        report = hints.Report(name, points=points)
        with report.part("p", points=points):
            hints.require(name == "core_a", "no.")
        report.score()
    text = repr(hints.summary(["core_a"], extensions=["beyond_a", "beyond_b"]))
    assert "1 of 3 exercises pass" in text
    assert "Core: 3 of 3 points in the 1 of 1 that were run." in text
    assert "Extensions: 0 of 2 points in the 1 of 2 that were run." in text
    assert "✗ beyond_a  extension, 0 of 2: no." in text
