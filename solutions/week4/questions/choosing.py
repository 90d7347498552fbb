"""Which regularization and which loss for which problem.  Nothing has to be computed."""

from __future__ import annotations

import numpy as np

from course_lib.losses import LOSSES
from course_lib.techniques import TECHNIQUES
from grader.exam.answers import choose, choose_several
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.question import Option, Question

SLIDE = "Comparison: L1 vs L2"
TITLES = {name: one.title for name, one in TECHNIQUES.items()}
WHY = {name: f"it {one.use}" for name, one in TECHNIQUES.items()}
PROBLEMS = {
    "l1": [
        "predict churn from the few that matter of {n} features, no two of them correlated",
        "find the few of {n} unrelated measurements that matter for the wear of a machine",
        "build a linear model that reads only a handful of {n} unrelated sensors",
    ],
    "l2": [
        "predict house prices from {n} features that are all useful and strongly correlated",
        "stabilise a linear model whose weights explode because its {n} features are collinear",
        "keep every one of {n} features in the model, but no weight large",
    ],
    "elastic": [
        "select features out of {n}, where useful ones come in groups of near copies that should "
        "stay together",
        "select from {n} features when there are fewer examples than features and many are "
        "correlated",
    ],
    "dropout": [
        "stop the {n} neurons of a hidden layer from relying on each other",
        "train a wide hidden layer of {n} neurons so that it acts like many thinned networks",
    ],
    "stopping": [
        "save compute: validation error has been rising since epoch {n}",
        "prevent overfitting by nothing but the number of updates: loss, data and the network of "
        "{n} neurons must stay as they are",
    ],
    "augmentation": [
        "make more varied examples out of only {n} photographs of cats and dogs",
        "make a classifier of {n} scanned digits insensitive to small shifts",
    ],
}
_LEGAL = {1: ["l1", "l2"], 2: ["l1", "l2", "elastic"], 3: ["dropout", "stopping", "augmentation"]}


@question(title="Which penalty for which problem", slide=SLIDE, points=(1, 1, 2),
          minutes=(1, 1, 1))  # fmt: skip
def which_penalty(rng: np.random.Generator, level: int) -> Question:
    """Level 1 L1 or L2, level 2 also elastic net, level 3 the other ways to regularize."""
    kind = pick(rng, _LEGAL[level])
    n = 10 * int(rng.integers(3, 40))
    problem = pick(rng, PROBLEMS[kind]).format(n=n)
    rest = [k for k in TITLES if k != kind and not (level < 3 and k == "stopping")]
    return Question(
        prompt=f"You want to {problem}. Which regularization fits best?",
        answer=choose(
            rng, (TITLES[kind], f"Yes: {WHY[kind]}."),
            {TITLES[k]: f"Its use: {WHY[k]}." for k in rest},
        ),
        solution=(f"{TITLES[kind]}: {WHY[kind]}.",),
        given={"kind": kind, "problem": problem, "titles": TITLES},
    )  # fmt: skip


_STATEMENTS = [
    (1, True, "L1 can make weights exactly zero.", "Its slope does not fade near zero."),
    (1, False, "L2 makes most weights exactly zero.", "Its slope fades near zero, so it never "
     "quite gets there."),
    (1, True, "L2 adds the sum of squared weights to the cost.", "That is its definition."),
    (1, False, "L1 adds the sum of squared weights to the cost.", "L1 adds absolute values."),
    (1, True, r"With a larger $\lambda$ the penalty pulls a given weight harder towards zero.",
     "It weighs more."),
    (1, False, r"A larger $\lambda$ always lowers the validation error.", "Too much underfits."),
    (2, True, r"With $\lambda = 0$ the penalty changes nothing.", "Nothing is added."),
    (2, False, "Biases must be penalised like weights.", "The course leaves biases alone."),
    (2, True, "Elastic net adds both penalties.", "It has an L1 and an L2 part."),
    (2, False, "Ridge drops one of two equal features.", "Squares are smallest when shared."),
    (2, True, "Among two equal features the lasso has no preference.", "Only the sum of sizes "
     "counts, so any split costs the same."),
    (2, False, "Regularization lowers the training error.", "It gives up some training fit."),
    (3, True, "The L2 solution has a closed form.", "Its cost is quadratic."),
    (3, False, "The subgradient method gives exact zeros for L1.", "Its steps jump across zero; "
     "proximal steps rest on it."),
    (3, True, "Penalties depend on the units of the features.", "A feature in millimetres needs a "
     "smaller weight than one in metres."),
    (3, False, r"scikit-learn's Lasso uses the slide's $\lambda$ unchanged.", "It divides the "
     r"squares by $2n$, so its alpha is $\lambda / (2n)$."),
    (3, True, r"A step with L2 shrinks a weight by the factor $1 - 2 \alpha \lambda$ first.",
     r"The penalty's gradient is $2 \lambda w$."),
    (3, False, "The L1 penalty is differentiable at zero.", "It has a kink there."),
]  # fmt: skip


@question(
    title="True about penalties", slide=SLIDE, points=(1, 2, 2), minutes=(1, 1.5, 2), variants=12
)
def penalty_statements(rng: np.random.Generator, level: int) -> Question:
    """Statements of the level and the one below it."""
    options = [
        Option(text, truth, why)
        for at, truth, text, why in _STATEMENTS
        if at in (level, max(1, level - 1))
    ]
    return Question(
        prompt="Which statements about models with a penalty are true?",
        answer=choose_several(rng, options, count=4),
        solution=("Each statement follows from the penalty's formula and its slope near zero.",),
        given={},
    )


_CASES = [
    ("predict the price of a house", "mse", "a number without bounds"),
    ("predict how many litres a tank holds", "mse", "a number, and large misses should hurt most"),
    ("tell spam from other mail by a probability", "binary_cross_entropy", "two classes, sigmoid"),
    ("give the probability that a patient is ill", "binary_cross_entropy", "two classes, sigmoid"),
    ("sort pictures into ten classes", "cross_entropy", "many classes, softmax"),
    ("name the language of a text, one of forty", "cross_entropy", "many classes, softmax"),
    ("separate two classes by a wide margin, without probabilities", "hinge",
     "scores and a margin"),
    ("train a support vector machine", "hinge", "scores and a margin"),
    ("approve loans where a defaulted loan costs five times a refused one", "credit_risk",
     "two kinds of mistakes with different costs"),
    ("decide on credit so that risky borrowers are approved less often", "credit_risk",
     "two kinds of mistakes with different costs"),
]  # fmt: skip
_LOSS_NAMES = {
    "mse": "Mean squared error",
    "binary_cross_entropy": "Binary cross-entropy",
    "cross_entropy": "Cross-entropy over classes",
    "hinge": "Hinge loss",
    "credit_risk": "A custom loss: MSE plus a penalty for risky approvals",
}


@question(title="Which loss for which task", slide="Custom Loss Functions in ML",
          points=(1, 1, 1), minutes=(1, 1, 1))  # fmt: skip
def which_loss(rng: np.random.Generator, level: int) -> Question:
    """Level 1 regression and two classes, level 2 also many classes, level 3 also custom."""
    legal = {1: ["mse", "binary_cross_entropy"], 2: ["mse", "cross_entropy", "hinge"],
             3: ["hinge", "credit_risk", "binary_cross_entropy"]}[level]  # fmt: skip
    task, name, why = pick(rng, [case for case in _CASES if case[1] in legal])
    who = pick(rng, ["A team wants to", "You are asked to", "A model shall"])
    wrong = {_LOSS_NAMES[n]: f"Its use: {LOSSES[n].typical_use}." for n in _LOSS_NAMES if n != name}
    return Question(
        prompt=f"{who} {task}. Which loss fits best?",
        answer=choose(rng, (_LOSS_NAMES[name], f"Yes: {why}."), wrong),
        solution=(f"The task has {why}: {_LOSS_NAMES[name].lower()}.",),
        given={"task": task, "names": _LOSS_NAMES},
    )
