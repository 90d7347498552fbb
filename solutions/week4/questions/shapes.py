"""Shapes and counts of parameters: whole numbers only.

The course's shapes: ``X (n, d)``, ``W (n_in, n_out)``, ``b (n_out,)``, ``z = a W + b``.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from course_lib.mlp import MLP
from grader.exam.answers import choose, numeric, shape
from grader.exam.bank import question
from grader.exam.bank.numbers import distinct, pick
from grader.exam.question import Question, UnsuitableError

SLIDE = "Multilayer Perceptron (MLP)"
_RULE = "The course writes $z = a W + b$ with one example per row"


@question(title="Count the parameters", slide=SLIDE, points=(1, 2, 2), minutes=(1, 1.5, 2))
def parameter_count(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one dense layer, level 2 one hidden layer, level 3 two hidden layers."""
    sizes = [int(rng.integers(2, 11)) for _ in range(level + 1)]
    net = MLP.of(sizes, hidden="relu", output="identity", rng=rng)
    value = sum(parameter.size for parameter in net.parameters())
    weights = sum(a * b for a, b in pairwise(sizes))
    terms = " + ".join(rf"({a} \cdot {b} + {b})" for a, b in pairwise(sizes))
    return Question(
        prompt=(
            f"A multilayer perceptron has layers of {', '.join(map(str, sizes[:-1]))} and "
            f"{sizes[-1]} units, the first being the inputs. How many weights and biases does it "
            "have in all?"
        ),
        answer=numeric(
            value,
            {
                "The biases were left out.": weights,
                "The inputs have no biases.": value + sizes[0],
                "This counts the units, not their connections.": sum(sizes),
                "Each layer has as many biases as outputs, not just one.": weights + level,
            },
            tolerance=0.25,
        ),
        solution=(
            "A layer from $m$ to $k$ units has $m k$ weights and $k$ biases.",
            f"${terms} = {value}$.",
        ),
        given={"sizes": sizes},
    )


@question(
    title="Shape of an array",
    slide="Back Propagation: generally",
    points=(1, 1, 2),
    minutes=(1, 1, 1.5),
)
def array_shape(rng: np.random.Generator, level: int) -> Question:
    """Level 1 arrays of the forward pass, level 2 gradients, level 3 a hidden layer."""
    n, d, k, m = distinct(rng, range(2, 65), 4)
    forward: dict[str, tuple[int, ...]] = {
        "the weights `W`": (d, k), "the bias `b`": (k,), "the output `z`": (n, k),
    }  # fmt: skip
    gradients: dict[str, tuple[int, ...]] = {
        "`dL/dW`": (d, k),
        "`dL/db`": (k,),
        "`dL/dx`": (n, d),
        "`dL/dz`": (n, k),
    }
    deeper: dict[str, tuple[int, ...]] = {
        "`dL/dW1`, the gradient of the first layer's weights": (d, m),
        "`dL/dW2`, the gradient of the second layer's weights": (m, k),
        "`dL/da1`, the gradient at the hidden layer's output": (n, m),
    }
    asked, sizes = pick(rng, list((forward, gradients, deeper)[level - 1].items()))
    layers = (
        f"A dense layer maps {d} inputs to {k} outputs" if level < 3 else
        f"A network has {d} inputs, a hidden layer of {m} units and {k} outputs"
    )  # fmt: skip
    mistakes = (
        {"It is transposed.": sizes[::-1]} if len(sizes) == 2 else
        {"The bias is shared by all examples: sum over the batch.": (n, k)}
    )  # fmt: skip
    return Question(
        prompt=(
            f"{_RULE}. {layers}; the batch has {n} examples. What is the shape of {asked}? "
            "Write it as NumPy does, for example `(3, 2)` or `(3,)`."
        ),
        answer=shape(sizes, mistakes),
        solution=(
            "A gradient has the shape of what it differentiates."
            if level > 1
            else "The last axis of the input meets the first axis of $W$.",
            f"The shape is `{sizes}`.",
        ),
        given={"n": n, "d": d, "k": k, "m": m, "asked": asked},
    )


@question(
    title="Gradient as a product",
    slide="Back Propagation: generally",
    points=(1, 2, 2),
    minutes=(1, 1.5, 2),
)
def gradient_product(rng: np.random.Generator, level: int) -> Question:
    """Only one product of the arrays has the right shape and sums over the right axis."""
    n, d, k = distinct(rng, [2, 3, 4, 5, 6, 8, 10, 12, 16, 20], 3)
    asked = {1: "dW", 2: "dX", 3: "db"}[level]
    right = {
        "dW": (
            "`X.T @ dZ`",
            f"The shapes are ({d}, {n}) and ({n}, {k}); the batch is summed.",
        ),
        "dX": ("`dZ @ W.T`", f"The shapes are ({n}, {k}) and ({k}, {d})."),
        "db": ("`dZ.sum(axis=0)`", "The bias is added to each row, so the rows are summed."),
    }[asked]
    wrong = {
        "`X.T @ dZ`": f"Its shape is ({d}, {k}), that of `W`.",
        "`dZ.T @ X`": f"Its shape is ({k}, {d}): this is the transpose of `dW`.",
        "`X @ dZ`": f"The inner sizes {d} and {n} do not fit.",
        "`dZ @ W.T`": f"Its shape is ({n}, {d}), that of `X`.",
        "`dZ @ W`": f"The inner sizes {k} and {d} do not fit.",
        "`dZ.sum(axis=1)`": f"This sums over the outputs and has shape ({n},).",
        "`dZ.mean(axis=0)`": "The mean divides by $n$ once more; a bias gets the sum.",
        "`dZ.sum()`": "This is one number for all biases together.",
    }
    return Question(
        prompt=(
            f"A dense layer computes `Z = X @ W + b` with `X` of shape ({n}, {d}) and `W` of shape "
            f"({d}, {k}). The array `dZ` holds the gradient of the loss with respect to `Z`. Which "
            f"expression is `{asked}`, the gradient with respect to `{asked[1]}`?"
        ),
        answer=choose(rng, right, wrong),
        solution=("A gradient has the shape of what it differentiates.", right[1]),
        given={"n": n, "d": d, "k": k, "asked": asked},
    )


@question(title="Work of a forward pass", slide=SLIDE, points=(1, 2, 2), minutes=(1, 2, 2))
def multiplication_count(rng: np.random.Generator, level: int) -> Question:
    """Level 1 one example, level 2 a batch, level 3 which width fits a budget of weights."""
    d, h, k = (int(v) for v in rng.integers(2, 11, size=3))
    n = pick(rng, [10, 20, 50, 100])
    per_example = d * h + h * k
    if level < 3:
        batch = 1 if level == 1 else n
        who = "one example" if level == 1 else f"a batch of {n} examples"
        return Question(
            prompt=(
                f"A network has {d} inputs, {h} hidden units and {k} outputs. How many "
                f"multiplications by a weight does the forward pass of {who} take?"
            ),
            answer=numeric(
                batch * per_example,
                {
                    "The layers follow each other: their counts are added.": batch * d * h * k,
                    "The second layer is missing.": batch * d * h,
                    "Biases are added, not multiplied.": batch * (per_example + h + k),
                    "Every example takes its own multiplications.": per_example,
                },
                tolerance=0.25,
            ),
            solution=(
                rf"Each weight is used once per example: ${d} \cdot {h} + {h} \cdot {k} = "
                f"{per_example}$.",
                *((rf"Times {n} examples: ${batch * per_example}$.",) if level == 2 else ()),
            ),
            given={"sizes": [d, h, k], "n": batch},
        )
    budget = (d + 1 + k) * h + k
    if d == k:
        raise UnsuitableError("inputs and outputs could be confused without harm")
    return Question(
        prompt=(
            f"A network with {d} inputs, one hidden layer and {k} outputs has {budget} parameters, "
            "biases included. How many hidden units does it have?"
        ),
        answer=numeric(
            h,
            {
                "The biases were left out.": budget / (d + k),
                "The outputs have biases too, which no hidden unit needs.": budget / (d + k + 1),
                "Each hidden unit has a bias of its own.": (budget - k) / (d + k),
            },
            tolerance=0.05,
        ),
        solution=(
            rf"$h$ hidden units take $({d} + 1) h + (h + 1) \cdot {k}$ parameters.",
            f"${d + 1 + k} h + {k} = {budget}$, so $h = {h}$.",
        ),
        given={"d": d, "k": k, "budget": budget},
    )
