"""Dropout with the course's convention: ``p`` is the probability of dropping, as in PyTorch.

Probabilities are fifths, quarters and halves, so every scaled value is a short decimal.
"""

from __future__ import annotations

import numpy as np

from grader.exam.answers import choose, choose_number, numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Derivation, Mark, Question, UnsuitableError
from grader.exam.wording import number, product, vector

SLIDE = "Dropout"
RATES = [0.2, 0.5, 0.75]
INTRO = "Inverted dropout with probability $p$ of dropping, as in `torch.nn.Dropout`"


@question(title="Output of a dropout layer", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1, 2))
def dropout_output(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one kept unit, level 2 evaluation mode or training, level 3 the next neuron."""
    p = pick(rng, RATES)
    x = [steps(rng, -4, 4) for _ in range(4)]
    mask = [int(v) for v in rng.integers(2, size=4)]
    if sum(mask) in (0, 4):
        raise UnsuitableError("some units should be dropped and some kept")
    kept = [v * m / (1 - p) for v, m in zip(x, mask, strict=True)]
    training = level != 2 or bool(rng.integers(2))
    if level < 3:
        i = int(rng.integers(4)) if level == 2 else mask.index(1)
        value = kept[i] if training else x[i]
        asked = f"the output of unit {i + 1}"
        base = x[i]
    else:
        w = [steps(rng, -2, 2) for _ in range(4)]
        value, base = float(np.dot(w, kept)), float(np.dot(w, np.multiply(x, mask)))
        asked = rf"$w^\top a$ for $w = {vector(w)}$"
    mode = "in training" if training else "in evaluation mode"
    return Question(
        prompt=(
            f"{INTRO}, has $p = {p:g}$. For the input $x = {vector(x)}$ the mask drawn in the last "
            f"training step was ${vector([float(m) for m in mask])}$, 1 for keep. What is {asked} "
            f"{mode}?"
        ),
        answer=numeric(
            value,
            {
                "The kept values are divided by $1 - p$ in training.": base if training else (
                    float("nan")
                ),
                "In evaluation nothing is dropped or scaled.": kept[i] if level == 2 else (
                    float("nan")
                ),
                "It was divided by $p$, the probability of dropping.": base / p,
                "It was multiplied by $1 - p$ and not divided.": base * (1 - p),
                "A dropped unit gives 0.": x[i] if level == 2 else float("nan"),
            },
        ),
        solution=(
            f"{mode.capitalize()} " + ("kept values are divided by $1 - p$ and dropped ones are 0."
                                       if training else "the layer returns its input."),
            f"The answer is ${number(value)}$.",
        ),
        given={"p": p, "x": x, "mask": mask, "training": training,
               "w": w if level == 3 else None, "i": i if level < 3 else None},
    )  # fmt: skip


@question(title="Expectation under dropout", slide=SLIDE, points=(1, 2, 3), minutes=(1.5, 2, 3))
def dropout_expectation(rng: np.random.Generator, level: int) -> Question:
    """Level 1 without scaling, level 2 the mean of a sum, level 3 its variance."""
    p = pick(rng, RATES)
    n = 1 if level == 1 else 2
    x = [steps(rng, -4, 4) for _ in range(n)]
    total, squares = sum(x), sum(v * v for v in x)
    if total == 0 or (level == 3 and (p / (1 - p) * squares * 100) % 1 > 1e-6):
        raise UnsuitableError("the answer should be a short decimal")
    who = f"the value $x = {number(x[0])}$" if n == 1 else f"each entry of $x = {vector(x)}$"
    if level == 1:
        value, asked = total * (1 - p), "the expected output"
        rule = "dropped with probability $p$, and **not** rescaled"
        line = rf"$(1 - p) x + p \cdot 0 = {number(value)}$."
        mistakes = {"Without rescaling the mean shrinks.": total,
                    "The kept share is $1 - p$, not $p$.": p * total,
                    "Nothing is rescaled here, so do not divide.": total / (1 - p)}  # fmt: skip
    elif level == 2:
        value, asked = total, "the expected sum of the outputs"
        rule = "dropped with probability $p$ and otherwise divided by $1 - p$"
        line = r"Each mean is $(1 - p) \cdot \frac{x_i}{1 - p} = x_i$; they are added."
        mistakes = {"The scaling by $1 / (1 - p)$ is missing.": total * (1 - p),
                    "The probability of keeping is missing.": total / (1 - p),
                    "Dropped entries are random: all are counted in the mean.": x[0]}  # fmt: skip
    else:
        value, asked = p / (1 - p) * squares, "the variance of the sum of the outputs"
        rule = "dropped with probability $p$ and otherwise divided by $1 - p$, independently"
        line = rf"The sum: $\frac{{p}}{{1 - p}} \sum x_i^2 = {product(p / (1 - p), squares)}$."
        mistakes = {"Variances of independent entries add: square first, then add.":
                    p / (1 - p) * total**2,
                    "The scaling by $1 / (1 - p)$ is missing.": p * (1 - p) * squares,
                    "The exchange of $p$ and $1 - p$.": (1 - p) / p * squares}  # fmt: skip
    first = "" if level < 3 else (
        r"One entry: $\mathrm{E}[a_i^2] - x_i^2 = \frac{x_i^2}{1 - p} - x_i^2 = "
        r"\frac{p}{1 - p} x_i^2$."
    )  # fmt: skip
    return Question(
        prompt=f"In training, {who} is {rule}, with $p = {p:g}$. What is {asked}?",
        answer=numeric(value, mistakes),
        solution=tuple(text for text in (first, line, f"The answer is ${number(value)}$.") if text),
        given={"p": p, "x": x, "level": level},
    )


@question(title="How many units are left", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1, 2))
def units_left(rng: np.random.Generator, level: int) -> Question:
    """Level 1 expected units, level 2 the chance that two survive, level 3 that none does."""
    n, p = 20 * int(rng.integers(1, 11)), pick(rng, [0.1, 0.2, 0.25, 0.5, 0.75])
    if level == 1:
        prompt = (
            f"A layer of {n} neurons has dropout with $p = {p:g}$. How many are kept on average?"
        )
        value = n * (1 - p)
        mistakes = {"These are dropped: $p$ is the probability of dropping.": n * p,
                    "Dropout is not switched off in training.": float(n),
                    "The square of the share has no meaning here.": n * (1 - p) ** 2}  # fmt: skip
        line = rf"$(1 - p) \cdot {n} = {number(value)}$."
    else:
        k = 2 if level == 2 else 3
        both = level == 2
        value = (1 - p) ** k if both else 1 - p**k
        event = "both are kept" if both else "at least one is kept"
        prompt = (
            f"{'Two' if both else 'Three'} of the {n} neurons of a layer detect the same pattern. "
            f"With dropout, $p = {p:g}$ and independent draws, how likely is it that {event}?"
        )
        mistakes = {
            "$p$ is the probability of dropping.": p**k if both else 1 - (1 - p) ** k,
            "That is the chance for one of them.": 1 - p,
            "Independent chances are multiplied, not added.": k * (1 - p),
            "That is the chance that none is kept.": p**k,
            "That is the chance that all are kept.": (1 - p) ** k,
        }
        line = f"${'(1 - p)^2' if both else '1 - p^3'} = {number(value)}$."
    right = "Each neuron is kept with probability $1 - p$."
    return Question(
        prompt=prompt,
        answer=choose_number(rng, value, right, mistakes),
        solution=(right, line),
        given={"n": n, "p": p, "level": level},
    )


@question(title="Derive the scaling", slide=SLIDE, points=(3, 3, 5), minutes=(4, 4, 6))
def derive_scaling(rng: np.random.Generator, level: int) -> Question:
    """Level 1 and 2 why the factor is 1 / (1 - p), level 3 the hidden L2 penalty of a neuron."""
    p, x = pick(rng, RATES), steps(rng, -4, 4)
    if level < 3:
        value = x / (1 - p)
        return Question(
            prompt=(
                "A unit with value $x$ is dropped with probability $p$, otherwise it is multiplied "
                r"by a factor $c$. Derive the $c$ that keeps its mean equal to $x$. "
                f"What is the kept value for $x = {number(x)}$ and $p = {p:g}$?"
                + (" Say also what has to be done in evaluation mode." if level == 2 else "")
            ),
            answer=Derivation(rf"$c = \frac{{1}}{{1 - p}}$, kept value ${number(value)}$", value, (
                Mark(1, r"Writes the mean as $(1 - p) \cdot c x + p \cdot 0$."),
                Mark(1, r"Sets it equal to $x$ and solves: $c = \frac{1}{1 - p}$."),
                Mark(1, f"Evaluates: ${number(value)}$"
                     + (", and nothing is done in evaluation mode." if level == 2 else ".")),
            )),
            solution=(r"Mean: $(1 - p) \cdot c x + p \cdot 0 = x$.", r"So $c = \frac{1}{1 - p}$.",
                      f"Kept value: ${number(value)}$. In evaluation the layer returns $x$."),
            given={"p": p, "x": x},
        )  # fmt: skip
    w, t = steps(rng, -2, 2), steps(rng, -3, 3)
    value = (w * x - t) ** 2 + p / (1 - p) * (w * x) ** 2
    return Question(
        prompt=(
            r"A linear neuron computes $w a$ where $a = \frac{m x}{1 - p}$ and $m$ is 0 with "
            r"probability $p$, else 1. Derive the expected loss $\mathrm{E}[(w a - t)^2]$ and show "
            rf"that dropout acts like an L2 penalty. Evaluate it for $x = {number(x)}$, "
            rf"$w = {number(w)}$, $t = {number(t)}$, $p = {p:g}$."
        ),
        answer=Derivation(
            rf"$(w x - t)^2 + \frac{{p}}{{1 - p}} w^2 x^2 = {number(value)}$", value, (
                Mark(1, r"Uses $\mathrm{E}[w a] = w x$."),
                Mark(2, r"Finds the variance $\frac{p}{1 - p} w^2 x^2$."),
                Mark(1, "Names the second term as a penalty on $w^2$."),
                Mark(1, f"Evaluates: ${number(value)}$."),
            )),
        solution=(r"Mean squared error is squared bias plus variance.",
                  r"$\mathrm{E}[w a] = w x$, and $\mathrm{Var}[w a] = \frac{p}{1 - p} w^2 x^2$.",
                  f"Sum: ${number((w * x - t) ** 2)} + {number(p / (1 - p) * (w * x) ** 2)} = "
                  f"{number(value)}$."),
        given={"p": p, "x": x, "w": w, "t": t},
    )  # fmt: skip


_GOOD = "return x * mask / (1 - p)"
_BUGS = {
    1: [("return x * mask", "The kept values are not rescaled."),
        ("return x * mask / p", "It divides by the probability of dropping."),
        ("return x * mask * (1 - p)", "It multiplies where it should divide.")],
    2: [("mask = rng.random(x.shape) < p", "It keeps with probability $p$ instead of dropping."),
        ("mask = rng.random(x.shape[1:]) >= p", "All examples of the batch share one mask.")],
    3: [("rng = np.random.default_rng(1)", "A new generator with a fixed seed draws the same mask "
         "at every call."),
        ("training = True", "It drops in evaluation mode too.")],
}  # fmt: skip


@question(title="Find the bug in dropout", slide=SLIDE, points=(1, 2, 2), minutes=(1, 1.5, 2))
def buggy_dropout(rng: np.random.Generator, level: int) -> Question:
    """Name what is wrong: level 1 the scaling, level 2 the mask, level 3 the state."""
    line, why = pick(rng, _BUGS[level])
    p = pick(rng, [0.1, 0.2, 0.25, 0.3, 0.5])
    body = ["if not training:", "    return x", "mask = rng.random(x.shape) >= p", _GOOD]
    if level == 1:
        body[3] = line
    elif level == 2:
        body[2] = line
    else:
        body.insert(0 if line.startswith("training") else 2, line)
    header = f"def dropout(x, p={p:g}, training=True, rng=np.random.default_rng()):"
    listing = "\n".join([header, *("    " + text for text in body)])
    wrong = {text: "Look again: this part is right." for bugs in _BUGS.values() for _, text in bugs}
    wrong = {text: note for text, note in wrong.items() if text != why}
    return Question(
        prompt=f"What is wrong with this dropout?\n\n```python\n{listing}\n```",
        answer=choose(rng, (why, "This is the bug."), wrong),
        solution=(f"The line `{line}` is wrong: {why[0].lower()}{why[1:]}",
                  f"Right: drop with probability `p`, keep with a fresh mask, and `{_GOOD}`."),
        given={"code": listing, "bugs": [text for bugs in _BUGS.values() for _, text in bugs]},
    )  # fmt: skip
