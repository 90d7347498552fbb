"""The style of the figures: local, readable, safe for colour-blind readers, lazy to import."""

import base64
import re
import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.colors import to_rgb

from course_lib import plots
from course_lib.activations import ACTIVATIONS
from course_lib.plots.description import plain
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
        "summing_neuron": plots.summing_neuron(4),
        "indexed_network": plots.indexed_network((4, 5, 3, 2), layer=2, i=5, j=1),
        "two_passes": plots.two_passes(2),
        "thinned_network": plots.thinned_network(),
        "network_kinds": plots.network_kinds(),
        "cost_matrix": plots.cost_matrix(
            [[0, 5], [1, 0]], ["risky", "good"], ["refused", "approved"]
        ),
    }  # fmt: skip


FIGURES = every_figure()
FUNCTIONS = set(plots.__all__) - {
    "KINDS",
    "PALETTE",
    "canvas",
    "line_style",
    "mean_interval",
    "told",
}


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
    every_figure()["coefficient_paths"].html()
    assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == opened


def test_style_holds_while_drawing():
    """Ticks that are made while drawing, after a clear(), have the course's size."""
    with mpl.rc_context({"xtick.labelsize": 3, "ytick.labelsize": 3}):
        figure = plots.learning_curves([3, 2, 1])
        figure.axes[0].clear()
        figure.axes[0].plot([1, 2])
        figure.html()
        labels = figure.axes[0].get_xticklabels()
    assert {label.get_fontsize() for label in labels} == {10}


def test_a_figure_shows_itself():
    """A notebook gets vector graphics with a text; where only pixels are shown, it gets pixels."""
    bundle = FIGURES["cost_curve"]._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    closed = re.sub("<img(.*)>", r"<p><img\1/></p>", bundle["text/html"].partition("</style>")[2])
    page = ElementTree.fromstring(closed)
    image = page.find("img")
    assert image.get("alt") == FIGURES["cost_curve"].alt
    kind, _, data = image.get("src").partition(";base64,")
    assert kind == "data:image/svg+xml"
    assert ElementTree.fromstring(base64.b64decode(data)).tag.endswith("svg")
    pixels = FIGURES["cost_curve"]._repr_mimebundle_(include={"image/png", "text/plain"})
    assert pixels["image/png"].startswith(b"\x89PNG")


def test_where_a_program_runs_the_notebook_there_are_pixels(monkeypatch):
    """A feedback page shows pixels only, also of what was given to display()."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert set(FIGURES["activation"]._repr_mimebundle_()) == {"image/png", "text/plain"}


def test_a_figure_of_very_many_marks_is_sent_as_pixels():
    """100,000 points would be megabytes of vector graphics in a student's file."""
    figure, ((axes,),) = plots.canvas()
    axes.plot(rng.random(30_000), rng.random(30_000), ".")
    assert "data:image/png;base64," in figure.html()
    assert len(figure.html()) < 400_000


def test_on_a_dark_page_greys_that_mean_something_stay():
    """A line drawing is turned over; an image and a mask, whose black is explained, are not."""
    for name, turns in (("two_passes", True), ("learning_curves", True), ("images_grid", False),
                        ("dropout_mask", False), ("decision_boundary", False)):  # fmt: skip
        assert ('class="course-figure turns"' in FIGURES[name].html()) is turns, name


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_figure_has_a_text_of_its_data(name):
    """The text says what the figure shows, reads as plain words, and is no longer than a page."""
    figure = FIGURES[name]
    assert len(figure.alt.split()) >= 8
    assert len(figure.alt) < 1600
    assert not re.search(r"[$\\{}]|nan", figure.alt)
    if any(ax.axison for ax in figure.axes):
        for ax in figure.axes:
            assert plain(ax.get_title()) in figure.alt


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
