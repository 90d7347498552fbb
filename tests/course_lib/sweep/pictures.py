"""Calls of the plots."""

from __future__ import annotations

import numpy as np

from course_lib import plots
from tests.course_lib.sweep.arguments import (
    IMAGES,
    LIMITS,
    ROWS,
    X,
    add,
    array,
    count,
    number,
    thing,
)
from tests.course_lib.sweep.kinds import Argument


def _plots() -> None:
    def drawn(name: str, **arguments: Argument) -> None:
        function = getattr(plots, name)
        add(f"plots.{name}", lambda **a: function(**a) and None, **arguments)

    ax, text = thing(None, "None"), thing("words", kind="fixed")
    curve = thing(np.tanh, kind="function")
    drawn(
        "activation",
        g=curve,
        derivative=thing(lambda z: z, "None", kind="function"),
        z=array([-1.0, 0.5, 2.0], free=ROWS, may=("None",)),
        flat=number(0.5),
        ax=ax,
    )
    drawn("canvas", rows=count(1), columns=count(2), width=number(4.0), height=number(2.0))
    paths = {"lams": array([1.0, 2.0, 4.0]), "coefs": array([[1, 2], [0.5, 1], [0, 0]], free=(1,))}
    drawn("coefficient_paths", **paths, chosen=number(2.0, "None"), title=text, ax=ax)
    drawn("compare_runs", results=thing({"a": [0.5, 0.25]}), ylabel=text, ax=ax)
    add(
        "plots.compare_runs: values",
        lambda v: plots.compare_runs({"a": v}) and None,
        v=array([0.5, 0.25], free=ROWS),
    )
    drawn(
        "confusion_matrix",
        matrix=array([[5, 1], [2, 3]]),
        class_names=thing(["a", "b"], "a tuple"),
        cost=array([[0, 5], [1, 0]], may=("None",)),
        ax=ax,
    )
    drawn(
        "cost_curve",
        thresholds=array([0.25, 0.5]),
        costs=array([1.0, 0.5]),
        theory=number(0.5, "None"),
        ylabel=text,
        ax=ax,
    )
    drawn(
        "decision_boundary",
        predict=thing(lambda X: X[:, 0] > 0, kind="function"),
        X=X,
        y=array([0, 1, 1, 0]),
        resolution=count(8),
        title=text,
        ax=ax,
    )
    drawn("dropout_mask", masks=array([[0, 2], [2, 0]], free=(0, 1)), p=number(0.5, "None"), ax=ax)
    drawn(
        "images_grid",
        images=IMAGES,
        titles=thing(["a", "b"], "None", "a tuple"),
        columns=count(2),
        marked=thing([0], "a list", "a tuple", "a set", "a range"),
    )
    losses = array([2.0, 1.0, 1.5], may=LIMITS)
    drawn(
        "learning_curves",
        train_loss=losses,
        validation_loss=array(losses.value, may=("None", *LIMITS)),
        best_epoch=count(1, "None"),
        stopped_epoch=count(2, "None"),
        ylabel=text,
        ax=ax,
    )
    drawn("line_style", k=count(1))
    add("plots.mean_interval", plots.mean_interval, values=array([0.5, 0.25, 1.0], free=ROWS))
    forward = {"z": -1.5, "a": 0.25, "L": 0.5}
    drawn(
        "neuron_graph",
        x=array([1.0, 2.0]),
        w=array([0.5, -1.0]),
        b=number(0.25),
        results=thing(forward),
        gradients=thing({"b": 0.5}, "None", "a dictionary"),
        ax=ax,
    )
    for key in forward:
        add(
            f"plots.neuron_graph: {key}",
            lambda v, _k=key: (
                plots.neuron_graph([1.0], [0.5], 0.25, results={**forward, _k: v}) and None
            ),
            v=number(0.5, "an array", "a list"),
        )
    add(
        "plots.neuron_graph: gradients",
        lambda w, b: (
            plots.neuron_graph(
                [1.0, 2.0], [0.5, 1.0], 0.25, results=forward, gradients={"w": w, "b": b}
            )
            and None
        ),
        w=array([0.5, 1.0]),
        b=number(0.5, "an array", "a list"),
    )
    drawn(
        "penalty_contours",
        X=array([[1, 0], [0, 1], [0, 0.5]]),
        y=array([3.0, 1.0, 0.5]),
        solution=array([1.0, 0.25]),
        l1=number(2.0),
        l2=number(0.5),
        ax=ax,
    )
    drawn(
        "symmetry_network",
        W=array([[1, 2], [0.5, 1], [0, 1]], free=ROWS),
        b=array([1.0, 2.0]),
        v=array([1.0, -1.0], may=("an axis more",)),
        c=number(0.5, "an array", "a list"),
        ax=ax,
    )


def _drawings() -> None:
    def drawn(name: str, **arguments: Argument) -> None:
        function = getattr(plots, name)
        add(f"plots.{name}", lambda **a: function(**a) and None, **arguments)

    ax = thing(None, "None")
    sizes = thing([2, 3, 1], "a tuple", "a list")
    drawn("summing_neuron", d=count(2), ax=ax)
    drawn("indexed_network", sizes=sizes, layer=count(1), i=count(1), j=count(2), ax=ax)
    drawn("two_passes", layers=count(1), ax=ax)
    drawn("thinned_network", sizes=sizes, kept=thing([[1, 0, 1]], "a tuple", "a list"))
    drawn(
        "cost_matrix",
        cost=array([[0, 5], [1, 0]]),
        true=thing(["a", "b"], "a tuple"),
        decided=thing(["c", "d"], "a tuple"),
        ax=ax,
    )


_plots()
_drawings()
