"""Early stopping with patience: when to stop, and what to keep."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_lib.hints.cases import Array, Case
from course_lib.hints.promise import promise

Flags = NDArray[np.bool_]
BUMPY = [1.0, 0.95, 0.9, 0.7, 0.8, 0.75, 0.65, 0.6, 0.68, 0.7, 0.62, 0.66, 0.69, 0.7, 0.5, 0.4]


def training(losses: Sequence[float], limit: int, seed: int, d: int = 3) -> tuple[Any, ...]:
    """Return the inputs with these losses: d weights move by random steps, each epoch its own."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=d), rng.normal(size=(len(losses), d)), list(losses), limit


def _training(rng: np.random.Generator, d: int = 3) -> tuple[Any, ...]:
    """Draw a falling and rising curve with bumps until each wrong rule stops it elsewhere."""
    while True:
        losses = np.linspace(-1, 0.8, 18) ** 2 + 0.5 + rng.normal(scale=0.12, size=18)
        losses, limit = losses.round(3), int(rng.integers(2, 4))
        rules = [_epochs_run(losses < _lowest_before(losses), limit)]
        rules += _wrong_rules(losses, _lowest_before(losses), limit).values()
        rules += [_epochs_run(losses < _lowest_before(losses), limit + 1)]
        bests = {int(losses[:run].argmin()) for run in rules[:4]}
        gains = (_lowest_before(losses) - losses)[1:]
        if (
            (np.abs(gains) > 0.02).all()
            and len({*rules[:5], rules[-1]}) == 6
            and len(bests) > 2
            and len(set(losses)) == 18
        ):
            return training(losses.tolist(), limit, int(rng.integers(1000)), d)


@promise(
    draw=_training,
    whole=("weights",),
    follows={"best_epoch": ("epochs_run",), "weights": ("epochs_run", "best_epoch")},
    examples={
        "equal losses": training([0.8, 0.5, 0.6, 0.5, 0.55, 0.6, 0.7, 0.55, 0.2], 3, seed=2),
        "tiny improvements": training(
            [0.8, 0.5, 0.6, 0.49999, 0.7, 0.499985, 0.6, 0.7, 0.3], 2, seed=6
        ),
        "a best first epoch": training([0.4, 0.5, 0.6, 0.7, 0.8, 0.9], 2, seed=3),
        "a patience that is never used up": training([0.9, 0.8, 0.85, 0.7, 0.75, 0.72], 4, seed=4),
        "a single epoch": training([0.4], 1, seed=7),
        "losses above 1000": training([4e5, 3e5, 5e5, 6e5, 7e5], 2, seed=8),
    },
)
def train_with_patience(
    weights: Array, updates: Array, validation_loss: Sequence[float], patience: int
) -> Case:
    """Return the case of a training with these validation losses."""
    limit, loss = patience, np.asarray(validation_loss, dtype=np.float64)
    path = np.vstack([weights, weights + np.cumsum(updates, axis=0)])  # path[t + 1]: after epoch t
    before = _lowest_before(loss)
    run = _epochs_run(loss < before, limit)
    best = int(loss[:run].argmin())
    right = {"weights": path[best + 1], "best_epoch": best, "epochs_run": run}
    runs = _wrong_rules(loss, before, limit)
    mistakes = {
        "weights": _wrong_weights(loss, path, run, best),
        "best_epoch": _wrong_best(loss, run, best),
        "epochs_run": {
            "one epoch too few. Is it the number of the last epoch, counted from 0, or does the "
            "rule stop too early?": run - 1,
            "one epoch too many. Stop as soon as the patience is used up.": run + 1,
            **runs,
            "this counts to the best epoch. The training went on after it.": best + 1,
            "this is the best epoch. The order is weights, best_epoch, epochs_run.": best,
            **_wrong_runs(loss, before, limit),
        },
    }
    hint = "Count on paper: which epochs bring a new lowest loss?"
    inputs = (weights, updates, validation_loss, patience)
    return Case("train_with_patience", inputs, right, mistakes, hint=hint)


def _lowest_before(loss: Array) -> Array:
    return np.concatenate([[np.inf], np.minimum.accumulate(loss)[:-1]])


def _epochs_run(improved: Flags, limit: int) -> int:
    """Return how many epochs there are up to the first ``limit`` in a row that do not improve."""
    if limit > len(improved):
        return len(improved)
    waits = np.lib.stride_tricks.sliding_window_view(~improved, limit).all(axis=1)
    return int(waits.argmax()) + limit if waits.any() else len(improved)


def _wrong_runs(loss: Array, before: Array, limit: int) -> dict[str, object]:
    highest = np.concatenate([[-np.inf], np.maximum.accumulate(loss)[:-1]])
    return {
        "no epoch counts as an improvement. With what is the first loss compared?": (
            min(limit, len(loss))
        ),
        "a higher loss was taken for the better one": _epochs_run(loss > highest, limit),
        "it waits for one epoch more than the patience. Stop as soon as it is used up.": (
            _epochs_run(loss < before, limit + 1)
        ),
        "the epoch that improves is counted as one that does not. Begin the count at 0.": (
            _epochs_run(loss < before, max(limit - 1, 1))
        ),
    }


def _wrong_rules(loss: Array, before: Array, limit: int) -> dict[str, int]:
    """Return the epochs run by rules that keep the best epoch of what they have seen."""
    previous = np.concatenate([[np.inf], loss[:-1]])
    in_all = np.cumsum(loss >= before) >= limit
    return {
        "the training never stops early": len(loss),
        "it stops at the first rise. Patience waits for several epochs.": (
            _epochs_run(loss <= previous, 1)
        ),
        "the epochs without improvement are counted in all, not in a row. What does an "
        "improvement do to the count?": int(in_all.argmax()) + 1 if in_all.any() else len(loss),
        "each loss is compared with the previous one. Compare with the lowest so far.": (
            _epochs_run(loss < previous, limit)
        ),
        "an equal loss was taken for an improvement. Strictly lower is asked.": (
            _epochs_run(loss <= before, limit)
        ),
    }


def _wrong_best(loss: Array, run: int, best: int) -> dict[str, object]:
    last_of_equals = run - 1 - int(loss[:run][::-1].argmin())
    nearly = int((loss[:run] <= loss[:run].min() + 0.01).argmax())
    return {
        "a small improvement was not counted. Strictly lower is asked.": nearly,
        "epochs are counted from 0": best + 1,
        "this is the lowest loss. Its epoch is asked.": loss[:run].min(),
        "of equal losses the first one counts": last_of_equals,
        "this is the epoch of the stop. The best one came earlier.": run - 1,
        "this epoch comes after the stop. Nobody has seen it.": int(loss.argmin()),
    }


def _wrong_weights(loss: Array, path: Array, run: int, best: int) -> dict[str, object]:
    steps = np.diff(path, axis=0)
    before = _lowest_before(loss)
    last_of_equals = run - int(loss[:run][::-1].argmin())
    nearly = int((loss[:run] <= loss[:run].min() + 0.01).argmax())
    return {
        "a small improvement was not counted. Strictly lower is asked.": path[nearly + 1],
        "these are the weights of the last epoch. Was the best one kept by a copy? A second "
        "name for the same array follows the training.": path[run],
        "these are the weights before the best epoch. Its loss was measured after the update.": (
            path[best]
        ),
        "these are the weights at the start": path[0],
        "the updates are subtracted. Epoch t adds updates[t].": 2 * path[0] - path[best + 1],
        "the updates of earlier epochs are missing": path[0] + steps[best],
        "the update replaces the weights. It is added to them.": steps[best],
        "the first update is missing. Epochs are counted from 0.": path[best + 1] - steps[0],
        "only epochs that improve add their update. Every trained epoch does.": path[0]
        + steps[: best + 1][loss[: best + 1] < before[: best + 1]].sum(axis=0),
        "of equal losses the first one counts": path[last_of_equals],
        "these weights come after the stop. Nobody has seen them.": path[int(loss.argmin()) + 1],
    }
