"""Successive forward passes through dropout, and what a unit after it receives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from course_lib.checks import FloatArray, as_array
from course_lib.dropout import Dropout
from course_lib.widgets.maths.curves import name_of

UNITS = 24
KEPT = 400  # passes remembered
Function = Callable[[FloatArray, float, np.random.Generator], object]


def library_dropout(x: FloatArray, p: float, rng: np.random.Generator) -> FloatArray:
    """Return one training pass of the course's own layer."""
    return Dropout(p, rng=rng).forward(x, training=True)


@dataclass
class Passes:
    """A linear unit ``s = w · x`` whose inputs x pass through dropout.

    The inputs are fixed, so all that changes from pass to pass is the mask. Inputs and weights
    are positive on average, so the sum is well away from 0.

    Examples
    --------
    >>> passes = Passes(0.5)
    >>> passes.run(100)
    >>> len(passes.sums), passes.masks[0].shape
    (100, (24,))
    """

    p: float
    function: Function = library_dropout
    seed: int = 0
    masks: list[FloatArray] = field(default_factory=list)
    sums: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        source = np.random.default_rng(3)  # the unit stays the same for all seeds
        self.x = np.abs(source.normal(1.0, 0.4, size=UNITS))
        self.w = source.normal(0.25, 0.3, size=UNITS)
        self.rng = np.random.default_rng(self.seed)
        self.count = 0

    @property
    def clean(self) -> float:
        """The output in eval mode: nothing is dropped or scaled."""
        return float(self.w @ self.x)

    @property
    def expected_sd(self) -> float:
        """The standard deviation by theory: √(p/(1 − p) Σ w² x²), infinite at p = 1."""
        if self.p >= 1:
            return 0.0  # everything is dropped each time
        return float(np.sqrt(self.p / (1 - self.p) * np.sum((self.w * self.x) ** 2)))

    def run(self, count: int) -> None:
        """Do so many passes in training mode; only the last KEPT are remembered.

        Raises
        ------
        TypeError, ValueError : the function returns another shape, no numbers, or NaN.
        """
        who = name_of(self.function)
        for _ in range(count):
            out = as_array(
                self.function(self.x[None].copy(), self.p, self.rng),  # type: ignore[arg-type]  # checked here
                who=who, name="its result", shape=(1, UNITS),
            )  # fmt: skip
            self.masks.append(out[0] / self.x)
            self.sums.append(float(self.w @ out[0]))
        self.count += count
        del self.masks[:-KEPT], self.sums[:-KEPT]

    def verdict(self) -> str:
        """Return what is wrong with the masks seen so far, or "" if nothing is.

        Needs at least 30 passes, and 0 < p < 1.
        """
        if len(self.masks) < 30 or not 0 < self.p < 1:
            return ""
        masks = np.array(self.masks)
        if (masks == masks[0]).all():
            return "The mask is the same in every pass: is a seed set inside the function?"
        kept = masks[np.abs(masks) > 1e-12]
        share = kept.size / masks.size
        wide = 5 * np.sqrt(self.p * (1 - self.p) / masks.size)
        if abs(share - (1 - self.p)) > wide:
            return (
                f"{share:.0%} of the units are kept, {1 - self.p:.0%} should be: p is the "
                "probability of dropping."
            )
        if not np.allclose(kept, 1 / (1 - self.p)):
            return f"What is kept is multiplied by {np.median(kept):.3g}, not by 1/(1 − p)."
        return ""
