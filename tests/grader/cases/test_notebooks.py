"""Notebooks that were misread once, one student each, through the commands that an assistant types.

A case is the released notebook with right answers, changed as its name says; its outcome was
written down before anything was mended.  A number is points, None is "not graded", and "waits"
stands for an answer that a person has to read.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from typing import Any

import pytest

from grader.base.course import Course
from grader.cli.demo import scratch_course
from grader.instructor.answers import stored_answers
from tests.grader.cases.commands import ROOT, grader

pytestmark = pytest.mark.slow

FULL = {"stable_sigmoid": 3, "leaky_relu_and_elu": 4, "maxout": 4, "output_layer": 3}
FORWARD = """\
def maxout(X, w1, b1, w2, b2):
    return np.maximum(X @ w1 + b1, X @ w2 + b2)
"""
BACKWARD = """\
def maxout_backward(upstream, X, w1, b1, w2, b2):
    first = X @ w1 + b1 >= X @ w2 + b2
    to_first, to_second = upstream * first, upstream * ~first
    return X.T @ to_first, to_first.sum(), X.T @ to_second, to_second.sum()"""
MAXOUT = f"{FORWARD}\n\n{BACKWARD}"
STUB = "    ...  # YOUR CODE HERE"
HELPER = "def my_max(a, b):\n    return np.maximum(a, b)\n"
LINE, IDLE = (f'    "{line}\\n",\n' for line in (FORWARD.split("\n")[1], STUB))  # as in a file
Files = dict[str, str]


def solved(name: str, **sources: str) -> dict[str, Any]:
    """Return a released notebook with right answers, or others."""
    notebook = json.loads((ROOT / "notebooks" / "week4" / f"{name}.ipynb").read_text("utf-8"))
    right = {a.exercise: a.body for a in stored_answers(Course(ROOT), "week4") if a.is_right}
    for cell in notebook["cells"]:
        answers = {**right, "maxout": MAXOUT, **sources}
        written = answers.get(cell["id"], "".join(cell["source"]))
        cell["source"] = written.splitlines(keepends=True)
    return dict(notebook)


def text(notebook: dict[str, Any]) -> str:
    """Return the file that Jupyter writes."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def new(kind: str, source: str) -> dict[str, Any]:
    """Return a cell of the student's own."""
    made = {"cell_type": kind, "id": f"x{len(source):07}", "metadata": {}, "source": source}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def first(*own: str, **sources: str) -> Files:
    """Return the first notebook with cells of the student's own below the imports."""
    notebook = solved("01_activations", **sources)
    notebook["cells"][2:2] = [new("code", source) for source in own]
    return {"01_activations.ipynb": text(notebook)}


def conflict(*lines: str) -> Files:
    """Return the first notebook with a conflict of a merge in an answer."""
    there = first()["01_activations.ipynb"]
    assert LINE in there
    return {"01_activations.ipynb": there.replace(LINE, "".join(lines))}


def using_helper(cell: str) -> Files:
    """Return a notebook whose answer uses what is defined at the end of this cell."""
    return first(cell + HELPER, maxout=MAXOUT.replace("np.maximum", "my_max"))


def damaged(at: str, instead: str, *, to_end: bool = False) -> Files:
    """Return the first notebook with something in the place of a text, or of all behind it."""
    there = first()["01_activations.ipynb"]
    before, found, behind = there.partition(at)
    assert found
    return {"01_activations.ipynb": before + instead + ("" if to_end else behind)}


def second(kind: str, place: int, *, replace: bool = False) -> Files:
    """Return the second notebook with a written answer in a cell beside the question."""
    notebook = solved("02_backprop")
    at = next(i for i, cell in enumerate(notebook["cells"]) if cell["id"] == "why_zero")
    cells = [new(kind, "My answer: only b2 moves.")]
    notebook["cells"][at + place : at + place + replace] = cells
    return {"02_backprop.ipynb": text(notebook)}


def half_above() -> Files:
    """One function in the exercise's cell, the other in a new one above it."""
    name = "def maxout_backward(upstream, X, w1, b1, w2, b2):\n"
    notebook = solved("01_activations", maxout=f"{FORWARD}\n\n{name}{STUB}")
    at = next(i for i, cell in enumerate(notebook["cells"]) if cell["id"] == "maxout")
    notebook["cells"].insert(at, new("code", BACKWARD))
    return {"01_activations.ipynb": text(notebook)}


def slow_at_the_end() -> Files:
    """Nine experiments, which no answer needs."""
    notebook = solved("01_activations")
    seconds = [9] * 6 + [12] * 3
    own = [f"import time\ntime.sleep({n})  # {i}" for i, n in enumerate(seconds)]
    notebook["cells"] += [new("code", source) for source in own]
    return {"01_activations.ipynb": text(notebook)}


def all_in_one() -> Files:
    """All notebooks of the week, one after the other in one file."""
    names = sorted(path.stem for path in (ROOT / "notebooks" / "week4").glob("0*.ipynb"))
    parts = [solved(name) for name in names]
    parts[0]["cells"] = [cell for part in parts for cell in part["cells"]]
    return {"week4_all.ipynb": text({**parts[0], "metadata": {}})}


def as_text() -> Files:
    """All names of cells are lost, and an answer has become Markdown."""
    notebook = solved("01_activations")
    for cell in notebook["cells"]:
        if cell["id"] == "maxout":
            cell.update(cell_type="markdown")
            del cell["outputs"], cell["execution_count"]
        del cell["id"]
        cell["metadata"] = {}
    return {"01_activations.ipynb": text({**notebook, "metadata": {}})}


def above(line: str, answer: str = MAXOUT) -> Files:
    """Return a notebook with lines above an answer."""
    return first(maxout=line + answer)


def inside(line: str) -> Files:
    """Return a notebook with a line inside of an answer."""
    return first(maxout=MAXOUT.replace("    return", f"    {line}\n    return", 1))


DRIVE = 'from google.colab import drive\ndrive.mount("/content/drive")\n\n'
SLOW = "import time\nfor k in range(20):\n    time.sleep(1)\n"
FRAME = MAXOUT.replace("(X,", "(X: np.ndarray | pd.DataFrame,", 1)
UNTOUCHED = (ROOT / "notebooks" / "week4" / "01_activations.ipynb").read_text("utf-8")
CASES: dict[str, tuple[Callable[[], Files], dict[str, float | str | None]]] = {
    "cut_before_output_layer": (
        lambda: damaged('"id": "output_layer"', '"id": ', to_end=True), {"output_layer": None}),
    "bitrot_in_maxout": (
        lambda: damaged('"def maxout(X', '"\0\1"}]garbage'), {"maxout": None}),
    "git_source_diff3": (lambda: conflict(
        "<<<<<<< HEAD\n", LINE, "||||||| base\n", IDLE, "=======\n", IDLE, ">>>>>>> other\n"), {}),
    "git_no_label": (lambda: conflict("<<<<<<<\n", LINE, "=======\n", IDLE, ">>>>>>>\n"), {}),
    "git_source_mine_second": (
        lambda: conflict("<<<<<<< HEAD\n", IDLE, "=======\n", LINE, ">>>>>>> feature\n"), {}),
    "six_short_three_long": (slow_at_the_end, {}),
    "all_in_one_file": (all_in_one, {"points": 94}),
    "u_browser1_empty": (lambda: {**first(), "01_activations (1).ipynb": UNTOUCHED}, {}),
    "w_cell_above": (lambda: second("markdown", 0), {"why_zero": "waits"}),
    "w_cell_replaced": (lambda: second("markdown", 0, replace=True), {"why_zero": "waits"}),
    "w_raw_below": (lambda: second("raw", 1), {"why_zero": "waits"}),
    "torch_seed_then_def": (lambda: above("import torch\ntorch.manual_seed(0)\n\n"), {}),
    "pandas_annotation_live": (lambda: above("import pandas as pd\n\n", FRAME), {}),
    "jax_decorator": (lambda: above("import jax\n\n@jax.jit\n"), {"maxout": 2.5}),
    "helper_below_drive_mount": (lambda: using_helper(DRIVE), {}),
    "helper_below_20s": (lambda: using_helper(SLOW), {}),
    "helper_below_missing_file": (lambda: using_helper('data = np.loadtxt("my.csv")\n'), {}),
    "py312_fstring": (
        lambda: inside('print(f"shape {", ".join(map(str, X.shape))}")'), {"maxout": None}),
    "py312_generic": (
        lambda: first(maxout=MAXOUT.replace("maxout(", "maxout[T](", 1)), {"maxout": None}),
    "uses_demo_import": (lambda: inside("assert widgets"), {}),
    "uses_demo_function": (lambda: inside("walk(0.1)"), {}),
    "half_answer_in_new_cell_above": (half_above, {}),
    "strip_markdown": (as_text, {}),
}  # fmt: skip


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """Return each student's row of the exported table."""
    folder = tmp_path_factory.mktemp("cases")
    course = scratch_course(Course(ROOT), folder / "course")
    (folder / "class.csv").write_text("student,name\n" + "".join(f"{n},\n" for n in CASES))
    for student, (build, _) in CASES.items():
        for name, content in build().items():
            path = folder / "in" / student / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
    grader(course.root, "collect", "week4", str(folder / "in"), "--roster", f"{folder}/class.csv")
    grader(course.root, "autograde", "week4")
    grader(course.root, "export", "week4", "--to", str(folder / "grades.csv"))
    with (folder / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("case", CASES)
def test_notebook_gets_what_it_deserves(rows: dict[str, dict[str, str]], case: str) -> None:
    """Right answers have their points, and what cannot be judged has a reason and no number."""
    row, changed = rows[case], CASES[case][1]
    deserved = {**({} if "why_zero" in changed else FULL), **changed}
    for exercise, points in deserved.items():
        got = row[exercise]
        assert got == ("" if points in (None, "waits") else f"{points:g}"), (exercise, row)
        if points is None:
            assert exercise in row["explanation"]
        if points == "waits":
            assert "waiting for a person" in row["status"]
            assert f"to be read: {exercise}" in row["explanation"]
    if case == "cut_before_output_layer":
        assert "the file breaks off before it" in row["explanation"]
