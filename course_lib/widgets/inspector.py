"""The dropout inspector: the masks of successive passes, and what they do to an output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap

from course_lib.widgets.controls import button, choice, slider
from course_lib.widgets.maths.curves import label_of, name_of
from course_lib.widgets.maths.masks import UNITS, Passes, library_dropout
from course_lib.widgets.panel import Panel
from course_lib.widgets.stage import BLUE, GREY, INK, RED, Stage

SHOWN = 16  # passes in the left picture
BINS = np.linspace(-6, 24, 61)  # what lies outside is counted in the outermost
TRAIN, EVAL = "training", "eval"

TRY_THIS = (
    "Press Next pass a few times: every pass drops other units. Let it run to 400 passes: the "
    "mean settles on the eval output, the spread stays. Then raise p: the mean stays, the spread "
    "grows."
)


def dropout_inspector(
    function: Callable[..., object] | None = None, *, predict: bool = False
) -> Panel:
    """Open the dropout inspector.

    Left: which of 24 units each pass kept (dark) or dropped (white), newest pass on top. Right:
    the output of a linear unit that receives them, pass by pass, against its eval output.

    Parameters
    ----------
    function : your own dropout, ``dropout(x, p, rng) -> array`` of the shape of x, in training
        mode. A frozen mask, a wrong rate or a wrong scale is pointed out.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> dropout_inspector().close()
    """
    return DropoutInspector(function, predict).panel


class DropoutInspector:
    """Controls and artists of the plot; the passes are in ``maths.masks``."""

    def __init__(self, function: Callable[..., Any] | None, predict: bool) -> None:
        self.functions: dict[str, Callable[..., Any]] = {"the course's layer": library_dropout}
        if function is not None:
            name = name_of(function)
            self.functions = {label_of(name): function, **self.functions}
        self.p = slider("p (probability of dropping)", 0, 1, 0.5, step=0.05)
        self.p.layout.width = "380px"
        self.mode = choice("Mode", [TRAIN, EVAL])
        self.dropout = choice("Dropout by", list(self.functions))
        self.passes = Passes(0.5, self.functions[self.dropout.value])
        self.evaluated = 0  # passes in eval mode
        self._build()
        self.panel = Panel(
            self.stage, self.draw, try_this=TRY_THIS, on_key=self.press, shortcuts=["n", " "]
        )
        self.player = self.panel.plays(lambda: self.run(2))
        self.player.on_change = self._label
        perform = self.panel.perform
        self.next = button("Next pass", perform(self.step), "N")
        self.play = button("Run", perform(self.toggle), "Space")
        hundred = button("100 passes", perform(self.hundred))
        self.panel.add(self.next, self.play, hundred, button("Clear", perform(self.clear)))
        self.panel.add(self.p, self.mode, self.dropout)
        if predict:
            self.panel.ask(
                "p grows from 0.5 to 0.8. What happens to the mean of the output, over many "
                "passes in training mode?",
                ["it falls", "it stays", "it grows"],
                "Do 400 passes at both: the factor 1/(1 − p) keeps the mean, the spread grows.",
            )
        self.panel.perform(self.step)()

    def _build(self) -> None:
        self.stage = Stage(height=350)
        axes = self.stage.mosaic([["masks", "spread"]], gridspec_kw={"width_ratios": [1.15, 1]})
        self.masks, self.spread = axes["masks"], axes["spread"]
        moving = self.stage.moving
        self.masks.set(title="kept units, newest pass on top", xlabel="unit", ylabel="pass")
        self.masks.set(xticks=[0, 5, 11, 17, 23], yticks=[])
        self.masks.set_xticklabels(["1", "6", "12", "18", "24"])
        self.grid = moving(
            self.masks.imshow(
                np.zeros((SHOWN, UNITS)), aspect="auto", vmin=0, vmax=1,
                cmap=ListedColormap(["#ffffff", "#1f5f8b"]), interpolation="nearest",
            )
        )  # fmt: skip
        moving(self.masks.vlines(np.arange(UNITS) - 0.5, -0.5, SHOWN - 0.5, "#cccccc", lw=0.6))
        self._build_spread()

    def _build_spread(self) -> None:
        axes, moving = self.spread, self.stage.moving
        axes.set(xlim=(BINS[0], BINS[-1]), ylim=(0, 1.5), xlabel="output of the unit", yticks=[])
        axes.set_title("output of a linear unit, pass by pass")
        clean = axes.axvline(self.passes.clean, ymax=0.8, color=INK, lw=2, label="eval output")
        blank = np.zeros(BINS.size - 1)
        self.bars = moving(axes.stairs(blank, BINS, fill=True, color=BLUE, alpha=0.55))
        self.mean = moving(axes.axvline(0, ymax=0.8, color=RED, lw=2, ls="--", label="mean so far"))
        style: dict[str, Any] = {"lw": 3, "solid_capstyle": "butt"}
        self.width = moving(
            axes.plot([0, 0], [1.12, 1.12], color=RED, label="± 1 sd so far", **style)[0]
        )
        self.theory = moving(
            axes.plot([0, 0], [1.03, 1.03], color=GREY, label="± 1 sd by theory", **style)[0]
        )
        self.newest = moving(axes.plot([0], [0.03], "v", color=INK, ms=8)[0])
        axes.legend(
            handles=[clean, self.theory, self.mean, self.width], loc="upper center", ncols=2
        )

    # -- what the reader does ------------------------------------------------------------

    def run(self, count: int) -> None:
        """Do so many passes in the chosen mode."""
        self._follow()
        if self.mode.value == EVAL:
            self.evaluated += count
        else:
            self.passes.run(count)

    def step(self) -> None:
        """Do one pass."""
        self.run(1)

    def hundred(self) -> None:
        """Do a hundred passes."""
        self.run(100)

    def toggle(self) -> None:
        """Run or pause."""
        if self.player.playing:
            self.player.pause()
        else:
            self.player.play()

    def clear(self) -> None:
        """Forget all passes; the next draws are others."""
        self.passes = Passes(
            float(self.p.value), self.functions[self.dropout.value], self.passes.seed + 1
        )
        self.evaluated = 0

    def press(self, key: str) -> None:
        """Do what the key says."""
        {"n": self.step, " ": self.toggle}[key]()

    def _follow(self) -> None:
        """Begin anew when p or the function has changed: old passes belong to the old p."""
        wanted = float(self.p.value), self.functions[self.dropout.value]
        if (self.passes.p, self.passes.function) != wanted:
            self.passes = Passes(*wanted, self.passes.seed)
            self.passes.run(100)

    def _label(self, playing: bool) -> None:
        self.play.description = "Pause" if playing else "Run"

    # -- what is drawn -------------------------------------------------------------------

    def draw(self) -> str:
        """Move the artists and say what is seen."""
        self._follow()
        evaluating = self.mode.value == EVAL
        self._draw_masks(evaluating)
        sums = np.array([self.passes.clean] if evaluating else self.passes.sums or [np.nan])
        self._draw_spread(sums)
        if evaluating:
            return (
                f"Eval mode, passes: {self.evaluated}. Nothing is dropped and nothing is scaled: "
                f"every pass gives <b>{self.passes.clean:.3f}</b>."
            )
        return self._say(sums)

    def _say(self, sums: Any) -> str:
        passes = self.passes
        said = f"Training mode, passes: {passes.count}, p = {passes.p:.2f}. "
        if passes.masks:
            newest = passes.masks[-1]
            kept = newest[np.abs(newest) > 1e-12]
            said += f"The newest keeps {kept.size} of {UNITS} units"
            said += f", times {np.median(kept):.3g}" if kept.size else ""
            said += f". Mean <b>{sums.mean():.3f}</b> (eval output {passes.clean:.3f})"
        if len(sums) > 1:
            said += f", standard deviation <b>{sums.std():.2f}</b>"
            said += f" (by theory {passes.expected_sd:.2f})"
        warning = passes.verdict()
        return said + "." + (f" <b>{warning}</b>" if warning else "")

    def _draw_masks(self, evaluating: bool) -> None:
        rows = np.zeros((SHOWN, UNITS))
        recent = self.passes.masks[-SHOWN:][::-1]
        if recent:
            rows[: len(recent)] = np.abs(np.array(recent)) > 1e-12
        self.grid.set_data(np.ones((SHOWN, UNITS)) if evaluating else rows)

    def _draw_spread(self, sums: Any) -> None:
        counts, _ = np.histogram(np.clip(sums, BINS[0], BINS[-1]), bins=BINS)
        self.bars.set_data(counts / max(counts.max(), 1) * 0.9)
        mean, sd = float(sums.mean()), float(sums.std())
        self.mean.set_xdata([mean, mean])
        self.width.set_xdata([mean - sd, mean + sd])
        expected = self.passes.expected_sd if self.mode.value == TRAIN else 0.0
        clean = self.passes.clean if self.passes.p < 1 else 0.0
        self.theory.set_xdata([clean - expected, clean + expected])
        self.newest.set_xdata([sums[-1]])
