"""What the last cell of a notebook says before it is handed in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from course_lib.hints.handing_in import found, remarks

ANSWER = "def relu(z):\n    return np.maximum(z, 0)"
DEMO = "from itertools import pairwise\nimport math\nimport numpy as np\ndef walk(): ..."


def cell(source: str, **metadata: Any) -> dict[str, Any]:
    """Return a code cell."""
    return {"cell_type": "code", "source": source, "metadata": metadata}


def answer(source: str = ANSWER, **more: Any) -> dict[str, Any]:
    """Return the cell of the exercise relu."""
    return cell(source, nbgrader={"grade_id": "relu", "solution": True}, **more)


SETUP = cell("import numpy as np", nbgrader={"grade_id": "setup", "solution": False})
TEST = cell("import pandas\nrelu = 3", nbgrader={"grade_id": "relu_test", "grade": True})
FOLDED = cell(DEMO, tags=["demo"])
SAID = {
    "missing": ([], "The cell of relu is missing"),
    "renamed": ([cell(ANSWER)], "The cell of relu is missing"),
    "retyped": ([answer() | {"cell_type": "markdown"}], "no code cell any more"),
    "raw": ([answer() | {"cell_type": "raw"}], "no code cell any more"),
    "twice": ([answer(), cell("def relu(z): return z")], "relu is defined in two cells"),
    "twice, a value": ([answer(), cell("relu = abs")], "relu is defined in two cells"),
    "a demo's import": ([answer(), cell("b = pairwise([3])")], "demo cell gives pairwise"),
    "a demo's function": ([answer(), cell("x = walk()")], "demo cell gives walk"),
    "an absent package": ([answer(), cell("import pandas as pd")], "pandas may be missing"),
    "a part of one": ([answer(), cell("from sklearn.svm import SVC")], "sklearn may be missing"),
    "below a magic": ([answer(), cell("%matplotlib inline\nimport torch")], "torch may be missing"),
    "slow": ([answer(), cell("train()")], "took 80 s"),
    "slow in Colab": ([answer(), cell("t()", executionInfo={"elapsed": 65000})], "took 65 s"),
    "slow in JupyterLab": (
        [answer(), cell("t()", execution={
            "iopub.execute_input": "2026-01-01T10:00:00.5Z",
            "shell.execute_reply": "2026-01-01T10:01:30.5Z",
        })], "took 90 s",
    ),
    "not run": ([answer("def elu(z): return z")], "was not run since"),
    "not saved": ([answer("def relu(z): return 0")], "is not what is saved"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "says"), SAID.values(), ids=SAID)
def test_what_would_hurt_is_said_once(cells: list[dict[str, Any]], says: str) -> None:
    """One remark names what is wrong with the notebook, and no other is made up."""
    said = list(found([SETUP, FOLDED, *cells, TEST], ["relu"], [ANSWER], {"train()": 80.0}))
    assert [says in text for text in said] == [True], said


FINE = {
    "as it should be": [answer()],
    "a list of lines": [answer(ANSWER) | {"source": ANSWER.splitlines(keepends=True)}],
    "helpers": [cell("import math, json\ndef twice(x): return 2 * x"), answer()],
    "a name of one's own like a demo's": [cell("def walk(): ...\nwalk()"), answer()],
    "a local name like a demo's": [answer(), cell("def own(walk): return walk")],
    "a broken cell": [answer(), cell("def (")],
    "text": [answer(), {"cell_type": "markdown", "source": "import pandas", "metadata": {}}],
    "quick": [answer(), cell("t()", executionInfo={"elapsed": 5})],
    "odd notes of time": [answer(), cell("t()", execution={"shell.execute_reply": "later"})],
}


@pytest.mark.parametrize("cells", FINE.values(), ids=FINE)
def test_nothing_is_said_of_a_notebook_that_is_right(cells: list[dict[str, Any]]) -> None:
    """Whoever did everything right reads no warning."""
    assert list(found([SETUP, FOLDED, *cells, TEST], ["relu"], [ANSWER], {})) == []


def test_outside_of_a_notebook_nothing_is_said() -> None:
    """In a script and while grading there is no notebook to look at."""
    assert remarks(["relu"]) == ()


KERNEL = """
import IPython, sys
class Shell:
    kernel, user_ns = True, {"In": ["", "x = 1"]}
    class events:
        register = staticmethod(lambda name, what: None)
IPython.get_ipython = lambda: Shell
from course_lib import hints
print(repr(hints.summary(["relu"])))
"""


@pytest.mark.parametrize("place", ["JPY_SESSION_NAME", "__vsc_ipynb_file__", ""])
def test_the_file_is_found_in_a_kernel(place: str, tmp_path: Path) -> None:
    """JupyterLab and VS Code say where the notebook is; where nobody does, nothing is said."""
    path = tmp_path / "one.ipynb"
    path.write_text(json.dumps({"cells": [SETUP, TEST]}))
    program = KERNEL
    if place.startswith("_"):
        program = program.replace('{"In"', f'{{{place!r}: {str(path)!r}, "In"')
    env = {**os.environ, **({place: str(path)} if place.isupper() else {})}
    env.pop("COURSE_SANDBOX", None)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=env, check=True
    )
    assert ("! The cell of relu is missing" in done.stdout) == bool(place), done
