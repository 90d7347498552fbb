"""The λ-dial: geometry, coefficient path, degrees of freedom and errors, all at one λ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course_lib.widgets.controls import Choice, Control, Slider, Stops
from course_lib.widgets.describe import Axis, Mark, View, mark, question, task
from course_lib.widgets.maths import dial as maths
from course_lib.widgets.maths.own import code_of
from course_lib.widgets.plot import Plot

PENALTIES = [("l1", "L1 (lasso)"), ("l2", "L2 (ridge)"), ("net", "elastic net")]
DATA = [(maths.MADE, "made, with known weights"), (maths.HOUSES, "house prices (real)")]
MANTISSAS = (1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.3, 3.6, 4, 4.5, 5, 5.5,
             6, 6.5, 7, 8, 9)  # fmt: skip
LAMS = [*(float(f"{m}e{k}") for k in range(-2, 4) for m in MANTISSAS), 1e4]
TICKS = [(-2, "0.01"), (-1, "0.1"), (0, "1"), (1, "10"), (2, "100"), (3, "1,000"), (4, "10,000")]
# Of the paths: the two weights of the left picture stand out, the others have dashes.
LOOKS: list[dict[str, Any]] = [
    {"colour": "purple", "thick": 2.6}, {"colour": "purple", "thick": 2.6, "dash": "7 4"},
    {"colour": "ink"}, {"colour": "ink", "dash": "2 3"}, {"colour": "ink", "dash": "8 3 2 3"},
    {"colour": "faint"}, {"colour": "faint", "dash": "7 4"}, {"colour": "faint", "dash": "2 3"},
]  # fmt: skip

STEPS = [
    question("x₁ and x₂ carry almost the same information. Which penalty gives both of them "
             "about equal weights?",
             ["L1", "L2"],
             "L2: of all pairs with the same sum, the equal one has the smallest sum of squares. "
             "For L1 all these pairs cost the same; change the sample and see who gets the "
             "weight.",
             penalty="l2", data="made", correlation=0.95, lam=20.0),
    task("With L1, turn λ up slowly from 0.1. What becomes of the weights, and where does the "
         "red point in the left picture end?",
         "The weights become exactly 0, one after the other. The point slides into a corner of "
         "the diamond: there one of the two weights is 0.",
         penalty="l1", data="made", correlation=0.9, lam=0.1),
    task("The same with L2: how large must λ be until a weight is exactly 0?",
         "No λ is large enough. All weights shrink, and the circle has no corner to slide into. "
         "The degrees of freedom fall smoothly, not in steps.",
         penalty="l2", data="made", correlation=0.9, lam=0.1),
    task("30 houses, 8 features. Find the λ with the lowest error on new houses, first with L1, "
         "then with L2. What does the error on the training houses do meanwhile?",
         "The lowest point lies in the middle. The training error only rises, so it cannot "
         "choose λ.",
         penalty="l1", data="houses", lam=0.1),
]  # fmt: skip


def lambda_dial(
    function: Callable[..., object] | None = None, *, predict: bool = False, **settings: Any
) -> Plot:
    """Open the λ-dial. Drag a red point in one of the three right pictures, or use the slider.

    The cost is the slide's: the sum of squared errors plus λ times the penalty. The features
    are centred; those of the houses have standard deviation 1, and so has the price.

    All numbers belong to the chosen λ: weights, degrees of freedom and both errors are computed
    for it, not read off the curves.

    Parameters
    ----------
    function : your own fit, ``fit(X, y, lam) -> weights`` of shape (d,); its path is drawn as
        circles over the course's. It is asked again for other data.
    predict : ask for a prediction before the picture is shown.
    settings : a state as the plot writes it, such as ``penalty="l2", lam=0.3``.

    Examples
    --------
    >>> lambda_dial(penalty="l2", lam=0.3).close()
    """

    def path(state: dict[str, Any]) -> dict[str, Any]:
        where = state["data"], float(state["correlation"]), int(state["sample"])
        assert function is not None
        found = maths.own_path(function, maths.problem(*where))
        return {"own": found, "of": [float(where[0] == maths.HOUSES), *where[1:]]}

    sums: dict[str, Any] = {}
    for data in (maths.MADE, maths.HOUSES):
        sums[f"{data}_train"], sums[f"{data}_new"] = maths.moments(data)
    rows, mixing = [maths.MADE_ROWS, maths.HOUSE_ROWS], [*maths.TRUE_WEIGHTS, maths.NOISE]
    return Plot(
        "lambda_dial",
        words="Weights under a penalty: their path, their number and their error at one λ.",
        controls=_controls(),
        views=_views(own=function is not None),
        steps=STEPS,
        arrays={**sums, "rows": rows, "mixing": mixing, "exponents": maths.EXPONENTS},
        answer=None if function is None else path,
        predict=predict,
        settings=settings,
        own=code_of(function),
    )


def _controls() -> list[Control]:
    samples = [(k, str(k)) for k in maths.SAMPLES]
    return [
        Choice(id="penalty", label="Penalty", options=PENALTIES, value="l1"),
        Stops(id="lam", label="λ", stops=LAMS, value=10.0),
        Slider(id="share", label="Share of L1", low=5, high=95, step=5, value=50, unit=" %",
               when={"penalty": ["net"]}),
        Choice(id="data", label="Data", options=DATA, value=maths.MADE),
        Slider(id="correlation", label="Correlation of x₁ and x₂", low=0, high=0.95, step=0.05,
               value=0.9, when={"data": [maths.MADE]}),
        Choice(id="sample", label="Sample", options=samples, value=1),
    ]  # fmt: skip


def _views(own: bool) -> list[View]:
    lam = Axis(label="λ", limits=(-2, 4), ticks=TICKS, log=True)
    title = "equal loss and equal penalty, seen by two weights"
    errors = [
        *_needle("λ, on the error", "error_here"),
        mark("line", x="exponents", y="train", colour="blue", label="training"),
        mark("line", x="exponents", y="fresh", colour="green", dash="7 4", label="new data"),
        mark("dots", x="lowest", y="lowest_error", hollow=True, shape="square", size=5,
             label="lowest on new data"),
    ]  # fmt: skip
    freedom = [
        *_needle("λ, on the degrees of freedom", "free_here"),
        mark("line", x="free_at", y="free", label="degrees of freedom"),
    ]
    return [
        View(id="ball", title=title, x=Axis(label="w₁"), y=Axis(label="w₂"), aspect=1, width=1.2,
             legend=True, marks=_ball()),
        View(id="path", title="weights for each λ", x=lam, y=Axis(label="weights"), width=1.2,
             aspect=0.42, legend=True, marks=[*_paths(own), *_needle("λ, on the path", "w_here")]),
        View(id="free", title="degrees of freedom", x=lam, y=Axis(label="degrees"), aspect=0.2,
             below=True, marks=freedom),
        View(id="error", title="mean squared error", x=lam, y=Axis(label="error"), aspect=0.3,
             below=True, legend=True, marks=errors),
    ]  # fmt: skip


def _needle(label: str, height: str) -> list[Mark]:
    moves = {"x": "lam"}
    return [
        mark("rule", x="needle", colour="red"),
        mark("handle", x="needle", y=height, colour="red", moves=moves, label=label),
    ]


def _ball() -> list[Mark]:
    """Return the marks of the left picture: blue is the loss, orange the penalty, red is here."""
    return [
        mark("rule", x=0, colour="faint"),
        mark("rule", y=0, colour="faint"),
        mark("line", x="around_x", y="around_y", colour="blue", thick=1, label="equal loss"),
        mark("line", x="touching_x", y="touching_y", colour="blue", thick=2.6,
             label="the same, through the point"),
        mark("line", x="ball_x", y="ball_y", colour="orange", thick=2.4, dash="8 3",
             label="equal penalty"),
        mark("dots", x="centre_x", y="centre_y", colour="blue", shape="square", hollow=True,
             label="lowest loss"),
        mark("dots", x="here_x", y="here_y", colour="red", size=6, label="the weights at this λ"),
    ]  # fmt: skip


def _paths(own: bool) -> list[Mark]:
    """Return a line for each weight, and circles for those of the student's fit."""
    names = [
        {"made": f"x{'₁₂₃₄₅₆'[i]}" if i < maths.TRUE_WEIGHTS.size else "",
         "houses": name.replace("_", " ")}
        for i, name in enumerate(maths.HOUSE_FEATURES)
    ]  # fmt: skip
    lines = [
        mark("line", x="exponents", y=f"w{i}", names=names[i], label="w", **look)
        for i, look in enumerate(LOOKS)
    ]
    circles = [
        mark("dots", x="own_at", y=f"own{i}", hollow=True, colour=look["colour"], names=names[i])
        for i, look in enumerate(LOOKS)
    ]
    key = mark("dots", x="own_at", y="none", hollow=True, label="your fit")
    now = mark("dots", x="needles", y="w", colour="red", size=3)
    return [mark("rule", y=0, colour="faint"), *lines, *([*circles, key] if own else []), now]
