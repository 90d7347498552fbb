"""An answer that stands beside its place: in a text with words, above its test, in another file.

Modelled on public reports: code cells that became Markdown and are then explained
(jupyter/nbgrader 1941), cells of tests that students type into (jupyter/nbgrader 1083), and what
is handed in beside a notebook (ucbds-infra/otter-grader 750).
"""

from __future__ import annotations

from typing import Any

import pytest

STUB = "def forward(x):\n    ...\n\n\ndef backward(x):\n    ..."


def as_text(nb: Any, source: str, *, named: bool) -> str:
    """The answer became a text, which has its cell's name or no name at all."""
    cell = nb["pair"]
    for name in ("outputs", "execution_count"):
        cell.pop(name)
    cell |= {"cell_type": "markdown", "source": source}
    if not named:
        nb.strip()
    return str(nb.text())


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    "around",
    [
        "This is my answer:\n\n{code}",
        "This is my answer:\n\n{indented}\n\nI hope so.",
        "<pre><code>{code}</code></pre>",
    ],
    ids=["words above", "indented between words", "html"],
)
def test_code_in_a_text_with_words_is_found(
    right: Any, outcome: Any, around: str, *, named: bool
) -> None:
    """Words round an answer that became a text do not hide it."""
    code = right["pair"]["source"]
    indented = "\n".join(f"    {line}" for line in code.split("\n"))
    source = around.format(code=code.replace("<", "&lt;"), indented=indented)
    assert outcome(as_text(right, source, named=named)).startswith("2 1")


@pytest.mark.parametrize("named", [True, False])
def test_text_that_is_no_python_is_not_graded(right: Any, outcome: Any, *, named: bool) -> None:
    """A text has run nowhere, so nobody knows that an answer in it is wrong."""
    source = "\n".join(line.strip() for line in right["pair"]["source"].split("\n"))
    assert outcome(as_text(right, source, named=named)).startswith("? 1")


def test_answer_above_its_test_is_run(right: Any, outcome: Any) -> None:
    """Whoever typed a short function into the cell of the test has written it."""
    code = "def backward(x): return 1.0 * (x > 0)"
    right.write(pair="def forward(x): return np.maximum(x, 0.0)\n\n\ndef backward(x):\n    ...")
    right.write(pair_test=f"{code}\n\n{right['pair_test']['source']}")
    assert outcome(right.text()).startswith("2 1")


@pytest.mark.parametrize(
    ("name", "graded"),
    [
        ("answers.pdf", "2 1 ? ?"),
        ("IMG_2033.jpg", "2 1 ? ?"),
        ("README.md", "2 1 0 0"),
        ("01_pairs.pdf", "2 1 0 0"),  # the notebook printed
    ],
)
def test_file_beside_the_notebook_may_have_the_text(
    grade: Any, right: Any, name: str, graded: str
) -> None:
    """Nothing written in the notebook is no zero where a text or a photograph came with it."""
    results = grade(right.text(), {name: b"x"}).exercises
    points = ["?" if one.points is None else f"{one.points:g}" for one in results]
    assert " ".join(points) == graded
    reasons = {one.reason_not_graded for one in results} - {""}
    assert all(name in reason for reason in reasons)


def test_untouched_notebook_beside_a_script_is_not_graded(grade: Any, right: Any) -> None:
    """Whoever handed in ``01_pairs.py`` and the untouched download has answered in the script."""
    right.write(pair=STUB, table="...")
    results = grade(right.text(), {"01_pairs.py": b"def forward(x): ..."}).exercises
    assert [one.points for one in results] == [None] * 4


def test_what_a_cell_says_when_it_gives_up_ends_no_notebook(right: Any, outcome: Any) -> None:
    """``sys.exit`` because a package is not here costs no definition below it."""
    tried = "try:\n    import torch\nexcept ImportError:\n    sys.exit('install torch')\n"
    helper = "def larger(a):\n    return np.maximum(a, 0.0)"
    right.own("pair", f"import sys\n{tried}\n\n{helper}")
    backward = "def backward(x):\n    return np.where(x > 0, 1.0, 0.0)"
    right.write(pair=f"def forward(x):\n    return larger(x)\n\n\n{backward}")
    assert outcome(right.text()).startswith("2 1")
