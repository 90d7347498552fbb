"""What else stands in a notebook: slow cells, what is not here, what only demo cells give."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from typing import Any

import pytest

from grader.base.records import ExerciseResult, NotebookResult
from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.grading import grade_submission
from grader.judge.source import code
from grader.sandbox.limits import Limits

LIMITS = Limits(cell_seconds=0.5, idle_seconds=0.5, extra_seconds=0.8, part_seconds=5.0)
BURN = (
    "import time\n"
    "def burn(seconds):\n"
    "    end = time.process_time() + seconds\n"
    "    while time.process_time() < end: pass\n"
)

DEMO = """\
from itertools import pairwise
import math as mathematics

K = 2
table = [n * K for n in range(5)]


def helper(x):
    return x + shift(0)


def shift(x):
    return x


class Box:
    def __init__(self, x):
        self.x = x


square_of = lambda x: x * x
for number in range(3):
    print(number)
raise SystemError("the demo itself is not run")"""
TRAINING = "import time\ntime.sleep(9)\ntrained = {'w': 2.0}"


def about(grade_id: str, *, solution: bool = False, points: int = 0) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell."""
    found = {"grade_id": grade_id, "grade": points > 0, "solution": solution}
    return {"nbgrader": {**found, "locked": not solution, "points": points}}


def cell(key: str, source: str, **metadata: Any) -> dict[str, Any]:
    """Return a code cell."""
    return {
        "cell_type": "code", "id": key, "source": source, "metadata": metadata,
        "outputs": [], "execution_count": None,
    }  # fmt: skip


def exercise(name: str, factor: int) -> list[dict[str, Any]]:
    """Return an exercise of 2 points: the half is for a function that has nothing to do with it."""
    answer = "\n\n\n".join(
        f"def {name}(x):\n    ### BEGIN SOLUTION\n    return {value}\n    ### END SOLUTION"
        for name, value in ((name, f"{factor} * x"), (f"{name}_back", f"x / {factor}"))
    )
    test = (
        f"report = hints.Report('{name}', points=2)\n"
        "with report.part('forward', points=0.5):\n"
        f"    hints.compare({name}(3.0), {3.0 * factor}, name='forward')\n"
        "with report.part('backward', points=1):\n"
        f"    hints.compare({name}_back(3.0), {3.0 / factor}, name='backward')\n"
        "### BEGIN HIDDEN TESTS\n"
        "with report.part('forward, hidden', points=0.5):\n"
        f"    hints.compare({name}(-5.0), {-5.0 * factor}, name='forward')\n"
        "### END HIDDEN TESTS\n"
        "report.score()"
    )
    return [
        cell(name, answer, **about(name, solution=True)),
        cell(f"{name}-test", test, **about(f"{name}_test", points=2)),
    ]


def notebook(name: str, *cells: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook with set-up, demo cells and these cells."""
    setup = cell(f"{name}-setup", "import numpy as np\nfrom course_lib import hints")
    first = [setup | {"metadata": about(f"{name}_setup")}]
    demos = [cell(f"{name}-{i}", s, tags=["demo"]) for i, s in enumerate((DEMO, TRAINING))]
    return {"cells": [*first, *demos, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """Return an assignment of two masters, each with two exercises of 2 points."""
    folder = tmp_path_factory.mktemp("masters")
    for name, exercises in {"01_one": ("double", "triple"), "02_two": ("four", "five")}.items():
        cells = [c for n, e in enumerate(exercises) for c in exercise(e, 2 + n + 2 * ("2" in name))]
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook(name, *cells)))
    return compile_assignment(folder, limits=LIMITS)


def solved(assignment: Assignment, number: int, **answers: str) -> list[dict[str, Any]]:
    """Return the cells of a master as they are handed in, with other answers by name."""
    cells = copy.deepcopy([dict(c.raw) for c in assignment.masters[number].cells])
    for found in cells:
        if found["id"] not in ("double", "triple", "four", "five"):
            found["source"] = code.visible(found["source"])
        found["source"] = answers.get(found["id"], found["source"])
    return cells


def grade(
    assignment: Assignment, cells: Iterable[dict[str, Any]], *, name: str = "01_one"
) -> dict[str, NotebookResult]:
    """Hand in one file with these cells; return the results by the notebook's name."""
    made = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    result = grade_submission(assignment, {f"{name}.ipynb": json.dumps(made).encode()})
    return {found.notebook: found for found in result.notebooks}


def points(result: NotebookResult) -> dict[str, float | None]:
    """Return the points by exercise."""
    return {found.exercise: found.points for found in result.exercises}


def first(result: NotebookResult) -> ExerciseResult:
    """Return the result of the first exercise."""
    return result.exercises[0]


FULL = {"double": 2.0, "triple": 2.0}
USES_HELPER = "def double(x):\n    return twice(x)\n\ndef double_back(x):\n    return x / 2"
HELPER = "def twice(x):\n    return 2 * x"
INDENTED = "    def twice(x):\n        return 2 * x"

# What fails for want of something that is not here; a helper stands below.
LACKS = {
    "the seed of an absent package": "import nst\nnst.manual_seed(0)",
    "a part of an absent package": "import nst.nn as nn\nmodel = nn.Linear(3, 1)",
    "an annotation": "import nst as pd\ndef table(x: np.ndarray | pd.DataFrame) -> pd.series: ...",
    "an older annotation": "import nst\nn: nst.tensor = 3\ndef g(x: nst.tensor): ...",
    "a decorator": "import nst\n@nst.jit\ndef fast(x): return x",
    "a default": "import nst\ndef g(x, device=nst.device('cpu')): return x",
    "a base class": "import nst\nclass Net(nst.nn.Module):\n    pass",
    "a base class by name": "from nst import Module\nclass Net(Module):\n    pass",
    "a block": "import nst\nwith nst.no_grad():\n    pass",
    "a device": "import nst\nd = 'cuda' if nst.cuda.is_available() else 'cpu'",
    "a device in a block": "import nst\nif nst.cuda.ok():\n    d = 1\nelse:\n    d = 2",
    "everything of a package": "from nst import *\nshow(3)\nresult = learn()",
    "the drive": "from google.colab import drive\ndrive.mount('/content/drive')",  # colab
    "an upload": "from google.colab import files\nuploaded = files.upload()",
    "a table": "import nst as pd\ndf = pd.read_csv('coffee_ratings.csv')\ndf.head()",  # MarkUs
    "a file": "data = np.loadtxt('my.csv')\nprint(data.mean())\nmeans = data[0] + 1",
    "a file in a block": "with open('my.txt') as f:\n    words = f.read().split()\nwords[:3]",
    "a picture": "import matplotlib.pyplot as plt\nplt.imshow(plt.imread('my.png'))",
    "a style": "import matplotlib.pyplot as plt\nplt.style.use('nst-style')",
    "input": "a = input('Enter an integer')\nb = int(a) + 1\nprint(a, b)",  # nbgrader #1844
    "a password": "from getpass import getpass\ntoken = getpass()",
    "a magic": "%load_ext nst\n%nst_black on",
    "a magic with a space": "% matplotlib inline",  # datahub #446
    "the network": "from urllib.request import urlopen\npage = urlopen('http://127.0.0.1:9/').read()",
    "a variable of the machine": "import os\nkey = os.environ['NST_KEY']",
    "an installation": (
        "import subprocess, sys\n"
        "subprocess.run([sys.executable, '-m', 'pip', 'install', 'nst'], check=True)"
    ),
    "a program": "import subprocess\nsubprocess.check_output(['nst-smi'])",
    "another version": "x = np.zeros(3, dtype=np.float)",
    "a name of another version": "from numpy import nst_product",
    "memory": "big = np.ones((1 << 20, 1 << 20))",
    "a database": "import sqlite3\nsqlite3.connect('/nst/my.db')",
    "a folder": "import os\nos.chdir('/content')\nos.listdir('/content/data')",
    "a loop that waits": "import time\nfor k in range(3): time.sleep(1)",
    "a loop that computes": "k = 0\nwhile True: k += 1",
    "data that takes too long": f"{BURN}def train():\n    burn(1)\n    return 3\nw = train()",
}


@pytest.mark.parametrize("lack", LACKS.values(), ids=LACKS)
def test_what_is_not_here_costs_nothing_that_stands_below(
    assignment: Assignment, lack: str
) -> None:
    """A helper below it and a function below it are there, whatever failed."""
    cells = solved(assignment, 0, double=USES_HELPER)
    cells.insert(1, cell("own", f"{lack}\n{HELPER}"))
    found = grade(assignment, cells)["01_one"]
    assert points(found) == FULL, found
    answer = solved(assignment, 0)[3]["source"]
    found = grade(assignment, solved(assignment, 0, double=f"{lack}\n{answer}"))["01_one"]
    assert points(found) == FULL, found


MAGICS = {
    "an unknown cell magic": f"%%nst_track run=3\n{HELPER}",
    "a timed cell": f"%%time\nopen('my.txt')\n{HELPER}",
    "a captured cell": f"%%capture out\nimport nst\nnst.seed(0)\n{HELPER}",
    "a magic between": f"import nst\nnst.seed(1)\n%precision 3\n{HELPER}",
    "shell commands": f"!nst-smi\n!pip install nst\nimport nst\nnst.seed(0)\n{HELPER}",
    "two on a line": f"open('a.txt'); open('b.txt'); x = 1\n{HELPER}",
    "inside a block": f"if True:\n    import nst\n    nst.seed()\n{INDENTED}",
    "within a with": f"import nst\nwith nst.scope():\n{INDENTED}",
}


@pytest.mark.parametrize("source", MAGICS.values(), ids=MAGICS)
def test_magics_and_blocks_are_gone_through(assignment: Assignment, source: str) -> None:
    """What stands in the body of a magic or a block is gone through in the same way."""
    cells = solved(assignment, 0, double=USES_HELPER)
    cells.insert(1, cell("own", source))
    found = grade(assignment, cells)["01_one"]
    assert points(found) == FULL, found


WANTS = {
    "an absent package": ("import nst", "nst.multiply(x, 2)", "uses nst, which is not installed"),
    "a class of it": ("from nst import Layer", "Layer(2)(x)", "uses nst, which is not installed"),
    "a model made with it": ("import nst\nmodel = nst.load()", "model(x)", "nst is not installed"),
    "a file": ("W = np.load('w.npy')", "x * W", "w.npy was not found"),
    "a line of a file": ("W = float(open('w.txt').read())", "x * W", "w.txt was not found"),
    "an answer to input": ("W = float(input())", "W * x", "nobody answers input()"),
    "the network": (
        "from urllib.request import urlopen\nW = float(urlopen('http://127.0.0.1:9/').read())",
        "W * x", "no network",
    ),
    "through a helper": ("W = np.load('w.npy')\ndef g(x): return x * W", "g(x)", "w.npy"),
    "unknown names": ("from nst import *", "multiply(x, 2)", "nst is not installed"),
    "what takes too long": (
        f"{BURN}def fit():\n    burn(1)\n    return 2\nW = fit()", "W * x", "what makes W used",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lack", "value", "says"), WANTS.values(), ids=WANTS)
def test_what_uses_it_is_not_a_zero(
    assignment: Assignment, lack: str, value: str, says: str
) -> None:
    """Nobody knows what such an answer deserves; the reason names what is not here."""
    answer = f"def double(x):\n    return {value}\n\ndef double_back(x):\n    return {value} / 4"
    cells = solved(assignment, 0, double=answer)
    cells.insert(1, cell("own", lack))
    found = grade(assignment, cells)["01_one"]
    assert points(found) == {"double": None, "triple": 2.0}, found
    assert says in first(found).reason_not_graded


def test_only_the_part_that_uses_it_is_lost(assignment: Assignment) -> None:
    """A decorated function is lost, with the reason, and the one beside it is graded."""
    answer = "import nst\n@nst.jit\ndef double(x): return 2 * x\n\ndef double_back(x): return x / 2"
    found = first(grade(assignment, solved(assignment, 0, double=answer))["01_one"])
    assert (found.points, found.verdict) == (1.0, "failed")
    assert [lost.points for lost in found.lost] == [0.5, 0.5]
    assert "nst is not installed" in found.reason_not_graded


OWN = {
    "an error of one's own": ("1 / 0\n" + USES_HELPER, 0.0),
    "a check of one's own": ("assert 1 == 2\n" + USES_HELPER, 0.0),
    "a wrong answer below": ("open('my.txt')\ndef double(x): return x + 1", 0.0),
    "a made-up part": ("def double(x):\n    import numpy.no_such_part", 0.0),
    "a copy of the exercises": ("from exercises import double", 0.0),
    "a loop that is the answer": ("def double(x):\n    while True: pass", 0.0),
    "nothing": ("import nst\nnst.seed(0)\ndef double(x):\n    ...", 0.0),
}


@pytest.mark.parametrize(("answer", "deserved"), OWN.values(), ids=OWN)
def test_nothing_that_is_wrong_is_excused(
    assignment: Assignment, answer: str, deserved: float
) -> None:
    """A mistake of one's own ends the cell as in one's own kernel, and what is wrong is wrong."""
    found = first(grade(assignment, solved(assignment, 0, double=answer))["01_one"])
    assert (found.points, found.verdict) == (deserved, "failed"), found


SLOW = f"{BURN}burn(0.4)"
EXTRAS = {
    "experiments of ten seconds": [SLOW] * 9,
    "experiments over the limit": [f"{BURN}burn(1)"] * 4,
    "experiments that wait": ["import time\ntime.sleep(0.4)"] * 6,
    "experiments with a seed": [f"np.random.seed({n})\n{SLOW}" for n in range(9)],
    "a bonus training": [f"{BURN}for epoch in range(9):\n    burn(0.15)\n    double(epoch)"] * 4,
    "experiments with classes": [f"class Net:\n    w = 1\n{SLOW}\nnet = Net()"] * 5,
    "an endless cell": ["while True: pass"] * 3,
    "experiments that end the process": [f"{SLOW}\nimport os\nos._exit(3)"] * 4,
    "measurements": ["%timeit -n 20 -r 5 sum(range(40000))"] * 6,
    "a timed cell": [f"%%time\n{SLOW}"] * 5,
    "experiments in children": [
        f"import os\n{BURN}if os.fork() == 0:\n    burn(0.4)\n    os._exit(0)\nos.wait()"
    ] * 5,
    "names of the answers' variables": [f"{BURN}x = 0\nfor x in range(9): burn(0.15)"] * 4,
}  # fmt: skip


@pytest.mark.parametrize("place", ["before", "between", "after"])
@pytest.mark.parametrize("extras", EXTRAS.values(), ids=EXTRAS)
def test_experiments_take_no_time_from_the_tests(
    assignment: Assignment, extras: list[str], place: str
) -> None:
    """Right answers get their points, however many slow cells stand before, between or after."""
    cells = solved(assignment, 0)
    at = {"before": 1, "between": 5, "after": len(cells)}[place]
    cells[at:at] = [cell(f"own{n}", source) for n, source in enumerate(extras)]
    found = grade(assignment, cells)["01_one"]
    assert points(found) == FULL, found


def test_what_was_not_run_is_said(assignment: Assignment) -> None:
    """Cells for which no time was left are named among the problems."""
    cells = [*solved(assignment, 0), *(cell(f"own{n}", SLOW) for n in range(5))]
    problems = grade(assignment, cells)["01_one"].problems
    assert sum("no test needs it" in text for text in problems) == 3


def test_slow_cells_that_tests_need_are_run(assignment: Assignment) -> None:
    """What an answer is made of is not an experiment, even where the time of those is used up."""
    helpers = [f"{BURN}burn(0.4)\nk{n} = {n}" for n in range(4)]
    answer = "def double(x):\n    return x * (k3 - k1)\n\ndef double_back(x):\n    return x / k2"
    cells = [cell(f"own{n}", source) for n, source in enumerate(helpers)]
    found = grade(assignment, [*cells, *solved(assignment, 0, double=answer)])["01_one"]
    assert points(found) == FULL, found


DEMOS = {
    "an import": "[2 * a for a, _ in pairwise([x, x])][0]",
    "a renamed import": "mathematics.fsum([x, x])",
    "a function": "2 * helper(x)",
    "a constant": "K * x",
    "data": "table[1] * x",
    "a class": "2 * Box(x).x",
    "a lambda": "square_of(x) / x * 2",
    "two of them": "helper(x) * K",
    "in a function inside": "(lambda y: K * y)(x)",
}


@pytest.mark.parametrize("value", DEMOS.values(), ids=DEMOS)
@pytest.mark.parametrize("through", [False, True])
def test_names_of_demo_cells_are_there(assignment: Assignment, value: str, through: bool) -> None:
    """What the folded cells gave in the student's kernel, an answer and its helpers have here."""
    own = "\n\ndef own(x):\n    return " + value if through else ""
    answer = f"def double(x):\n    return {'own(x)' if through else value}{own}"
    answer += "\n\ndef double_back(x):\n    return x / 2"
    found = grade(assignment, solved(assignment, 0, double=answer))["01_one"]
    assert points(found) == FULL, found


def test_a_demo_s_training_is_not_run_for_an_answer(assignment: Assignment) -> None:
    """What only a long run of the instructor gives is named, and the answer is not graded."""
    answer = (
        "def double(x):\n    return trained['w'] * x\n\ndef double_back(x): return x / trained['w']"
    )
    found = grade(assignment, solved(assignment, 0, double=answer))["01_one"]
    assert points(found) == FULL  # the sleep is no part of what makes it
    cells = solved(
        assignment, 0, double="def double(x): return 2 * x\ndef double_back(x): return x / 2"
    )
    cells.append(cell("own", "print(table, trained)"))
    (said,) = grade(assignment, cells)["01_one"].problems
    assert "is not defined" in said


def test_one_s_own_name_wins_over_a_demo_s(assignment: Assignment) -> None:
    """A helper of one's own with the name of a demo's function is the one that is used."""
    answer = "def helper(x): return 2 * x\ndef double(x): return helper(x)\n"
    answer += "def double_back(x): return x / 2"
    assert points(grade(assignment, solved(assignment, 0, double=answer))["01_one"]) == FULL


JOINED = {
    "one after the other": lambda one, two: [*one, *two],
    "the other way round": lambda one, two: [*two, *one],
    "solutions alone": lambda one, two: [c for c in (*one, *two) if "-" not in c["id"]],
    "without ids": lambda one, two: [c | {"id": "", "metadata": {}} for c in (*one, *two)],
    "with experiments": lambda one, two: [*one, *(cell(f"own{n}", SLOW) for n in range(6)), *two],
    "with a helper": lambda one, two: [cell("own", HELPER), *one, *two],
    "with an endless cell": lambda one, two: [*one, cell("own", "while True: pass"), *two],
    "with a heading": lambda one, two: [*one, cell("h", "# 2") | {"cell_type": "markdown"}, *two],
}  # fmt: skip


@pytest.mark.parametrize("name", ["01_one", "02_two", "all", "week1"])
@pytest.mark.parametrize("join", JOINED.values(), ids=JOINED)
def test_notebooks_in_one_file_are_all_graded(assignment: Assignment, join: Any, name: str) -> None:
    """Somebody joins all notebooks in one file, of whatever name: every one of them is graded."""
    cells = join(solved(assignment, 0), solved(assignment, 1))
    found = grade(assignment, cells, name=name)
    assert points(found["01_one"]) == FULL, found["01_one"]
    assert points(found["02_two"]) == {"four": 2.0, "five": 2.0}, found["02_two"]
    repairs = [repair.what for result in found.values() for repair in result.repairs]
    assert "the file holds 2 notebooks and was separated" in repairs


def test_a_borrowed_answer_makes_no_second_notebook(assignment: Assignment) -> None:
    """One function of another notebook in a file is a helper; the other one was not handed in."""
    cells = [*solved(assignment, 0), cell("own", "def four_back(x):\n    return x / 4")]
    found = grade(assignment, cells)
    assert points(found["01_one"]) == FULL
    assert {e.verdict for e in found["02_two"].exercises} == {"not graded"}
