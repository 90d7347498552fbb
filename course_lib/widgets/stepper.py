"""The backprop stepper: one neuron as a graph, with a number on every edge.

The page does the arithmetic (front/backprop_stepper.js); a test holds it to course_lib.backprop.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_lib.activations import ACTIVATIONS, Elementwise
from course_lib.widgets.controls import Button, Choice, Control, Entry, Hidden, Slider
from course_lib.widgets.describe import View, question, task
from course_lib.widgets.maths.sampling import sampled
from course_lib.widgets.plot import Plot

# What the reader may type: the numbers of the neuron, and the five local derivatives.
GIVEN = {"x1": ("x₁", 1.0), "w1": ("w₁", 0.8), "x2": ("x₂", 2.0), "w2": ("w₂", -0.4),
         "b": ("b", 0.1), "y": ("y", 1.0)}  # fmt: skip
LOCAL = {"dL_da": "∂L/∂a", "da_dz": "∂a/∂z", "dz_dw1": "∂z/∂w₁", "dz_dw2": "∂z/∂w₂",
         "dz_db": "∂z/∂b"}  # fmt: skip
PLAIN: dict[str, Any] = {name: value for name, (_, value) in GIVEN.items()} | dict.fromkeys(LOCAL)
PLAIN |= {"kind": "sigmoid", "loss": "mse", "view": "neuron", "shown": 0}

STEPS = [
    question("w₂ is negative, x₂ is positive and the output is too small. What will the update "
             "do to w₂?",
             ["increase it", "decrease it", "leave it"],
             "It increases w₂. ∂L/∂w₂ has the sign of (a − y) · φ′(z) · x₂, which is negative "
             "here, and the update subtracts it. Step through both passes to see it.",
             **PLAIN),
    task("The forward pass is done. Type the five local derivatives below the graph and press "
         "Check, then step backward.",
         "Of a sum like z, each ∂z/∂w is the input beside it, and ∂z/∂b is 1. The gradient of a "
         "weight is the product of the factors on its way to L.",
         **PLAIN | {"shown": 3}),
    question("With b = −6, z is −6 and the sigmoid says almost 0, though y is 1. Which factor "
             "makes ∂L/∂w nearly vanish?",
             ["∂L/∂a", "∂a/∂z", "∂z/∂w"],
             "∂a/∂z: the sigmoid is saturated there, a(1 − a) is 0.0025. Now take cross-entropy "
             "as the loss: its ∂L/∂a = −1/a is so large that the product is a − y again.",
             **PLAIN | {"b": -6.0, "shown": 7}),
    task("The same chain for three examples and two units. Where are the one neuron's numbers, "
         "and which shape has each gradient?",
         "The first row of X and the first column of W are the one neuron's. A gradient has the "
         "shape of what it differentiates.",
         **PLAIN | {"view": "matrix"}),
]  # fmt: skip


def backprop_stepper(
    function: Callable[..., object] | None = None, *, predict: bool = False, **settings: Any
) -> Plot:
    """Open the backprop stepper: forward, backward and update of one neuron, step by step.

    Blue numbers are values of the forward pass, red ones derivatives of the backward pass. The
    matrix form shows the same chain for three examples and two units, with the shape of each
    matrix. On the picture the keys F, B, U and R press the buttons.

    Parameters
    ----------
    function : your own activation, a function of an array that returns an array of the same
        shape. Its ``derivative`` is used if it has one, else a central difference. It is sampled
        when the plot opens.
    predict : ask for a prediction before the picture is shown.
    settings : a state as the plot writes it, such as ``kind="tanh", w1=2.0``.

    Examples
    --------
    >>> backprop_stepper(kind="tanh").close()
    """
    own, trouble = sampled(function)
    known = [a for a in ACTIVATIONS.values() if isinstance(a, Elementwise)]
    return Plot(
        "backprop_stepper",
        words="One neuron as a graph: its values forward, the derivatives of the loss backward.",
        controls=_controls(own.kinds(known)),
        views=[
            View(id="neuron", kind="neuron", width=2.0,
                 title="one neuron; blue: values, forward; red: derivatives, backward"),
            View(id="matrix", kind="matrices", below=True,
                 title="three examples, two units; blue: values, red: gradients"),
        ],
        steps=STEPS,
        arrays=own.tables(known),
        predict=predict,
        settings=settings,
        own=own.code,
        trouble=trouble,
    )  # fmt: skip


def _controls(kinds: list[tuple[str, str]]) -> list[Control]:
    neuron = {"view": ["neuron"]}
    views = [("neuron", "one neuron"), ("matrix", "matrix form")]
    losses = [("mse", "squared error"), ("binary_cross_entropy", "cross-entropy")]
    return [
        Button(id="forward", label="Forward", when=neuron),
        Button(id="backward", label="Backward", when=neuron),
        Button(id="update", label="Update", when=neuron),
        Button(id="reset", label="Reset", when=neuron,
               hint="begins again with the first weights"),
        Choice(id="view", label="View", options=views, value="neuron"),
        Choice(id="kind", label="φ", options=kinds, value=kinds[0][0]),
        Choice(id="loss", label="Loss", options=losses, value="mse"),
        Slider(id="rate", label="Learning rate α", low=0, high=2, step=0.05, value=0.5,
               when=neuron),
        # The page puts these into the picture.
        *(Entry(id=name, label=label, value=value, folded=True)
          for name, (label, value) in GIVEN.items()),
        *(Entry(id=name, label=label, folded=True) for name, label in LOCAL.items()),
        Button(id="check", label="Check", hint="compare with the true derivatives", folded=True),
        Hidden(id="shown", value=0),
    ]  # fmt: skip
