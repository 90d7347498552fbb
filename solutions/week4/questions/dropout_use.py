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

from ._concepts import Ask, concept, fair

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
        2: (kept, "Which value have the entries of `output` that are not 0?"),
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
        answer=numeric(float(value), {k: float(v) for k, v in mistakes.items()}),
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
            answer=numeric(value, mistakes, tolerance=0.25),
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
            f"It prints ${number(float(value))}$.",
        ),
        given={"code": listing},
    )


_CLAIMS = {
    1: [
        Ask("What does dropout do in training?", "It switches off units at random.",
            "So no unit can rely on another.",
            {"It takes away the units with the smallest weights.": "Weights do not decide.",
             "It takes away examples at random.": "Units are dropped.",
             "It stops the training at a random epoch.": "That is no dropout.",
             "It sets the smallest outputs of each layer to zero.": "Chance decides."}),
        Ask("What happens to dropout when the trained network predicts?",
            "It is switched off: all units are at work.", "Prediction must not depend on chance.",
            {"It goes on with half of the probability.": "Nothing is dropped.",
             "It uses the mask that was best in training for each example.": "No mask is kept.",
             "It drops the units that were dropped most often in training.": "Nothing is dropped.",
             "It goes on as in training, or else sums get too large.": "Scaling saw to that."}),
        Ask("In `torch.nn.Dropout(p=0.2)`, what is `p`?", "The probability that an entry is zeroed",
            "`p` is for dropping.",
            {"The probability that an entry is kept": "That is $1 - p$.",
             "The exact share of zeros at each pass": "It is a share on average.",
             "The factor by which kept entries are multiplied": r"That is $1 / (1 - p)$.",
             "The number of passes between two masks, as a share of an epoch":
                "Each pass has one."}),
    ],
    2: [
        Ask("What is co-adaptation?", "Units that are useful only together with certain others",
            "A small change of one then spoils both.",
            {"Weights that become exactly zero together": "That is sparsity.",
             "Layers that share one matrix of weights": "That is something else.",
             "Features that are correlated in the training data": "That is about the inputs.",
             "Examples that appear in training and validation data": "That is a leak."}),
        Ask("Why does dropout work against co-adaptation?",
            "A unit cannot count on another that may be missing.", "So each must be useful alone.",
            {"A unit gets weights that are exactly zero.": "That is the work of L1.",
             "A unit sees more varied examples than without it.": "That is augmentation.",
             "A unit is trained for fewer epochs than all the others.": "All are trained alike.",
             "A unit that is dropped once stays away for good.": "A new mask comes at each pass."}),
        Ask("How often is a mask drawn?", "At each forward pass, for each example of its own",
            "The slide's word epoch is too slow.",
            {"Once for a training, before the first epoch": "Then it would be frozen.",
             "Once for an epoch, for all of its examples": "It is quicker than that.",
             "At each forward pass, one for all examples of the batch": "Each has its own.",
             "Whenever the validation loss has risen": "That is early stopping."}),
    ],
    3: [
        Ask("Dropout improves robustness, says the slide. In which sense is that sure?",
            "The network stays accurate if some hidden units fail.", "That is what it trained for.",
            {"The network stays accurate on data of another kind.": "That is another question.",
             "The network stays accurate if its labels are wrong.": "That is another question.",
             "The network has the same loss for each start of the weights.": "It has not.",
             "The network needs no validation data any more.": "It does."}),
        Ask("The training loss during training lies above the validation loss. A network with "
            "dropout did that. Why is it no riddle?",
            "Training is measured with dropout on, validation with it off.",
            "Compare what was measured in one mode.",
            {"Training data are harder than validation data in most cases.":
               "They are drawn alike.",
             "The validation rows were learnt from as well.": "They were not.",
             "The penalty of dropout is added to the validation loss.": "No penalty is added.",
             "Dropped units have larger weights than all those that are kept.": "Chance decides."}),
        Ask("A seed is set inside the forward pass, so that dropout can be repeated. What is the "
            "harm?",
            "The same units are missing at each pass: it is not dropout.",
            "Create one generator before training.",
            {"All units are missing at the first pass: nothing is learnt.": "A share is missing.",
             "The mask is drawn too slowly for a large network.": "Speed is not the matter.",
             "The kept units are no longer divided by $1 - p$.": "They are.",
             "The validation loss is measured with dropout on.": "That is another mistake."}),
    ],
}  # fmt: skip


@question(title="Dropout in words", slide=SLIDE, points=(1, 1, 1), minutes=(1, 1, 1), variants=10)
def dropout_claims(rng: np.random.Generator, level: int) -> Question:
    """Level 1 what it does, level 2 co-adaptation, level 3 what is claimed of it."""
    return concept(rng, _CLAIMS[level])
