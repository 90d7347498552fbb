"""What a report says does not depend on the inputs of hidden tests, whatever an answer tries.

An answer knows a digit of a hidden input and says it in each way that it has.  The same notebook
is graded with another digit there; if both reports are equal, the digit has not left.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from grader.base.records import NotebookResult, to_plain
from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.running.withheld import _wording
from grader.judge.source import code

FOLDER = Path(__file__).with_name("hostile") / "master"
INPUT = "31337.25"
WAYS = {
    "the shape of the result": "return np.zeros(2 + d)",
    "the number of axes": "return np.zeros((1,) * d)",
    "how many entries are wrong": "return np.where(np.arange(z.size) < d, z, 0.0).reshape(z.shape)",
    "which entry is not a number": "out = np.maximum(z, 0); out.flat[d % 4] = np.nan; return out",
    "the kind of the result": "return [{'a': 1}, 'a', 1.0, None, True, 1j, [[1], [1, 2]]][d % 7]",
    "the text of the result": "return 'the digit is %d. The loss went up' % d",
    "the kind of an error": "raise (KeyError, ValueError, IndexError, OSError, EOFError)[d % 5]()",
    "the name of an error": "raise type('E%d' % d, (ValueError,), {})()",
    "the text of an error": "raise ValueError('got %d' % d)",
    "the line of an error": (
        "exec(compile('\\n' * d + '1 / 0', '<ipython-input-1>', 'exec'), {'np': np})"
    ),
    "an error with advice": "raise (ZeroDivisionError, OverflowError, FloatingPointError)[d % 3]()",
    "the name that is missing": "raise NameError('no', name=('relu', 'sigmoid', 'best')[d % 3])",
    "an absent package": "raise ModuleNotFoundError('No module named \\'p%d\\'' % d)",
    "what was called": "raise type('DelegationError', (RuntimeError,), {})('calls %d' % d)",
    "how the program ends": "raise SystemExit(d)",
    "what is printed": "print(d); import sys; print(d, file=sys.stderr); return z",
    "a warning": "import warnings; warnings.warn('%d' % d); return z",
    "what it could not travel as": "return [open, np, print, object(), type][d % 5]",
    "how many bytes are in memory": "keep = bytes(d * 20_000_000); return z * len(keep)",
    "what later cells do": "globals()['best'] = d; return z",
}


def _assignment(digit: int) -> Assignment:
    """Return the assignment of the hostile tests with another number in its hidden test."""
    made = compile_assignment(FOLDER)
    (master,) = made.masters
    cells = tuple(replace(c, source=c.source.replace(INPUT, f"{digit}.5")) for c in master.cells)
    assert cells != master.cells
    return replace(made, masters=(replace(master, cells=cells, digest=f"digit {digit}"),))


@pytest.fixture(scope="module")
def two() -> tuple[Assignment, Assignment]:
    """Return two assignments that differ in a digit of a hidden input."""
    return _assignment(5), _assignment(8)


def _graded(assignment: Assignment, answer: str) -> NotebookResult:
    made = json.loads((FOLDER / "01_activations.ipynb").read_text())
    for cell in made["cells"]:
        cell["source"] = code.visible("".join(cell["source"]))
        if cell["id"] == "relu":
            cell["source"] = answer
    files = {"01_activations.ipynb": json.dumps(made).encode()}
    return grade_submission(assignment, files).notebooks[0]


def _report(found: NotebookResult) -> Any:
    """Return all that leaves, without the master's own cells and with no time in it."""
    plain = to_plain(found)
    for cell in plain["autograded"]["cells"]:
        if cell["id"].endswith("-test"):
            cell.pop("source")
    for timed in (plain, *plain["exercises"]):
        timed.pop("seconds")
    return plain


@pytest.mark.parametrize("way", WAYS)
def test_no_way_out_for_a_digit(way: str, two: tuple[Assignment, Assignment]) -> None:
    """The reports of two hidden inputs are equal, and the hidden part is lost with a reason."""
    answer = (
        "def relu(z):\n"
        "    if np.ndim(z) == 0:\n"
        "        return max(z, 0.0)\n"
        "    d = int(z[0, 0])\n"
        f"    {WAYS[way]}"
    )
    one, other = (_graded(assignment, answer) for assignment in two)
    relu = one.exercises[0]
    assert relu.points == 1.0
    assert [lost.part for lost in relu.lost] == ["an array"]
    assert relu.lost[0].reason
    assert _report(one) == _report(other)


def test_time_in_hidden_tests_is_not_reported(two: tuple[Assignment, Assignment]) -> None:
    """An answer that waits in a hidden test cannot say a number by how long."""
    answer = (
        "import time\n"
        "def relu(z):\n"
        "    time.sleep(1.8 if np.ndim(z) else 0)\n"
        "    return np.maximum(z, 0.0)"
    )
    found = _graded(two[0], answer)
    assert found.exercises[0].points == 3.0
    assert max(found.seconds, *(e.seconds for e in found.exercises)) < 1.8


def test_memory_is_told_in_large_steps(two: tuple[Assignment, Assignment]) -> None:
    """What an answer takes in a hidden test is reported so coarsely that it spells no digit."""
    answer = "def relu(z):\n    bytearray(97_654_321)\n    return np.maximum(z, 0.0)"
    found = _graded(two[0], answer)
    peaks = {found.peak_memory, *(e.peak_memory for e in found.exercises)}
    assert {peak % (250 << 20) for peak in peaks} == {0}
    assert max(peaks) > 0


MISTAKES = (
    # the reason of a hidden part, what is left of it
    ("dW: the bias is penalised. Leave it out.", "dW: the bias is penalised. Leave it out."),
    ("dW has the wrong sign.", "dW has the wrong sign."),
    ("dW[1] has the wrong sign.", "dW[1] has the wrong sign."),
    ("dW must have shape (2,), got (3, 1, 4).", "dW must have shape ..., got ...."),
    ("dW must be numbers, got text.", "dW must be numbers, got ...."),
    ("dW must be numbers, got dW. The bias is penalised.", "dW must be numbers, got ...."),
    ("3 of 5 weights are not 0.", "... of ... weights are not 0."),
    ("31337 has the wrong sign.", "... has the wrong sign."),
    ("a sentence of its own", ""),
    ("31337", ""),
    ("31 41 59: 26", ""),
)


@pytest.mark.parametrize(("reason", "left"), MISTAKES)
def test_named_mistakes_stay(reason: str, left: str) -> None:
    """What the author wrote is said in full; numbers and texts of an answer are dots."""
    wording = _wording(
        [
            'compare(f(x), "dW", {"the bias is penalised. Leave it out.": 0})',
            'f"{name}: {text}."; f"{name} has the wrong sign."; f"{a} of {b} weights are not 0."',
            'f"{name} must have shape {a}, got {b}."; f"{name} must be numbers, got {kind}."',
        ]
    )
    assert wording.said(reason) == left


def test_a_reason_that_fits_in_many_ways_is_looked_up_once() -> None:
    """Of a sentence with thirty holes and a text that nearly fits, not every way is tried."""
    wording = _wording(["f'" + "{a} and " * 30 + "{a}!'"])
    assert wording.said("x and " * 30 + "x!") == "... and " * 30 + "...!"
    assert wording.said("x and " * 60 + "y!") == "... and " * 30 + "...!"


def test_an_assertion_of_a_hidden_line_says_its_constant_text_only() -> None:
    """A message that the author made of the answer's values is withheld."""
    from grader.judge.running.program import scored_program
    from grader.judge.running.testcell import ScoredCell, file_of

    class NoCalls:
        secret = False

    source = (
        "one = {}\n### BEGIN HIDDEN TESTS\n"
        "assert one == 2, {}\n### END HIDDEN TESTS"
    )  # fmt: skip
    said = []
    for text in ("'one must be two'", "f'one is {one}'"):
        cell = ScoredCell("a", scored_program(source.format(41, text), file_of("a")), 1.0)
        outcome = cell.run(1, {"one": 41}, NoCalls())  # type: ignore[arg-type]  # it calls nothing
        assert outcome is not None
        said.append(outcome.reason)
    assert said == ["one must be two", "A hidden test failed."]
