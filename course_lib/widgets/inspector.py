"""The dropout inspector: the masks of successive passes, and what they do to an output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_lib.widgets.controls import Button, Choice, Hidden, Slider
from course_lib.widgets.describe import Axis, View, mark, question, task
from course_lib.widgets.maths.masks import UNITS, own_passes, unit
from course_lib.widgets.maths.own import attempt, code_of, label_of
from course_lib.widgets.plot import Plot

ROWS = 16  # passes in the left picture, as in front/dropout_inspector.js
LOW, HIGH = -6, 24  # of the outputs; what lies outside is counted at the edge

STEPS = [
    question("p grows from 0.5 to 0.8. What happens to the mean of the output, over many passes "
             "in training mode?",
             ["it falls", "it stays", "it grows"],
             "It stays. Move p and compare: the factor 1/(1 − p) keeps the mean, but what is "
             "kept is multiplied by more, so the spread grows.",
             p=0.8, mode="training", count=400),
    task("Go back to one pass at p = 0.5 and press Next pass some times. Does a unit that was "
         "dropped stay away?",
         "Each pass draws anew: the rows differ, and so does the output. After 400 passes the "
         "mean has come close to the eval output.",
         p=0.5, mode="training", count=1),
    task("Choose the mode eval and press Next pass. What is dropped, what is multiplied?",
         "Nothing. All passes give the same output, the one around which training scatters.",
         title="See.", mode="eval"),
]  # fmt: skip


def dropout_inspector(
    function: Callable[..., object] | None = None, *, predict: bool = False, **settings: Any
) -> Plot:
    """Open the dropout inspector.

    Left: which of 24 units each pass kept (filled) or dropped (empty), newest pass on top. Right:
    the output of a linear unit that receives them, pass by pass, against its eval output.

    Parameters
    ----------
    function : your own dropout, ``dropout(x, p, rng) -> array`` of the shape of x, in training
        mode. It is called 200 times for each p when the plot opens. A frozen mask, a wrong rate
        or a wrong scale is pointed out.
    predict : ask for a prediction before the picture is shown.
    settings : a state as the plot writes it, such as ``p=0.8, count=400``.

    Examples
    --------
    >>> dropout_inspector(p=0.2).close()
    """
    own, trouble = attempt(function, own_passes)
    x, w = unit()
    return Plot(
        "dropout_inspector",
        words="Which units dropout keeps, pass by pass, and what a unit behind them receives.",
        controls=_controls([("own", label_of(function))] if own else []),
        views=_views(),
        steps=STEPS,
        arrays={"x": x, "w": w, **(own or {})},
        predict=predict,
        settings=settings,
        own=code_of(function) if own else "",
        trouble=trouble,
    )


def _controls(own: list[tuple[str, str]]) -> list[Any]:
    kinds = [*own, ("course", "the course’s layer")]
    course = Hidden(id="dropout", value="course", pattern="course")  # where there is no choice
    by = Choice(id="dropout", label="Dropout by", options=kinds, value="own") if own else course
    modes = [("training", "training"), ("eval", "eval")]
    return [
        Button(id="next", label="Next pass"), Button(id="run", label="Run"),
        Button(id="hundred", label="100 passes"), Button(id="clear", label="Clear"),
        Slider(id="p", label="p, the probability of dropping", low=0, high=1, step=0.05, value=0.5),
        Choice(id="mode", label="Mode", options=modes, value="training"),
        by,
        Hidden(id="count", value=1), Hidden(id="evals", value=1), Hidden(id="seed", value=0),
    ]  # fmt: skip


def _views() -> list[View]:
    unit_axis = Axis(label="unit", limits=(0.5, UNITS + 0.5), ticks=[1, 6, 12, 18, 24])
    ages = [(ROWS, "newest"), *((ROWS - age, f"−{age}") for age in (4, 8, 12))]
    cells = {"colour": "faint", "thick": 0.5, "table": False}
    masks = [
        mark("field", values="kept", map="blue", smooth=False),
        mark("line", x="grid_x", y="grid_y", **cells),
    ]
    spread = [
        mark("line", x="bars_x", y="bars_y", colour="blue", fill=0.3, label="passes", table=False),
        mark("line", x="clean_x", y="clean_y", label="eval output", thick=2.4, table=False),
        mark("line", x="mean_x", y="mean_y", colour="red", dash="6 4", label="mean so far",
             table=False),
        mark("line", x="sd_x", y="sd_y", colour="red", thick=5, label="± 1 sd so far", table=False),
        mark("line", x="theory_x", y="theory_y", colour="faint", thick=5, dash="3 2",
             label="± 1 sd by theory", table=False),
        mark("dots", x="newest_x", y="newest_y", shape="triangle", label="newest", table=False),
    ]  # fmt: skip
    return [
        View(id="masks", title="units kept (filled), newest pass on top", x=unit_axis, width=1.15,
             aspect=0.62, y=Axis(label="pass", limits=(0.5, ROWS + 0.5), ticks=ages), marks=masks),
        View(id="spread", title="output of a linear unit behind them", aspect=0.62, legend=True,
             x=Axis(label="output", limits=(LOW, HIGH)), y=Axis(label="passes"), marks=spread),
    ]  # fmt: skip
