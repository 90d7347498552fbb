"""The arena of stopping rules: curves of training runs, and how a rule fares on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import numpy as np

from course_lib.checks import FloatArray, message
from course_lib.widgets.maths.own import name_of
from course_lib.widgets.maths.pace import Paced

EPOCHS = 200
SHOWN, UNSEEN = 30, 50  # runs
DIGITS = 4  # of a loss, as a log would have it
Rule = Callable[[Sequence[float], Sequence[float]], object]


@dataclass(frozen=True)
class Curves:
    """The losses of one training run, epoch by epoch."""

    train: FloatArray  # (EPOCHS,)
    validation: FloatArray  # (EPOCHS,)


def draw_curves(rng: np.random.Generator) -> Curves:
    """Return the curves of one made-up run.

    Training loss falls by a power law. Validation loss falls with it, then rises by
    overfitting that sets in at a random epoch with a random speed; on top lie epoch noise and,
    in a third of the runs, a plateau or a second descent, which an impatient rule misses.
    """
    t = np.arange(1, EPOCHS + 1)
    floor, speed = rng.uniform(0.02, 0.15), rng.uniform(0.35, 0.8)
    train = floor + (1 - floor) * (1 + t / 4) ** -speed
    onset, rise = rng.uniform(15, 140), rng.uniform(0.0005, 0.004)
    validation = train + rng.uniform(0.02, 0.12) + rise * np.maximum(t - onset, 0) ** 0.9
    if rng.random() < 1 / 3:
        middle = rng.uniform(0.4, 1.0) * onset
        bump = rng.uniform(0.01, 0.06) * np.exp(-(((t - middle) / rng.uniform(4, 12)) ** 2))
        validation = validation + bump
    noise = rng.uniform(0.002, 0.015) * rng.normal(size=(2, EPOCHS))
    losses = np.maximum([train + noise[0] / 3, validation + noise[1]], 1e-3).round(DIGITS)
    return Curves(losses[0], losses[1])


@lru_cache(maxsize=1)
def runs() -> tuple[Curves, ...]:
    """Return the runs that are shown, and then those on which rules are scored."""
    rng = np.random.default_rng([2024, 1])
    shown = [draw_curves(np.random.default_rng([run, 0])) for run in range(1, SHOWN + 1)]
    return tuple([*shown, *(draw_curves(rng) for _ in range(UNSEEN))])


def started(rule: object) -> Rule:
    """Return a student's rule at the beginning of a run, as a function of all losses so far.

    It is such a function, or an object with ``should_stop(train_loss, validation_loss)`` and
    ``reset()``, or a class of such objects.

    Raises
    ------
    TypeError : it is none of these.
    """
    stops: Any = rule() if isinstance(rule, type) else rule
    if hasattr(stops, "should_stop"):
        if stops is rule:
            if not hasattr(stops, "reset"):
                raise TypeError("The rule needs a method reset(), because it judges many runs.")
            stops.reset()
        return lambda train, validation: stops.should_stop(train[-1], validation[-1])
    if not callable(stops):
        raise TypeError(f"The rule must be a function or have should_stop, got {rule!r}.")
    return cast(Rule, stops)


def stopping_epoch(rule: Rule, curves: Curves, who: str) -> int:
    """Return the number of epochs that the rule spends, EPOCHS if it never stops.

    Raises
    ------
    TypeError : an answer is neither True nor False: a forgotten ``return`` must not mean "go on".
    """
    train, validation = curves.train.tolist(), curves.validation.tolist()
    for spent in range(1, EPOCHS + 1):
        answer = rule(train[:spent], validation[:spent])
        if not isinstance(answer, (bool, np.bool_)):
            hint = "Is a return missing?" if answer is None else ""
            raise TypeError(message(who, "its result", "True or False", repr(answer)[:60], hint))
        if answer:
            return spent
    return EPOCHS


def own_stops(rule: object) -> tuple[FloatArray, str]:
    """Return the epochs that a student's rule spends in each of the runs, and a complaint.

    A rule that is too slow for all of them is asked for the first only; the others are NaN.

    Raises
    ------
    Exception : what the rule raises; TypeError, see :func:`started` and :func:`stopping_epoch`.

    Examples
    --------
    >>> stops, complaint = own_stops(lambda train, validation: len(train) >= 10)
    >>> len(stops), set(stops.tolist()), complaint
    (80, {10.0}, '')
    """
    who = name_of(rule)
    stops = np.full(SHOWN + UNSEEN, np.nan)
    first, *others = runs()
    paced = Paced(started(rule), who)
    stops[0] = stopping_epoch(paced, first, who)
    calls = int(stops[0]) * len(others)
    if paced.too_slow_for(calls):
        return stops, f"{paced.complaint(calls)}: it is shown on run 1 only. Make it faster."
    stops[1:] = [stopping_epoch(started(rule), run, who) for run in others]
    return stops, ""
