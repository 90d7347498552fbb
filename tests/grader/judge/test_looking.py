"""What a test sees of a call beside its result: the arguments afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grader.judge.test_run import graded, notebook

SEEN = """
import numpy as np
X, rows, table = np.arange(6.0).reshape(2, 3), [1.0, 2.0], {"a": np.ones(2)}
value, after, named = f.looking(X, rows, table=table)
assert np.array_equal(X, np.arange(6.0).reshape(2, 3)) and rows == [1.0, 2.0]
seen = (float(value), after[0][0, 0], list(after[1]), named["table"]["a"][0])
assert seen == %r, seen
"""
LEAVES = "    return X.sum()"
CHANGES = {
    "nothing": ("", (15.0, 0.0, [1.0, 2.0], 1.0)),
    "the array": ("X -= 1", (9.0, -1.0, [1.0, 2.0], 1.0)),
    "a view of it": ("X.reshape(-1)[:1] = 7", (22.0, 7.0, [1.0, 2.0], 1.0)),
    "the list": ("rows.append(3.0)", (15.0, 0.0, [1.0, 2.0, 3.0], 1.0)),
    "inside a table": ("table['a'] *= 4", (15.0, 0.0, [1.0, 2.0], 4.0)),
    "only its own name": ("rows = rows + [1]", (15.0, 0.0, [1.0, 2.0], 1.0)),
}


def answer(body: str, head: str = "def f(X, rows, table):") -> str:
    """Return the cell of a solution."""
    return f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"


@pytest.mark.parametrize("what", CHANGES)
def test_a_test_sees_what_a_call_does_to_its_arguments(what: str, tmp_path: Path) -> None:
    """Arrays, views of them, lists and tables show it; the test's own arguments stay."""
    change, seen = CHANGES[what]
    body = f"    {change or 'pass'}\n{LEAVES}"
    result = graded(tmp_path, a=notebook("f", answer(body), SEEN % (seen,)))["a"]
    assert result.verdict == "passed", result


def test_arrays_arrive_as_the_test_made_them(tmp_path: Path) -> None:
    """Read-only, with gaps, of whole numbers or half precision: the answer gets just that."""
    test = """
import numpy as np
shut = np.ones(2)
shut.flags.writeable = False
assert f(shut) == [False, True, "float64"]
assert f(np.ones(8)[::2]) == [True, False, "float64"]
assert f(np.ones(2, int)) == [True, True, "int64"]
assert f(np.ones(0, "f4")) == [True, True, "float32"]
"""
    body = "    return [bool(X.flags.writeable), bool(X.flags.c_contiguous), str(X.dtype)]"
    result = graded(tmp_path, a=notebook("f", answer(body, "def f(X):"), test))["a"]
    assert result.verdict == "passed", result


def test_a_generator_of_the_test_stands_where_the_call_left_it(tmp_path: Path) -> None:
    """Looking at a call moves the test's generator as a plain call does."""
    test = """
import numpy as np
rng, same = np.random.default_rng(1), np.random.default_rng(1)
value, after, named = f.looking(rng)
assert value == same.random() and after == (rng,) and rng.random() == same.random()
"""
    result = graded(
        tmp_path, a=notebook("f", answer("    return rng.random()", "def f(rng):"), test)
    )
    assert result["a"].verdict == "passed", result


def test_an_error_of_a_call_that_is_looked_at_is_the_answers(tmp_path: Path) -> None:
    """It stops the test as in a plain call, whatever became of the arguments."""
    test = """
try:
    f.looking([])
except ZeroDivisionError as error:
    assert "division" in str(error)
else:
    assert False
"""
    body = "    x.append(object())\n    return 1 / 0"
    result = graded(tmp_path, a=notebook("f", answer(body, "def f(x):"), test))["a"]
    assert result.verdict == "passed", result
