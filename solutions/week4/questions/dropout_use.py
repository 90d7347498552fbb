"""Dropout as PyTorch writes it, in a picture of masks, in code, and in words."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.figures import Curve, Figure
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number

from ._concepts import fair

SLIDE, EXAMPLE = "Dropout", "Dropout Example"


@question(title="The layer of PyTorch", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1.5, 2))
def torch_dropout(rng: np.random.Generator, level: int) -> Question:
    """Level 1 zeros on average, level 2 the value of what is left, level 3 the mean of the sum."""
    p = pick(rng, [Fraction(1, 5), Fraction(1, 2), Fraction(1, 4), Fraction(3, 4), Fraction(3, 5)])
    rows, columns = int(rng.integers(2, 11)) * 2, int(rng.integers(2, 9)) * 10
    entry = int(rng.integers(2, 10))
    code = f"m = nn.Dropout(p={float(p):g})\noutput = m(input)"
    intro = (
        f"In training mode the lines below are run, where `input` has shape ({rows}, {columns}) "
        f"and "
        f"every entry is {entry}."
    )
    size = rows * columns
    kept = entry / (1 - p)
    value, asked = {
        1: (p * size, "How many entries of `output` are 0 on average?"),
        2: (kept, "What is the value of the entries of `output` that are not 0?"),
        3: (Fraction(entry * size), "What is the sum of all entries of `output` on average?"),
    }[level]
    if (10_000 * value).denominator > 1:
        raise UnsuitableError("the value should be a short decimal")
    mistakes = {
        1: {"These are kept: `p` is the probability of dropping.": (1 - p) * size,
            "That is for one row.": p * columns, "In training mode some are dropped.": 0},
        2: {"What survives is divided by $1 - p$.": entry, "It is divided by $1 - p$, not by $p$.":
            entry / p, "It is divided, not multiplied.": entry * (1 - p)},
        3: {"What survives is scaled up, so the mean stays.": entry * size * (1 - p),
            "The zeros count too: the scaling makes up for them.": kept * size,
            "That is the share that is dropped.": entry * size * p},
    }[level]  # fmt: skip
    lines = {
        1: rf"${float(p):g} \cdot {rows} \cdot {columns} = {number(float(value))}$.",
        2: rf"$\frac{{{entry}}}{{1 - {float(p):g}}} = {number(float(value))}$.",
        3: f"The mean of an entry stays {entry}: ${entry} \\cdot {size} = {number(float(value))}$.",
    }
    return Question(
        prompt=f"{intro} {asked}\n\n```python\n{code}\n```",
        answer=numeric(float(value), {k: float(v) for k, v in dict(mistakes).items()}),  # type: ignore[call-overload]  # the table holds numbers only
        solution=("`p` is the probability of dropping, and survivors are divided by $1 - p$.",
                  lines[level]),
        given={"p": p, "rows": rows, "columns": columns, "entry": entry, "level": level},
    )  # fmt: skip


@question(title="A picture of masks", slide=EXAMPLE, points=(1, 1, 2), minutes=(1, 1.5, 2))
def dropout_picture(rng: np.random.Generator, level: int) -> Question:
    """Dots are dropped units: level 1 a count, level 2 a share, level 3 whether it is dropout."""
    units, passes = 8, 5
    kind = pick(rng, ["fresh", "frozen", "off"]) if level == 3 else "fresh"
    dropped = rng.random((passes, units)) < pick(rng, [0.25, 0.5])
    if kind == "frozen":
        dropped[:] = dropped[0]
    elif kind == "off":
        dropped[2:] = False
    lists = [[int(u) + 1 for u in np.flatnonzero(row)] for row in dropped]
    if kind != "off" and not all(1 <= len(row) <= 6 for row in lists):
        raise UnsuitableError("each pass should drop some and keep some")
    if kind == "fresh" and len({tuple(row) for row in lists}) < passes:
        raise UnsuitableError("fresh masks should look fresh")
    if kind == "off" and (lists[0] == lists[1] or not lists[0] or not lists[1]):
        raise UnsuitableError("the first two passes should drop different units")
    points = [(float(t + 1), float(u)) for t, row in enumerate(lists) for u in row]
    told = "; ".join(
        f"pass {t}: {', '.join(map(str, row)) or 'none'}" for t, row in enumerate(lists, 1)
    )
    figure = Figure(
        (Curve(tuple(x for x, _ in points), tuple(y for _, y in points), "", "dots"),),
        "forward pass", "hidden unit", f"Dropped units of 8, {told}.",
        x_ticks=(1, 2, 3, 4, 5), y_ticks=tuple(float(v) for v in range(1, 9)),
    )  # fmt: skip
    intro = (
        "A layer has 8 hidden units. For one example and five forward passes the plot shows a dot "
        "for each unit that was dropped."
    )
    given = {"dropped": lists, "kind": kind, "level": level}
    if level < 3:
        at = int(rng.integers(passes))
        count, all_ = len(lists[at]), len(points)
        value = float(units - count) if level == 1 else 100 * all_ / (units * passes)
        asked = (
            f"How many units are at work in pass {at + 1}?" if level == 1 else
            "Which share of the units was dropped over all passes, in per cent?"
        )  # fmt: skip
        mistakes = (
            {"These were dropped.": count, "These are all units.": units}
            if level == 1 else
            {"That share was kept.": 100 - value, "That is their number.": all_,
             "That is the share in the first pass alone.": 100 * len(lists[0]) / units}
        )  # fmt: skip
        return Question(
            prompt=f"{intro} {asked}",
            answer=numeric(value, mistakes, tolerance=0.25, unit="%" if level == 2 else ""),
            solution=(
                f"In pass {at + 1} there are {count} dots, so {units - count} units are at work."
                if level == 1 else
                f"{all_} dots on {units * passes} places: {value:g} %.",
            ),
            given={**given, "at": at}, figure=figure,
        )  # fmt: skip
    texts = {
        "fresh": "Dropout in training: a new mask is drawn at each pass",
        "frozen": "No dropout: the mask is the same at each pass",
        "off": "Dropout in training at first, then prediction",
    }
    wrong = {texts[k]: "Compare the columns of the plot." for k in texts if k != kind}
    wrong["Prediction: nothing is dropped at any of the passes"] = "There are dots."
    return Question(
        prompt=f"{intro} What is seen here?",
        answer=fair(rng, (texts[kind], "The columns of the plot say so."), wrong),
        solution=(f"{texts[kind]}.",),
        given={**given, "texts": texts},
        figure=figure,
    )


@question(title="What dropout prints", slide=SLIDE, points=(1, 2, 2), minutes=(1.5, 2, 2.5))
def prints_dropout(rng: np.random.Generator, level: int) -> Question:
    """A mask is given: level 1 an entry, level 2 the sum, level 3 the gradient that goes back."""
    x = [int(v) for v in rng.choice([-4, -3, -2, -1, 1, 2, 3, 4, 5], size=4)]
    up = [int(v) for v in rng.choice([-3, -2, -1, 1, 2, 3], size=4)]
    kept = [int(v) for v in rng.integers(2, size=4)]
    p = pick(rng, [Fraction(1, 2), Fraction(3, 4), Fraction(1, 5)])
    at = int(rng.integers(4))
    last = {
        1: f"print((x * kept / (1 - p))[{at}])",
        2: "print(np.sum(x * kept / (1 - p)))",
        3: f"print((upstream * kept / (1 - p))[{at}])",
    }[level]
    row = up if level == 3 else x
    out = [v * k / (1 - p) for v, k in zip(row, kept, strict=True)]
    value = sum(out) if level == 2 else out[at]
    if (level != 2 and not kept[at]) or sum(kept) in (0, 4) or value == 0:
        raise UnsuitableError("the asked one should survive, another should not")
    lines = ["import numpy as np", f"x = np.array({x})", f"kept = np.array({kept})  # 0 is dropped",
             f"p = {float(p):g}"]  # fmt: skip
    if level == 3:
        lines += [f"upstream = np.array({up})  # slopes of the loss by the output"]
    listing = "\n".join([*lines, last])
    whole = sum(row) if level == 2 else row[at]
    return Question(
        prompt=f"Which number does this print?\n\n```python\n{listing}\n```",
        answer=numeric(
            float(value),
            {
                "The division by $1 - p$ is missing.": float(value * (1 - p)),
                "It was divided by $p$.": float(value * (1 - p) / p),
                "It was multiplied by $1 - p$.": float(value * (1 - p) ** 2),
                "The mask was left out.": float(whole / (1 - p)),
                "Indices count from 0.": float(out[at - 1]) if level != 2 else float("nan"),
            },
        ),
        solution=(
            f"What is kept is divided by ${float(1 - p):g}$, what is dropped is 0.",
            f"The number printed is ${number(float(value))}$.",
        ),
        given={"code": listing},
    )
