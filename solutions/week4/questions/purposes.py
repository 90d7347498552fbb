"""Why a loss of one's own: what losses reward, what money counts, and the credit loss in code."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.bank.printed import decided, exact
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number

from ._concepts import Ask, concept

SLIDE, CREDIT = "Custom Loss Functions in ML", "Example: Credit Risk Scoring"

_WHY = {
    1: [
        Ask("What does the loss function define?",
            "What the model should optimize", "It is all that a model hears of one's wishes.",
            {"How many layers the model has": "That is the network's shape.",
             "Which features the model reads": "That is chosen before.",
             "How fast the model is trained": "That is the learning rate's matter.",
             "Which rows the model is tested on": "That is the split."}),
        Ask("Why does a bank design a loss of its own?",
            "The standard ones do not know what its mistakes cost.",
            "They treat every example alike.",
            {"The standard ones cannot be differentiated at all.": "MSE and cross-entropy can.",
             "The standard ones may be used for images only.": "They are for any data.",
             "A loss of its own needs no training data to be minimised.": "It does.",
             "A loss of its own is lower than any of the standard ones.": "Values of two losses "
             "cannot be compared."}),
        Ask("In the slide's credit example, what is added to the MSE?",
            "A penalty for approving risky borrowers", "So these mistakes weigh more.",
            {"A penalty for refusing good borrowers": "The other mistake is meant.",
             "A penalty for large weights": "That is regularization.",
             "A penalty for each borrower, good or risky": "Only risky approvals are meant.",
             "A reward for approving as many borrowers as one can": "It would do the opposite."}),
    ],
    2: [
        Ask("Why can the number of wrong decisions not be the loss of gradient descent?",
            "It is a staircase: its slope is 0 almost everywhere.",
            "A small change of a weight changes no decision.",
            {"It is too large a number for a whole training set.": "It could be a share.",
             "It is negative if most of the decisions are right.": "A count is never negative.",
             "It cannot be computed without a validation set.": "It can, on any labelled rows.",
             "It is the same for all networks of one shape.": "It depends on the weights."}),
        Ask("A custom loss aligns training with the real metric, says the slide. What is the "
            "remark to be made?",
            "It is a smooth stand-in; the threshold remains to be chosen.",
            "The real metric counts decisions, and a count has no slope.",
            {"It is the real metric itself, so nothing remains to be chosen.": "It has slopes.",
             "It helps only if the network has no hidden layer.": "It is for any network.",
             "It replaces the validation data.": "They are still needed.",
             "It must be larger than the standard loss for each example.":
                "Values do not matter."}),
        Ask("A custom loss and an L2 penalty both change what is minimised. What is the "
            "difference?",
            "One changes what is wanted, the other how firmly data may insist.",
            "A custom loss is no means against overfitting.",
            {"One is for networks, and the other for linear models only.": "Both are for both.",
             "One needs gradients, and the other can do without any.": "Both need them.",
             "One changes the biases, and the other changes the weights.": "A loss moves both.",
             "There is none: a custom loss is a kind of regularization.": "Their aims differ."}),
    ],
    3: [
        Ask("Scores were trained with MSE plus a penalty for risky approvals. What is a score of "
            "0.5 not?",
            "The probability that the borrower is good", "Risk was exaggerated on purpose.",
            {"A number between 0 and 1": "It is one.",
             "A score that can be compared with a threshold": "It can.",
             "A score that orders borrowers by their risk": "It does.",
             "The output of a sigmoid": "It may well be one."}),
        Ask("Costs are 5 : 1. Somebody trains with risky borrowers counted five times and then "
            "approves only from the threshold for 5 : 1 on. What is wrong?",
            "The costs are counted twice, in loss and threshold.", "One of the two is enough.",
            {"The costs belong in the learning rate.": "They belong in loss or threshold.",
             "The threshold must be 1/5 if the loss has weights.": "It would be 1/2.",
             "The loss must count good borrowers five times as well, to be fair.":
                "Then nothing would differ.",
             "Nothing: the two corrections belong to different mistakes.": "They are the same."}),
        Ask("All examples get the same score. Which loss is lowest where that score is the true "
            "share of ones, and higher at every other score?",
            "The squared error", "Its best constant is the mean.",
            {"The hinge loss": "Its best constant is +1 or -1.",
             "The squared error, with risky borrowers counted twice": "It exaggerates risk.",
             "The share of wrong decisions": "It is as low at many scores: a staircase.",
             "The number of approved loans": "It rewards no truth."}),
    ],
}  # fmt: skip


@question(title="Why a loss of one's own", slide=SLIDE, points=(1, 1, 1), minutes=(1, 1, 1),
          variants=10)  # fmt: skip
def why_custom_loss(rng: np.random.Generator, level: int) -> Question:
    """Level 1 what it is for, level 2 what it cannot be, level 3 what its scores mean."""
    return concept(rng, _WHY[level])


@question(title="What a loss rewards", slide=SLIDE, points=(1, 2, 3), minutes=(1, 2, 3))
def best_constant(rng: np.random.Generator, level: int) -> Question:
    """The best single prediction: level 1 by MSE, level 2 by cross-entropy, level 3 weighted."""
    if level == 1:
        y = [int(v) for v in rng.integers(0, 21, size=4)]
        value, middle = float(np.mean(y)), float(np.median(y))
        if value == middle:
            raise UnsuitableError("mean and median should differ")
        return Question(
            prompt=f"The targets are {', '.join(map(str, y))}. Which single prediction for all of "
            "them has the lowest mean squared error?",
            answer=numeric(
                value,
                {"That is the median.": middle, "That is the sum.": float(sum(y)),
                 "That is the middle of the smallest and the largest.": (min(y) + max(y)) / 2},
            ),
            solution=(f"The mean: $\\frac{{{sum(y)}}}{{4}} = {number(value)}$.",),
            given={"y": y, "level": 1},
        )  # fmt: skip
    good, n = int(rng.integers(1, 10)), 10
    if level == 2:
        count = pick(rng, [1, 10, 100])
        return Question(
            prompt=(
                f"Of {n * count} examples, {good * count} are of class 1, all others of class 0. "
                "One probability of class 1 is predicted for all of them. Which one has the lowest "
                "binary cross-entropy?"
            ),
            answer=numeric(
                good / n,
                {"That is the more frequent class; the loss wants the share.": float(good > 5),
                 "That is the share of class 0.": 1 - good / n,
                 "One half is best only if both classes are equally frequent.": 0.5},
            ),
            solution=("The best constant probability is the share of ones.",
                      f"$\\frac{{{good}}}{{{n}}} = {good / n:g}$."),
            given={"good": good, "n": n, "level": 2},
        )  # fmt: skip
    weight = int(rng.integers(2, 7))
    value = Fraction(good, good + weight * (n - good))  # type: ignore[assignment]  # exact here
    return Question(
        prompt=(
            f"Of {n} borrowers {good} are good ($y = 1$), the others risky ($y = 0$). In the loss, "
            f"the sum of $(p - y)^2$, risky borrowers count {weight} times. Which single score $p$ "
            "for all has the lowest loss? Write a fraction or two decimals."
        ),
        answer=numeric(
            float(value),
            {"This is the share of good borrowers; the weights are missing.": good / n,
             "The good ones were weighted, and not the risky ones.": (
                weight * good / (weight * good + n - good)),
             "That is the weighted share of the risky ones.": 1 - float(value),
             "The weight belongs to the denominator as well.": min(1.0, good / (n * weight))},
        ),
        solution=(
            f"Slope 0: ${good} (p - 1) + {weight} \\cdot {n - good} \\, p = 0$.",
            rf"$p = \frac{{{good}}}{{{good + weight * (n - good)}}} \approx "
            f"{float(value):.3f}$.",
        ),
        given={"good": good, "n": n, "weight": weight, "level": 3},
    )  # fmt: skip


@question(title="The real metric", slide=SLIDE, points=(1, 2, 3), minutes=(2, 3, 4))
def real_metric(rng: np.random.Generator, level: int) -> Question:
    """Two models on five cases: level 1 the squared error, level 2 the money, level 3 both."""
    y = [int(v) for v in rng.integers(2, size=5)]
    models = [[int(v) / 10 for v in rng.choice([1, 2, 3, 4, 6, 7, 8, 9], size=5)] for _ in range(2)]
    risky, refused = int(rng.integers(3, 10)), int(rng.integers(1, 3))

    def squares(p: Sequence[float | Fraction]) -> float:
        return float(sum((exact(a) - b) ** 2 for a, b in zip(p, y, strict=True)))

    def money(p: list[float]) -> int:
        return sum(
            risky * (a > 0.5 and b == 0) + refused * (a < 0.5 and b == 1)
            for a, b in zip(p, y, strict=True)
        )

    first, second = models
    if (
        not 1 <= sum(y) <= 4
        or (money(first) - money(second)) * (squares(first) - squares(second)) >= 0
    ):
        raise UnsuitableError("the lower squared error should cost more")
    rows = "; ".join(
        f"model {name}: {', '.join(f'{v:g}' for v in p)}"
        for name, p in zip("AB", models, strict=True)
    )
    base = (
        f"Five borrowers have $y = ({', '.join(map(str, y))})$, 1 good and 0 risky. Scores are, of "
        f"{rows}."
    )
    costs = (
        f" From 0.5 on a loan is approved. A risky borrower approved costs {risky}, a good one "
        f"refused costs {refused}, all else nothing."
    )
    if level == 3:  # which model has the lower error must not hang on a last digit
        decided(lambda p: squares(p[:5]) < squares(p[5:]), [*first, *second])
    dear, cheap = max(models, key=money), min(models, key=money)
    if level == 1:
        value: float = squares(second)
        asked, text = " How large is the sum of squared errors of model B?", base
        mistakes = {"That is model A.": squares(first),
                    "The errors were not squared.":
                    sum(abs(a - b) for a, b in zip(second, y, strict=True)),
                    "That is the mean.": value / 5}  # fmt: skip
    elif level == 2:
        value, asked, text = money(second), " What does model B cost?", base + costs
        mistakes = {"That is model A.": money(first),
                    "The two costs were exchanged.": float(sum(
                        refused * (a > 0.5 and b == 0) + risky * (a < 0.5 and b == 1)
                        for a, b in zip(second, y, strict=True))),
                    "Each mistake has a cost of its own.": float(sum(
                        (a > 0.5) != (b == 1)
                        for a, b in zip(second, y, strict=True)))}  # fmt: skip
    else:
        value, text = money(dear) - money(cheap), base + costs
        asked = (
            " A team takes the model with the lower sum of squared errors. How much more does it "
            "cost than the other one?"
        )
        mistakes = {"That is what the model taken costs.": money(dear),
                    "The difference of the squared errors is no money.":
                    squares(cheap) - squares(dear),
                    "The model taken is the dearer one.": -value}  # fmt: skip
    return Question(
        prompt=text + asked,
        answer=numeric(value, mistakes),
        solution=(
            f"Sums of squares: A {squares(first):g}, B {squares(second):g}.",
            f"Costs: A {money(first)}, B {money(second)}. The lower squared error costs more here.",
        ),
        given={"y": y, "models": models, "risky": risky, "refused": refused, "level": level},
    )


@question(title="What the credit loss prints", slide=CREDIT, points=(1, 2, 2), minutes=(2, 2.5, 3))
def prints_credit(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the penalty, level 2 the loss, level 3 a gradient; the code is run by the oracle."""
    n = 2 if level < 3 else 4
    p = [Fraction(int(v), 10) for v in rng.choice([2, 4, 5, 6, 8], size=n)]
    y = [int(v) for v in rng.integers(2, size=n)]
    lam, at = int(rng.integers(2, 6)), int(rng.integers(n))
    if len({*y}) == 1 or (level == 3 and y[at] == 1):
        raise UnsuitableError("one of each kind is wanted, and the asked one should be risky")
    line = {
        1: "print(lam * np.mean((1 - y) * p * p))",
        2: "print(np.mean(np.square(p - y)) + lam * np.mean((1 - y) * p * p))",
        3: f"print((2 * (p - y) + 2 * lam * (1 - y) * p)[{at}] / len(p))",
    }[level]
    listing = "\n".join([
        "import numpy as np", f"p = np.array([{', '.join(f'{float(v):g}' for v in p)}])",
        f"y = np.array([{', '.join(map(str, y))}])  # 1 good, 0 risky", f"lam = {lam}", line,
    ])  # fmt: skip
    penalty = lam * sum((1 - b) * a * a for a, b in zip(p, y, strict=True)) / n
    mse = sum((a - b) ** 2 for a, b in zip(p, y, strict=True)) / n
    slope = 2 * (1 + lam) * p[at] / n
    value = {1: penalty, 2: mse + penalty, 3: slope}[level]
    mistakes = {
        1: {"The good borrowers were penalised.":
            lam * sum(b * a * a for a, b in zip(p, y, strict=True)) / n,
            r"The factor $\lambda$ is missing.": penalty / lam,
            "The sum was taken, not the mean.": penalty * n,
            "The mean is over all borrowers, not over the risky ones.": penalty * n / (n - sum(y))},
        2: {"The penalty is missing.": mse, "That is the penalty alone.": penalty,
            r"The factor $\lambda$ is missing.": mse + penalty / lam,
            "The sum was taken, not the mean.": n * (mse + penalty)},
        3: {"The penalty's part is missing.": 2 * p[at] / n, "The division is missing.": slope * n,
            "The error's part is missing.": 2 * lam * p[at] / n,
            "Indices count from 0.": 2 * (p[at - 1] - y[at - 1] + lam * (1 - y[at - 1]) * p[at - 1])
            / n},
    }[level]  # fmt: skip
    return Question(
        prompt=f"Which number does this print?\n\n```python\n{listing}\n```",
        answer=numeric(float(value), {k: float(v) for k, v in dict(mistakes).items()}),  # type: ignore[call-overload]  # the table holds numbers only
        solution=(
            f"Mean squared error ${number(float(mse))}$, penalty ${number(float(penalty))}$."
            if level < 3 else
            f"Entry {at} is risky: $2 (1 + {lam}) \\cdot {float(p[at]):g}$, divided by {n}.",
            f"The number printed is ${number(float(value))}$.",
        ),
        given={"code": listing},
    )  # fmt: skip
