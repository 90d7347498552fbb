"""Boundaries, confusion matrices and cost curves show what the model decides and what it costs."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle
from sklearn.linear_model import LogisticRegression

from course_lib import plots
from course_lib.datasets import load_credit, make_moons, make_spiral

MOONS = make_moons(80, rng=np.random.default_rng(0))


def boundary(ax):
    """Return the points of the drawn boundary lines."""
    return np.vstack([p.vertices for c in ax.collections for p in c.get_paths() if len(p.vertices)])


def test_the_boundary_is_where_the_probability_is_one_half():
    """The line drawn for a logistic model is its line of probability 1/2."""
    model = LogisticRegression().fit(MOONS.X, MOONS.y)
    figure = plots.decision_boundary(lambda X: model.predict_proba(X)[:, 1], MOONS.X, MOONS.y)
    (ax,) = figure.axes
    assert abs(model.predict_proba(boundary(ax))[:, 1] - 0.5).max() < 0.01


@pytest.mark.parametrize("form", ["column", "scores", "classes"])
def test_every_form_of_answer_gives_the_same_regions(form):
    """Probabilities as a column, a score per class, and class numbers give one picture."""
    model = LogisticRegression().fit(MOONS.X, MOONS.y)
    answers = {
        "column": lambda X: model.predict_proba(X)[:, 1:],
        "scores": model.predict_proba,
        "classes": model.predict,
    }
    (ax,) = plots.decision_boundary(answers[form], MOONS.X, MOONS.y, resolution=40).axes
    region = ax.images[0]
    left, right, low, high = region.get_extent()
    first, second = np.meshgrid(np.linspace(left, right, 40), np.linspace(low, high, 40))
    expected = model.predict(np.column_stack([first.ravel(), second.ravel()])).reshape(40, 40)
    np.testing.assert_array_equal(region.get_array(), expected)


def test_points_are_drawn_by_class_with_their_own_marker():
    """Each class is one set of points with its own marker and a name in the legend."""
    spiral = make_spiral(20, rng=np.random.default_rng(0))
    (ax,) = plots.decision_boundary(lambda X: np.column_stack([X, X.sum(1)]), *spiral).axes
    lines = {line.get_label(): line for line in ax.lines}
    for k in range(3):
        np.testing.assert_array_equal(lines[f"class {k}"].get_xydata(), spiral.X[spiral.y == k])
    assert len({line.get_marker() for line in lines.values()}) == 3


def test_a_model_of_one_mind_has_no_boundary():
    """A model that always says the same colours everything and draws no line."""
    (ax,) = plots.decision_boundary(lambda X: np.zeros(len(X)), MOONS.X, MOONS.y).axes
    assert not ax.collections
    assert (ax.images[0].get_array() == 0).all()


def test_wrong_number_of_answers_is_refused():
    """A predict that does not answer for each point is named."""
    with pytest.raises(ValueError, match=r"predict\(points\) must have shape \(22500,\)"):
        plots.decision_boundary(lambda X: X[0], MOONS.X, MOONS.y)


def test_confusion_cells_show_count_and_cost():
    """Each cell shows its count and cost, mistakes are framed, the title adds up the cost."""
    cost = load_credit().cost
    (ax,) = plots.confusion_matrix([[70, 30], [12, 188]], ["risky", "good"], cost=cost).axes
    cells = {text.get_position(): text.get_text() for text in ax.texts}
    assert cells == {
        (0, 0): "70\ncost 0", (1, 0): "30\ncost 150", (0, 1): "12\ncost 12", (1, 1): "188\ncost 0",
    }  # fmt: skip
    assert ax.get_title() == "cost 162 in 300 cases"
    frames = [p for p in ax.patches if isinstance(p, Rectangle)]
    assert sorted((round(p.get_x() + 0.47), round(p.get_y() + 0.47)) for p in frames) == [
        (0, 1), (1, 0),
    ]  # fmt: skip
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("decided", "true class")


def test_confusion_ink_contrasts_with_its_cell():
    """The numbers have a contrast of at least 4 to 1 with the grey below them, for any share."""
    for right in range(0, 101, 5):
        (ax,) = plots.confusion_matrix([[right, 100 - right], [1, 1]], ["a", "b"]).axes
        image = ax.images[0]
        for text in ax.texts:
            column, row = text.get_position()
            grey = image.to_rgba(image.get_array()[row, column])[0]
            ink = {"white": 1.0, "black": 0.0}[text.get_color()]
            bright, dark = sorted([grey**2.2, ink], reverse=True)
            assert (bright + 0.05) / (dark + 0.05) >= 4


def test_an_empty_class_divides_nothing():
    """A class without examples gives an empty row, not a division by zero."""
    (ax,) = plots.confusion_matrix([[0, 0], [1, 1]], ["a", "b"]).axes
    np.testing.assert_array_equal(ax.images[0].get_array(), [[0, 0], [0.5, 0.5]])


def test_confusion_shapes_are_checked():
    """Names and matrix must fit."""
    with pytest.raises(ValueError, match=r"matrix must have shape \(3, 3\), got \(2, 2\)"):
        plots.confusion_matrix(np.eye(2), ["a", "b", "c"])


def test_cost_curve_marks_the_lowest_and_the_theory():
    """The lowest point and the threshold of the theory stand where they belong."""
    (ax,) = plots.cost_curve([0.2, 0.5, 0.8], [1.2, 0.4, 0.6], theory=5 / 6).axes
    lines = {line.get_label(): line for line in ax.lines}
    np.testing.assert_array_equal(lines["cost"].get_ydata(), [1.2, 0.4, 0.6])
    np.testing.assert_array_equal(lines["lowest here: 0.4 at 0.5"].get_xydata(), [[0.5, 0.4]])
    assert lines["best if calibrated: 0.833"].get_xdata()[0] == 5 / 6
    assert ax.get_ylim()[0] == 0


def test_cost_curve_shapes_are_checked():
    """One cost per threshold."""
    with pytest.raises(ValueError, match=r"costs must have shape \(2,\), got \(3,\)"):
        plots.cost_curve([0.1, 0.2], [1, 2, 3])
