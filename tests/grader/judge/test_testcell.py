"""What a test cell's end means, and what may be said about its failure."""

from typing import Any

import numpy as np
import pytest

from grader.judge.running.program import Program, scored_program
from grader.judge.running.proxies import Calls, FaultError, student_error
from grader.judge.running.testcell import Outcome, ScoredCell, file_of, read_score


class NoCalls(Calls):
    """Stands for the calls of a test that makes none."""

    def __init__(self) -> None:
        self.secret = False


def run(source: str, points: float = 2.0, **names: Any) -> Outcome:
    """Run both phases of a test cell."""
    program = Program.unpacked(scored_program(source, file_of("relu")).packed())
    cell = ScoredCell("relu", program, points, names={"relu"})
    outcome = cell.run(0, names, NoCalls()) or cell.run(1, names, NoCalls())
    assert outcome is not None
    return outcome


@pytest.mark.parametrize(
    ("source", "points"),
    [
        ("assert True", 2.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("import numpy as np\nnp.float64(1.25)", 1.25),
        ("import numpy as np\nnp.array(2)", 2.0),
        ("None", 2.0),
        ("True", 2.0),
        ("'a text';", 2.0),
        ("x = 1\n### BEGIN HIDDEN TESTS\nx += 1\n### END HIDDEN TESTS\nx - 1", 1.0),
        ("### BEGIN HIDDEN TESTS\n# nothing yet\n### END HIDDEN TESTS\n2", 2.0),
    ],
)
def test_scores(source: str, points: float) -> None:
    """No value is a pass, a number is partial credit, of whatever type and in whatever phase."""
    assert run(source) == Outcome("score", points)


@pytest.mark.parametrize(
    "source", ["'2'", "[1, 2]", "object()", "import numpy as np\nnp.ones(2) == 1"]
)
def test_what_is_no_score_is_the_answers_doing_if_the_solution_passes(source: str) -> None:
    """What an answer makes of a comparison cannot turn zero into "not graded"."""
    assert run(source).status == "suspect"


@pytest.mark.parametrize("source", ["3", "-1", "float('nan')"])
def test_a_score_out_of_range_is_the_answers_doing_if_the_solution_passes(source: str) -> None:
    """A number that the test computed from the answer cannot turn zero into "not graded"."""
    assert run(source).status == "suspect"


def test_an_answer_cannot_end_a_loop_of_the_test() -> None:
    """A StopIteration does not end ``all(map(f, cases))`` early, as if all were right."""
    stop = student_error("StopIteration", ["StopIteration", "Exception"], "")
    outcome = run("assert all(map(relu, [1, 2]))", relu=raising(stop))
    assert (outcome.status, outcome.points) == ("failed", 0.0)


def test_false_is_a_failure() -> None:
    """A test that ends with a comparison means it, unlike in nbgrader."""
    assert run("1 > 2").status == "failed"
    assert read_score(np.bool_(False), 2.0).status == "failed"


def test_a_failed_check_says_why() -> None:
    """The author's message is the reason; without one it is the check itself."""
    assert run("assert 1 > 2, 'one is less'").reason == "one is less"
    assert run("assert 1 > 2").reason == "This check failed: assert 1 > 2"


def test_a_hidden_check_says_only_what_its_author_wrote() -> None:
    """Neither the text of a hidden test nor the values that it compares are told."""
    hidden = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"
    compare = "import numpy as np\nnp.testing.assert_allclose(1, 31337)"
    assert run(hidden.format("assert 31337 == 1")).reason == "A hidden test failed."
    assert run(hidden.format(compare)).reason == "A hidden test failed."
    assert run(hidden.format("assert 31337 == 1, 'think of n = 0'")).reason == "think of n = 0"
    assert "31337" not in run(hidden.format("None.x31337")).reason


def raising(error: Exception) -> Any:
    """Return a function that raises ``error``."""

    def function(*args: Any) -> Any:
        raise error

    return function


def test_whose_fault_an_exception_is() -> None:
    """The student's exception fails; a name the notebook lacks too; others are looked into."""
    theirs = student_error("ValueError", ["ValueError"], "no", "line 3")
    assert run("relu(1)", relu=raising(theirs)).reason.endswith("ValueError: no, line 3")
    assert run("relu(1)").reason == "relu is not defined by your notebook."
    assert run("other(1)").status == "suspect"
    assert run("relu(1)", relu=raising(FaultError("passes a file"))).status == "suspect"


def test_student_errors_are_of_the_builtin_type() -> None:
    """A test may catch what the student's function raises, whatever name a class was given."""
    for kind in (ValueError, KeyError, OSError, UnicodeDecodeError, ExceptionGroup, SystemExit):
        error = student_error("Own", [k.__name__ for k in kind.__mro__], "text")
        base = kind if kind not in (UnicodeDecodeError, ExceptionGroup) else ValueError
        assert isinstance(error, base)
        assert str(error) == "text"
    assert isinstance(student_error("X", ["print", "exit", "no such"], ""), RuntimeError)
    assert type(student_error("<script>", ["ValueError"], "")).__name__ == "ValueError"
