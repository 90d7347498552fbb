"""The style of the figures: local, readable, safe for colour-blind readers, lazy to import."""

import subprocess
import sys
from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from course_lib import plots
from course_lib.activations import ACTIVATIONS
from course_lib.plots.style import line_style, number, percent

rng = np.random.default_rng(0)


def every_figure():
    """Return each kind of figure once, with content that fills it."""
    points = rng.normal(size=(30, 2))
    return {
        "activation": plots.activation(ACTIVATIONS["sigmoid"]),
        "learning_curves": plots.learning_curves(
            [3, 2, 1, 0.5], [3, 2.1, 2, 2.5], best_epoch=2, stopped_epoch=3
        ),
        "compare_runs": plots.compare_runs({"plain": [0.9, 0.91], "with dropout": [0.95, 0.93]}),
        "coefficient_paths": plots.coefficient_paths(
            [1, 10, 100], rng.normal(size=(3, 9)), names=[f"a_long_name_{j}" for j in range(9)],
            chosen=20,
        ),
        "penalty_contours": plots.penalty_contours(points, points @ [2, 1], [1, 0.2], l2=3),
        "dropout_mask": plots.dropout_mask(rng.random((6, 20)) > 0.3, p=0.3),
        "images_grid": plots.images_grid(rng.random((5, 8, 8)), list("abcde"), columns=3),
        "decision_boundary": plots.decision_boundary(lambda X: X[:, 0] > 0, points, [0, 1] * 15),
        "confusion_matrix": plots.confusion_matrix(
            [[50, 10], [5, 35]], ["risky", "good"], cost=[[0, 5], [1, 0]]
        ),
        "cost_curve": plots.cost_curve([0.1, 0.5, 0.9], [3, 1, 2], theory=5 / 6),
        "neuron_graph": plots.neuron_graph(
            [1, 2], [3, 4], 5, results={"z": 16, "a": 1, "L": 0.5},
            gradients={"w": [0.1, 0.2], "b": 0.1, "z": 0.1, "a": 1},
        ),
        "symmetry_network": plots.symmetry_network(
            rng.normal(size=(6, 2)) * 10, [-1, -1], [9, 9], -6
        ),
    }  # fmt: skip


FIGURES = every_figure()
FUNCTIONS = set(plots.__all__) - {"PALETTE", "canvas", "line_style", "mean_interval"}


def texts(figure):
    return [t for t in figure.findobj(mpl.text.Text) if t.get_visible() and t.get_text().strip()]


def test_every_figure_is_checked_here():
    """The list above has one figure for each plotting function there is."""
    assert set(FIGURES) == FUNCTIONS


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_no_text_is_clipped(name):
    """Every text of the figure lies inside its edges when it is drawn."""
    figure = FIGURES[name]
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    width, height = figure.bbox.width, figure.bbox.height
    hidden_ticks = {id(t) for ax in figure.axes if not ax.axison for t in ax.findobj(mpl.axis.Tick)
                    for t in (t.label1, t.label2)}  # fmt: skip
    for text in texts(figure):
        if id(text) in hidden_ticks or _is_unused_tick(text, figure):
            continue
        box = text.get_window_extent(renderer)
        assert box.x0 >= -1, text
        assert box.y0 >= -1, text
        assert box.x1 <= width + 1, text
        assert box.y1 <= height + 1, text


def _is_unused_tick(text, figure):
    """Tell whether a text is the label of a tick beyond the axis limits, which is not drawn."""
    for ax in figure.axes:
        for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
            low, high = min(low, high), max(low, high)
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if text in (tick.label1, tick.label2) and not low <= tick.get_loc() <= high:
                    return True
    return False


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_text_is_large_enough(name):
    """No text is smaller than 10 points, so that it can be read at 100 % zoom."""
    assert min(text.get_fontsize() for text in texts(FIGURES[name])) >= 10


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_figure_fits_a_small_screen(name):
    """At 100 dots per inch the figure is at most 1,000 pixels wide, for a 1366-pixel screen."""
    assert FIGURES[name].get_figwidth() <= 10


def test_figures_change_no_global_setting_and_open_no_window():
    """The reader's own rcParams and the list of open figures stay as they were."""
    from matplotlib import pyplot as plt

    before, opened = dict(mpl.rcParams), plt.get_fignums()
    every_figure()["coefficient_paths"]._repr_png_()
    assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == opened


def test_style_holds_while_drawing():
    """Ticks that are made while drawing, after a clear(), have the course's size."""
    with mpl.rc_context({"xtick.labelsize": 3, "ytick.labelsize": 3}):
        figure = plots.learning_curves([3, 2, 1])
        figure.axes[0].clear()
        figure.axes[0].plot([1, 2])
        figure._repr_png_()
        labels = figure.axes[0].get_xticklabels()
    assert {label.get_fontsize() for label in labels} == {10}


def test_a_figure_shows_itself():
    """A notebook gets a PNG from the figure itself, whatever the backend."""
    assert FIGURES["cost_curve"]._repr_png_().startswith(b"\x89PNG")


def test_given_axes_are_drawn_on():
    """With ax= nothing new is made: the figure returned is that of the axes."""
    figure, axes = plots.canvas(1, 2)
    assert plots.learning_curves([2, 1], ax=axes[0, 1]) is figure
    assert len(axes[0, 0].lines) == 0
    assert len(axes[0, 1].lines) == 1


def test_importing_plots_does_not_import_matplotlib():
    """matplotlib is loaded by the first figure, not by the import."""
    code = "import sys, course_lib.plots; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# Machado, Oliveira and Fernandes (2009), full protanopia and deuteranopia, on linear RGB.
PROTAN = [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
          [-0.003882, -0.048116, 1.051998]]  # fmt: skip
DEUTAN = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
          [-0.011820, 0.042940, 0.968881]]  # fmt: skip


@pytest.mark.parametrize("eye", [np.eye(3), PROTAN, DEUTAN], ids=["full", "protan", "deutan"])
def test_first_lines_differ_for_every_eye(eye):
    """The first four line colours stay apart when red or green receptors are missing."""
    seen = [np.array(eye) @ np.array(to_rgb(line_style(k)["color"])) ** 2.2 for k in range(4)]
    gaps = [np.linalg.norm(a - b) for i, a in enumerate(seen) for b in seen[:i]]
    assert min(gaps) > 0.15


def test_lines_differ_in_dashes_for_print():
    """Neighbouring lines of a figure differ in their dashes too, so grey print tells them apart."""
    styles = [str(line_style(k)["linestyle"]) for k in range(8)]
    assert all(a != b for a, b in pairwise(styles))
    pairs = {(line_style(k)["color"], str(line_style(k)["linestyle"])) for k in range(30)}
    assert len(pairs) == 30


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (-1.25, "−1.25"), (20000.4, "20,000"), (1e-9, "1e−09"), (3.0, "3")],
)
def test_numbers_are_short(value, text):
    """Numbers have three digits or are whole, and a true minus sign."""
    assert number(value) == text


def test_percent_has_its_space():
    """A share is shown in whole per cent with a space before the sign."""
    assert percent(0.333) == "33 %"


def test_canvas_refuses_nonsense():
    """No rows and no size are refused by name."""
    with pytest.raises(ValueError, match="canvas: rows and columns must be a whole number"):
        plots.canvas(0, 1)
    with pytest.raises(ValueError, match="canvas: width and height must be in"):
        plots.canvas(width=0)
