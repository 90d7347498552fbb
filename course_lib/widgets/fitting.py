"""The fit explorer: capacity from under- to overfitting, bias and variance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from course_lib.checks import FloatArray
from course_lib.datasets import true_curve
from course_lib.widgets.controls import button, slider, tick, whole
from course_lib.widgets.maths import fits as maths
from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import Pointer
from course_lib.widgets.stage import BLUE, GREEN, GREY, INK, ORANGE, RED, Stage

GHOSTS = 12  # fits to other samples that stay in the picture
ABOVE: Any = {
    "loc": "lower center", "frameon": False, "fontsize": 9.5, "columnspacing": 1,
    "handlelength": 1.8, "handletextpad": 0.4,
}  # fmt: skip
HAND = 0.06  # how near, as a share of the width, a point must be to be grabbed

TRY_THIS = (
    "At degree 1 press New sample several times: the fits hardly differ, and their mean is wrong "
    "(bias). Then raise the degree to 12: the same samples differ wildly (variance). Find the "
    "degree with the lowest total, double the number of points: where does it move? Drag a point."
)


def fit_explorer(function: Callable[..., object] | None = None, *, predict: bool = False) -> Panel:
    """Open the fit explorer.

    Left: points, the true curve, the fit, and the fits to earlier samples. Right: the expected
    error for each degree, split into bias², variance and noise, over 40 samples. Points can be
    dragged.

    Parameters
    ----------
    function : your own fit, ``fit(x, y, degree, x_new) -> predictions`` of the shape of x_new.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> fit_explorer().close()
    """
    return FitExplorer(function, predict).panel


class FitExplorer:
    """Controls and artists of the plot; the computations are in ``maths.fits``."""

    def __init__(self, function: Callable[..., Any] | None, predict: bool) -> None:
        self.fit: maths.Fit = maths.polynomial if function is None else maths.OwnFit(function)
        self.degree = whole("Degree", 0, maths.HIGHEST, 3)
        self.count = whole("Points", 8, 60, 20)
        self.noise = slider("Noise (standard deviation)", 0.05, 0.8, 0.3, step=0.05)
        self.noise.layout.width = "360px"
        self.truth = tick("show the true curve", True)
        self.seed = 0
        self._sample: tuple[object, ...] = ()
        self._earlier: list[tuple[FloatArray, FloatArray]] = []  # samples
        self._fits: dict[tuple[int, int], FloatArray] = {}  # of them, by seed and degree
        self._parts: dict[tuple[int, float], maths.Decomposition] = {}  # of an own fit
        self._held: int | None = None
        self._build()
        self.panel = Panel(
            self.stage, self.draw, try_this=TRY_THIS, on_pointer=self.drag,
            on_key=self.press, shortcuts=["ArrowLeft", "ArrowRight", "n"],
        )  # fmt: skip
        again = button("New sample", self.panel.perform(self.new_sample), "N")
        self.panel.add(self.degree, self.count, again)
        self.panel.add(self.noise, self.truth)
        if predict:
            self.panel.ask(
                "Which degree has the lowest error on new points, for 20 points of this curve?",
                ["1", "4", "12"],
                "The right picture has its lowest total there; more points move it to the right.",
            )
        self.panel.update()

    def _build(self) -> None:
        self.stage = Stage(height=370)
        axes = self.stage.mosaic([["data", "errors"]], gridspec_kw={"width_ratios": [1.35, 1]})
        self.data, self.errors = axes["data"], axes["errors"]
        moving, x = self.stage.moving, maths.X
        self.data.set(xlim=(-0.02, 1.02), ylim=(-2.4, 2.6), xlabel="x", ylabel="y")
        self.data.set_title("one sample and its fit", pad=24)
        self.ghosts = [
            moving(self.data.plot(x, 0 * x, color=ORANGE, lw=0.9, alpha=0.7)[0])
            for _ in range(GHOSTS)
        ]
        self.ghosts[0].set_label("earlier samples")
        self.real = moving(
            self.data.plot(x, true_curve(x), "--", color=GREEN, lw=2, label="truth")[0]
        )
        self.mean = moving(
            self.data.plot(x, 0 * x, "-.", color=RED, lw=1.8, label="mean of the fits")[0]
        )
        self.curve = moving(self.data.plot(x, 0 * x, color=BLUE, lw=2.4, label="fit")[0])
        self.points = moving(self.data.plot([], [], "o", color=INK, ms=6.5)[0])
        named = [self.curve, self.real, self.ghosts[0], self.mean]
        self.data.legend(handles=named, ncols=4, bbox_to_anchor=(0.5, 0.98), **ABOVE)
        self._build_errors()

    def _build_errors(self) -> None:
        moving = self.stage.moving
        degrees = np.arange(maths.HIGHEST + 1)
        self.errors.set(xlim=(-0.3, maths.HIGHEST + 0.3), ylim=(-3, 1), xlabel="degree")
        self.errors.set_title(f"expected squared error, {maths.SAMPLES} samples", pad=24)
        self.errors.set_yticks([-3, -2, -1, 0, 1])
        self.errors.set_yticklabels(["0.001", "0.01", "0.1", "1", "10"])
        looks = {
            "total": (INK, "-", 2.4), "bias²": (RED, "--", 1.8), "variance": (BLUE, "-.", 1.8),
            "training": (GREY, ":", 1.8),
        }  # fmt: skip
        self.lines = {
            name: moving(self.errors.plot(degrees, 0.0 * degrees, s, color=c, lw=w, label=name)[0])
            for name, (c, s, w) in looks.items()
        }
        self.here = moving(self.errors.axvline(3, color=ORANGE, lw=6, alpha=0.35))
        self.errors.legend(ncols=4, bbox_to_anchor=(0.45, 0.98), **ABOVE)
        self.gap = moving(self.errors.text(6, -1, "", ha="center", fontsize=10.5))

    # -- what the reader does ------------------------------------------------------------

    def new_sample(self) -> None:
        """Draw other points from the same world; the sample so far stays as a thin line."""
        self._earlier = [(self.x, self.y), *self._earlier][:GHOSTS]
        self._fits.clear()
        self.seed += 1

    def drag(self, pointer: Pointer) -> None:
        """Grab the nearest point and move it up and down; on the right, choose the degree."""
        axes, x, y = self.stage.grab(pointer)
        if pointer.kind == "up":
            self._held = None
        elif axes is self.errors:
            self.degree.value = int(np.clip(round(x), 0, maths.HIGHEST))
        elif axes is self.data and pointer.kind == "down":
            distance = np.hypot(self.x - x, (self.y - y) / 5)
            nearest = int(distance.argmin())
            self._held = nearest if distance[nearest] < HAND else None
        if self._held is not None and axes is self.data:
            self.y[self._held] = np.clip(y, -2.4, 2.6)

    def press(self, key: str) -> None:
        """Change the degree or draw a new sample."""
        if key == "n":
            self.new_sample()
        else:
            step = 1 if key == "ArrowRight" else -1
            self.degree.value = int(np.clip(self.degree.value + step, 0, maths.HIGHEST))

    # -- what is drawn -------------------------------------------------------------------

    def _follow(self) -> None:
        asked = int(self.count.value), float(self.noise.value), self.seed
        if asked != self._sample:
            if asked[:2] != self._sample[:2]:
                self._earlier = []
                self._fits.clear()
            self.x, self.y = maths.sample(*asked)
            self._sample = asked

    def draw(self) -> str:
        """Move the artists and say what is seen."""
        self._follow()
        degree, noise = int(self.degree.value), float(self.noise.value)
        both = np.asarray(self.fit(self.x, self.y, degree, np.concatenate([maths.X, self.x])))
        predicted, fitted = both[: maths.X.size], both[maths.X.size :]
        self.curve.set_ydata(predicted)
        self.points.set_data(self.x, self.y)
        self.real.set_visible(bool(self.truth.value))
        self._draw_earlier(degree, predicted)
        self.here.set_xdata([degree, degree])
        training = float(np.mean((fitted - self.y) ** 2).round(12))  # 1e-26 is rounding
        off = float(np.mean((predicted - true_curve(maths.X))[maths.INSIDE] ** 2) + noise**2)
        return (
            f"Degree {degree}, this sample: error {training:.3g} on its {self.x.size} points, "
            f"<b>{off:.3g}</b> expected on new points. {self._draw_errors(degree, noise)}"
        )

    def _draw_earlier(self, degree: int, predicted: FloatArray) -> None:
        """Fit the earlier samples again with this degree, and show the mean of all fits."""
        pace = getattr(self.fit, "pace", None)
        if pace and pace.too_slow_for(len(self._earlier)):
            self._earlier = []
        for i, (x, y) in enumerate(self._earlier):
            if (i, degree) not in self._fits:
                self._fits[i, degree] = np.asarray(self.fit(x, y, degree, maths.X))
        fits = [self._fits[i, degree] for i in range(len(self._earlier))]
        for i, ghost in enumerate(self.ghosts):
            ghost.set_visible(i < len(fits))
            if i < len(fits):
                ghost.set_ydata(fits[i])
        self.mean.set_visible(bool(fits))
        self.mean.set_ydata(np.mean([predicted, *fits], axis=0))

    def _draw_errors(self, degree: int, noise: float) -> str:
        pace, calls = getattr(self.fit, "pace", None), maths.SAMPLES * (maths.HIGHEST + 1)
        slow = bool(pace and pace.too_slow_for(calls))
        for artist in (*self.lines.values(), self.here):
            artist.set_visible(not slow)
        self.gap.set_text("left out" if slow else "")
        if slow and pace:
            return f"The right picture is left out: {pace.complaint(calls)}."
        parts = self._decomposition(int(self.count.value), noise)
        total = parts.total(noise)
        columns = (total, parts.bias, parts.variance, parts.training)
        for line, values in zip(self.lines.values(), columns, strict=True):
            line.set_ydata(np.log10(np.maximum(values, 1e-4)))
        bias = parts.bias[degree]
        return (
            f"Over samples: bias² {f'{bias:.2g}' if bias > 1e-4 else 'under 0.0001'}"
            f" + variance {parts.variance[degree]:.2g} + noise {noise**2:.2g} = "
            f"<b>{total[degree]:.2g}</b>; lowest at degree {int(total.argmin())}."
        )

    def _decomposition(self, n: int, noise: float) -> maths.Decomposition:
        if self.fit is maths.polynomial:
            return maths.polynomial_decomposition(n, noise)
        if (n, noise) not in self._parts:
            self._parts[n, noise] = maths.decomposition(n, noise, self.fit)
        return self._parts[n, noise]
