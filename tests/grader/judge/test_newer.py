"""Syntax of a Python newer than the grader's is told from wrong syntax, and is never a zero."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.source import code, newer
from grader.judge.source.newer import NEWEST, OURS, lacking, older
from grader.judge.source.tokens import PlainError, tokens

# As the PEPs 695, 696, 701, 750, 758, 798 and 810 have them.
NEWER = {
    "def f[T](x: T) -> T:\n    return x": (3, 12),
    "class A[*Ts, **P,]:\n  async def f[\n    T: (int, str)  # one of these\n  ](self): ...": (
        3,
        12,
    ),
    "type Vector = list[float]": (3, 12),
    "type Pair[T] = tuple[T, T]; x = 1": (3, 12),
    "class A: type B = int": (3, 12),
    'print(f"shape {", ".join(map(str, x))}")': (3, 12),
    "f'{x['a']:{w['b']}} {y!r:>4} {{}} {z = }' 'more'": (3, 12),
    "''f'{'a'}'": (3, 12),
    "f'{'\\n'.join(x)}'": (3, 12),
    "f'{[  # a comment } with \"signs'\n    x\n]}'": (3, 12),
    "rf'\\d{x['a']}\\.'": (3, 12),
    "f'''{f'{f'{1}'}'}'''": (3, 12),
    "def f[T = int, *Ts = *tuple[int]](x): ...": (3, 13),
    "try:\n    f()\nexcept ValueError, np.linalg.LinAlgError:\n    pass": (3, 14),
    "try:\n    f()\nexcept* OSError, socket.error:\n    pass": (3, 14),
    "t'{x:.2f} and {f'{y}'}'": (3, 14),
    "f'{t'{x}'}'": (3, 14),
    "lazy import numpy as np\nlazy from math import pi": (3, 15),
    "x = [*y for y in z] + f(*y for y in z)": (3, 15),
    "{**d for d in ds}": (3, 15),
    "def f[T](x):\n    return [*y for y in x]": (3, 15),
}
WRONG = (
    "def f(x:\n    return x", "def relu[z]:\n    return z", "def f[x+1](z): ...", "print 'hello'",
    "f'{x y}'", "f'{}'", "f'{x!q}'", "f'{x['a'}'", "f'a } b'", "f'{x", "f'\\u12 {x['a']}'",
    "f'{'a'}' (", "type = = 3", "type X 3", "type is list =", "x = [*y, for y in z]",
    "try:\n    f()\nexcept ValueError, e:\n    pass", "lazy exec x", "def f[T](x)\n    return x",
    "class A[T: int str]: ...", "def f[*A: int](x): ...", "'never ended", "'''never ended",
    "))) f[",
    "if x = 3:\n    pass", "return [1, 2", "def f[T](x):\nreturn x",
)  # fmt: skip


@pytest.mark.parametrize(("source", "version"), NEWER.items())
def test_newer_syntax_is_known_by_its_version(source: str, version: tuple[int, int]) -> None:
    """Each construct is said to need the version that brought it, if this Python is older."""
    found = older(source)
    if version <= OURS:
        assert found is None
        ast.parse(source)
    else:
        assert found is not None
        assert found[1] == version
        ast.parse(found[0])


@pytest.mark.parametrize("source", WRONG)
def test_wrong_syntax_is_wrong(source: str) -> None:
    """What no Python can read is not taken for newer, whatever newer things stand beside it."""
    with pytest.raises(SyntaxError):
        ast.parse(source)
    assert older(source) is None
    assert older(f"lazy import math\n{source}\n") is None
    assert lacking(source, "3.15.2") == ""


def test_tokens_are_the_source() -> None:
    """Nothing is lost and nothing added, for every file of the grader itself."""
    for path in Path(newer.__file__).parent.glob("*.py"):
        source = path.read_text()
        assert "".join(token.text for token in tokens(source)) == source


@pytest.mark.parametrize("unit", ["[*", "f'{", "def f[", "'", "f'{x['a']}' +", "except A, B"])
def test_long_cells_are_answered(unit: str) -> None:
    """A source made to be slow gets an answer; if its time were quadratic, this would not end."""
    assert older(unit * (20_000 // len(unit))) is None


def test_deep_strings_are_wrong() -> None:
    """A string in a string in a string, twenty times, ends the search and not the grader."""
    with pytest.raises(PlainError):
        list(tokens("f'{" * 30 + "x" + "}'" * 30))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("3.15.0", "written for Python 3.15, "),
        ("3.17.0rc1", "written for Python 3.17, "),
        ("", "written for Python 3.15 or newer, "),
        ("3", "written for Python 3.15 or newer, "),
        ("{}.{}.9".format(*OURS), ""),
        ("3.9.1", ""),
    ],
)
def test_the_notebook_s_own_version_counts(written: str, said: str) -> None:
    """Who wrote with this Python, or an older one, has made a mistake."""
    found = lacking("lazy import math", written)
    assert found == (said and f"{said}this machine has {OURS[0]}.{OURS[1]}")


def test_a_version_beyond_the_known_ones_is_believed() -> None:
    """What nobody knows yet may be right in a notebook that names such a version."""
    assert lacking("spawn f()", "3.16.0").startswith("written for Python 3.16, ")
    assert lacking("spawn f()", "3.15.0") == ""


def _about(key: str, points: int = 0) -> dict[str, Any]:
    found = {"grade_id": key, "grade": points > 0, "locked": points > 0, "solution": not points}
    return {"nbgrader": {**found, "points": points}}


def _cell(key: str, source: str, points: int = 0, *, own: bool = False) -> dict[str, Any]:
    made = {"cell_type": "code", "id": key, "outputs": [], "execution_count": None}
    return made | {"metadata": {} if own else _about(key, points), "source": source}


def _solution(name: str, value: str) -> str:
    return f"def {name}(x):\n    ### BEGIN SOLUTION\n    return {value}\n    ### END SOLUTION"


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    """Return an assignment with three exercises of 1 point, the second of which calls the first."""
    cells = []
    for name, value in (("one", "x + 1"), ("two", "one(x) + 1"), ("three", "x + 3")):
        cells += [
            _cell(name, _solution(name, value)),
            _cell(
                f"{name}_test", f"x = 1\nassert {name}(x) == {dict(one=2, two=3, three=4)[name]}", 1
            ),
        ]
    made = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "01.ipynb").write_text(json.dumps(made))
    return compile_assignment(tmp_path)


LAZY = "lazy import math\n"
ONE, TWO, THREE = (
    "def one(x):\n    return x + 1",
    "def two(x):\n    return one(x) + 1",
    "def three(x):\n    return x + 3",
)
NEW_ONE = "def one(x):\n    return [*y for y in [[x + 1]]][0]"
NEW_THREE = "def three(x):\n    return [*y for y in [[x + 3]]][0]"


@pytest.mark.skipif(OURS >= NEWEST, reason="no newer syntax is known than this Python's")
@pytest.mark.parametrize(
    ("cells", "points"),
    [
        ({"one": NEW_ONE, "two": TWO, "three": THREE}, [None, None, 1.0]),
        ({"one": ONE, "two": TWO, "three": f"%matplotlib inline\n{NEW_THREE}"}, [1.0, 1.0, None]),
        ({"one": ONE, "two": "def two(x:", "three": NEW_THREE}, [1.0, 0.0, None]),
        ({"one": NEW_ONE, "two": TWO, "three": "def three(x): 2"}, [None, None, 0.0]),
        ({"one": NEW_ONE, "two": "two = lambda x: x + 2", "three": THREE}, [None, 1.0, 1.0]),
        ({"one": f"x = 1\n{NEW_ONE}", "two": TWO, "three": "f = 3"}, [None, None, 0.0]),
        (
            {
                "helper": "def add(*xs):\n    return sum([*x for x in [xs]])",
                "one": "def one(x):\n    return add(x, 1)",
                "two": TWO,
                "three": THREE,
            },
            [None, None, 1.0],
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("metadata", ["named", "absent", "cells without names"])
def test_what_depends_on_newer_syntax_is_not_graded(
    cells: dict[str, str], points: list[float | None], metadata: str, assignment: Assignment
) -> None:
    """A cell that cannot be read costs nobody points, and what does not need it is graded."""
    known = {c.key for c in assignment.masters[0].cells}
    bare = metadata == "cells without names"
    made = [_cell(key, text, own=bare or key not in known) for key, text in cells.items()]
    if bare:
        for number, cell in enumerate(made):
            cell["id"] = f"c{number}"
    version = {"name": "python", "codemirror_mode": {"version": 3}, "version": "3.15.1"}
    about = {"language_info": version} if metadata == "named" else {}
    notebook = {"cells": made, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    result = grade_submission(assignment, {"01.ipynb": json.dumps(notebook).encode()})
    exercises = result.notebooks[0].exercises
    assert [e.points for e in exercises] == points, exercises
    wanted = "3.15" if metadata == "named" else "3.15 or newer"
    reasons = {e.reason_not_graded for e in exercises if e.points is None}
    assert reasons == {f"written for Python {wanted}, this machine has {OURS[0]}.{OURS[1]}"}


@pytest.mark.skipif(OURS >= NEWEST, reason="no newer syntax is known than this Python's")
def test_what_is_newer_in_a_notebook_of_this_python_is_wrong(assignment: Assignment) -> None:
    """It did not run where it was written either."""
    made = [_cell("one", LAZY + ONE), _cell("two", TWO), _cell("three", THREE)]
    about = {"language_info": {"name": "python", "version": "{}.{}.1".format(*OURS)}}
    notebook = {"cells": made, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    result = grade_submission(assignment, {"01.ipynb": json.dumps(notebook).encode()})
    assert [e.points for e in result.notebooks[0].exercises] == [0.0, 0.0, 1.0]


NEWER_BESIDE = {
    "an import": (LAZY + ONE, 1.0),
    "an import that is used": (LAZY + "def one(x):\n    return math.floor(x + 1)", None),
    "a printed line": (f'{ONE}\nprint(f"one: {{"1"}}")', 1.0),
    "a helper for a picture": (f"def show[T](x: T) -> None:\n    print(x)\n\n\n{ONE}", 1.0),
    "a kind of its own": (f"type Number = int\n{ONE}", 1.0),
    "two errors": (f"try:\n    y = 1\nexcept ValueError, TypeError:\n    y = 2\n{ONE}", 1.0),
    "a value that is used": (
        'y = int(f"{"1"}")\ndef one(x):\n    return x + y', None,
    ),
    "a text over lines": ('print(f"{", ".join(\n["a"])}")\n' + ONE, None),
    "a name of a newer library": (
        "from itertools import batched\ndef one(x):\n    return next(batched([x + 1], 1))[0]", None,
    ),
    "such a name by its module": (
        "import math\ndef one(x):\n    return int(math.sumprod([x, 1], [1, 1]))", None,
    ),
    "a decorator of a newer library": (
        f"from warnings import deprecated\n@deprecated('old')\n{ONE}", None,
    ),
    "a wrong answer beside it": (LAZY + "def one(x):\n    return x - 1", 0.0),
}  # fmt: skip


@pytest.mark.skipif(OURS >= (3, 12), reason="all of this can be read and run")
@pytest.mark.parametrize("beside", NEWER_BESIDE)
def test_what_can_be_read_of_a_newer_cell_is_graded(beside: str, assignment: Assignment) -> None:
    """Only what really uses the newer thing is not graded; a wrong answer beside it is wrong."""
    source, points = NEWER_BESIDE[beside]
    made = [_cell("one", source), _cell("two", TWO), _cell("three", THREE)]
    about = {"language_info": {"name": "python", "version": "3.15.0"}}
    notebook = {"cells": made, "metadata": about, "nbformat": 4, "nbformat_minor": 5}
    exercises = grade_submission(assignment, {"01.ipynb": json.dumps(notebook).encode()})
    one, two, three = exercises.notebooks[0].exercises
    assert (one.points, two.points, three.points) == (points, points, 1.0)
    assert points is not None or "this machine has 3.11" in one.reason_not_graded


def test_names_of_a_newer_cell_are_seen() -> None:
    """A cell that cannot be run can still be found by what it defines."""
    assert dict(code.defined_names("lazy import math\ndef relu(z): ...")) == {"relu": "function"}
