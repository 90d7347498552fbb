"""Custom losses with unequal costs, and the decisions that follow from them.

Costs are small whole numbers and probabilities tenths, so every result is a short fraction.
"""

from __future__ import annotations

import numpy as np

from course_lib.losses import CreditRisk
from grader.exam.answers import choose_number, numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.figures import Curve, Figure
from grader.exam.question import Derivation, Mark, Question, UnsuitableError
from grader.exam.wording import number, slope, vector

SLIDE = "Example: Credit Risk Scoring"
_LOSS = (
    r"$L = \frac{1}{n} \sum_i (p_i - y_i)^2 + \lambda \frac{1}{n} \sum_i (1 - y_i) p_i^2$, where "
    "$p_i$ is the approval score, $y_i = 1$ a good borrower and $y_i = 0$ a risky one"
)


@question(title="Value of the credit loss", slide=SLIDE, points=(1, 2, 3), minutes=(1.5, 2, 3))
def credit_value(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one risky borrower, level 2 two borrowers, level 3 four of them."""
    n = {1: 1, 2: 2, 3: 4}[level]
    lam = float(rng.integers(1, 6))
    p = [pick(rng, [0.2, 0.4, 0.5, 0.6, 0.8]) for _ in range(n)]
    y = [0.0] if n == 1 else [float(v) for v in rng.integers(2, size=n)]
    if n > 1 and len({*y}) == 1:
        raise UnsuitableError("one of each kind is wanted")
    value = CreditRisk(lam).value(p, y)
    plain = float(np.mean(np.subtract(p, y) ** 2))
    extra = value - plain
    who = f"$p = {vector(p)}$, $y = {vector(y)}$" if n > 1 else f"$p = {p[0]:g}$, $y = 0$"
    return Question(
        prompt=rf"The loss is {_LOSS}. Compute it for {who} and $\lambda = {lam:g}$.",
        answer=numeric(
            value,
            {
                "The penalty for the risky borrowers is missing.": plain,
                r"The factor $\lambda$ is missing.": plain + extra / lam,
                "The penalty hits the good borrowers instead of the risky ones.": (
                    plain + lam * float(np.mean(np.multiply(y, np.square(p))))
                ),
                r"A risky borrower pays both terms, $(1 + \lambda) p^2$.": extra,
            },
        ),
        solution=(
            f"Mean squared error: ${number(plain)}$.",
            rf"Penalty: ${lam:g} \cdot {number(extra / lam)} = {number(extra)}$.",
            f"Sum: ${number(value)}$.",
        ),
        given={"p": p, "y": y, "lam": lam},
    )


@question(
    title="Gradient of the credit loss",
    slide=SLIDE,
    points=(3, 4, 5),
    minutes=(4, 5, 6),
    variants=18,
)
def credit_gradient(rng: np.random.Generator, level: int) -> Question:
    """A derivation: level 1 one risky borrower, level 2 a batch, level 3 the best constant."""
    lam = float(rng.integers(1, 6))
    if level < 3:
        n = 1 if level == 1 else pick(rng, [2, 4])
        p = pick(rng, [0.2, 0.4, 0.5, 0.6, 0.8])
        value = 2 * (1 + lam) * p / n
        prompt = (
            rf"The loss is {_LOSS}. Derive $\frac{{\partial L}}{{\partial p_i}}$ for a risky "
            f"borrower in a batch of {n}, and evaluate it for $p_i = {p:g}$, $\\lambda = {lam:g}$."
        )
        result = rf"${slope('L', 'p_i')} = \frac{{2 (1 + \lambda) p_i}}{{n}} = {number(value)}$"
        marks = (
            Mark(1, "Differentiates the squared error: $2 (p_i - y_i) / n$."),
            Mark(1, r"Differentiates the penalty: $2 \lambda (1 - y_i) p_i / n$."),
            Mark(1 if level == 1 else 2, f"Sets $y_i = 0$ and evaluates: ${number(value)}$."),
        )
        lines: tuple[str, ...] = (
            r"With $y_i = 0$ both terms are multiples of $p_i^2$: $\frac{(1 + \lambda) p_i^2}{n}$.",
            rf"Its slope is $\frac{{2 \cdot {1 + lam:g} \cdot {p:g}}}{{{n}}} = {number(value)}$.",
        )
        given: dict[str, object] = {"p": p, "lam": lam, "n": n}
    else:
        share = pick(rng, [0.2, 0.25, 0.4, 0.5])
        value = (1 - share) / (1 + lam * share)
        prompt = (
            rf"The loss is {_LOSS}. A share $\pi = {share:g}$ of the borrowers is risky, "
            rf"$\lambda = {lam:g}$, and the model gives everyone the same score $p$. Derive the "
            "score with the least loss."
        )
        result = rf"$p = \frac{{1 - \pi}}{{1 + \lambda \pi}} = {number(value)}$"
        marks = (
            Mark(2, r"Writes the loss as $(1 - \pi)(1 - p)^2 + \pi (1 + \lambda) p^2$."),
            Mark(2, "Sets its derivative to zero."),
            Mark(1, f"Solves for $p$: ${number(value)}$."),
        )
        lines = (
            r"Good borrowers cost $(1 - p)^2$ each, risky ones $(1 + \lambda) p^2$.",
            r"Derivative: $-2 (1 - \pi)(1 - p) + 2 \pi (1 + \lambda) p = 0$.",
            rf"So $p = \frac{{1 - \pi}}{{1 + \lambda \pi}} = {number(value)}$, and not $1 - \pi$.",
        )
        given = {"share": share, "lam": lam}
    return Question(
        prompt=prompt, answer=Derivation(result, value, marks), solution=lines, given=given
    )


@question(title="Threshold from two costs", slide=SLIDE, points=(1, 2, 3), minutes=(1.5, 2, 3))
def cost_threshold(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the threshold, level 2 the expected cost of one decision, level 3 with a gain."""
    bad, good = int(rng.integers(2, 10)), int(rng.integers(1, 5))
    if bad <= good:
        raise UnsuitableError("a default should cost more than a refusal")
    intro = (
        f"Approving a borrower who defaults costs {bad}, refusing one who would repay costs "
        f"{good}; right decisions cost nothing."
    )
    if level == 2:
        r = pick(rng, [0.1, 0.2, 0.3, 0.4, 0.6])
        approve, refuse = r * bad, (1 - r) * good
        value = min(approve, refuse)
        return Question(
            prompt=f"{intro} A borrower defaults with probability {r:g}. What is the expected cost "
            "of the better decision?",
            answer=numeric(
                value,
                {
                    "That is the worse decision.": max(approve, refuse),
                    "The two cases exclude each other: one decision has one cost.": approve
                    + refuse,
                    "The probabilities are exchanged.": min((1 - r) * bad, r * good),
                },
            ),
            solution=(
                rf"Approve: ${r:g} \cdot {bad} = {number(approve)}$.",
                rf"Refuse: ${1 - r:g} \cdot {good} = {number(refuse)}$.",
                f"The smaller one is ${number(value)}$.",
            ),
            given={"bad": bad, "good": good, "r": r},
        )
    gain = int(rng.integers(1, 4)) if level == 3 else 0
    value = (good + gain) / (bad + good + gain)
    extra = f" An approved borrower who repays brings a gain of {gain} on top." if gain else ""
    return Question(
        prompt=(f"{intro}{extra} Up to which probability of default should a loan be approved?"),
        answer=choose_number(
            rng,
            value,
            "There the expected costs of both decisions are equal.",
            {
                "This is the ratio of the costs; a threshold divides by their sum.": (
                    (good + gain) / bad
                ),
                "This is the probability of repaying at the threshold.": bad / (bad + good + gain),
                "Equal costs would give one half; these are not equal.": 0.5,
                "The gain was left out." if gain else "It was divided by one cost too many.": (
                    good / (bad + good) if gain else good / (bad + 2 * good)
                ),
            },
        ),
        solution=(
            rf"At the threshold $t$ both cost the same: $t \cdot {bad} = (1 - t) \cdot "
            f"{good + gain}$.",
            rf"So $t = \frac{{{good + gain}}}{{{bad + good + gain}}} = {number(value)}$.",
        ),
        given={"bad": bad, "good": good, "gain": gain},
    )


@question(title="Count the cost of a threshold", slide=SLIDE, points=(2, 2, 3), minutes=(2, 2, 3))
def counted_cost(rng: np.random.Generator, level: int) -> Question:
    """Six borrowers and their scores; level 3 asks for the best of three thresholds."""
    bad, good = int(rng.integers(2, 7)), 1
    risk = sorted(float(v) / 10 for v in rng.choice(np.arange(1, 10), size=6, replace=False))
    defaults = [int(rng.random() < r) for r in risk]
    cuts = [0.25, 0.45, 0.65]

    def cost(cut: float) -> int:
        pairs = zip(risk, defaults, strict=True)
        return sum(bad if r < cut and d else good if r >= cut and not d else 0 for r, d in pairs)

    costs = [cost(cut) for cut in cuts]
    if not 1 <= sum(defaults) <= 5 or (level == 3 and sorted(costs)[0] == sorted(costs)[1]):
        raise UnsuitableError("the outcome should be mixed and the best threshold unique")
    cut = pick(rng, cuts)
    value = cuts[int(np.argmin(costs))] if level == 3 else float(cost(cut))
    chosen = value if level == 3 else cut
    dots = [
        Curve(tuple(r for r, d in zip(risk, defaults, strict=True) if d == kind),
              tuple(float(kind) for d in defaults if d == kind), label, "dots")
        for kind, label in ((0, "repaid"), (1, "defaulted"))
    ]  # fmt: skip
    asked = (
        f"Which of the thresholds {', '.join(map(str, cuts))} costs least?" if level == 3 else
        f"What does the threshold {cut} cost in all?"
    )  # fmt: skip
    missed = sum(r < chosen and d for r, d in zip(risk, defaults, strict=True))
    refused = sum(r >= chosen and not d for r, d in zip(risk, defaults, strict=True))
    if level == 3:
        dear, dearest = sorted((c for c in cuts if c != value), key=cost)
        mistakes = {"This is the second cheapest: count again.": dear,
                    "This one costs most.": dearest}  # fmt: skip
    else:
        upside_down = sum(
            bad if r >= cut and d else good if r < cut and not d else 0
            for r, d in zip(risk, defaults, strict=True)
        )
        mistakes = {
            "The two kinds of mistakes were given the same cost.": float(missed + refused),
            "The costs were exchanged.": float(missed * good + refused * bad),
            "Only approved defaults were counted.": float(missed * bad),
            "Approve below the threshold, not above.": float(upside_down),
        }
    return Question(
        prompt=(
            "The plot shows the predicted risk of six past borrowers and what became of them. A "
            f"loan is approved if its risk is below a threshold. An approved default costs {bad}, "
            f"a refused good borrower {good}. {asked}"
        ),
        answer=numeric(value, mistakes, tolerance=0.05),
        solution=(
            f"At {chosen}: {missed} approved defaults and {refused} refused good borrowers.",
            rf"Cost: ${missed} \cdot {bad} + {refused} \cdot {good} = {missed * bad + refused}$.",
            *((f"The three thresholds cost {', '.join(map(str, costs))}.",) if level == 3 else ()),
        ),
        given={"risk": risk, "defaults": defaults, "bad": bad, "cuts": cuts, "cut": cut},
        figure=Figure(
            tuple(curve for curve in dots if curve.x), "predicted risk of default", "outcome",
            "Risks " + ", ".join(f"{r} {'defaulted' if d else 'repaid'}"
                                 for r, d in zip(risk, defaults, strict=True)),
            x_ticks=tuple(k / 10 for k in range(11)), y_ticks=(0.0, 1.0),
        ),
    )  # fmt: skip
