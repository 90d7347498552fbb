"""Promises of the notebook on dropout."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pytest
from figures import require_texts

from course_lib.linear_models import Ridge


@pytest.fixture(scope="module")
def notebook(master: Callable[[str], Any]) -> Any:
    """The master."""
    return master("05_dropout")


@pytest.mark.slow
def test_it_runs_from_top_to_end(notebook: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every cell runs, demonstrations included, and no warning is given."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # plots for the mouse stay closed
    shown: list[object] = []
    monkeypatch.setattr(builtins, "display", lambda *items: shown.extend(items), raising=False)
    values = notebook.run(notebook.code, {"__name__": "__main__"})
    count = len(notebook.exercises())
    assert f"{count} of {count} exercises" in repr(values["summary_of_tests"])
    assert require_texts([*shown, *values.values()]) == 4


@pytest.mark.parametrize("statement", ["torch.nn.Dropout(p=0.5, inplace=False)",
    "randomly zeroes some of the elements of the input tensor with probability",
    "*each epoch: randomly ignore some neurons.*", "co-adapt", "Improves robustness"])  # fmt: skip
def test_the_slides_statements_are_taught(notebook: Any, statement: str) -> None:
    """Nothing on the slide "Dropout" is left out."""
    assert statement in notebook.text()


def test_the_third_answer_is_the_average_over_all_masks(notebook: Any) -> None:
    """Self-test 3: mean 5, variance 13, expected squared error 14."""
    text = notebook.text()
    assert "The mean of $z$ is 5, its variance $\\frac{0.5}{0.5}(9 + 4) = 13$" in text
    assert "$(5-4)^2 + 13 = 14$, without it 1" in text
    z = np.array([np.dot([1, 2], np.multiply(m, [3, 1])) / 0.5 for m in product((0, 1), repeat=2)])
    assert (z.mean(), z.var(), ((z - 4) ** 2).mean()) == (5, 13, 14)


def test_the_shrunken_sums_are_those_of_ridge(notebook: Any) -> None:
    """Section 6 predicts 0.92 and 0.75 for three equal features; so does the library's ridge."""
    assert "0.92 for $p = 0.2$ and 0.75 for $p = 0.5$" in notebook.text()
    x = np.array([[1.0], [-1.0]]) * np.ones(3)
    for p, total in ((0.2, 0.92), (0.5, 0.75)):
        ridge = Ridge(2 * p / (1 - p)).fit(x, x[:, 0])  # the slide's cost is a sum over two rows
        assert round(float(ridge.coef_.sum()), 2) == total


def test_the_cited_figures_are_those_of_the_source(notebook: Any) -> None:
    """Srivastava and others (2014), table 9, and the rerun of the assignment with one mask."""
    text = notebook.text()
    for fact in ("1.62 % with L2", "1.25 % with dropout and L2", "1.05 % with dropout and a bound"):
        assert fact in text
    assert "92.5 % to 94.0 % over 14 seeds" in text
