"""The gradient microscope: how large should the step of a numerical derivative be?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from course_lib.widgets.controls import Choice, Slider, Stops
from course_lib.widgets.describe import Axis, Mark, View, mark, question, task
from course_lib.widgets.maths import steps as maths
from course_lib.widgets.maths.own import label_of, name_of
from course_lib.widgets.plot import Answer, Plot

FUNCTIONS = [
    ("cube", "x³"), ("exp_sin", "exp(sin 3x)"), ("sigmoid", "sigmoid"),
    ("relu", "ReLU (kink at 0)"), ("squared_relu", "squared ReLU"),
]  # fmt: skip
# Colour and dash mean the method, in both pictures.
METHODS = {
    "forward": ("forward", "blue", None), "centred": ("centred", "red", "7 4"),
    "complex": ("complex step", "green", "8 3 2 3"),
}  # fmt: skip
SIZES = [(-18, "none"), (-15, ""), (-12, "10⁻¹²"), (-9, ""), (-6, "10⁻⁶"), (-3, ""), (0, "1")]
PLACES = [(-13, "10⁻¹³"), (-10, "10⁻¹⁰"), (-7, "10⁻⁷"), (-4, "10⁻⁴"), (-1, "0.1")]
PLAIN: dict[str, Any] = {"kind": "cube", "x": 0.7, "method": "centred", "precision": "float64"}

STEPS = [
    question("Which step gives the smallest error with the centred difference in float64?",
             ["10⁻²", "10⁻⁵", "10⁻¹³"],
             "10⁻⁵. The dashed curve on the right has its valley there, near the cube root of "
             "10⁻¹⁶: a larger step misses the bend of f, a smaller one loses digits in the "
             "difference.",
             **PLAIN | {"h": 1e-5}),
    task("Move h down from 0.1. By how much does each error fall for a power of ten?",
         "Forward by 10, centred by 100, until rounding takes over. The complex step subtracts "
         "nothing: its error ends at the last digit and stays there.",
         **PLAIN | {"h": 0.1}),
    question("ReLU at x = 0.01, centred difference. For which steps does the check go wrong?",
             ["h above 0.01", "h below 0.01", "for none"],
             "Above 0.01: the kink then lies between the two points, and the estimate mixes the "
             "slopes of both sides. Backpropagation says 1, and nothing is wrong with it.",
             **PLAIN | {"kind": "relu", "x": 0.01, "h": 0.1}),
    task("Take float32 and h = 10⁻⁷. What does the curve on the left look like?",
         "It breaks into steps: near 0.7 two neighbours in float32 are 6 × 10⁻⁸ apart, and x ± h "
         "can only be one of them.",
         **PLAIN | {"precision": "float32", "h": 1e-7}),
]  # fmt: skip


def gradient_microscope(
    function: Callable[..., object] | None = None,
    gradient: Callable[..., object] | None = None,
    *,
    predict: bool = False,
    **settings: Any,
) -> Plot:
    """Open the gradient microscope. Drag the point in the right picture, or use the slider for h.

    Left: the function around x, magnified so that the step h is one unit wide, with the line
    whose slope is the estimate. Right: the error of each method for every h.

    Parameters
    ----------
    function : your own function of one number, applied to arrays entry by entry. Another x needs
        the kernel; h, method and precision do not.
    gradient : its derivative, taken as the truth. Without it the truth is a careful estimate.
    predict : ask for a prediction before the picture is shown.
    settings : a state as the plot writes it, such as ``kind="relu", x=0.01``.

    Examples
    --------
    >>> gradient_microscope(kind="sigmoid", h=1e-7).close()
    """
    answer, trouble = _looked_at(function, gradient, settings)
    own = [("own", label_of(function))] if answer else []
    return Plot(
        "gradient_microscope",
        words="A function around a point, its slope estimated with a step h, and the error of that "
        "for every h.",
        controls=_controls([*own, *FUNCTIONS]),
        views=[_near(), _errors()],
        steps=STEPS,
        arrays={"steps": maths.STEPS, "distances": maths.DISTANCES},
        answer=answer,
        predict=predict,
        settings=settings,
        own=_code(function, gradient) if answer else "",
        trouble=trouble,
    )


def _code(function: object, gradient: object) -> str:
    """Return how the functions stand in a call; one without a name gets a word for it."""
    names = [(function, "your_function"), (gradient, "your_gradient")]
    known = [(name_of(f), word) for f, word in names if f is not None]
    return ", ".join(name if name.isidentifier() else word for name, word in known)


def _looked_at(
    function: Callable[..., object] | None,
    gradient: Callable[..., object] | None,
    settings: Mapping[str, Any],
) -> tuple[Answer | None, str]:
    """Return what answers for the student's function, or nothing and what is wrong with it."""
    if function is None:
        return None, ""
    from course_lib.widgets.bridge import asked

    known: list[maths.Own] = []

    def answer(state: dict[str, Any]) -> dict[str, Any]:
        if not known:
            known.append(maths.own(function, gradient))
        return maths.beside(known[0], float(state["x"]))

    _, trouble, _ = asked(answer, {"x": settings.get("x", PLAIN["x"])})
    return (None if trouble else answer), trouble


def _controls(kinds: list[tuple[str, str]]) -> list[Any]:
    methods = [(name, label) for name, (label, _, _) in METHODS.items()]
    return [
        Choice(id="kind", label="f", options=kinds, value=kinds[0][0]),
        Slider(id="x", label="Place x", low=-2, high=2, step=0.001, value=0.7, digits=3),
        Stops(id="h", label="Step h", stops=maths.STEPS, value=0.01),
        Choice(id="method", label="Method", options=methods, value="centred"),
        Choice(id="precision", label="Numbers", value="float64",
               options=[("float64", "float64"), ("float32", "float32")]),
    ]  # fmt: skip


def _near() -> View:
    line = {"x": "span"}
    secants: list[Mark] = []
    for name, (label, colour, dash) in METHODS.items():
        secants += [
            mark("line", y=f"secant_{name}", colour=colour, dash=dash, thick=1.8,
                 label=f"estimate, {label}", **line),
            mark("dots", x="ends", y=f"ends_{name}", colour=colour, size=5, table=False),
        ]  # fmt: skip
    return View(
        id="near", title="f around x, magnified by 1/h", legend=True,
        x=Axis(label="distance from x, in steps h", limits=(-3, 3)),
        y=Axis(label="(f − f(x)) / (h · scale)", limits=(-4, 4)),
        marks=[
            mark("rule", x=0, colour="faint"), mark("rule", y=0, colour="faint"),
            mark("rule", x="kink_place", colour="orange", dash="6 4", label="kink"),
            mark("line", x="u", y="rise", thick=2.6, label="f"),
            mark("line", y="tangent", colour="purple", dash="2 3", label="true slope", **line),
            *secants,
        ],
    )  # fmt: skip


def _errors() -> View:
    both: list[Mark] = []
    for thick, names, said in ((2.4, "error", ""), (0.8, "other", ", other precision")):
        both += [
            mark("line", x="exponents", y=f"{names}_{name}", colour=colour, dash=dash,
                 thick=thick, label=label + said)
            for name, (label, colour, dash) in METHODS.items()
        ]  # fmt: skip
    return View(
        id="errors", title="error of the estimate, for every step", legend=True, width=1.3,
        x=Axis(label="step h", limits=(-13, -1), ticks=PLACES, log=True),
        y=Axis(label="error", limits=(-18.8, 2), ticks=SIZES, log=True), aspect=0.62,
        marks=[
            *both,
            mark("rule", x="place", dash="2 3"),
            mark("handle", x="place", y="here", moves={"x": "h"},
                 label="Step h, on the error"),
        ],
    )  # fmt: skip
