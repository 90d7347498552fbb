"""Early stopping in words, in code, in a picture, and what it saves; all ways to regularize."""

from __future__ import annotations

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.figures import Curve, Figure
from grader.exam.question import Question, UnsuitableError

SLIDE, NETWORKS = "Early Stopping", "Regularization in Neural Networks"


@question(title="Epochs saved", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1.5, 2))
def epochs_saved(rng: np.random.Generator, level: int) -> Question:
    """Level 1 epochs, level 2 a share, level 3 several trainings; epochs are counted from 0."""
    total, patience = 10 * int(rng.integers(4, 13)), int(rng.integers(2, 9))
    best = [int(v) for v in rng.integers(5, total - 15, size=3 if level == 3 else 1)]
    run = [b + patience + 1 for b in best]
    saved = [total - r for r in run]
    value = 100 * saved[0] / total if level == 2 else float(sum(saved))
    if level == 2 and (value * 4) % 1:
        raise UnsuitableError("the share should be short")
    asked = {
        1: "How many epochs are saved?",
        2: "Which share of the epochs is saved, in per cent?",
        3: "How many epochs are saved in all?",
    }[level]
    scale = 100 / total if level == 2 else 1.0
    n = len(best)
    epochs = "epoch" if n == 1 else "epochs"
    return Question(
        prompt=(
            f"{'A training' if n == 1 else 'Three trainings'} would take {total} epochs"
            f"{'' if n == 1 else ' each'}, counted from 0. With patience {patience} "
            f"{'it is' if n == 1 else 'they are'} stopped after {patience} epochs in a row without "
            "a new lowest validation loss; the lowest until then "
            f"{'was' if n == 1 else 'ones were'} in {epochs} {', '.join(map(str, best))}. {asked}"
        ),
        answer=numeric(
            value,
            {
                "Epochs are counted from 0, so one more was run.": scale * (sum(saved) + n),
                "The epochs of patience were run too.": scale * (sum(saved) + n * patience),
                "These are the epochs that were run.": scale * sum(run),
                "That is the first training alone.": float(saved[0]) if n > 1 else float("nan"),
            },
            tolerance=0.1,
            unit="%" if level == 2 else "",
        ),
        solution=(
            f"Run: "
            f"{', '.join(f'{b} + {patience} + 1 = {r}' for b, r in zip(best, run, strict=True))}.",
            f"Saved: {value:g}{' %' if level == 2 else ''}.",
        ),
        given={"total": total, "patience": patience, "best": best, "level": level},
    )


@question(title="What early stopping prints", slide=SLIDE, points=(1, 2, 3), minutes=(2, 2.5, 3.5))
def prints_stop(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the literal rule, level 2 patience, level 3 with a least improvement."""
    losses = [int(v) for v in rng.choice(range(20, 60), size=9, replace=False)]
    losses[:3] = sorted(losses[:3], reverse=True)
    patience = 1 if level == 1 else pick(rng, [2, 3])
    least = pick(rng, [5, 8, 10]) if level == 3 else 0
    best, waited, stop, kept = 10**6, 0, -1, 0
    for epoch, loss in enumerate(losses):
        better = loss < best - least
        waited = 0 if better else waited + 1
        best, kept = (loss, epoch) if better else (best, kept)
        if waited == patience:
            stop = epoch
            break
    test = "loss < best" if not least else f"loss < best - {least}"
    shown = "epoch" if level < 3 else "kept"
    code = [
        f"losses = {losses}", "best, waited, kept = 1000, 0, 0",
        "for epoch in range(len(losses)):", "    loss = losses[epoch]", f"    if {test}:",
        "        best, waited, kept = loss, 0, epoch", "    else:", "        waited = waited + 1",
        f"    if waited == {patience}:", "        break", f"print({shown})",
    ]  # fmt: skip
    value = stop if level < 3 else kept
    lowest = int(np.argmin(losses))
    if not 2 <= stop < 8 or (level == 3 and kept == int(np.argmin(losses[: stop + 1]))):
        raise UnsuitableError("the loop should stop inside, and the least improvement matter")
    listing = "\n".join(code)
    return Question(
        prompt=f"Which number does this print?\n\n```python\n{listing}\n```",
        answer=numeric(
            value,
            {
                "An improvement must be larger than the least one.": int(
                    np.argmin(losses[: stop + 1])
                ) if level == 3 else float("nan"),
                "Epochs are counted from 0.": value + 1,
                "This is the epoch whose loss is lowest of all; the loop does not get there." if
                lowest > stop else "This is the epoch with the lowest loss.": lowest,
                "That is the epoch of the stop, not the one that is kept.": stop
                if level == 3 else float("nan"),
                "That is the best epoch, not the one of the stop.": kept
                if level < 3 else float("nan"),
            },
            tolerance=0.25,
        ),
        solution=(
            f"The last epoch that counts as better is {kept}, with loss {losses[kept]}.",
            f"After epoch {stop} the count has reached {patience}. It prints {value}.",
        ),
        given={"code": listing},
    )  # fmt: skip


@question(title="A rise in a picture", slide=SLIDE, points=(1, 2, 2), minutes=(1.5, 2, 2))
def rise_picture(rng: np.random.Generator, level: int) -> Question:
    """Level 1 what training on costs, level 2 the rise in per cent, level 3 when it is too much."""
    turn, low = int(rng.integers(3, 6)), pick(rng, [20, 40, 50])
    step = 5 if low == 20 else 10  # on a line of the plot, or in the middle between two
    down = [low + step * (turn - i) for i in range(turn)]
    ups = [step * int(rng.integers(0, 2)) for _ in range(9 - turn)]
    losses = [*down, low]
    for up in ups:
        losses.append(losses[-1] + up)
    if losses[turn + 1] == low or losses[-1] > 2 * low or losses[-1] == losses[-2]:
        raise UnsuitableError("the rise should be plain")
    epochs = tuple(float(v) for v in range(10))
    figure = Figure(
        (Curve(epochs, tuple(map(float, losses)), "validation"),), "epoch", "error in %",
        "Validation errors of epochs 0, 1, 2 and so on to 9, in per cent: "
        f"{', '.join(map(str, losses))}.",
        x_ticks=epochs, y_ticks=tuple(float(v) for v in range(0, 101, 10)),
    )  # fmt: skip
    intro = "The plot shows the validation error of a training, epochs counted from 0."
    gaps = [100 * (v - low) // low for v in losses]
    alpha = pick(rng, [10, 30, 45])
    over = [t for t in range(turn + 1, 10) if gaps[t] > alpha]
    if level == 3 and (not over or over[0] == turn + 1):
        raise UnsuitableError("the rule should stop, and not at once")
    value, asked = {
        1: (losses[-1] - low, "By how many percentage points is the last epoch's error above the "
            "lowest one?"),
        2: (gaps[-1], "By how many per cent of the lowest error is the last epoch's error above "
            "it?"),
        3: (over[0] if over else 0, f"Training stops at the first epoch whose error is more than "
            f"{alpha} % of the lowest one so far above it. After which epoch?"),
    }[level]  # fmt: skip
    mistakes = {
        1: {"That is the error itself.": losses[-1], "That is in per cent of the lowest.": gaps[-1],
            "That is the way down from the first epoch.": losses[0] - low},
        2: {"These are percentage points, not per cent of the lowest.": losses[-1] - low,
            "It was compared with the last error, not with the lowest.":
            100 * (losses[-1] - low) / losses[-1],
            "That is the last error in per cent of the lowest.": 100 + gaps[-1]},
        3: {"That is the lowest point.": turn, "That is the first rise.": turn + 1,
            "Percentage points were compared.": next(
                (t for t in range(turn, 10) if losses[t] - low > alpha), 10)},
    }[level]  # fmt: skip
    return Question(
        prompt=f"{intro} {asked}",
        answer=numeric(
            value,
            mistakes,  # type: ignore[arg-type]  # the table holds numbers only
            tolerance={1: 2, 2: 4, 3: 0.25}[level],
            unit="" if level == 3 else "%",
        ),
        solution=(
            f"The lowest error is {low} %, after epoch {turn}; the last one is {losses[-1]} %.",
            f"The answer is {value}.",
        ),
        given={"losses": losses, "alpha": alpha, "level": level},
        figure=figure,
    )
