"""The drawn networks carry the right number at the right place."""

import numpy as np
import pytest

from course_lib import plots

RESULTS = {"z": -1.4, "a": 0.198, "L": 0.0196}


def words(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def test_neuron_shows_every_value():
    """Inputs, weights, bias, z, a and L all stand in the figure with their numbers."""
    shown = words(plots.neuron_graph([1, 2], [0.5, -1], 0.1, results=RESULTS))
    for text in ("$x_{1}$ = 1", "$x_{2}$ = 2", "$w_{1}$ = 0.5", "$w_{2}$ = −1", "b = 0.1",
                 "z = −1.4", "a = 0.198", "L = 0.0196"):  # fmt: skip
        assert shown.count(text) == 1, text
    assert not any("partial" in text for text in shown)


def test_neuron_shows_the_gradients_given():
    """Each derivative given is shown once, with the name of its variable."""
    gradients = {"w": [0.03, 0.06], "b": 0.03, "z": 0.03, "a": 0.2}
    figure = plots.neuron_graph([1, 2], [0.5, -1], 0.1, results=RESULTS, gradients=gradients)
    slopes = sorted(text for text in words(figure) if "partial" in text)
    assert slopes == sorted([
        r"$\partial L/\partial w_{1}$ = 0.03", r"$\partial L/\partial w_{2}$ = 0.06",
        r"$\partial L/\partial b$ = 0.03", r"$\partial L/\partial z$ = 0.03",
        r"$\partial L/\partial a$ = 0.2",
    ])  # fmt: skip


def test_neuron_texts_do_not_overlap():
    """With one to five inputs no two texts of the graph cover each other."""
    for d in range(1, 6):
        figure = plots.neuron_graph(
            np.ones(d), -np.ones(d), 0.1, results=RESULTS,
            gradients={"w": np.full(d, -0.0123), "b": 0.0123, "z": 0.0123, "a": 0.123},
        )  # fmt: skip
        assert_apart(figure)


def assert_apart(figure):
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    texts = figure.axes[0].texts
    boxes = [text.get_window_extent(renderer) for text in texts]
    for i, box in enumerate(boxes):
        for j in range(i):
            overlap = (
                min(box.x1, boxes[j].x1) - max(box.x0, boxes[j].x0),
                (min(box.y1, boxes[j].y1) - max(box.y0, boxes[j].y0)),
            )
            assert min(overlap) <= 1, (texts[i].get_text(), texts[j].get_text())


def test_neuron_refuses_what_does_not_fit():
    """Unequal inputs and weights, and a missing result, are refused by name."""
    with pytest.raises(ValueError, match=r"w must have shape \(2,\), got \(1,\)"):
        plots.neuron_graph([1, 2], [1], 0, results=RESULTS)
    with pytest.raises(ValueError, match="results must have z, a and L"):
        plots.neuron_graph([1], [1], 0, results={"z": 1.0})
    with pytest.raises(ValueError, match=r"gradients\['w'\] must have shape \(2,\)"):
        plots.neuron_graph([1, 2], [1, 2], 0, results=RESULTS, gradients={"w": [1.0]})


WEIGHTS = np.array([[14.2, -14.2], [-3.6, 3.6], [7.2, -7.2], [-7.2, 7.2], [3.6, -3.6],
                    [-14.2, 14.2]])  # fmt: skip


def test_symmetry_network_shows_weights_biases_and_signs():
    """All 14 weights and 3 biases are written; negative weights are dashed, strong ones thick."""
    figure = plots.symmetry_network(WEIGHTS, [-1.1, -1.2], [[-9.4], [9.5]], [6.0])
    shown = words(figure)
    for text, times in (("14.2", 2), ("−14.2", 2), ("3.6", 2), ("−9.4", 1), ("9.5", 1)):
        assert shown.count(text) == times
    assert {"hidden 1, bias −1.1", "hidden 2, bias −1.2", "symmetric?\nbias 6"} <= set(shown)
    lines = figure.axes[0].lines
    assert len(lines) == 14
    flat = [*WEIGHTS[:, 0], -9.4, *WEIGHTS[:, 1], 9.5]
    for line, weight in zip(lines, flat, strict=True):
        assert line.get_linestyle() == ("-" if weight > 0 else "--")
    numbers = [text for text in figure.axes[0].texts if text.get_text()[-1].isdigit()]
    numbers = [text for text in numbers if "bias" not in text.get_text()]
    for line, text in zip(lines, numbers, strict=True):
        (x0, y0), (x1, y1) = line.get_xydata()
        x, y = text.get_position()
        assert (x - x0) * (y1 - y0) == pytest.approx((y - y0) * (x1 - x0))  # on its own line
        assert min(y0, y1) < y < max(y0, y1)
    widths = [line.get_linewidth() for line in lines[:6]]
    assert np.argsort(widths, kind="stable").tolist() == [1, 4, 2, 3, 0, 5]


def test_symmetry_network_numbers_do_not_overlap():
    """No two numbers of the diagram cover each other."""
    assert_apart(plots.symmetry_network(WEIGHTS, [-1.1, -1.2], [-9.4, -9.5], 6.0))


def test_symmetry_network_refuses_a_transposed_matrix():
    """W as (n_hidden, n_in) is recognised as transposed."""
    with pytest.raises(ValueError, match=r"W must have shape \(n_in, 2\).*transpose"):
        plots.symmetry_network(WEIGHTS.T, [0, 0], [1, 1], 0)
