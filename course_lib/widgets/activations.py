"""The activation explorer: a function, its slope, and a gradient that passes many layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.activations import ACTIVATIONS, MAXOUT
from course_lib.widgets.controls import Button, Choice, Hidden, Slider
from course_lib.widgets.describe import Axis, Mark, View, mark, question, task
from course_lib.widgets.maths.sampling import sampled
from course_lib.widgets.plot import Plot

WIDTH, DEEPEST = 64, 50  # of the deep network, as in front/activation_explorer.js
STARTS = {
    "He: variance 2/n": np.sqrt(2 / WIDTH),
    "Glorot: variance 2/(n + n)": np.sqrt(1 / WIDTH),
    "too small: sd 0.01": 0.01,
    "too large: sd 0.5": 0.5,
}
SHORT = ("He", "Glorot", "sd 0.01", "sd 0.5")
DASHES = (None, "7 4", "2 3", "8 3 2 3")
SIZES = [(-12, "0"), (-8, "10⁻⁸"), (-4, "10⁻⁴"), (0, "1"), (4, "10⁴")]

STEPS = [
    question("A gradient passes back through 20 sigmoid layers with a good start. How much of "
             "its size is left in the first layer?",
             ["about all", "about a tenth", "less than a millionth"],
             "The third picture shows the sizes. Each sigmoid layer multiplies by at most 1/4.",
             kind="sigmoid", depth=20, start="1"),
    task("Drag the point along the curve into a shaded region.",
         "There the tangent is flat: the slope is under a tenth of the largest, or exactly 0, "
         "and almost nothing of a gradient passes.",
         kind="sigmoid", z=5.0),
    task("Set the depth to 50 and compare sigmoid with ReLU, each with the He start and with a "
         "start that is too small.",
         "ReLU with He keeps the size over 50 layers. A start that is too small loses it with "
         "every function, and no start saves sigmoid.",
         kind="relu", depth=50, start="0"),
]  # fmt: skip


def activation_explorer(
    function: Callable[..., object] | None = None, *, predict: bool = False, **settings: Any
) -> Plot:
    """Open the activation explorer.

    First a function with its tangent, then its derivative. Shaded is where the slope is exactly
    0 (dead) or under a tenth of the largest (saturated). Last the gradient in each layer of a
    deep network with this function, for each initialisation; it enters at the top, on the right,
    and comes out in layer 1.

    Parameters
    ----------
    function : your own activation, a function of an array that returns an array of the same
        shape. Its ``derivative`` is used if it has one, else a central difference. It is sampled
        when the plot opens.
    predict : ask for a prediction before the picture is shown.
    settings : a state as the plot writes it, such as ``kind="elu", alpha=0.5``.

    Examples
    --------
    >>> activation_explorer(np.tanh, depth=50).close()
    """
    own, trouble = sampled(function)
    facts = [*ACTIVATIONS.values(), MAXOUT]
    return Plot(
        "activation_explorer",
        words="An activation function, its slope, and a gradient on its way through many layers.",
        controls=_controls(own.kinds(facts)),
        views=_views(),
        steps=STEPS,
        arrays={"start_sd": list(STARTS.values()), **own.tables(facts)},
        predict=predict,
        settings=settings,
        own=own.code,
        trouble=trouble,
    )


def _controls(kinds: list[tuple[str, str]]) -> list[Any]:
    starts = [(str(i), name) for i, name in enumerate(STARTS)]
    return [
        Choice(id="kind", label="Function g", options=kinds, value=kinds[0][0]),
        Slider(id="alpha", label="α of the ELU", low=0.1, high=3, step=0.1, value=1.0,
               when={"kind": ["elu"]}),
        Slider(id="slope", label="slope below 0", low=0.01, high=0.5, step=0.01, value=0.1,
               when={"kind": ["leaky_relu"]}),
        Slider(id="z", label="Input z", low=-6, high=6, step=0.05, value=1.0),
        Slider(id="depth", label="Depth", low=1, high=DEEPEST, value=20, unit=" layers", digits=0),
        Choice(id="start", label="Start", options=starts, value="0"),
        Hidden(id="seed", value=0),
        Button(id="fresh", label="New weights"),
    ]  # fmt: skip


def _views() -> list[View]:
    z = Axis(label="z", limits=(-6, 6))
    shared = [mark("zones", zones="flat"), mark("rule", y=0, colour="faint")]
    curve = {"x": "z", "colour": "blue", "thick": 2.6}
    handle = {"x": "z_here", "colour": "red", "moves": {"x": "z"}}
    value = [
        *shared,
        mark("line", y="g", label="g(z)", **curve),
        mark("line", x="tangent_z", y="tangent", colour="red", dash="6 4"),
        mark("handle", y="here", label="Input z, on the curve", **handle),
    ]
    slope = [
        *shared,
        mark("line", y="slopes", label="g′(z)", **curve),
        mark("handle", y="slope_here", label="Input z, on the slope", **handle),
    ]
    layers = Axis(label="layer (1 = first)", limits=(0.5, DEEPEST + 0.5))
    title = "size of the gradient in each layer; blue: its histogram"
    return [
        View(id="value", title="a = g(z), with its tangent", x=z, y=Axis(label="a"), marks=value),
        View(id="slope", title="slope g′(z)", x=z, y=Axis(label="g′"), marks=slope),
        View(id="layers", title=title, x=layers,
             y=Axis(label="size", limits=(-12.4, 4), ticks=SIZES),
             width=1.4, aspect=0.58, legend=True, marks=_passage()),
    ]  # fmt: skip


def _passage() -> list[Mark]:
    """Return the marks of the deep network: a cloud, a line for each start, the chosen one."""
    box = [0.5, DEEPEST + 0.5, -12 - 1 / 3, 4]
    chosen = {"x": "layers", "y": "chosen", "colour": "red"}
    return [
        mark("field", values="cloud", map="blue", range=[0, 0.35], smooth=False, box=box),
        mark("rule", y=0, colour="faint", dash="2 4"),
        *(
            mark("line", x="layers", y=f"sizes{i}", dash=dash, label=name, thick=1.5)
            for i, (name, dash) in enumerate(zip(SHORT, DASHES, strict=True))
        ),
        mark("line", label="chosen start", thick=2.4, **chosen),
        mark("dots", size=2.5, **chosen),
    ]
