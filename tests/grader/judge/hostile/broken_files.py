"""Broken and unlucky files: each function makes one from a good submission.

A builder takes the notebook of a right answer, as a dictionary, and returns the files that are
handed in.  Its docstring says what happened to the file; the table at the end says what has to
come out: scores where they are not full, and a text that must stand among the repairs or reasons.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

Notebook = dict[str, Any]
Files = dict[str, bytes]
NAME = "01_activations.ipynb"


def _bytes(notebook: Notebook) -> bytes:
    return json.dumps(notebook).encode()


def _cell(notebook: Notebook, key: str) -> dict[str, Any]:
    cell: dict[str, Any] = next(c for c in notebook["cells"] if c["id"] == key)
    return cell


def _insert(notebook: Notebook, source: str, times: int) -> None:
    """Put so many cells of the student's own with the same source near the start."""
    own = _cell(notebook, "demo") | {"source": source, "metadata": {}}
    notebook["cells"][2:2] = [own | {"id": f"own{number}"} for number in range(times)]


def _place(notebook: Notebook, key: str) -> int:
    return notebook["cells"].index(_cell(notebook, key))  # type: ignore[no-any-return]  # an int


def renamed(notebook: Notebook) -> Files:
    """The browser numbered a second download."""
    return {"01_activations (1).ipynb": _bytes(notebook)}


def renamed_beyond_recognition(notebook: Notebook) -> Files:
    """The student gave it a name of his own; the content says what it is."""
    return {"homework final FINAL.ipynb": _bytes(notebook)}


def in_a_folder(notebook: Notebook) -> Files:
    """The student packed the folder."""
    return {"week4/mine/Copy of 01_activations.ipynb": _bytes(notebook)}


def two_versions(notebook: Notebook) -> Files:
    """An empty release under the right name, and the work under another."""
    empty = copy.deepcopy(notebook)
    for key in ("relu", "sigmoid", "best", "noise"):
        _cell(empty, key)["source"] = "...  # YOUR CODE HERE"
    return {NAME: _bytes(empty), "01_activations-Copy1.ipynb": _bytes(notebook)}


def two_halves(notebook: Notebook) -> Files:
    """Half of the answers in one file, the others and what they need in another."""
    first, second = copy.deepcopy(notebook), copy.deepcopy(notebook)
    for half, keys in ((first, ("relu", "sigmoid")), (second, ("best", "noise"))):
        for key in keys:
            _cell(half, key)["source"] = "...  # YOUR CODE HERE"
    own = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "execution_count": None}
    second["cells"].insert(2, own | {"source": "def larger(z):\n    return np.maximum(z, 0)"})
    _cell(second, "relu")["source"] = "def relu(z):\n    return larger(z)"
    return {NAME: _bytes(first), "01_activations (1).ipynb": _bytes(second)}


def test_cell_copied(notebook: Notebook) -> Files:
    """A test cell was copied and pasted, with its metadata."""
    place = _place(notebook, "relu-test")
    notebook["cells"].insert(place, copy.deepcopy(notebook["cells"][place]))
    return {NAME: _bytes(notebook)}


def answer_copied_as_stub(notebook: Notebook) -> Files:
    """A copy of the empty answer cell stands after the answer."""
    stub = copy.deepcopy(_cell(notebook, "relu"))
    stub["source"] = 'def relu(z):\n    """Return the larger of z and 0."""\n    ...'
    notebook["cells"].insert(_place(notebook, "relu") + 1, stub)
    return {NAME: _bytes(notebook)}


def answer_twice(notebook: Notebook) -> Files:
    """A first try and the answer, both with the same metadata: the last one counts."""
    first = copy.deepcopy(_cell(notebook, "relu"))
    first["source"] = "def relu(z):\n    return -z"
    notebook["cells"].insert(_place(notebook, "relu"), first)
    return {NAME: _bytes(notebook)}


def answer_split(notebook: Notebook) -> Files:
    """JupyterLab's "split cell" in the middle of the function."""
    cell = _cell(notebook, "relu")
    cell["source"] = "def relu(z):\n    big = z > 0\n"
    half = copy.deepcopy(cell) | {"source": "    return np.where(big, z, 0.0)\n", "id": "half"}
    notebook["cells"].insert(_place(notebook, "relu") + 1, half)
    return {NAME: _bytes(notebook)}


def answers_merged(notebook: Notebook) -> Files:
    """Two answer cells and the test between them were merged into one."""
    keys = ("relu", "relu-test", "sigmoid")
    merged = "\n".join("".join(_cell(notebook, key)["source"]) for key in keys)
    _cell(notebook, "relu")["source"] = merged
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] not in keys[1:]]
    return {NAME: _bytes(notebook)}


def reversed_order(notebook: Notebook) -> Files:
    """All cells stand in the opposite order."""
    notebook["cells"].reverse()
    return {NAME: _bytes(notebook)}


def tests_deleted(notebook: Notebook) -> Files:
    """Every test cell and the imports were deleted."""
    gone = {"imports", "relu-test", "sigmoid-test", "best-test", "noise-test"}
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] not in gone]
    return {NAME: _bytes(notebook)}


def answer_deleted(notebook: Notebook) -> Files:
    """An answer cell was deleted."""
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] != "relu"]
    return {NAME: _bytes(notebook)}


def answer_at_the_end(notebook: Notebook) -> Files:
    """The answer was deleted and written into a new cell at the very end."""
    cell = _cell(notebook, "relu")
    notebook["cells"].remove(cell)
    notebook["cells"].append(cell | {"id": "mine", "metadata": {}})
    return {NAME: _bytes(notebook)}


def answer_beside_the_stub(notebook: Notebook) -> Files:
    """The answer stands in a new cell before the stub, which would define it away."""
    cell = _cell(notebook, "relu")
    new = copy.deepcopy(cell) | {"id": "mine", "metadata": {}}
    notebook["cells"].insert(_place(notebook, "relu"), new)
    cell["source"] = 'def relu(z):\n    """Return the larger of z and 0."""\n    ...'
    return {NAME: _bytes(notebook)}


def locked_cell_edited(notebook: Notebook) -> Files:
    """The imports now replace the library of the tests."""
    _cell(notebook, "imports")["source"] = "hints = None"
    return {NAME: _bytes(notebook)}


def test_weakened(notebook: Notebook) -> Files:
    """The tests always pass, and the answer is wrong."""
    _cell(notebook, "sigmoid-test")["source"] = "assert True"
    _cell(notebook, "sigmoid")["source"] = "def sigmoid(z):\n    return 0.5"
    return {NAME: _bytes(notebook)}


def metadata_stripped(notebook: Notebook) -> Files:
    """An editor wrote new ids and no metadata at all."""
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"], cell["id"] = {}, f"{number:08x}"
    notebook["metadata"] = {}
    return {NAME: _bytes(notebook)}


def metadata_forged(notebook: Notebook) -> Files:
    """200 points for every test, no test locked, no time limit, a schema from the future."""
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader")
        if about:
            about.update(points=200, grade=False, locked=False, schema_version=99)
    notebook["metadata"]["course"] = {"limits": {"part_seconds": 1e9}}
    return {NAME: _bytes(notebook)}


def answer_over_the_test(notebook: Notebook) -> Files:
    """The answer was written over the test cell; it counts, and the test is restored."""
    _cell(notebook, "best-test")["source"] = "best = 3"
    _cell(notebook, "best")["source"] = "best = 4"
    return {NAME: _bytes(notebook)}


def answer_as_markdown(notebook: Notebook) -> Files:
    """The answer cell was turned into Markdown."""
    cell = _cell(notebook, "relu")
    cell["cell_type"] = "markdown"
    cell["source"] = "```python\n" + "".join(cell["source"]) + "\n```"
    return {NAME: _bytes(notebook)}


def nbformat_3(notebook: Notebook) -> Files:
    """An old editor saved it as nbformat 3."""
    cells = []
    for cell in notebook["cells"]:
        old = {k: v for k, v in cell.items() if k not in ("id", "source", "execution_count")}
        name = "input" if cell["cell_type"] == "code" else "source"
        cells.append(old | {name: cell["source"], "language": "python"})
    old_notebook = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}}
    return {NAME: _bytes(old_notebook | {"worksheets": [{"cells": cells, "metadata": {}}]})}


def byte_order_mark(notebook: Notebook) -> Files:
    """Windows Notepad put a mark before the first byte."""
    return {NAME: b"\xef\xbb\xbf" + _bytes(notebook)}


def utf_16(notebook: Notebook) -> Files:
    """PowerShell saved it as UTF-16."""
    return {NAME: _bytes(notebook).decode().encode("utf-16")}


def latin_1(notebook: Notebook) -> Files:
    """An editor saved it as Latin-1, with an umlaut in a comment."""
    _cell(notebook, "relu")["source"] += "\n# größer als null"
    return {NAME: json.dumps(notebook, ensure_ascii=False).encode("latin-1")}


def windows_lines(notebook: Notebook) -> Files:
    """Every line of every cell ends as on Windows."""
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    return {NAME: _bytes(notebook)}


def truncated(notebook: Notebook) -> Files:
    """The upload broke off after the third answer."""
    text = json.dumps(notebook, indent=1)
    return {NAME: text[: text.index("def noise")].encode()}


def control_characters(notebook: Notebook) -> Files:
    """A raw tab and a raw line end stand inside a JSON string."""
    return {NAME: _bytes(notebook).replace(b"# Activations\\n", b"# Activations\t\n")}


def huge_output(notebook: Notebook) -> Files:
    """20 MB of output were saved with the notebook."""
    text = {"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}
    _cell(notebook, "relu")["outputs"] = [text]
    return {NAME: _bytes(notebook)}


def other_editors(notebook: Notebook) -> Files:
    """Colab, VS Code and Deepnote left their marks."""
    notebook["metadata"]["colab"] = {"provenance": [], "toc_visible": True}
    notebook["metadata"]["vscode"] = {"interpreter": {"hash": "0"}}
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] |= {"id": f"x{number}", "outputId": "y", "deepnote_cell_type": "code"}
        cell["metadata"]["colab"] = {"base_uri": "https://localhost:8080/"}
        del cell["id"]
    return {NAME: _bytes(notebook)}


def module_beside_it(notebook: Notebook) -> Files:
    """A file numpy.py beside the notebook, to be imported instead of NumPy."""
    return {NAME: _bytes(notebook), "numpy.py": b"raise SystemExit", "course_lib.py": b"1/0"}


def path_out_of_the_folder(notebook: Notebook) -> Files:
    """A file whose name climbs out of the folder."""
    return {NAME: _bytes(notebook), "../../../../found.txt": b"x", "/found.txt": b"x"}


def odd_cells(notebook: Notebook) -> Files:
    """Cells that are no cells, sources that are no text, and 5,000 empty cells."""
    odd: list[Any] = [None, 3, "code", [], {}, {"cell_type": "code", "source": {"a": 1}}]
    odd.append({"cell_type": "code", "source": [1, None], "metadata": 7, "id": []})
    empty = {"cell_type": "code", "source": "", "metadata": {}, "outputs": []}
    notebook["cells"] += odd + [empty] * 5000
    return {NAME: _bytes(notebook)}


def slow_to_analyse(notebook: Notebook) -> Files:
    """Cells that cost minutes if they are translated, or searched with a careless pattern."""
    for source in ("a = %time 1\n" * 9000, "a" + " " * 99_999 + "b", "(" * 99_999, "[" * 190):
        cell = _cell(notebook, "demo") | {"id": str(len(source)), "source": source, "metadata": {}}
        notebook["cells"].append(cell)
    return {NAME: _bytes(notebook)}


def merge_conflict(notebook: Notebook) -> Files:
    """Two versions of one line, as git leaves them where a merge failed."""
    text = json.dumps(notebook, indent=1)
    line = next(line for line in text.splitlines() if "np.where" in line)
    other = line.replace("np.where", "np.maximum")
    both = f"<<<<<<< HEAD\n{line}\n=======\n{other}\n>>>>>>> 1a2b3c (better)"
    return {NAME: text.replace(line, both).encode()}


def two_in_one(notebook: Notebook) -> Files:
    """Two notebooks one after the other in one file; the second has one answer only."""
    second = {"cells": [_cell(copy.deepcopy(notebook), "best")]}
    return {NAME: _bytes(notebook) + b"\n" + _bytes(second)}


def by_hand(notebook: Notebook) -> Files:
    """Edited by hand: comments, trailing commas, a cell without metadata, a source that is null."""
    del _cell(notebook, "best")["metadata"]
    notebook["cells"].insert(0, {"cell_type": "code", "source": None})
    text = json.dumps(notebook, indent=1)
    return {NAME: ("// my homework\n" + text.replace("\n  }\n ]", "\n  },\n ],")).encode()}


def cells_by_name(notebook: Notebook) -> Files:
    """A program has made a dictionary of the list of cells, and lists of numbers of sources."""
    cells = {str(number): cell for number, cell in enumerate(notebook["cells"])}
    cells["x"] = {"cell_type": "code", "source": [1, 2, 3], "metadata": {"nbgrader": "no"}}
    return {NAME: _bytes(notebook | {"cells": cells})}


def names_of_cells_shuffled(notebook: Notebook) -> Files:
    """Each answer carries the names of another cell: a test's, a demo's, the next answer's."""
    about = {cell["id"]: (cell["id"], cell["metadata"]) for cell in notebook["cells"]}
    for mine, other in (("relu", "relu-test"), ("relu-test", "demo"), ("demo", "relu")):
        _cell(notebook, mine)["_new"] = about[other]
    for cell in notebook["cells"]:
        cell["id"], cell["metadata"] = cell.pop("_new", (cell["id"], cell["metadata"]))
    return {NAME: _bytes(notebook)}


def name_with_escapes(notebook: Notebook) -> Files:
    """Names that paint a terminal, turn text round, are no text, and look like a formula."""
    odd = "\x1b[2J\u202e\udcff=cmd()\n01_activations.ipynb"
    return {odd: _bytes(notebook), f"{odd}.ipynb": b"\xff\x00", f"{odd}.txt": b"x"}


def picture_with_escapes(notebook: Notebook) -> Files:
    """Attached pictures whose names are half characters and escapes, and far too many of them."""
    picture = {"image/png": "iVBORw0KGgo="}
    names = ["\ud800\x1b[2J<script>.png", *(f"{n}.png" for n in range(500))]
    _cell(notebook, "essay")["attachments"] = dict.fromkeys(names, picture)
    return {NAME: _bytes(notebook)}


def loud_cells(notebook: Notebook) -> Files:
    """Sixty cells that show fifty long texts each: every one within its limit, 150 MB in all."""
    source = "for n in range(50):\n    display('=' * 49_000)"
    _insert(notebook, source, 60)
    return {NAME: _bytes(notebook)}


def many_outputs(notebook: Notebook) -> Files:
    """More outputs than the judge's report has room for, each of them short."""
    source = "import sys\nprint(1, file=sys.stderr)\nfor n in range(60):\n    display(n)"
    _insert(notebook, source, 400)
    return {NAME: _bytes(notebook)}


def many_files(notebook: Notebook) -> Files:
    """Twenty-five thousand files of one byte beside the notebook."""
    return {NAME: _bytes(notebook), **{f"data/{n}.txt": b"x" for n in range(25_000)}}


def copies_full_of_helpers(notebook: Notebook) -> Files:
    """Four copies, each with one answer, and with 1900 cells that this answer uses."""
    files = {}
    for key in ("relu", "sigmoid", "best", "noise"):
        copy_ = copy.deepcopy(notebook)
        names = [f"{key}_{n}" for n in range(1900)]
        for other in {"relu", "sigmoid", "best", "noise"} - {key}:
            _cell(copy_, other)["source"] = "...  # YOUR CODE HERE"
        answer = _cell(copy_, key)
        answer["source"] = f"# {' '.join(names)}\n{''.join(answer['source'])}"
        own = answer | {"metadata": {}}
        copy_["cells"][2:2] = [own | {"id": name, "source": f"{name} = 1"} for name in names]
        files[f"01_activations-{key}.ipynb"] = _bytes(copy_)
    return files


def helper_in_a_text_cell(notebook: Notebook) -> Files:
    """The introduction was made a code cell, and a function that an answer uses written there."""
    cell = _cell(notebook, "title")
    cell |= {"cell_type": "code", "source": "def zero():\n    return 0.0", "outputs": []}
    _cell(notebook, "relu")["source"] = "def relu(z):\n    return np.maximum(z, zero())"
    return {NAME: _bytes(notebook)}


def helper_over_the_test(notebook: Notebook) -> Files:
    """A function that a later answer uses was written over a test cell."""
    _cell(notebook, "relu-test")["source"] = "def half(z):\n    return z / 2"
    _cell(notebook, "sigmoid")["source"] = (
        "def sigmoid(z):\n    return 0.5 * (1 + np.tanh(half(z)))"
    )
    return {NAME: _bytes(notebook)}


def slow_fence(notebook: Notebook) -> Files:
    """An answer in a fence of nothing but line ends, which a careless pattern tries in all ways."""
    _cell(notebook, "relu")["source"] = "```\n" + "\n" * 99_000 + "x"
    return {NAME: _bytes(notebook)}


def slow_to_salvage(notebook: Notebook) -> Files:
    """Nested cells that break off: each beginning of one is worth reading to the end."""
    broken = b'{"cells":[' + b'{"id":[' * 900 + b"1," * 500_000
    return {NAME: _bytes(notebook), **{f"a{n}.ipynb": broken for n in range(3)}}


def slow_to_compare(notebook: Notebook) -> Files:
    """Long cells to compare with each master, dotted names without an end, and a hundred files."""
    long = [
        f"import a{'.a' * 40_000}",
        *("\n".join(f"v{i} = {n}" for i in range(9000)) for n in (1, 2)),
    ]
    cell = _cell(notebook, "demo")
    notebook["cells"] += [cell | {"id": str(n), "source": s} for n, s in enumerate(long)]
    small = {f"b{n:03}.ipynb": b'{"cells":[]}' for n in range(100)}
    return {NAME: _bytes(notebook), **small, "a.ipynb": _bytes(notebook)}


def not_a_notebook(notebook: Notebook) -> Files:
    """A PDF with the name of the notebook."""
    return {NAME: b"%PDF-1.7 \xff\xfe\x00 nothing here"}


def empty_file(notebook: Notebook) -> Files:
    """A file of no bytes."""
    return {NAME: b""}


def deep_json(notebook: Notebook) -> Files:
    """Brackets, 100,000 deep."""
    return {NAME: b'{"cells":' + b"[" * 100_000}


def nothing(notebook: Notebook) -> Files:
    """Nothing was handed in."""
    return {}


def another_course(notebook: Notebook) -> Files:
    """The notebook of another course."""
    cells = [{"cell_type": "markdown", "source": "# Databases", "metadata": {}}]
    return {"essay.ipynb": _bytes({"cells": cells, "nbformat": 4, "nbformat_minor": 5})}


ALL_LOST = "-"
BROKEN: dict[Callable[[Notebook], Files], tuple[str, str]] = {
    renamed: ("", "taken for"),
    renamed_beyond_recognition: ("", "taken for"),
    in_a_folder: ("", "taken for"),
    two_versions: ("", "more of the answers"),
    two_halves: ("", "was taken from"),
    test_cell_copied: ("", "copies of the test cell"),
    answer_copied_as_stub: ("", "more than once"),
    answer_twice: ("", "more than once"),
    answer_split: ("", "more than once"),
    answers_merged: ("", "another cell"),
    reversed_order: ("", "put back"),
    tests_deleted: ("", "was missing"),
    answer_deleted: ("relu 0", "is missing"),
    answer_at_the_end: ("", "metadata"),
    answer_beside_the_stub: ("", ""),
    locked_cell_edited: ("", "was changed"),
    test_weakened: ("sigmoid 0", "was changed"),
    metadata_stripped: ("", "metadata"),
    metadata_forged: ("", ""),
    answer_over_the_test: ("", "was missing"),
    answer_as_markdown: ("", "code cell"),
    nbformat_3: ("", ""),
    byte_order_mark: ("", "byte order mark"),
    utf_16: ("", "byte order mark"),
    latin_1: ("", "Latin-1"),
    windows_lines: ("", "Windows line ends"),
    truncated: ("noise -", "damaged"),
    control_characters: ("", "control characters"),
    huge_output: ("", ""),
    other_editors: ("", ""),
    module_beside_it: ("", ""),
    path_out_of_the_folder: ("", ""),
    odd_cells: ("", ""),
    slow_to_analyse: ("", ""),
    merge_conflict: ("", "conflicts of a merge"),
    two_in_one: ("", "damaged"),
    by_hand: ("", "damaged"),
    cells_by_name: ("", "damaged"),
    names_of_cells_shuffled: ("", ""),
    name_with_escapes: ("", "taken for"),
    picture_with_escapes: ("", "a picture was left out"),
    loud_cells: ("", ""),
    many_outputs: ("", ""),
    many_files: ("", ""),
    copies_full_of_helpers: ("", "was taken from"),
    helper_in_a_text_cell: ("", ""),
    helper_over_the_test: ("", "was missing"),
    slow_fence: ("relu 0", ""),
    slow_to_salvage: ("", "not a notebook"),
    slow_to_compare: ("", "only 40 notebooks are opened"),
    not_a_notebook: (ALL_LOST, "not a notebook"),
    empty_file: (ALL_LOST, "empty"),
    deep_json: (ALL_LOST, "not a notebook"),
    nothing: (ALL_LOST, "no file for this notebook"),
    another_course: (ALL_LOST, "may be it, and cannot be read as it"),
}
"""Each broken file, its scores where they are not full, and what the report must say."""
