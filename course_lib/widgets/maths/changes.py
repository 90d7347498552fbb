"""Augmented digits and signals, and what augmentation does to the validation error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

import numpy as np

from course_lib.augmentation import AUGMENTATIONS, augment
from course_lib.checks import FloatArray, as_array
from course_lib.datasets import load_digits, make_signals
from course_lib.losses import LOSSES
from course_lib.mlp import MLP
from course_lib.optimizers import Adam
from course_lib.training import train
from course_lib.widgets.maths.curves import name_of

DIGITS, SIGNALS = "digits", "signals"
KINDS = {DIGITS: "images", SIGNALS: "signals"}
SHOWN = 6
FEW, VALIDATION = 100, 400  # rows of the experiment
UPDATES, BATCH = 500, 25
# The largest strength offered, and whether it is a whole number of pixels or points.
LARGEST = {"sd": (0.6, False), "max_shift": (4, True), "spread": (0.8, False), "p": (1.0, False),
           "max_degrees": (180, False), "size": (6, True)}  # fmt: skip
UNITS = {"max_degrees": "°", "p": " (probability)"}
Change = Callable[..., object]


@lru_cache(maxsize=2)
def world(kind: str) -> tuple[FloatArray, Any, tuple[str, ...]]:
    """Return examples (images as (n, 8, 8), signals as (n, 40)), labels and class names."""
    if kind == DIGITS:
        data = load_digits()
        return data.X.reshape(-1, 8, 8), data.y, data.class_names
    data = make_signals(1200, rng=np.random.default_rng(5))
    return data.X, data.y, data.class_names


def names(kind: str) -> list[str]:
    """Return the changes for this kind of data."""
    return [a.name for a in AUGMENTATIONS.values() if KINDS[kind] in a.kinds]


def change(name: str, share: float) -> Callable[..., FloatArray]:
    """Return the change with its strength set to a share of the largest one."""
    known = AUGMENTATIONS[name]
    largest, whole = LARGEST[known.strength]
    strength = share * largest
    value: float = max(round(strength), 1 if known.strength == "size" else 0) if whole else strength
    return partial(known.apply, **{known.strength: value})


def strength_of(name: str, share: float) -> float:
    """Return the strength itself, for example 45 (degrees)."""
    function = change(name, share)
    assert isinstance(function, partial)
    return float(next(iter(function.keywords.values())))


def with_unit(name: str, kind: str, value: float) -> str:
    """Return a strength with its unit.

    Examples
    --------
    >>> with_unit("rotation", DIGITS, 45), with_unit("signal shift", SIGNALS, 2)
    ('45°', '2 samples')
    """
    key = AUGMENTATIONS[name].strength
    whole = " pixels" if kind == DIGITS else " samples"
    return f"{value:g}{whole if key in ('max_shift', 'size') else UNITS.get(key, '')}"


def verdict(name: str, kind: str, share: float) -> str:
    """Return the strength in words and what it does to the label, as far as the course knows.

    Examples
    --------
    >>> verdict("rotation", DIGITS, 0.05)
    'max_degrees = 9°: <b>keeps the label</b>'
    >>> verdict("rotation", DIGITS, 1)
    'max_degrees = 180°: <b>kept up to about 15°; here, look at the lower row</b>'
    """
    known, strength = AUGMENTATIONS[name], strength_of(name, share)
    says = "keeps the label"
    if strength == 0:
        says = "changes nothing"
    elif not known.keeps_label:
        says = "loses the label"
    elif strength > known.gentle:
        gentle = with_unit(name, kind, known.gentle)
        says = f"kept up to about {gentle}; here, look at the lower row"
    return f"{known.strength} = {with_unit(name, kind, strength)}: <b>{says}</b>"


def own_change(function: Change) -> Callable[..., FloatArray]:
    """Return the student's ``f(X, rng=rng)``, whose answer is checked."""
    name = name_of(function)

    def checked(X: FloatArray, *, rng: np.random.Generator) -> FloatArray:
        return as_array(function(X.copy(), rng=rng), who=name, name="its result", shape=X.shape)  # type: ignore[arg-type]  # checked there

    return checked


@dataclass
class Experiment:
    """Validation errors with and without augmentation, one pair per seed.

    Both networks of a pair have the same training rows, start and number of updates.
    """

    kind: str
    function: Callable[..., FloatArray]
    without: list[float] = field(default_factory=list)
    with_it: list[float] = field(default_factory=list)

    def run_next(self) -> None:
        """Train one pair of networks."""
        seed = len(self.without)
        X, y, classes = world(self.kind)
        order = np.random.default_rng([seed, 1]).permutation(len(X))
        few, new = order[:FEW], order[FEW : FEW + VALIDATION]
        both = augment(
            X[few], y[few], transforms=[self.function], copies=4,
            rng=np.random.default_rng([seed, 2]),
        )  # fmt: skip
        held_out = X[new].reshape(len(new), -1), y[new]
        pairs = ((X[few], y[few]), both)
        errors = [self._error(A, t, held_out, len(classes), seed) for A, t in pairs]
        self.without.append(errors[0])
        self.with_it.append(errors[1])

    def _error(self, X: FloatArray, y: Any, held_out: Any, classes: int, seed: int) -> float:
        rng = np.random.default_rng([seed, 3])
        flat = X.reshape(len(X), -1)
        model = MLP.of([flat.shape[1], 32, classes], output="softmax", rng=rng)
        epochs = UPDATES * BATCH // len(flat)
        train(
            model, flat, y, loss=LOSSES["cross_entropy"], optimizer=Adam(0.005), epochs=epochs,
            batch_size=BATCH, rng=rng,
        )  # fmt: skip
        answer = model.predict(held_out[0]).argmax(axis=1)
        return float(100 * np.mean(answer != held_out[1]))

    def difference(self) -> tuple[float, float]:
        """Return the mean paired change of the error, in points, and its standard error."""
        gaps = np.array(self.with_it) - np.array(self.without)
        if gaps.size < 2:
            return float(gaps.mean()) if gaps.size else 0.0, float("inf")
        return float(gaps.mean()), float(gaps.std(ddof=1) / np.sqrt(gaps.size))
