"""The early-stopping arena: rules on the same curves, scored on curves not seen before."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.widgets.controls import Button, Slider, Tick
from course_lib.widgets.describe import Axis, Mark, View, mark, question, task
from course_lib.widgets.maths import arena as maths
from course_lib.widgets.maths.own import attempt, code_of
from course_lib.widgets.plot import Plot

# Red is the reader's: the rule that is given, and the hand.
RULES = {
    "patience": ("blue", "circle"), "gl": ("orange", "square"), "pq": ("green", "triangle"),
    "up": ("purple", "diamond"), "own": ("red", "star"),
}  # fmt: skip
WORST = 80  # per cent, top of the score's axis; as in front/early_stopping_arena.js

STEPS = [
    question("Doubling the patience: what happens, on average, to the epochs spent and to the "
             "loss reached?",
             ["more epochs, lower loss", "more epochs, same loss", "both stay"],
             "More epochs, and a slightly lower loss: patience is paid in epochs. The score of "
             "the last step shows it.",
             score=False),
    task("Choose the patience that looks best on run 1. Then press New run some times: is it "
         "still the best? Drag the red point to stop by hand and compare.",
         "Each run flatters another rule: a short plateau makes an impatient one look bad, a "
         "smooth curve makes it look clever.",
         run=1, score=False),
    task("Decide on a patience, and only then show the score on 50 runs that you have not seen.",
         "Lower left is better, and no rule is best in both: along the blue line patience grows "
         "from 1 to 40, and the loss falls as the epochs grow.",
         title="See.", score=True),
]  # fmt: skip


def early_stopping_arena(rule: object = None, *, predict: bool = False, **settings: Any) -> Plot:
    """Open the early-stopping arena.

    Left: the losses of one run, and where each rule stops. Right: each rule on 50 runs that are
    never shown: epochs spent against what the best parameters found lose to the best of all
    epochs. Lower left is better. The runs are made up, with noise, plateaus and second descents.

    Parameters
    ----------
    rule : your own rule: a function ``rule(train_losses, validation_losses) -> bool`` of all
        losses so far, an object with ``should_stop`` and ``reset``, or a class of such objects.
        It is asked on all runs when the plot opens.
    predict : ask for a prediction before the picture is shown.
    settings : a state as the plot writes it, such as ``patience=10, run=3``.

    Examples
    --------
    >>> early_stopping_arena(patience=10).close()
    """
    own, trouble = attempt(rule, maths.own_stops)
    stops, complaint = own or (None, "")
    losses = [[run.train, run.validation] for run in maths.runs()]
    whole = (10**maths.DIGITS * np.array(losses)).round()
    return Plot(
        "early_stopping_arena",
        words="The losses of a training, and where some rules would have stopped it.",
        controls=_controls(),
        views=_views([name for name in RULES if own or name != "own"]),
        steps=STEPS,
        arrays={"runs": (whole, "u2"), **({} if stops is None else {"own_stops": stops})},
        predict=predict,
        settings=settings,
        own=code_of(rule) if own else "",
        trouble=trouble or complaint,
    )


def _controls() -> list[Any]:
    return [
        Slider(id="patience", label="Patience", low=1, high=40, value=5, unit=" epochs", digits=0),
        Slider(id="alpha", label="α of GL (PQ: α/10)", low=0.5, high=20, step=0.5, value=5.0,
               unit=" %"),
        Slider(id="strips", label="UP, strips that rise", low=1, high=8, value=3, unit=" strips",
               digits=0),
        Slider(id="run", label="Run", low=1, high=maths.SHOWN, value=1, digits=0),
        Button(id="next", label="New run"),
        Tick(id="score", label="show the score on 50 unseen runs"),
        Slider(id="hand", label="Stop by hand", low=1, high=maths.EPOCHS, value=maths.EPOCHS,
               unit=" epochs", digits=0, folded=True),
    ]  # fmt: skip


def _views(rules: list[str]) -> list[View]:
    curves = [
        mark("line", x="epochs", y="train", colour="faint", dash="5 3", label="training"),
        mark("line", x="epochs", y="validation", thick=1.6, label="validation"),
        mark("dots", x="best_x", y="best_y", shape="cross", hollow=True, size=6, table=False,
             label="lowest validation loss"),
        mark("rule", x="hand", colour="red", dash="2 3"),
        *(m for name in rules for m in _flag(name)),
        mark("words", x="hand_at", y=0.03, text="hand_name", anchor="hand_side"),
        mark("handle", x="hand", y="hand_y", colour="red", moves={"x": "hand"},
             label="Stop by hand, on the curve"),
    ]  # fmt: skip
    score = [
        mark("line", x="all_spent", y="all_lost", colour="blue", thick=1,
             label="patience 1 to 40"),
        *(m for name in rules for m in _place(name)),
        mark("words", text="hint", x=maths.EPOCHS / 2, y=WORST / 2),
    ]  # fmt: skip
    whole = (0, maths.EPOCHS + 5)  # the flag of a rule that never stops is seen in full
    spent = Axis(label="epochs spent (mean)", limits=whole)
    return [
        View(id="run", title="one run, and where each rule stops", width=1.5, aspect=0.6,
             x=Axis(label="epoch", limits=whole), legend=True,
             y=Axis(label="loss", limits=(0, 1)), marks=curves),
        View(id="score", title="50 unseen runs: lower left is better", legend=True, aspect=0.86,
             x=spent,
             y=Axis(label="loss above the lowest, % (mean)", limits=(-2, WORST + 2)), marks=score),
    ]  # fmt: skip


def _flag(name: str) -> list[Mark]:
    colour, shape = RULES[name]
    look = {"colour": colour, "table": False}
    return [
        mark("line", x=f"{name}_x", y=f"{name}_pole", **look),
        mark("dots", x=f"{name}_tip", y=f"{name}_top", shape=shape, size=5, **look),
        mark("words", x=f"{name}_at", y=f"{name}_height", text=f"{name}_name",
             anchor=f"{name}_side"),
    ]  # fmt: skip


def _place(name: str) -> list[Mark]:
    colour, shape = RULES[name]
    return [
        mark("dots", x=f"{name}_spent", y=f"{name}_lost", shape=shape, colour=colour, size=6,
             table=False),
        mark("words", x=f"{name}_beside", y=f"{name}_line", text=f"{name}_scored",
             anchor=f"{name}_end"),
    ]  # fmt: skip
