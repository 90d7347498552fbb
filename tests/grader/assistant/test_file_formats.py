"""Notebooks as other programs than JupyterLab save them are graded like JupyterLab's."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from grader.base.course import Course
from grader.judge.assignment import compile_assignment
from grader.judge.grading import grade_submission
from tests.grader.conftest import KeptThread, tiny_master

Notebook = dict[str, Any]
ANSWERS = {
    "double": "def double(x):\n    return abs(2 * x)",
    "square": "def square(x):\n    return x * x",
    "essay": "The derivative of a sum is the sum of the derivatives.",
}
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n", re.DOTALL)
TIMES = {
    "iopub.execute_input": "2026-11-12T17:54:40.889713Z",
    "iopub.status.busy": "2026-11-12T17:54:40.889434Z",
    "shell.execute_reply": "2026-11-12T17:54:40.894568Z",
}
OUTPUT = {
    "output_type": "stream",
    "name": "stdout",
    "text": ["double: 1 of 1 points\n", "hidden tests run when it is graded\n"],
}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": "3.12.11",
}


def solved() -> Notebook:
    """Return the tiny notebook as JupyterLab saves it: with answers, and without hidden tests."""
    notebook: Notebook = json.loads(nbformat.writes(tiny_master()))
    for cell in notebook["cells"]:
        source = ANSWERS.get(cell["id"], HIDDEN.sub("", "".join(cell["source"])))
        cell["source"] = source.splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell |= {"execution_count": 7, "outputs": [copy.deepcopy(OUTPUT)]}
    return notebook


def colab(notebook: Notebook) -> Notebook:
    """Google Colab: a key ``id`` in the metadata and none beside it, who ran what, and a mount."""
    mount = "from google.colab import drive\ndrive.mount('/content/drive')\n%cd /content/week1\n"
    notebook["cells"].insert(1, {"cell_type": "code", "source": mount.splitlines(keepends=True),
                                 "metadata": {}, "outputs": [], "execution_count": 1})  # fmt: skip
    for number, cell in enumerate(notebook["cells"]):
        cell.pop("id", None)
        cell["metadata"]["id"] = f"nWq-7cPBc{number:03}"
        if cell["cell_type"] == "code":
            cell["metadata"] |= {
                "colab": {"base_uri": "https://localhost:8080/", "height": 35},
                "executionInfo": {"elapsed": 31, "status": "ok", "user_tz": -60,
                                  "user": {"displayName": "Zoë", "userId": "0912"}},
                "outputId": "d1c9354e-43db-45ab-c38b-b24bcee97356",
            }  # fmt: skip
    notebook["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True},
        "kernelspec": {"display_name": "Python 3", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook | {"nbformat_minor": 0}


def kaggle(notebook: Notebook) -> Notebook:
    """Kaggle: two identifiers in the metadata, times of papermill, and a first cell of its own."""
    first = (
        "import os\nfor dirname, _, filenames in os.walk('/kaggle/input'):\n    print(dirname)\n"
    )
    notebook["cells"].insert(0, {"cell_type": "code", "source": first, "metadata": {},
                                 "outputs": [], "execution_count": 1})  # fmt: skip
    for number, cell in enumerate(notebook["cells"]):
        cell.pop("id", None)
        cell["metadata"] |= {
            "_cell_guid": f"b1076dfc-b9ad-4769-8c92-a6c4dae6{number:04}",
            "_uuid": "8f2839f25d086af736a60e9eeb907d3b93b6e0e5",
            "papermill": {"duration": 0.012, "exception": False, "status": "completed"},
            "execution": TIMES,
            "trusted": True,
        }
    notebook["metadata"] = {
        "kaggle": {"accelerator": "none", "dataSources": [], "isInternetEnabled": True},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": LANGUAGE,
        "papermill": {"default_parameters": {}, "version": "2.6.0"},
    }
    return notebook | {"nbformat_minor": 4}


def vs_code(notebook: Notebook) -> Notebook:
    """Visual Studio Code: an older minor version, so no ids, and its language in the metadata."""
    for cell in notebook["cells"]:
        cell.pop("id")
        cell["metadata"]["vscode"] = {"languageId": "python"}
    notebook["metadata"] = {
        "kernelspec": {"display_name": ".venv", "language": "python", "name": "python3"},
        "language_info": LANGUAGE,
        "orig_nbformat": 4,
    }
    return notebook | {"nbformat_minor": 2}


def deepnote(notebook: Notebook) -> Notebook:
    """Deepnote: the source once more in the metadata, keys of a code cell on all, and its mark."""
    for number, cell in enumerate(notebook["cells"]):
        cell.pop("id")
        source = "".join(cell["source"])
        cell |= {"block_group": f"g{number}", "source": source, "execution_count": None}
        cell["metadata"] |= {
            "cell_id": f"00000-ede5d12f-9c26-4202-8a81-c7334{number:07}",
            "deepnote_cell_type": cell["cell_type"],
            "deepnote_sorting_key": f"{number:03}",
            "deepnote_source": source,
            "execution_start": 1694006986292,
            "source_hash": "dc007c46",
        }
    mark = {"created_in_deepnote_cell": True, "deepnote_cell_type": "markdown"}
    link = "<a href='https://deepnote.com'>Created in <span>Deepnote</span></a>"
    notebook["cells"].append({"cell_type": "markdown", "metadata": mark, "source": link})
    notebook["metadata"] = {"deepnote": {}, "deepnote_notebook_id": "8d6f", "language_info": {}}
    return notebook | {"nbformat_minor": 0}


@pytest.mark.parametrize("saved_by", [colab, kaggle, vs_code, deepnote])
def test_the_grade_is_that_of_jupyterlab_s_file(
    course: Course, kept_thread: KeptThread, saved_by: Callable[[Notebook], Notebook]
) -> None:
    """The same answers get the same points, and the essay is found, whoever saved the notebook.

    Twice the value without its sign is one of four points, by the tests of the tiny course.
    """
    assignment = compile_assignment(course.solutions("week1"))
    content = json.dumps(saved_by(solved())).encode()
    done = kept_thread.submit(grade_submission, assignment, {"Untitled0.ipynb": content}).result()
    (notebook,) = done.notebooks
    found = {item.exercise: (item.verdict, item.points) for item in notebook.exercises}
    assert found == {
        "double": ("failed", 1.0),
        "square": ("passed", 2.0),
        "essay": ("manual", None),
    }
    assert ANSWERS["essay"] in json.dumps(notebook.autograded)
