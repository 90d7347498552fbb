"""Each figure of the course, drawn from small numbers, stays what it was.

``same_plots.json`` has a checksum for each pair of axes; what the numbers must be is tested in the
files beside this one.  After a change that is meant, ``python
tests/course_lib/plots/test_same_plots.py`` writes it anew.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from course_lib import plots
from course_lib.activations import ACTIVATIONS

# pytest's importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from drawn import checksum

STORED = Path(__file__).with_name("same_plots.json")
X = np.array([[1.0, 0.5], [-1.0, 0.25], [0.5, -1.0], [-0.5, 0.25]])
FALLING, TURNING = [1.0, 0.6, 0.4, 0.3], [1.1, 0.7, 0.65, 0.8]
FORWARD, BACK = {"z": -1.4, "a": 0.2, "L": 0.02}, {"w": [0.3, -0.6], "b": 0.1, "z": 0.1, "a": 0.5}
CALLS: dict[str, Callable[[], Figure]] = {
    "activation": lambda: plots.activation(ACTIVATIONS["elu"], z=np.linspace(-3, 3, 13)),
    "neuron_graph": lambda: plots.neuron_graph([1, 2], [0.5, -1], 0.1, results=FORWARD),
    "neuron_graph, backward": lambda: plots.neuron_graph(
        [1, 2], [0.5, -1], 0.1, results=FORWARD, gradients=BACK
    ),
    "symmetry_network": lambda: plots.symmetry_network(
        np.outer([1, 2, 4, -4, -2, -1], [1, -1]), [-1, -1], [9, -9], -6
    ),
    "dropout_mask": lambda: plots.dropout_mask([[0, 2, 2], [2, 0, 0]], p=0.5),
    "images_grid": lambda: plots.images_grid(
        np.arange(45).reshape(5, 3, 3), list("abcde"), columns=3, marked=[1]
    ),
    "decision_boundary": lambda: plots.decision_boundary(
        lambda Z: 1 / (1 + np.exp(-Z[:, 0])), X, [1, 0, 1, 0], resolution=20
    ),
    "decision_boundary, three": lambda: plots.decision_boundary(
        lambda Z: np.column_stack([Z[:, 0], Z[:, 1], -Z.sum(axis=1)]), X, [0, 1, 0, 2],
        resolution=20, title="three",
    ),
    "confusion_matrix": lambda: plots.confusion_matrix(
        [[50, 10], [5, 35]], ["risky", "good"], cost=[[0, 5], [1, 0]]
    ),
    "cost_curve": lambda: plots.cost_curve([0.2, 0.5, 0.8], [1.2, 0.9, 0.6], theory=5 / 6),
    "coefficient_paths": lambda: plots.coefficient_paths(
        [0, 1, 2, 4], [[2, -3], [1, -2], [0, -1], [0, 0]], names=["a", "b"], chosen=2
    ),
    "penalty_contours": lambda: plots.penalty_contours(X, [1, -1, 2, 0], [0.5, 0.0], l1=1.0),
    "penalty_contours, both": lambda: plots.penalty_contours(
        X, [1, -1, 2, 0], [0.5, -0.25], l1=0.5, l2=1.0
    ),
    "learning_curves": lambda: plots.learning_curves(
        FALLING, TURNING, best_epoch=2, stopped_epoch=3
    ),
    "compare_runs": lambda: plots.compare_runs({"a": [0.9, 0.92, 0.94], "b": [0.8, 0.91, 0.9]}),
}  # fmt: skip


def test_every_figure_is_drawn_here() -> None:
    """A new function of the package gets a line in the table."""
    drawn = {name.partition(",")[0] for name in CALLS}
    assert drawn | {"PALETTE", "canvas", "line_style", "mean_interval"} == {*plots.__all__}
    assert json.loads(STORED.read_text()).keys() == CALLS.keys()


@pytest.mark.parametrize("name", list(CALLS))
def test_a_figure_is_what_it_was(name: str) -> None:
    """Lines, texts, colours and limits are those of the file."""
    assert [checksum(axes) for axes in CALLS[name]().axes] == json.loads(STORED.read_text())[name]


if __name__ == "__main__":
    found = {name: [checksum(axes) for axes in call().axes] for name, call in CALLS.items()}
    STORED.write_text(json.dumps(found, indent=1) + "\n")
    sys.stdout.write(f"{len(found)} figures\n")
