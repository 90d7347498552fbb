"""The augmentation viewer: what a change does to the data, to the label and to the error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.augmentation import AUGMENTATIONS
from course_lib.checks import FloatArray
from course_lib.widgets.controls import button, choice, slider
from course_lib.widgets.maths import changes as maths
from course_lib.widgets.maths.curves import label_of, name_of
from course_lib.widgets.panel import Panel
from course_lib.widgets.stage import BLUE, GREY, INK, RED, Stage

PAIRS = 8  # of networks in one measurement
TOPS = (50.0, 100.0)  # per cent, of the error axis: the first that all errors fit into

TRY_THIS = (
    "Turn rotation up to 180 degrees: find a digit that has become another one. Then measure the "
    "error at a small and at a large strength: a change that loses the label teaches wrong "
    "answers. Is the change larger than its ±?"
)


def augmentation_viewer(
    function: Callable[..., object] | None = None, *, predict: bool = False
) -> Panel:
    """Open the augmentation viewer.

    Upper row: examples as they are; lower row: the same, changed. Right: the validation error of
    small networks trained on 100 examples, without and with four changed copies of each; same
    start and same number of updates, one pair of dots per seed.

    Parameters
    ----------
    function : your own change, ``change(X, rng=rng) -> array`` of the shape of X; X is (n, 8, 8)
        for digits and (n, 40) for signals.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> augmentation_viewer().close()
    """
    return AugmentationViewer(function, predict).panel


class AugmentationViewer:
    """Controls and artists of the plot; the computations are in ``maths.changes``."""

    def __init__(self, function: Callable[..., Any] | None, predict: bool) -> None:
        self.own = None if function is None else maths.own_change(function)
        self._own_name = label_of(name_of(function))
        self.kind = choice("Data", [maths.DIGITS, maths.SIGNALS])
        self.change = choice("Change", self._names())
        self.change.layout.width = "230px"
        self.strength = slider("Strength (share of the largest)", 0, 1, 0.15, step=0.05)
        self.strength.layout.width = "380px"
        self.seed = 0
        self.experiment: maths.Experiment | None = None
        self._build()
        self.panel = Panel(self.stage, self.draw, try_this=TRY_THIS, on_key=self.press,
                           shortcuts=["n"])  # fmt: skip
        self.player = self.panel.plays(self.measure_one)
        again = button("New draw", self.panel.perform(self.new_draw), "N: other examples")
        self.measure = button("Measure the error", self.panel.perform(self.start), "8 seeds")
        self.panel.add(self.kind, self.change, again)
        self.panel.add(self.strength, self.measure)
        self.kind.observe(lambda _: self._offer(), "value")
        if predict:
            self.panel.ask(
                "Which change is wrong for digits, though it is right for photographs of cats?",
                ["shift by one pixel", "mirror image", "a little noise"],
                "Choose horizontal flip and look for a 2 or a 7 in the lower row.",
            )
        self._follow()
        self.panel.update()

    def _names(self) -> list[str]:
        own = [self._own_name] if self.own is not None else []
        return [*own, *maths.names(str(self.kind.value))]

    def _build(self) -> None:
        self.stage = Stage(height=290)
        grid = [[f"{row}{i}" for i in range(maths.SHOWN)] + ["error"] * 3 for row in "ab"]
        axes = self.stage.mosaic(grid)
        self.error = axes["error"]
        moving = self.stage.moving
        self.images: list[list[Any]] = [[], []]
        self.traces: list[list[Any]] = [[], []]
        self.labels = []
        x = np.arange(40)
        for row, name in enumerate("ab"):
            for i in range(maths.SHOWN):
                a = axes[f"{name}{i}"]
                a.set(xlim=(-0.5, 39.5), ylim=(-1.6, 1.9), xticks=[], yticks=[])
                for side in a.spines.values():
                    side.set_visible(True)
                    side.set_color("#bbbbbb")
                image = a.imshow(
                    np.zeros((8, 8)), cmap="Greys", vmin=0, vmax=1, aspect="auto",
                    extent=(-0.5, 39.5, -1.6, 1.9), interpolation="nearest",
                )  # fmt: skip
                self.images[row].append(moving(image))
                colour = BLUE if row == 0 else RED
                self.traces[row].append(moving(a.plot(x, 0.0 * x, color=colour, lw=1.6)[0]))
                if row == 0:
                    self.labels.append(moving(a.text(19.5, 2.05, "", ha="center", fontsize=9.5)))
        axes["a0"].set_ylabel("original")
        axes["b0"].set_ylabel("changed")
        self._build_error()

    def _build_error(self) -> None:
        axes, moving = self.error, self.stage.moving
        axes.set(xlim=(-0.6, 1.6), ylim=(0, TOPS[0]), xticks=[0, 1], ylabel="validation error, %")
        axes.set_xticklabels(["without", "with"])
        axes.set_title("error, one line per seed")
        self.pairs = [
            moving(axes.plot([], [], "o-", color=GREY, ms=5, lw=1)[0]) for _ in range(PAIRS)
        ]
        self.hint = moving(axes.text(0.5, TOPS[0] / 2, "press Measure the error", ha="center"))
        self.means = moving(axes.plot([], [], "_", color=INK, ms=34, mew=3)[0])

    # -- what the reader does ------------------------------------------------------------

    def new_draw(self) -> None:
        """Show other examples, changed by other draws."""
        self.seed += 1

    def press(self, _key: str) -> None:
        """N draws again."""
        self.new_draw()

    def start(self) -> None:
        """Measure the error for the change as it is set now, one pair of networks per frame."""
        self.experiment = maths.Experiment(str(self.kind.value), self._function())
        self.player.play()

    def measure_one(self) -> None:
        """Train one pair of networks; pauses after the last."""
        if self.experiment is not None:
            self.experiment.run_next()
        if self.experiment is None or len(self.experiment.without) >= PAIRS:
            self.player.pause()

    def _offer(self) -> None:
        with self.panel.quietly():
            self.change.options = self._names()
        self.panel.update()

    # -- what is drawn -------------------------------------------------------------------

    def _function(self) -> Callable[..., FloatArray]:
        if self.change.value == self._own_name and self.own is not None:
            return self.own
        return maths.change(str(self.change.value), float(self.strength.value))

    def _follow(self) -> None:
        """Forget a measurement that was made with other settings."""
        asked = (self.kind.value, self.change.value, self.strength.value)
        if asked != getattr(self, "_asked", None):
            self._asked = asked
            self.experiment = None
            self.player.pause()

    def draw(self) -> str:
        """Move the artists and say what is seen."""
        self._follow()
        X, y, classes = maths.world(str(self.kind.value))
        rng = np.random.default_rng(self.seed)
        rows = rng.choice(len(X), maths.SHOWN, replace=False)
        changed = self._function()(X[rows], rng=rng)
        flat = X.ndim == 2
        for row, values in enumerate((X[rows], changed)):
            for image, trace, example in zip(
                self.images[row], self.traces[row], values, strict=True
            ):
                image.set_visible(not flat)
                trace.set_visible(flat)
                (trace.set_ydata if flat else image.set_data)(example)
        for text, label in zip(self.labels, y[rows], strict=True):
            text.set_text(classes[int(label)])
        return f"{self._say()} {self._draw_error()}"

    def _say(self) -> str:
        name = str(self.change.value)
        if name == self._own_name:
            return f"<b>{name}</b>: does every changed example still deserve its label?"
        verdict = maths.verdict(name, str(self.kind.value), float(self.strength.value))
        return f"{name}, {verdict}. {AUGMENTATIONS[name].why}"

    def _draw_error(self) -> str:
        done = self.experiment
        count = 0 if done is None else len(done.without)
        for i, line in enumerate(self.pairs):
            known = done is not None and i < count
            line.set_data([0, 1] if known else [], _pair(done, i) if known else [])
        self.hint.set_visible(count == 0)
        if done is None or count == 0:
            self.means.set_data([], [])
            return ""
        self._fit_axis(max(*done.without, *done.with_it))
        self.means.set_data([0, 1], [np.mean(done.without), np.mean(done.with_it)])
        gap, spread = done.difference()
        if count < PAIRS:
            return f"Measuring: {count} of {PAIRS} seeds."
        clear = "clear" if abs(gap) > 2.4 * spread else "not told from chance"
        return (
            f"Error {np.mean(done.without):.1f} % without, {np.mean(done.with_it):.1f} % with: "
            f"change <b>{gap:+.1f} ± {2.4 * spread:.1f}</b> points ({PAIRS} seeds, {clear})."
        )

    def _fit_axis(self, worst: float) -> None:
        top = next(top for top in TOPS if worst <= top)
        if self.error.get_ylim()[1] != top:
            self.error.set_ylim(0, top)
            self.stage.stale()


def _pair(done: maths.Experiment | None, i: int) -> list[float]:
    return [] if done is None else [done.without[i], done.with_it[i]]
