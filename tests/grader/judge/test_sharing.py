"""Which notebooks run all their tests in one process, and that no score depends on it."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path
from typing import Any

import nbformat
import pytest

from grader.base.course import Course
from grader.base.records import SubmissionResult
from grader.instructor.answers import answered, stored_answers
from grader.judge.assignment import compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.reference import reference
from grader.judge.running import job
from grader.judge.running.sharing import may_share

SETUP = "%matplotlib inline\nimport numpy as np\nimport matplotlib.pyplot as plt"
F = "def f(x):\n    return np.exp(x)"
TEST = {"f": "function"}
MASTER = Path(__file__).with_name("hostile") / "master" / "01_activations.ipynb"

KEEP_NOTHING = {
    "functions of their arguments": [F, TEST, "def g(x):\n    return f(x) + 1", {"g": "function"}],
    "cells that show something": [F, "z = np.linspace(0, 1)\nplt.plot(z, f(z))", TEST, "f(2)"],
    "a constant": ["E, RATE = 1e-9, -1\nNAMES = ('a', 'b')", "def f(x):\n    return x + E", TEST],
    "a lambda": ["f = lambda x: x + 1", TEST],
    "the same import again": [F, TEST, "import numpy as np\ndef g(x):\n    return np.exp(x)"],
    "own variables": ["def f(x):\n    seen = []\n    seen.append(x)\n    return seen", TEST],
    "closures": [
        "def f(x):\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n    g()",
        TEST,
    ],
    "fresh random numbers": ["def f(x, rng):\n    return np.random.default_rng(1).random()", TEST],
    "a seed for the cells": ["np.random.seed(0)", F, TEST],
    "defaults": ["def f(x, by=np.exp, at=(1, 2)):\n    return by(x)", TEST],
    "data for a test": ["layers = dict(zip('ab', [1, 2]))", {"layers": "data"}, F, TEST],
    "data made by a comprehension": ["a = [1]", "b = [i + j for i in a for j in a]", {"b": "data"}],
    "nothing defined": ["", TEST, "1 + 1"],
    "magics that do nothing here": [
        "%config InlineBackend.figure_format = 'retina'\n!pip install numpy",
        "%%time\n" + F,
        TEST,
    ],
    "a seed that the test passes on": [
        "def f(rng):\n    return rng.random(3) + rng.random()",
        TEST,
    ],
    "data beside what a test sees": ["a = [1]", "b = [2]", "c = [a]", {"b": "data"}, "a.append(3)"],
    "settings of pictures": ["plt.rcParams['figure.figsize'] = (2, 2)", F, TEST],
}
MAY_KEEP = {
    "a list": ["seen = []", "def f(x):\n    seen.append(x)\n    return len(seen)", TEST],
    "a global variable": ["n = 0\ndef f(x):\n    global n\n    n += 1\n    return n", TEST],
    "a default that lasts": ["def f(x, seen=[]):\n    seen.append(x)\n    return seen", TEST],
    "a default by name": ["seen = []", "def f(x, to=seen):\n    to.append(x)", TEST],
    "an attribute": ["def f(x):\n    f.n = x\n    return x", TEST],
    "an attribute of a module": [F, TEST, "np.exp = np.log"],
    "an item of a table": ["t = {}", "def f(x):\n    t[x] = 1", TEST],
    "a generator for all": ["r = np.random.default_rng(0)\ndef f(x):\n    return r.random()", TEST],
    "the old random numbers": ["def f(x):\n    return np.random.rand()", TEST],
    "the module random": ["import random\ndef f(x):\n    return random.random()", TEST],
    "random as a name": ["from numpy import random as r\ndef f(x):\n    return r.rand()", TEST],
    "random from its module": ["from numpy.random import rand\ndef f(x):\n    return rand()", TEST],
    "a random import inside": ["def f(x):\n    import random\n    return random.random()", TEST],
    "a split at random": [
        "from sklearn.utils import resample\ndef f(x):\n    return g(x, shuffle=1)", TEST
    ],
    "a cache": ["import functools\n@functools.cache\ndef f(x):\n    return x", TEST],
    "a class": ["class F:\n    def __call__(self, x):\n        return x\nf = F()", TEST],
    "a callable object": ["f = np.vectorize(abs)", TEST],
    "a file": ["def f(x):\n    open('n', 'a').write('x')", TEST],
    "everything by a star": ["from helper import *", TEST],
    "a module of the student": ["import helper\ndef f(x):\n    return helper.f(x)", TEST],
    "text that is run": ["def f(x):\n    exec('global n; n = 1')", TEST],
    "its own globals": ["def f(x):\n    return f.__globals__", TEST],
    "errors that raise": [F, TEST, "np.seterr(all='raise')"],
    "a definition that changes": [F, TEST, "def f(x):\n    return x"],
    "a name that comes too late": ["def f(x):\n    return h(x)", TEST, "def h(x):\n    return x"],
    "an answer below its test": [TEST, F],
    "a builtin that is replaced": ["def f(x):\n    return abs(x)", TEST, "abs = np.exp"],
    "data that a later cell touches": ["a = [1]", {"a": "data"}, "a.append(2)"],
    "a part of data that a later cell changes": [
        "w = np.zeros(2)",
        "a = [w]",
        {"a": "data"},
        "w += 1",
    ],
    "a star from NumPy": ["def f(x):\n    return sum(x)", TEST, "from numpy import *"],
    "a function of a module of the student": ["from helper import f", TEST],
    "a function of the module random": ["from random import gauss as f", TEST],
    "a module of the student that may set errors": [F, TEST, "import helper"],
    "errors under another name": [F, TEST, "from numpy import seterr as s\ns(all='raise')"],
    "random as a default": ["def f(n, rng=np.random):\n    return rng.normal(size=n)", TEST],
    "random numbers under a name": ["def f(n):\n    r = np.random\n    return r.normal()", TEST],
    "a thread": ["import threading\nthreading.Timer(5, print).start()", F, TEST],
    "an alarm": [F, TEST, "import signal\nsignal.alarm(5)"],
    "estimators that draw": [
        "from sklearn.cluster import KMeans\ndef f(X):\n    return KMeans(2).fit(X).labels_",
        TEST,
    ],
    "a default of a lambda": ["s = []", "f = lambda x, s=s: s.append(x) or len(s)", TEST],
    "a default made by a call": ["def f(x, w=np.zeros(3).T):\n    w += x\n    return w", TEST],
    "a constant that becomes a list": [
        "n = None\nn = []\ndef f(x):\n    n.append(x)\n    return len(n)",
        TEST,
    ],
    "a constant in a cell that may fail": [
        "n = []",
        "1 / 0\nn = None",
        "def f(x):\n    n.append(x)\n    return len(n)",
        TEST,
    ],
    "a function that becomes an object": ["def f(x):\n    return x\nf = counted(f)", TEST],
    "the list of a star": ["a, *b = 1, 2\ndef f(x):\n    b.append(x)\n    return len(b)", TEST],
    "a walrus": ["def f(x):\n    return abs(x)", TEST, "[(abs := g) for g in [np.exp]]"],
    "a magic that deletes everything": [F, TEST, "%reset -f"],
    "a magic without its sign": [F, TEST, "reset"],
    "a magic that runs code": ["%time f = counted(abs)", TEST],
    "a magic that runs a file": ["%run helper.py", F, TEST],
    "a magic by a call": [F, TEST, "get_ipython().run_line_magic('reset', '-f')"],
    "the last output": ["3", "def f(x):\n    return _ + x", TEST, "5"],
    "an attribute under another name": ["def f(x):\n    me = f\n    me.n = x\n    return x", TEST],
    "all builtins": ["def f(x):\n    return abs(x)", TEST, "__builtins__.abs = np.exp"],
    "how decimals are rounded": [F, TEST, "import decimal\ndecimal.getcontext().prec = 3"],
    "too much to look at": [F, TEST, *["x = 0\n" * 5000] * 7],
    "no Python": ["def f(x:", TEST],
}  # fmt: skip


@pytest.mark.parametrize("name", KEEP_NOTHING)
def test_tests_share_a_process_where_nothing_is_kept(name: str) -> None:
    """What runs in a test leaves nothing that another test could notice."""
    assert may_share([SETUP, *KEEP_NOTHING[name]])


@pytest.mark.parametrize("name", MAY_KEEP)
def test_every_test_has_its_own_process_otherwise(name: str) -> None:
    """One test could notice another, or what a test sees changes below it."""
    assert not may_share([SETUP, *MAY_KEEP[name]])


@pytest.mark.parametrize(("called", "together"), [("relu", True), ("sigmoid", False)])
def test_what_the_instructor_calls_counts(called: str, together: bool, tmp_path: Path) -> None:
    """A cell of the instructor calls an answer that stands above it, or one that comes later."""
    made = nbformat.read(MASTER, as_version=4)
    place = next(n for n, cell in enumerate(made.cells) if cell.id == "relu-test") + 1
    cell = nbformat.v4.new_code_cell(f"y = {called}(0.0)", metadata=made.cells[1].metadata)
    cell.metadata["nbgrader"] = {**cell.metadata["nbgrader"], "grade_id": "between"}
    made.cells.insert(place, cell)
    nbformat.write(made, tmp_path / MASTER.name)
    assignment = compile_assignment(tmp_path)
    master = assignment.masters[0]
    items = reference(master).items
    assert job.job_of(assignment, master, items, {}, [])["together"] is together


def without_clock(result: SubmissionResult) -> dict[str, Any]:
    """Return a result as plain data without what differs from run to run."""
    plain = dataclasses.asdict(result)
    for notebook in plain["notebooks"]:
        for cell in notebook["autograded"]["cells"]:
            if cell["id"] == "how_efficient":  # it measures, and prints the seconds
                del cell["outputs"]
        for part in (notebook, *notebook["exercises"]):
            del part["seconds"], part["peak_memory"]
    return plain


def test_no_score_depends_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random stored answers get the same scores, reasons, hints and outputs either way."""
    course = Course.find(Path(__file__).resolve().parents[3])
    assignment = compile_assignment(course.solutions("week4"))
    stored: dict[str, list[str]] = {}
    for answer in stored_answers(course, "week4"):
        stored.setdefault(answer.exercise, []).append(answer.body)
    rng, shared = random.Random(3), []

    def counted(steps: Any) -> bool:
        shared.append(may_share(steps))
        return shared[-1]

    for _ in range(4):
        answers = {name: rng.choice(bodies) for name, bodies in stored.items()}
        files = {
            master.name: nbformat.writes(answered(master, answers)).encode()
            for master in course.masters("week4")
        }
        monkeypatch.setattr(job, "may_share", counted)
        together = grade_submission(assignment, files)
        monkeypatch.setattr(job, "may_share", lambda steps: False)
        assert without_clock(together) == without_clock(grade_submission(assignment, files))
    assert sum(shared) > len(shared) / 2
