"""The augmentation viewer: what a change does to the data, to the label and to the error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_lib.augmentation import AUGMENTATIONS
from course_lib.widgets.bridge import asked
from course_lib.widgets.controls import Button, Choice, Control, Hidden, Slider
from course_lib.widgets.describe import Axis, Mark, View, mark, question, task
from course_lib.widgets.maths import changes as maths
from course_lib.widgets.maths.changes import DIGITS, SIGNALS
from course_lib.widgets.maths.own import code_of, label_of
from course_lib.widgets.plot import Plot

# Each change with its data, its name in the library, and the control with its strength.
CHANGES = {
    "noise": (DIGITS, "noise", "sd"), "image shift": (DIGITS, "image shift", "max_shift"),
    "rotation": (DIGITS, "rotation", "max_degrees"), "cut-out": (DIGITS, "cut-out", "size"),
    "horizontal flip": (DIGITS, "horizontal flip", "p"),
    "signal noise": (SIGNALS, "noise", "sd"), "signal shift": (SIGNALS, "signal shift", "samples"),
    "signal scale": (SIGNALS, "signal scale", "spread"),
    "signal reversal": (SIGNALS, "signal reversal", "p"),
}  # fmt: skip
OWN = {"own": DIGITS, "own signals": SIGNALS}

STEPS = [
    question("Which change is wrong for digits, though it is right for photographs of cats?",
             ["shift by one pixel", "mirror image", "a little noise"],
             "The mirror image. Look for a 2, a 5 or a 7: they are no digits any more, but keep "
             "their label.",
             change="horizontal flip", p=1.0),
    task("Turn the rotation up to 180 degrees and press New draw. Is there a digit that has "
         "become another one?",
         "A 6 upside down is a 9. Up to about 15 degrees every digit keeps its label.",
         change="rotation", max_degrees=180),
    question("100 signals to learn from, and four shifted copies of each. What becomes of the "
             "error on 400 other signals?",
             ["it falls", "about the same", "it rises"],
             "It falls: the network had seen each shape in a few places only.",
             act="measure", change="signal shift", samples=4),
    question("The same with four copies that are read backwards.",
             ["it falls", "about the same", "it rises"],
             "It rises: a ramp up read backwards is a ramp down with the wrong label. Is a "
             "change larger than its ±?",
             act="measure", change="signal reversal", p=1.0),
]  # fmt: skip


def augmentation_viewer(
    function: Callable[..., object] | None = None, *, predict: bool = False, **settings: Any
) -> Plot:
    """Open the augmentation viewer.

    Left: examples as they are, and beside each the same, changed. Right: the validation error of
    small networks trained on 100 examples, without and with four changed copies of each; same
    start and same number of updates, one pair of dots per seed.

    Parameters
    ----------
    function : your own change, ``change(X, rng=rng) -> array`` of the shape of X; X is (n, 8, 8)
        for digits and (n, 40) for signals.
    predict : ask for a prediction before the picture is shown.
    settings : a state as the plot writes it, such as ``change="rotation", max_degrees=90``.

    Examples
    --------
    >>> augmentation_viewer(change="rotation", max_degrees=90).close()
    """
    own = None if function is None else maths.OwnChange(function)
    tables, troubles = _own_tables(own)
    name = "" if own is None else label_of(function)
    works = next((value for value, kind in OWN.items() if f"own_{kind}" in tables), "")
    return Plot(
        "augmentation_viewer",
        words="Digits and signals before and after a change, and what it does to the error.",
        controls=_controls(name, works or "noise"),
        views=_views(troubles),
        steps=STEPS,
        arrays={**maths.as_bytes(DIGITS), **maths.as_bytes(SIGNALS), **tables},
        answer=own.copies if own is not None and works else None,
        predict=predict,
        settings=settings,
        own=code_of(function),
        trouble="" if works else troubles.get(DIGITS, ""),
    )


def _own_tables(own: maths.OwnChange | None) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what the student's change makes of the examples, and by kind what went wrong."""
    tables: dict[str, Any] = {}
    troubles: dict[str, str] = {}
    if own is None:
        return tables, troubles
    for kind in OWN.values():
        _, trouble, found = asked(own.shown, {"kind": kind})
        tables |= {name: (values, "f4") for name, values in found.items()}
        troubles |= {kind: trouble} if trouble else {}
    return tables, troubles


def _controls(own: str, first: str) -> list[Control]:
    mine = [(value, f"{kind}: {own}") for value, kind in OWN.items()] if own else []
    changes = [*mine, *((key, f"{kind}: {name}") for key, (kind, name, _) in CHANGES.items())]
    used = {key: {"change": [c for c, (*_, strength) in CHANGES.items() if strength == key]}
            for _, _, key in CHANGES.values()}  # fmt: skip
    return [
        Choice(id="change", label="Change", options=changes, value=first),
        Slider(id="sd", label="Standard deviation", low=0, high=0.6, step=0.02, value=0.1,
               when=used["sd"]),
        Slider(id="max_shift", label="Largest shift", low=0, high=4, value=1, unit=" pixels",
               digits=0, when=used["max_shift"]),
        Slider(id="max_degrees", label="Largest angle", low=0, high=180, step=3, value=15,
               unit=" degrees", digits=0, when=used["max_degrees"]),
        Slider(id="size", label="Side of the square", low=0, high=6, value=2, unit=" pixels",
               digits=0, when=used["size"]),
        Slider(id="p", label="Probability of a mirror image", low=0, high=1, step=0.05, value=0.5,
               when=used["p"]),
        Slider(id="samples", label="Largest shift", low=0, high=12, value=4, unit=" samples",
               digits=0, when=used["samples"]),
        Slider(id="spread", label="Spread of the factor", low=0, high=0.8, step=0.05, value=0.2,
               when=used["spread"]),
        Button(id="again", label="New draw", hint="other examples, other random changes"),
        Button(id="measure", label="Measure the error", hint="trains 16 networks, 8 pairs"),
        Hidden(id="seed", value=0),
    ]  # fmt: skip


def _views(troubles: dict[str, str]) -> list[View]:
    """Return the examples, drawn by the plot's file, which finds its facts in their marks."""
    facts = [
        mark("fact", name=key, data=kind, strength=strength, gentle=AUGMENTATIONS[name].gentle,
             keeps=AUGMENTATIONS[name].keeps_label, why=AUGMENTATIONS[name].why)
        for key, (kind, name, strength) in CHANGES.items()
    ]  # fmt: skip
    mine = [mark("fact", name=key, data=kind, trouble=troubles.get(kind, ""))
            for key, kind in OWN.items()]  # fmt: skip
    names = [mark("names", data=kind, names=maths.world(kind)[2]) for kind in (DIGITS, SIGNALS)]
    sides = Axis(label="changed copies", limits=(-0.6, 1.6), ticks=[(0, "without"), (1, "with")])
    return [
        View(id="examples", title="examples with their label: as it is → changed",
             kind="examples", width=2.0, marks=[*facts, *mine, *names]),
        View(id="error", title="error of networks trained on 100", x=sides,
             y=Axis(label="validation error, %"), legend=True, width=1.2, marks=_error()),
    ]  # fmt: skip


def _error() -> list[Mark]:
    """Return a pair of dots for each seed, joined, and the two means."""
    return [
        mark("line", x="pair_x", y="pair_y", colour="faint", thick=1, label="one seed"),
        mark("dots", x="left", y="without", colour="blue", label="without"),
        mark("dots", x="right", y="with_it", colour="red", shape="square", label="with"),
        mark("line", x="mean_x", y="mean_y", thick=4, label="mean"),
        mark("words", text="hint", x=0.5, y=25),
    ]
