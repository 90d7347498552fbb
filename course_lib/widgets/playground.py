"""The network playground: data, network and training, all of it changeable while it trains.

The page trains by itself (front/network_playground.js); a test holds its steps to the library's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_lib.activations import ACTIVATIONS, IDENTITY, Elementwise
from course_lib.widgets.controls import Button, Choice, Control, Hidden, Slider, Stops, Tick, powers
from course_lib.widgets.describe import Axis, Mark, Step, View, mark
from course_lib.widgets.maths.points import LIMIT, stored_points
from course_lib.widgets.maths.sampling import sampled
from course_lib.widgets.plot import Plot

DATA = {
    "circles": "circles", "moons": "moons", "xor": "xor", "spiral": "spiral",
    "plane": "plane (a number)", "hills": "hills (a number)",
}  # fmt: skip
LOSSES = {
    "binary_cross_entropy": "cross-entropy", "mse": "squared error", "hinge": "hinge",
    "credit_risk": "credit risk: orange is a good borrower",
}  # fmt: skip
STARTS = {"usual": "usual", "zeros": "all 0", "small": "too small", "large": "too large"}
TOOLS = {"orange": "paints orange", "blue": "paints blue", "removes": "removes"}
PLAIN = {
    "data": "circles", "activation": "tanh", "hidden": "6,6", "features": "x1,x2", "rate": 0.3,
    "dropout": 0.0, "l1": 0.0, "l2": 0.0, "noise": 0.0, "share": 67, "start": "usual",
    "loss": "binary_cross_entropy", "patience": 0, "off": "",
}  # fmt: skip


def _question(title: str, text: str, see: str, **differs: Any) -> Step:
    return Step(title=title, text=text, see=see, set={**PLAIN, **differs}, act="reset")


NOISY = {"data": "moons", "noise": 0.5, "share": 30, "hidden": "8,8"}
QUESTIONS = [
    _question("No hidden unit", "Can a network without hidden units part the two circles?",
              "No. Its border is a straight line, however long it trains.", hidden="0"),
    _question("A ring", "How many tanh units close a ring around a disc? Begin with 3 in one "
              "layer, then take one away.", "Three: their lines make a closed triangle. Two leave "
              "the ring open.", hidden="3"),
    _question("All weights 0", "Every weight starts at 0. What does training change?",
              "At most the bias of the output: all units say the same and get the same gradient, "
              "here none.", start="zeros"),
    _question("A bold step", "The learning rate is 3. What will the loss do?",
              "It jumps about: steps this large overshoot the valley.", rate=3.2),
    _question("Deep sigmoid", "Five layers of sigmoid: which weights move, the first or the last?",
              "The last ones. The gradient that comes through to the first is tiny, so the loss "
              "stays near guessing.", activation="sigmoid", hidden="6,6,6,6,6"),
    _question("Overfitting", "Few noisy points and 8 + 8 units. Which of the two losses rises?",
              "The held-out loss. The border winds around single points. Set an early stop under "
              "More settings: the best weights are kept.", **NOISY),
    _question("A penalty", "The same points with L2. What becomes of the lines between the units, "
              "and of the border?", "The lines get thin, the border smooth.", l2=0.01, **NOISY),
    _question("Which inputs", "All seven inputs and L1. Which lines are left?",
              "For circles those from x₁² and x₂²: their sum is all that is needed. The rest is "
              "exactly 0.", hidden="2", features="x1,x2,x1x1,x2x2,x1x2,sin1,sin2", l1=0.01),
    _question("Dropout", "In each step a crossed unit says 0. Does the border still close? Then "
              "switch off one unit by hand.", "It does, more slowly: no unit is relied on alone.",
              dropout=0.3, hidden="8,8"),
]  # fmt: skip


def network_playground(
    function: Callable[..., object] | None = None, *, predict: bool = False, **settings: Any
) -> Plot:
    """Open the network playground.

    The network with what each unit says as a map, weights as lines; the data with the network's
    answer; the loss on the training points and on those held out (rings); and the plane as two
    units bend it. Click a line or a unit to edit a weight, Shift-click a unit to switch it off.
    Press into the data to paint points, with Shift or the right button in the other colour.

    Parameters
    ----------
    function : your own activation for the hidden layers; it is sampled when the plot opens.
    predict : ask for a prediction before the picture is shown; the questions are there anyway.
    settings : a state as the plot writes it, such as ``data="moons", hidden="4,2"``.

    Examples
    --------
    >>> network_playground(data="spiral", hidden="8,8").close()
    """
    own, trouble = sampled(function)
    known = [a for a in (*ACTIVATIONS.values(), IDENTITY) if isinstance(a, Elementwise)]
    asks = [_ring_question()] if predict else []
    return Plot(
        "network_playground",
        words="A network that learns to part points of two colours, drawn while it trains.",
        controls=_controls(own.kinds(known), "own" if own.arrays else "tanh"),
        views=_views(),
        steps=[*asks, *QUESTIONS],
        arrays={f"points_{name}": stored_points(name) for name in DATA} | own.tables(known),
        predict=predict,
        settings=settings,
        own=own.code,
        trouble=trouble,
    )


def _ring_question() -> Step:
    return Step(
        title="Predict first",
        text="A network without hidden units can draw only a straight line. How many hidden tanh "
        "units does a ring around a disc need?",
        options=["1", "3", "50"],
        see="Three lines make a closed triangle. Press Play to see it.",
        set={**PLAIN, "hidden": "3"},
    )


def _controls(kinds: list[tuple[str, str]], first: str) -> list[Control]:
    rates = powers(-3, 0.5, 10)
    small = [0.0, *powers(-4, -1, 5)]
    names = r"(x1|x2|x1x1|x2x2|x1x2|sin1|sin2)"
    return [
        Button(id="play", label="Play", hint="trains until you press it again"),
        Button(id="step", label="Step"),
        Button(id="reset", label="Reset", hint="other weights; data and settings stay"),
        Choice(id="data", label="Data", options=list(DATA.items()), value="circles"),
        Choice(id="activation", label="Activation", options=kinds, value=first),
        Stops(id="rate", label="Learning rate", stops=rates, value=0.32),
        Stops(id="l2", label="L2 penalty λ", stops=small, value=0.0),
        Choice(id="tool", label="A press into the data", options=list(TOOLS.items()),
               value="orange"),
        Choice(id="loss", label="Loss", options=list(LOSSES.items()), folded=True,
               value="binary_cross_entropy", when={"data": ["circles", "moons", "xor", "spiral"]}),
        Stops(id="l1", label="L1 penalty λ", stops=small, value=0.0, folded=True),
        Slider(id="dropout", label="Dropout, probability of dropping", low=0, high=0.8, step=0.05,
               value=0.0, folded=True),
        Slider(id="patience", label="Early stop, patience", low=0, high=100, step=5, value=0,
               unit=" looks (0: never)", digits=0, folded=True),
        Choice(id="start", label="Weights start", options=list(STARTS.items()), value="usual",
               folded=True),
        Slider(id="noise", label="Noise", low=0, high=1, step=0.05, value=0.0, folded=True),
        Slider(id="share", label="Points trained on", low=10, high=90, step=1, value=67, unit=" %",
               digits=0, folded=True),
        Slider(id="batch", label="Points in a step", low=1, high=60, value=20, digits=0,
               folded=True),
        Slider(id="speed", label="Steps in a picture", low=1, high=30, value=10, digits=0,
               folded=True),
        Button(id="points", label="Other points of this kind", folded=True),
        Tick(id="show_held", label="show held-out points (rings)", value=True, folded=True),
        Tick(id="discrete", label="show the answer as one of two", folded=True),
        Hidden(id="hidden", value="6,6", pattern=r"0|[1-8](,[1-8]){0,5}"),
        Hidden(id="features", value="x1,x2", pattern=rf"{names}(,{names})*"),
        Hidden(id="off", value="", pattern=r"(\d\.\d(,\d\.\d)*)?"),
        Hidden(id="seed", value=0), Hidden(id="draw", value=0),
        Hidden(id="state", value="", pattern=r"[A-Za-z0-9+/=]*"),
    ]  # fmt: skip


def _views() -> list[View]:
    x1, x2 = (Axis(label=name, limits=(-LIMIT, LIMIT)) for name in ("x₁", "x₂"))
    unit = Axis(limits=(-1.1, 1.1), ticks=[-1, 0, 1])
    answer = [mark("field", values="answer"), *_dots("train"), *_dots("held", hollow=True)]
    losses = [
        mark("rule", y="guessing", colour="faint", dash="2 4", label="guessing"),
        mark("rule", x="kept", colour="green", label="kept"),
        mark("line", x="steps", y="loss_train", colour="blue", label="training"),
        mark("line", x="steps", y="loss_held", colour="red", dash="7 4", label="held out"),
    ]
    bent = [
        mark("line", x="mesh_x", y="mesh_y", colour="faint", thick=0.8),
        mark("line", x="border_x", y="border_y", colour="ink"),
        *_dots("bent", size=3),
        mark("words", text="bend_names", x=0, y=1.0),
    ]
    return [
        View(id="network", title="the network: a map for each unit, a line for each weight",
             kind="network", width=2.0),
        View(id="plane", title="data and answer", aspect=1, width=1.3, touch=True, legend=True,
             x=x1, y=x2, marks=answer),
        View(id="losses", title="loss", x=Axis(label="steps"), y=Axis(label="loss"), legend=True,
             width=1.1, aspect=0.5, marks=losses),
        View(id="bend", title="the plane, bent by two units of a layer", aspect=1, below=True,
             x=unit, y=unit, marks=bent),
    ]  # fmt: skip


def _dots(group: str, **look: Any) -> list[Mark]:
    """Return the marks of one group of points, both classes."""
    said = {"train": "trained on", "held": "held out", "bent": "bent"}[group]
    looks = (("blue", "circle"), ("orange", "square"))
    return [
        mark("dots", x=f"{group}{k}_x", y=f"{group}{k}_y", colour=colour, shape=shape,
             label=f"{colour}, {said}", **look)
        for k, (colour, shape) in enumerate(looks)
    ]  # fmt: skip
