"""Coefficient paths and penalty contours show the geometry that the text speaks of."""

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Lasso, lars_path

from course_lib import plots
from course_lib.datasets import load_diabetes

rng = np.random.default_rng(1)
X = rng.normal(size=(50, 2)) @ [[1, 0.7], [0, 0.7]]
Y = X @ [2.0, 0.4] + rng.normal(size=50)


def labelled(ax):
    return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}


def test_paths_are_joined_linearly_in_lambda():
    """Between two corners of a lasso path the drawn weights are those scikit-learn finds."""
    diabetes = load_diabetes()
    alphas, _, coefs = lars_path(diabetes.X, diabetes.y - diabetes.y.mean(), method="lasso")
    lams = 2 * alphas * len(diabetes.y)
    (ax,) = plots.coefficient_paths(lams, coefs.T, names=diabetes.feature_names).axes
    lines = labelled(ax)
    for lam in (30.0, 200.0, 700.0):
        model = Lasso(alpha=lam / (2 * len(diabetes.y)), tol=1e-10, max_iter=100_000)
        model.fit(diabetes.X, diabetes.y)
        for name, weight in zip(diabetes.feature_names, model.coef_, strict=True):
            if name in lines:
                drawn = np.interp(lam, *lines[name].get_data())
                assert drawn == pytest.approx(weight, abs=2.0)  # of weights up to 800
    assert sum(name in lines for name in diabetes.feature_names) == 6


def test_the_strongest_weights_are_named_and_the_rest_counted():
    """Six lines are named, strongest first, the others are grey and counted."""
    coefs = np.zeros((2, 9))
    coefs[0] = [1, -9, 3, 4, 5, 6, 7, 8, 0.5]
    (ax,) = plots.coefficient_paths([1, 10], coefs, names=list("abcdefghi")).axes
    assert [t.get_text() for t in ax.get_legend().get_texts()] == [*"bhgfed", "3 others"]


def test_the_chosen_lambda_is_marked():
    """A vertical line stands at the chosen lambda and names it."""
    (ax,) = plots.coefficient_paths([1, 10], [[1.0], [0.0]], chosen=3).axes
    np.testing.assert_array_equal(labelled(ax)[r"chosen $\lambda$ = 3"].get_xdata(), [3, 3])


def test_lambda_zero_is_used_but_not_shown():
    """A path that ends at lambda 0 is drawn a decade further down, towards that end."""
    (ax,) = plots.coefficient_paths([0, 1, 10], [[2.0], [1.0], [0.0]]).axes
    line = labelled(ax)["$w_{1}$"]
    assert ax.get_xlim() == pytest.approx((0.1, 10))
    assert np.interp(0.1, *line.get_data()) == pytest.approx(1.9)


@pytest.mark.parametrize(
    ("lams", "coefs", "options", "text"),
    [
        ([1, 2], [[1.0]], {}, r"coefs must have shape \(2, d\)"),
        ([0, 1], [[1.0], [0.0]], {}, "lams must be 0 or more, two of them above 0"),
        ([-1, 1, 2], [[1.0]] * 3, {}, "lams must be 0 or more"),
        ([1, 2], [[1.0], [0.0]], {"names": ["a", "b"]}, "names must have 1 entries, got 2"),
        ([1, 2], [[1.0], [0.0]], {"chosen": 0}, "chosen must be in"),
    ],
)
def test_bad_paths_are_refused(lams, coefs, options, text):
    """Shapes that do not fit and lambdas that have no logarithm are refused."""
    with pytest.raises(ValueError, match=text):
        plots.coefficient_paths(lams, coefs, **options)


@pytest.mark.parametrize(("l1", "l2"), [(60.0, 0.0), (30.0, 15.0)])
def test_the_bold_contour_and_the_ball_touch_at_the_solution(l1, l2):
    """At scikit-learn's solution the loss contour through it stays outside the ball.

    Two convex sets that meet in one point: no drawn point of the bold contour lies inside.
    """
    n = len(Y)
    alpha = l1 / (2 * n) + l2 / n
    model = ElasticNet(alpha=alpha, l1_ratio=l1 / (2 * n) / alpha, tol=1e-12).fit(X, Y)
    (ax,) = plots.penalty_contours(X, Y, model.coef_, l1=l1, l2=l2).axes
    lines = {line.get_label(): line.get_xydata()[0] for line in labelled(ax).values()}
    np.testing.assert_allclose(lines["regularized"], model.coef_)
    ols = np.linalg.lstsq(X - X.mean(0), Y - Y.mean(), rcond=None)[0]
    np.testing.assert_allclose(lines["least squares"], ols)

    bold = ax.collections[-1].get_paths()[2].vertices
    radius = l1 * abs(model.coef_).sum() + l2 * (model.coef_**2).sum()
    penalty = l1 * abs(bold).sum(axis=1) + l2 * (bold**2).sum(axis=1)
    assert penalty.min() > 0.98 * radius  # 2 % for the grid
    assert np.linalg.norm(bold - model.coef_, axis=1).min() < 0.05


def test_the_ball_has_the_penalty_s_shape():
    """The L1 ball is the square with corners on the axes, the L2 ball the circle."""
    for options, norm in (({"l1": 1.0}, 1), ({"l2": 1.0}, 2)):
        (ax,) = plots.penalty_contours(X, Y, [0.8, 0.3], **options).axes
        edge = ax.collections[1].get_paths()[0].vertices
        expected = np.linalg.norm([0.8, 0.3], norm)
        np.testing.assert_allclose(np.linalg.norm(edge, norm, axis=1), expected, rtol=0.02)


def test_a_zero_solution_has_no_ball():
    """When every weight is off the ball is a point, and the figure still comes."""
    assert plots.penalty_contours(X, Y, [0, 0], l1=1e6).html()


def test_no_penalty_is_refused():
    """Contours need at least one penalty and two features."""
    with pytest.raises(ValueError, match="l1 and l2 must not both be 0"):
        plots.penalty_contours(X, Y, [1, 1])
    with pytest.raises(ValueError, match=r"X must have shape \(n, 2\)"):
        plots.penalty_contours(np.zeros((5, 3)), np.zeros(5), [1, 1], l1=1)
