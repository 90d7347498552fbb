"""The early-stopping arena: rules on the same curves, scored on curves not seen before."""

from __future__ import annotations

from typing import Any

import numpy as np

from course_lib.widgets.controls import button, choice, slider, whole
from course_lib.widgets.maths import arena as maths
from course_lib.widgets.maths.curves import name_of
from course_lib.widgets.maths.pace import Paced
from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, RED, Stage

COLOURS = [BLUE, ORANGE, GREEN, PURPLE, RED]
MARKS = ["o", "s", "^", "D", "*"]
SIGNS = ["●", "■", "▲", "◆", "★"]  # the same marks, in text
WORST = 80.0  # per cent, top of the score's axis; patience 1 loses 77
APART = 6.0  # of two names in the score, in per cent of the axis
NOBODY, SCORED = "not yet", "on 50 unseen runs"

TRY_THIS = (
    "Choose the patience that looks best on run 1, then step through other runs with New run, "
    "and only then show the score: was the choice good for runs that you had not seen? Drag in "
    "the left picture to stop by hand and compare."
)


def early_stopping_arena(rule: object = None, *, predict: bool = False) -> Panel:
    """Open the early-stopping arena.

    Left: the losses of one run, and where each rule stops. Right: each rule on 50 runs that are
    never shown: epochs spent against what the best parameters found lose to the best of all
    epochs. Lower left is better. The runs are made up, with noise, plateaus and second descents.

    Parameters
    ----------
    rule : your own rule: a function ``rule(train_losses, validation_losses) -> bool`` of all
        losses so far, an object with ``should_stop`` and ``reset``, or a class of such objects.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> early_stopping_arena().close()
    """
    return EarlyStoppingArena(rule, predict).panel


class EarlyStoppingArena:
    """Controls and artists of the plot; curves and scores are in ``maths.arena``."""

    def __init__(self, rule: object, predict: bool) -> None:
        self.own = None if rule is None else Paced(maths.own_rule(rule), name_of(rule))
        self.patience = whole("Patience (epochs)", 1, 40, 5)
        self.alpha = slider("α of GL (PQ: α/10)", 0.5, 20, 5, step=0.5, form=".1f")
        self.strips = whole("s of UP", 1, 8, 3)
        self.run = whole("Run", 1, 30, 1)
        self.show = choice("Score", [NOBODY, SCORED])
        self._mine: dict[int, int] = {}  # the student's rule may be slow: asked once for each run
        self.by_hand = maths.EPOCHS
        self._scores: dict[str, tuple[float, float]] = {}
        self._build()
        self.panel = Panel(
            self.stage, self.draw, try_this=TRY_THIS, on_pointer=self.drag,
            on_key=self.nudge, shortcuts=["ArrowLeft", "ArrowRight"],
        )  # fmt: skip
        self.panel.add(self.patience, self.alpha, self.strips)
        self.panel.add(self.run, button("New run", self.next_run), self.show)
        if predict:
            self.panel.ask(
                "Doubling the patience: what happens, on average, to the epochs spent and to "
                "the error reached?",
                ["more epochs, lower error", "more epochs, same error", "both stay"],
                "Show the score and move Patience: slower rules reach a little less error.",
            )
        self.panel.update()

    def _build(self) -> None:
        self.stage = Stage(height=370)
        axes = self.stage.mosaic([["run", "score"]], gridspec_kw={"width_ratios": [1.5, 1]})
        self.curves, self.score = axes["run"], axes["score"]
        moving = self.stage.moving
        epochs = np.arange(1, maths.EPOCHS + 1)
        self.curves.set(xlim=(0, maths.EPOCHS), ylim=(0, 0.8), xlabel="epoch", ylabel="loss")
        self.curves.set_title("one run, and where each rule stops")
        self.train = moving(
            self.curves.plot(epochs, 0 * epochs, color=GREY, lw=1.5, label="training")[0]
        )
        self.validation = moving(
            self.curves.plot(epochs, 0 * epochs, color=INK, lw=1.5, label="validation")[0]
        )
        self.best = moving(self.curves.plot([0], [0], "x", color=INK, ms=9, mew=2.5)[0])
        self.hand = moving(self.curves.axvline(maths.EPOCHS, color=RED, lw=1.2, ls=":"))
        self.hand_text = moving(self.curves.text(0, 0.02, "by hand", color=RED, fontsize=9.5))
        self._build_rules()

    def _build_rules(self) -> None:
        moving = self.stage.moving
        self.stops: list[Any] = []
        self.points: list[Any] = []
        self.names: list[Any] = []
        self.score.set(xlim=(0, maths.EPOCHS), ylim=(-2, WORST + 2), xlabel="epochs spent (mean)")
        self.score.set_ylabel("loss above the best, % (mean)")
        self.score.set_title("50 unseen runs: lower left is better")
        for i, (colour, mark) in enumerate(zip(COLOURS, MARKS, strict=True)):
            line = self.curves.plot([], [], color=colour, lw=2)[0]
            flag = self.curves.plot([], [], mark, color=colour, ms=9, clip_on=False)[0]
            text = self.curves.text(0, 0, "", color=INK, fontsize=9.5, va="center")
            self.stops.append((moving(line), moving(flag), moving(text)))
            point = self.score.plot([], [], mark, color=colour, ms=11, clip_on=False)[0]
            self.points.append(moving(point))
            self.names.append(moving(self.score.text(0, i, "", color=INK, fontsize=9.5)))
        middle = maths.EPOCHS / 2
        self.hint = moving(
            self.score.text(middle, WORST / 2, "decide first,\nthen choose Score", ha="center")
        )
        legend = self.curves.legend(
            handles=[self.train, self.validation], loc="lower left", ncols=2
        )
        moving(legend)  # above the flags

    # -- what the reader does ------------------------------------------------------------

    def drag(self, pointer: Pointer) -> None:
        """Stop by hand at the pointer."""
        axes, x, _ = self.stage.grab(pointer)
        if pointer.kind != "up" and axes is self.curves:
            self.by_hand = int(np.clip(round(x), 1, maths.EPOCHS))

    def nudge(self, key: str) -> None:
        """Stop by hand one epoch earlier or later."""
        step = 1 if key == "ArrowRight" else -1
        self.by_hand = int(np.clip(self.by_hand + step, 1, maths.EPOCHS))

    def next_run(self) -> None:
        """Show the next run; its number changes and the panel draws."""
        self.run.value = self.run.value % self.run.max + 1

    # -- what is drawn -------------------------------------------------------------------

    def rules(self) -> dict[str, maths.Rule]:
        """Return the rules with the settings of the controls, the student's own last."""
        rules = maths.library_rules(
            int(self.patience.value), float(self.alpha.value), int(self.strips.value)
        )
        if self.own is not None:
            rules["yours"] = self.own
        return rules

    def draw(self) -> str:
        """Move the artists and say what is seen."""
        curves = maths.draw_curves(np.random.default_rng([int(self.run.value), 0]))
        self.train.set_ydata(curves.train)
        self.validation.set_ydata(curves.validation)
        best = int(curves.validation.argmin())
        self.best.set_data([best + 1], [curves.validation[best]])
        self.hand.set_xdata([self.by_hand] * 2)
        self.hand_text.set_x(min(self.by_hand + 2, maths.EPOCHS - 26))
        rules = self.rules()
        said = [self._flag(i, name, rule, curves) for i, (name, rule) in enumerate(rules.items())]
        self._draw_score(rules)
        mine = maths.excess(curves, self.by_hand)
        return (
            f"The best epoch is {best + 1} (cross). Epochs spent, and how far the best loss seen "
            f"is above the lowest of all: {'; '.join(said)}; by hand <b>{self.by_hand}</b>, "
            f"+{mine:.1f} %."
        )

    def _spent(self, rule: maths.Rule, curves: maths.Curves) -> int:
        if rule is not self.own:
            return maths.stopping_epoch(rule, curves)
        run = int(self.run.value)
        if run not in self._mine:
            self._mine[run] = maths.stopping_epoch(rule, curves)
        return self._mine[run]

    def _flag(self, i: int, name: str, rule: maths.Rule, curves: maths.Curves) -> str:
        spent = self._spent(rule, curves)
        line, flag, text = self.stops[i]
        height = 0.76 - 0.055 * i
        line.set_data([spent, spent], [0, height])
        flag.set_data([spent], [height])
        never = spent == maths.EPOCHS
        left = spent > 0.75 * maths.EPOCHS
        text.set_position((spent - 4 if left else spent + 4, height))
        text.set_ha("right" if left else "left")
        text.set_text(f"{name}{': never' if never else ''}")
        return f"{name}: <b>{spent}</b>, +{maths.excess(curves, spent):.1f} %"

    def _draw_score(self, rules: dict[str, maths.Rule]) -> None:
        shown = self.show.value == SCORED
        self.hint.set_visible(not shown)
        for artist in (*self.points, *self.names):
            artist.set_visible(False)
        if not shown:
            return
        places = []
        for i, (name, rule) in enumerate(rules.items()):
            if name not in self._scores:
                if isinstance(rule, Paced):
                    rule.require(maths.UNSEEN * self._mine[int(self.run.value)])
                self._scores[name] = maths.score(rule, maths.unseen())
            spent, lost = self._scores[name]
            places.append((min(lost, WORST), spent, i, name))
        lowest = -np.inf
        for lost, spent, i, name in sorted(places):
            lowest = max(lost, lowest + APART)  # names that would lie on each other are stacked
            self._name(i, name, spent, lost, lowest)

    def _name(self, i: int, name: str, spent: float, lost: float, height: float) -> None:
        left = spent > 0.55 * maths.EPOCHS
        self.points[i].set_data([spent], [lost])
        text = self.names[i]
        text.set_position((spent - 9 if left else spent + 9, height))
        text.set(text=f"{SIGNS[i]} {name}", ha="right" if left else "left", va="center")
        self.points[i].set_visible(True)
        text.set_visible(True)
