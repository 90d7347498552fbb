"""The pictures of the board say what they draw, and draw what they are given."""

import re

import numpy as np
import pytest

from course_lib import plots
from course_lib.plots.description import description


def words(figure):
    return [text.get_text() for ax in figure.axes for text in ax.texts]


@pytest.mark.parametrize("d", [1, 3, 6])
def test_a_neuron_has_an_arrow_for_each_input_and_for_the_bias(d):
    """d inputs, d weights and b; the sum and the activation stand between them and a."""
    figure = plots.summing_neuron(d)
    assert sum(bool(re.fullmatch(r"\$w_\{\d+\}\$", word)) for word in words(figure)) == d
    assert words(figure).count("$b$") == 1
    assert figure.said.count(" times ") == d


def test_the_weight_that_stands_out_is_the_slides():
    """w_ij^(l) leads from neuron i of layer l - 1 to neuron j of layer l, as on the slide."""
    figure = plots.indexed_network((3, 4, 2), layer=2, i=4, j=1)
    assert "$w_{41}^{(2)}$" in words(figure)
    (bold,) = [text for text in figure.axes[0].texts if getattr(text, "arrow_patch", None)
               and not text.get_text()]  # fmt: skip
    at = {t.get_text(): t.get_position() for t in figure.axes[0].texts}
    assert bold.xyann == at["$y_{4}^{(1)}$"]  # where it starts
    assert bold.xy == at["$y_{1}^{(2)}$"]
    assert "from neuron 4 of layer 1 to neuron 1 of layer 2" in figure.said


@pytest.mark.parametrize(("wrong", "says"), [
    ({"layer": 3}, "layer must be 1 to 2, got 3"),
    ({"i": 4}, "i must be 1 to 3, got 4"),
    ({"j": 5}, "j must be 1 to 4, got 5"),
])  # fmt: skip
def test_a_weight_that_is_not_there_is_refused(wrong, says):
    """The indices must lie in the network."""
    with pytest.raises(ValueError, match=says):
        plots.indexed_network((3, 4, 2), **wrong)


def test_both_passes_stand_on_one_graph():
    """As many arrows back as the chain rule has factors: loss, bends, weights between layers."""
    for layers in (1, 2):
        figure = plots.two_passes(layers)
        arrows = [t for t in figure.axes[0].texts if getattr(t, "arrow_patch", None)]
        right = [a for a in arrows if a.xy[0] > a.xyann[0]]
        left = [a for a in arrows if a.xy[0] < a.xyann[0]]
        down = [a for a in arrows if a.xy[0] == a.xyann[0]]
        assert (len(right), len(left), len(down)) == (2 * layers + 1, 2 * layers, layers)
        assert figure.said.count("for the gradient of W") == layers
        assert figure.said.count("to go on") == layers - 1
    with pytest.raises(ValueError, match="layers must be 1 or 2, got 3"):
        plots.two_passes(3)


def test_dropped_neurons_take_their_arrows_with_them():
    """Counted by hand: 2-3-1 with the middle neuron dropped keeps 2 x 2 + 2 arrows of 9."""
    figure = plots.thinned_network((2, 3, 1), [[1, 0, 1]])
    edges = [sum(line.get_marker() == "None" for line in ax.lines) for ax in figure.axes]
    crosses = [sum(line.get_marker() == "x" for line in ax.lines) for ax in figure.axes]
    assert (edges, crosses) == ([9, 6], [0, 1])
    assert "9 arrows" in figure.said
    assert "6 arrows are left" in figure.said


def test_each_kind_of_network_has_its_picture_and_its_sentence():
    """The lecture's four: a window of three is shared in the CNN, the RNN's arrows follow time."""
    figure = plots.network_kinds()
    assert [ax.get_title() for ax in figure.axes] == ["MLP", "CNN", "RNN", "Transformer"]
    assert all(f"{name}: {link}." in figure.said for name, link in plots.KINDS.items())
    edges = [sum(line.get_marker() == "None" for line in ax.lines) for ax in figure.axes]
    assert edges == [4 * 3, 3 * 3, 0, 4 * 4]


def test_a_cost_matrix_frames_what_costs_something():
    """Each entry is written and said, and a mistake is dashed."""
    figure = plots.cost_matrix([[0, 5], [1, 0]], ["risky", "good"], ["refused", "approved"])
    assert figure.said == (
        "risky and refused costs 0; risky and approved costs 5; good and refused costs 1; "
        "good and approved costs 0."
    )
    assert [p.get_linestyle() for p in figure.axes[0].patches] == ["-", "--", "--", "-"]
    with pytest.raises(ValueError, match=r"cost must have shape \(2, 1\)"):
        plots.cost_matrix([[0, 5]], ["a", "b"], ["c"])


def test_a_curve_is_told_by_its_ends_and_extremes():
    """From the text alone one can say where the curve turns."""
    figure, ((axes,),) = plots.canvas()
    axes.plot([0, 1, 2, 3], [5, 1, 4, 3], label="loss")
    axes.plot([0, 3], [2, 2], label="level")
    axes.plot([2, 2], [0, 5], label="stop")
    axes.plot([0, 1], [7, 8], "o", label="data")
    told = description(figure)
    assert "loss: 5 at 0, lowest 1 at 1, 3 at 3." in told
    assert "level: always 2." in told
    assert "stop: a line at 2." in told
    assert "data: 2 points, across 0 to 1, up 7 to 8." in told


def test_the_touching_point_is_said():
    """At a corner of the diamond one weight is 0; the circle has no corner."""
    X, y = np.eye(3)[:, :2], [3.0, 1.0, 0.0]
    lasso = plots.penalty_contours(X, y, [1.0, 0.0], l1=2)
    ridge = plots.penalty_contours(X, y, [1.0, 0.2], l2=2)
    assert "touches the diamond of L1 where the two weights are 1 and 0, on an axis" in lasso.said
    assert "touches the circle of L2 where the two weights are 1 and 0.2; least" in ridge.said
