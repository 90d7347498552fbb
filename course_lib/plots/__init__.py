"""Static figures of the course, made from arrays.

Each function returns a matplotlib ``Figure`` that shows itself as the last line of a cell and
needs no closing. Pass ``ax=`` to draw into a figure of your own, or into one made by
:func:`canvas`. Colours are safe for colour-blind readers; line styles, markers and hatches
tell the same story in grey. The style is local: your own plots are not changed.

matplotlib is imported when the first figure is drawn, not when this file is.
"""

from course_lib.plots.board import indexed_network, summing_neuron, thinned_network, two_passes
from course_lib.plots.decisions import confusion_matrix, cost_curve, decision_boundary
from course_lib.plots.functions import activation
from course_lib.plots.kinds import KINDS, cost_matrix, network_kinds
from course_lib.plots.networks import neuron_graph, symmetry_network
from course_lib.plots.pixels import dropout_mask, images_grid
from course_lib.plots.regularization import coefficient_paths, penalty_contours
from course_lib.plots.runs import compare_runs, learning_curves, mean_interval
from course_lib.plots.style import PALETTE, canvas, line_style, told

__all__ = [
    "KINDS",
    "PALETTE",
    "activation",
    "canvas",
    "coefficient_paths",
    "compare_runs",
    "confusion_matrix",
    "cost_curve",
    "cost_matrix",
    "decision_boundary",
    "dropout_mask",
    "images_grid",
    "indexed_network",
    "learning_curves",
    "line_style",
    "mean_interval",
    "network_kinds",
    "neuron_graph",
    "penalty_contours",
    "summing_neuron",
    "symmetry_network",
    "thinned_network",
    "told",
    "two_passes",
]
