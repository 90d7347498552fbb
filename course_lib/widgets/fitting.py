"""The fit explorer: capacity from under- to overfitting, bias and variance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_lib.widgets.controls import Button, Choice, Control, Hidden, Slider, Tick
from course_lib.widgets.describe import Axis, Mark, View, mark, question, task
from course_lib.widgets.maths import fits as maths
from course_lib.widgets.maths.own import code_of, label_of
from course_lib.widgets.plot import Plot

SIZES = [(-3, "0.001"), (-2, "0.01"), (-1, "0.1"), (0, "1"), (1, "10")]
WORLD: dict[str, Any] = {"count": 20, "noise": 0.3, "moved": ""}
PLACE = r"\d+:-?\d+(\.\d+)?"  # of a point that was dragged: its number and its y

STEPS = [
    question("20 points of this curve, with noise. Which degree has the lowest error on new "
             "points, on average over many such samples?",
             ["1", "3", "12"],
             "Degree 3. The right picture splits the error: bias² falls with the degree, the "
             "variance grows, the noise stays. Their total is lowest in between. The training "
             "error only falls.",
             **WORLD | {"errors": True, "degree": 3}),
    task("At degree 1, press New sample several times. How much do the fits differ, and what "
         "does their mean miss?",
         "They hardly differ, and their mean stays far from the truth: that is bias. More "
         "samples do not mend it.",
         **WORLD | {"degree": 1, "seed": 4}),
    task("The same samples at degree 9. Then drag a point up and down.",
         "Every fit follows its own noise, and one point pulls the curve far away: that is "
         "variance. The mean of many such fits would be near the truth.",
         **WORLD | {"degree": 9, "seed": 4}),
    question("60 points instead of 20. Where does the lowest total move?",
             ["to a lower degree", "nowhere", "to a higher degree"],
             "To degree 5. More points make the variance smaller and leave the bias as it is, so "
             "a higher degree pays.",
             **WORLD | {"errors": True, "degree": 5, "count": 60}),
]  # fmt: skip


def fit_explorer(
    function: Callable[..., object] | None = None, *, predict: bool = False, **settings: Any
) -> Plot:
    """Open the fit explorer.

    Left: points, the true curve, the fit, and the fits to earlier samples. Right, once it is
    asked for: the expected error for each degree, split into bias², variance and noise, over 40
    samples. Points can be dragged.

    Parameters
    ----------
    function : your own fit, ``fit(x, y, degree, x_new) -> predictions`` of the shape of x_new.
        It is asked for each change.
    predict : ask for a prediction before the picture is shown.
    settings : a state as the plot writes it, such as ``degree=9, errors=True``.

    Examples
    --------
    >>> fit_explorer(degree=9, count=30).close()
    """
    own = None if function is None else maths.OwnFit(function)
    return Plot(
        "fit_explorer",
        words="Polynomials of every degree fitted to noisy points: bias, variance and error.",
        controls=_controls("" if own is None else label_of(function)),
        views=_views(),
        steps=STEPS,
        arrays={"drawn": (maths.drawn(), "f4")},
        answer=None if own is None else own.seen,
        predict=predict,
        settings=settings,
        own=code_of(function),
    )


def _controls(own: str) -> list[Control]:
    fits = [("own", own), ("course", "least squares")]
    return [
        Slider(id="degree", label="Degree", low=0, high=maths.HIGHEST, value=1, digits=0),
        Slider(id="count", label="Points", low=maths.LEAST, high=maths.MOST, value=20, digits=0),
        Slider(id="noise", label="Noise, standard deviation", low=0.05, high=0.8, step=0.05,
               value=0.3),
        Button(id="again", label="New sample", hint="the fit so far stays as a thin line"),
        Tick(id="errors", label="show the expected error"),
        Tick(id="truth", label="show the true curve", value=True),
        *([Choice(id="by", label="Fit by", options=fits, value="own")] if own else []),
        Hidden(id="seed", value=0), Hidden(id="moved", value="", pattern=rf"({PLACE}(,{PLACE})*)?"),
    ]  # fmt: skip


def _views() -> list[View]:
    y = Axis(label="y", limits=(maths.LOW, maths.HIGH))
    size = Axis(label="squared error", limits=(-3, 1), ticks=SIZES, log=True)
    title = f"expected error on new points, over {maths.SAMPLES} samples"
    degree = Axis(label="degree", limits=(-0.3, maths.HIGHEST + 0.3))
    return [
        View(id="data", title="one sample and its fit", x=Axis(label="x", limits=(-0.02, 1.02)),
             y=y, legend=True, width=1.35, aspect=0.6, marks=_data()),
        View(id="parts", title=title, x=degree, y=size, legend=True, marks=_parts()),
    ]  # fmt: skip


def _data() -> list[Mark]:
    return [
        mark("line", x="earlier_x", y="earlier_y", colour="orange", thick=0.9,
             label="earlier samples"),
        mark("line", x="x", y="truth_y", colour="green", dash="7 4", label="truth"),
        mark("line", x="x", y="mean", colour="purple", dash="8 3 2 3", label="mean of these fits"),
        mark("line", x="x", y="fit", colour="blue", thick=2.6, label="fit"),
        mark("points", id="points", x="points_x", y="points_y", label="Point", size=5),
    ]  # fmt: skip


def _parts() -> list[Mark]:
    """Return the marks of the right picture; a colour means there what it means in the left."""
    curve = {"x": "degrees"}
    return [
        mark("rule", x="degree", colour="red"),
        mark("line", y="total", thick=2.6, label="total", **curve),
        mark("line", y="bias", colour="purple", dash="8 3 2 3", label="bias²", **curve),
        mark("line", y="variance", colour="orange", dash="7 4", label="variance", **curve),
        mark("line", y="training", colour="blue", dash="2 3", label="training error", **curve),
        mark("words", text="hint", x=maths.HIGHEST / 2, y=-1),
        mark("handle", x="degree", y="height", colour="red", moves={"x": "degree"},
             label="Degree, on the total"),
    ]  # fmt: skip
