"""Promises of the notebook on L1 and L2 regularization."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from figures import require_texts
from sklearn import linear_model
from threadpoolctl import threadpool_limits

from course_lib.datasets import load_churn, load_houses
from course_lib.linear_models import ElasticNet, Lasso, Ridge, lasso_path
from course_lib.plots import mean_interval
from course_lib.regularizers import L1, L2


@pytest.fixture(scope="module")
def notebook(master: Callable[[str], Any]) -> Any:
    """The master."""
    return master("04_l1_l2_regularization")


@pytest.mark.slow
def test_it_runs_from_top_to_end(
    notebook: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every cell runs without a warning, and the experiments show what the text says of them."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")  # plots for the mouse stay closed
    shown: list[object] = []
    monkeypatch.setattr(builtins, "display", lambda *items: shown.extend(items), raising=False)
    space: dict[str, Any] = {"__name__": "__main__"}
    with threadpool_limits(1):  # as the notebook asks before it imports NumPy
        values = notebook.run(notebook.code, space)
    assert "This cell waits" not in capsys.readouterr().out
    assert len(shown) == 1
    count = len(notebook.exercises())
    assert f"{count} of {count} exercises" in repr(values["summary_of_tests"])
    assert require_texts([*shown, *values.values()]) == 6
    _require_what_the_text_says(space)


def _require_what_the_text_says(space: dict[str, Any]) -> None:
    plain, fading, proximal, exact = np.moveaxis(space["descents"], 1, 0)
    assert not (plain == 0).any()  # plain steps give no exact zeros
    assert not (fading == 0).any()
    assert ((proximal == 0) == (exact == 0)).all()
    loose, tight = (weights for weights, _ in space["house_results"].values())
    assert (tight[:, :3].std(axis=0) < loose[:, :3].std(axis=0) / 5).all()  # steady weights
    assert space["new_errors"][1].mean() < space["new_errors"][0].mean()  # the larger gap is better
    added = space["added"]
    for errors, _, weights in space["churn_draws"]:
        assert (weights[np.argmin(errors)][added] != 0).any()  # some noise is usually kept
        assert not weights[0][added].any()  # none if lambda is large enough
    flattery, scores = space["flattery"], space["scores"]
    assert mean_interval(flattery)[2] < 0  # who peeks reports too small an error
    for penalty in ("L1", "L2"):
        assert mean_interval(np.subtract(scores["no penalty"], scores[penalty]))[1] > 0
    off = np.mean([(W1 == 0).all(axis=1) for _, W1 in space["runs"]["L1"]], axis=0)  # (42,)
    assert off[22:].mean() > off[:22].mean() > 0  # a larger share of the noise, but not only noise
    smaller_share, _, dropped = space["draws"].transpose(2, 1, 0)
    assert np.median(smaller_share[2]) > 0.4 > np.median(smaller_share[0])
    assert dropped[0].mean() > 0 == dropped[2].mean()


def test_the_answers_of_the_self_test_are_right(notebook: Any) -> None:
    """Self-test 1, 2, 4 and 5, computed by the library."""
    text = notebook.text()
    x, y = np.array([[-1.0], [0.0], [1.0]]), np.array([-1.0, 1.0, 3.0])
    for model, w, says in (
        (Ridge(0.0), 2.0, "Least squares $w = 4/2 = 2$"),
        (Ridge(2.0), 1.0, "Ridge $w = 4/(2+2) = 1$"),
        (Lasso(2.0), 1.5, "zero at $w = 1.5$"),
    ):
        model.fit(x, y)
        assert (model.coef_[0], model.intercept_) == pytest.approx((w, 1.0))
        assert says in text
    assert lasso_path(x, y).lams[0] == pytest.approx(8.0)
    assert "Zero from $\\lambda = 2 \\cdot 4 = 8$ on" in text
    assert L1(1.0).prox([3.0, -0.5, 1.0, -2.0], 1.0).tolist() == [2.0, 0.0, 0.0, -1.0]
    assert "$(2, 0, 0, -1)$" in text
    assert "$w = (2, 0)$, $b = 0$, $\\lambda = 3$. The cost is 21 with L2 and 15 with L1." in text
    square = (5.0 - np.dot([1, 2], [2, 0])) ** 2
    assert (square + L2(3.0).penalty([2, 0]), square + L1(3.0).penalty([2, 0])) == (21.0, 15.0)
    twins, target = np.repeat(np.arange(5.0), 2).reshape(5, 2), 4 * np.arange(5.0)
    assert Ridge(1e-9).fit(twins, target).coef_ == pytest.approx([2.0, 2.0])
    assert (L1(1.0).penalty([4, 0]), L1(1.0).penalty([2, 2])) == (4.0, 4.0)
    assert (L2(1.0).penalty([4, 0]), L2(1.0).penalty([2, 2])) == (16.0, 8.0)
    assert "$(4, 0)$ costs $16\\lambda$ and $(2, 2)$ only $8\\lambda$" in text


def test_the_table_of_conventions_is_right(notebook: Any) -> None:
    """scikit-learn's alpha, converted as the table says, gives the library's weights."""
    assert "| $2n$ · `alpha` |" in notebook.text()
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(50, 4)), rng.normal(size=50)
    theirs = linear_model.Lasso(alpha=0.1, tol=1e-12).fit(X, y).coef_
    assert Lasso(2 * 50 * 0.1).fit(X, y).coef_ == pytest.approx(theirs, abs=1e-8)
    assert "$\\lambda = 2 \\cdot 50 \\cdot 0.1 = 10$. For ridge $\\lambda = 3$." in notebook.text()
    assert Ridge(3.0).fit(X, y).coef_ == pytest.approx(linear_model.Ridge(alpha=3).fit(X, y).coef_)
    together = ElasticNet(1.0, 0.5).fit(X, y)
    penalty = 1.0 * np.abs(together.coef_).sum() + 0.5 * (together.coef_**2).sum()
    for other in rng.normal(size=(20, 4)) * 0.01 + together.coef_:
        away = ((y - y.mean() - (X - X.mean(axis=0)) @ other) ** 2).sum()
        away += 1.0 * np.abs(other).sum() + 0.5 * (other**2).sum()
        assert ((y - together.predict(X)) ** 2).sum() + penalty <= away


def test_the_numbers_about_the_data_are_those_of_the_data(notebook: Any) -> None:
    """111 columns of which 40 are noise, 22 features of houses."""
    churn, text = load_churn(), notebook.text()
    assert "40 of the 111 columns were added" in text
    assert (churn.X.shape[1], len(churn.groups["added"])) == (111, 40)
    assert "22 real features" in text
    assert load_houses().X.shape[1] == 22


@pytest.mark.parametrize(
    "statement",
    [
        # what the slides on regularization state, as it stands in the notebook
        "**Underfitting**",
        "**Overfitting**",
        "**Good fit**",
        "makes a model prefer the simpler of two explanations, so that it generalizes better",
        r"\sum_i \Big(y_i - \sum_j x_{ij} W_j\Big)^2 + \lambda \sum_j |W_j|",
        r"\lambda \underbrace{\sum_j W_j^2}_{\text{regularization term}}",
        r"\lambda \sum_j |W_j|",
        r"$w := w - \alpha\,\partial L/\partial w$",
        "multicollinearity",
        "House prices with correlated features",
        "Churn with 111 features",
        "*Lasso eliminates irrelevant predictors, keeps only key ones.*",
        "feature selection",
        r"\lambda_1 \sum_j |w_j| + \lambda_2 \sum_j w_j^2",
        "prone to overfitting",
        "**dropout** (notebook 5), **early stopping** and **data augmentation** (notebook 6)",
        # and where it puts a slide right
        "ridge spreads weight *evenly* when the features are equal",
        "almost every fitted model has such a gap",
        "**$b$ is not penalised.**",
    ],
)
def test_the_slides_statements_are_taught(notebook: Any, statement: str) -> None:
    """Nothing on the slides about L1, L2 and why is left out."""
    assert statement in notebook.text()
