"""The loss designer: costs, loss, threshold, confusion matrix and money move together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_lib.widgets.controls import Button, Slider, Tick
from course_lib.widgets.describe import Axis, Mark, View, mark, question, task
from course_lib.widgets.maths import credit as maths
from course_lib.widgets.maths.own import attempt, code_of
from course_lib.widgets.plot import Plot

COSTS: dict[str, Any] = {"risky": 5, "good": 1}
STEPS = [
    question("A calibrated score is the probability of a good borrower. Approving a risky one "
             "costs 5, refusing a good one costs 1. Above which probability should one approve?",
             ["1/6", "1/2", "4/5", "5/6"],
             "5/6: approve if 5 (1 − p) < 1 · p. The threshold now stands where the training "
             "borrowers cost least. It need not be 5/6: there are few borrowers, and the score "
             "is not quite calibrated.",
             act="best", **COSTS | {"weight": 0}),
    task("Keep the threshold at 0.50 and raise λ from 0 to 4. Which scores move, and where to?",
         "Those of risky borrowers slide furthest to the left, fewer of them are approved, and "
         "the cost falls.",
         **COSTS | {"weight": 0, "threshold": 0.5}),
    task("Set λ back to 0 and press Best threshold instead. How much of the saving does a moved "
         "threshold bring, without any special loss?",
         "All of it. Moving the threshold and moving the scores are two ways to the same "
         "refusals.",
         title="Compare.", **COSTS | {"weight": 0, "threshold": 0.5}),
]  # fmt: skip


def loss_designer(
    function: Callable[..., object] | None = None, *, predict: bool = False, **settings: Any
) -> Plot:
    """Open the loss designer, on the German credit data. Drag the threshold in the pictures.

    A linear approval score is fitted to the training borrowers with the slide's loss,
    MSE + λ · penalty(risky); everything else is counted on validation borrowers. One unit of
    money is what a refused good loan costs to begin with.

    Parameters
    ----------
    function : your own loss ``loss(prediction, target)``, the mean over its arguments; target 1
        is a good borrower. The score is then fitted with it instead.
    predict : ask for a prediction before the picture is shown.
    settings : a state as the plot writes it, such as ``weight=0, threshold=0.7``.

    Examples
    --------
    >>> loss_designer(threshold=0.7).close()
    """
    own, trouble = attempt(function, maths.own_tables)
    train, validation = maths.borrowers()
    by_weight, by_borrower = maths.score_table()
    arrays = {
        "by_weight": by_weight, "by_borrower": by_borrower,
        "good_train": (train.y, "u1"), "good_new": (validation.y, "u1"), **(own or {}),
    }  # fmt: skip
    return Plot(
        "loss_designer",
        words="Borrowers with a score, a threshold, and what its wrong decisions cost.",
        controls=_controls(bool(own)),
        views=_views(),
        steps=STEPS,
        arrays=arrays,
        predict=predict,
        settings=settings,
        own=code_of(function) if own else "",
        trouble=trouble,
    )


def _controls(own: bool) -> list[Any]:
    slide = {"mine": [False]} if own else None  # λ has no say in a student's loss
    return [
        *([Tick(id="mine", label="fit with my loss", value=True)] if own else []),
        Slider(id="weight", label="λ, penalty on risky", low=0, high=20, step=0.2,
               value=4.0, when=slide),
        Slider(id="threshold", label="Approve from score", low=-0.1, high=1.1, step=0.01,
               value=0.5),
        Slider(id="risky", label="Risky approved costs", low=0.5, high=20, step=0.5,
               value=5.0, unit=" units"),
        Slider(id="good", label="Good refused costs", low=0.5, high=10, step=0.5,
               value=1.0, unit=" units"),
        Button(id="best", label="Best threshold", hint="on the training borrowers"),
    ]  # fmt: skip


def _views() -> list[View]:
    score = Axis(label="score", limits=(-0.2, 1.2))
    bars = {"fill": 0.25, "table": False}
    scores = [
        mark("line", x="good_x", y="good_y", colour="blue", thick=1.2, label="good", **bars),
        mark("line", x="risky_x", y="risky_y", colour="red", thick=2.2, dash="5 2", label="risky",
             **bars),
        *_threshold("handle_y", "scores"),
        mark("words", text="refused", x="threshold_left", y="words_y", anchor="end"),
        mark("words", text="approved", x="threshold_right", y="words_y", anchor="start"),
    ]  # fmt: skip
    costs = [
        mark("line", x="grid", y="cost_train", colour="faint", dash="6 4", label="training"),
        mark("line", x="grid", y="cost_new", label="validation"),
        mark("dots", x="best_x", y="best_y", colour="faint", shape="diamond", size=6,
             label="lowest on training", table=False),
        *_threshold("cost_here", "cost"),
    ]  # fmt: skip
    slope = {"x": "p", "dash": "2 3"}
    losses = [
        mark("rule", y=0, colour="faint"),
        mark("rule", x="threshold", colour="purple"),
        mark("line", y="good", colour="blue", thick=3.2, label="good", x="p"),
        mark("line", y="good_slope", colour="blue", thick=3.2, label="good, slope",
             **slope),
        mark("line", y="risky", colour="red", thick=1.8, label="risky", x="p"),
        mark("line", y="risky_slope", colour="red", thick=1.8, label="risky, slope",
             **slope),
    ]  # fmt: skip
    return [
        View(id="scores", title="scores of 300 validation borrowers", x=score, legend=True,
             y=Axis(label="borrowers"), width=1.5, aspect=0.55, marks=scores),
        View(id="matrix", title="decisions, and what they cost", kind="confusion", below=True),
        View(id="cost", title="mean cost of a borrower", legend=True,
             x=Axis(label="threshold", limits=(-0.1, 1.1)), y=Axis(label="units"), aspect=0.75,
             marks=costs),
        View(id="losses", title="the loss of one borrower", legend=True, aspect=0.75,
             x=Axis(label="score p", limits=(0, 1)), y=Axis(label="loss, slope"), marks=losses),
    ]  # fmt: skip


def _threshold(y: str, where: str) -> list[Mark]:
    look = {"colour": "purple", "x": "threshold"}
    name = f"Threshold, in the picture of the {where}"
    return [
        mark("rule", **look),
        mark("handle", y=y, moves={"x": "threshold"}, label=name, **look),
    ]
