"""Kinds of networks, the names of an MLP and their reasons, and what layers are good for."""

from __future__ import annotations

from itertools import pairwise
from itertools import product as pairs

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import number, product, signed, terms

from ._concepts import Ask, concept, fair

NN, MLP = "Neural Network (NN)", "Multilayer Perceptron (MLP)"
NAMES, CHALLENGE = "MLP is also referred as", "The Challenge in Neural Networks"


@question(title="Read the wiring", slide=MLP, points=(1, 1, 2), minutes=(1, 1.5, 2))
def wiring(rng: np.random.Generator, level: int) -> Question:
    """Connections as a list: level 1 with two hidden neurons, level 2 three, level 3 two layers."""
    sizes = {1: (2, 2, 1), 2: (2, 3, 1), 3: (2, 2, 2, 1)}[level]
    letters = iter(rng.permutation(list("ABCDEFGH")).tolist())
    layers = [[next(letters) for _ in range(size)] for size in sizes]
    full = [edge for a, b in pairwise(layers) for edge in pairs(a, b)]
    kind = pick(rng, ["full", "gap", "loop"])
    edges = [full[i] for i in rng.permutation(len(full))]
    if kind == "gap":
        edges = edges[1:]
    elif kind == "loop":
        back = (pick(rng, layers[-1]), pick(rng, layers[1]))
        edges.insert(int(rng.integers(len(edges) + 1)), back)
    texts = {
        "full": "Feedforward and fully connected",
        "gap": "Feedforward, but not fully connected",
        "loop": "Not feedforward, for it has a loop",
    }
    why = {
        "full": "All connections lead forward, and none between two layers is missing.",
        "gap": "A connection between two neighbouring layers is missing.",
        "loop": "A connection leads back, so information can go round.",
    }
    wrong = {texts[k]: "Follow the connections one by one." for k in texts if k != kind}
    wrong["No neural network, for some neurons have no input"] = (
        "Any network of interconnected artificial neurons is one; only inputs have none."
    )
    listed = ", ".join(f"{a} to {b}" for a, b in edges)
    shown = ", then ".join(" and ".join(layer) for layer in layers)
    return Question(
        prompt=f"The layers of a network are {shown}. Its connections are {listed}. What is it?",
        answer=fair(rng, (texts[kind], why[kind]), wrong),
        solution=(why[kind],),
        given={"layers": layers, "edges": edges, "texts": texts},
    )


@question(title="Paths of a weight", slide=CHALLENGE, points=(1, 2, 2), minutes=(1, 1.5, 2))
def count_paths(rng: np.random.Generator, level: int) -> Question:
    """Level 1 from an input to an output, level 2 and 3 from a weight on, with more layers."""
    sizes = [int(v) for v in rng.integers(2, 7, size=level + 2)]
    sizes[-1] = 1
    hidden = sizes[1:-1]
    shown = f"{', '.join(map(str, sizes[:-1]))} and 1 neurons, inputs and output among them"
    if level == 1:
        asked, kept = "Over how many paths does the first input reach the output?", hidden
    else:
        asked = (
            "Over how many paths does the weight between the first input and the first hidden "
            "neuron act on the output?"
        )
        kept = hidden[1:]
    value = int(np.prod(kept))
    return Question(
        prompt=f"A fully connected feedforward network has layers of {shown}. {asked}",
        answer=numeric(
            value,
            {
                "Choices that follow each other are multiplied.": (
                    sum(kept) if len(kept) > 1 else float("nan")
                ),
                "The weight leads to one hidden neuron, not to all of that layer.": (
                    int(np.prod(hidden)) if level > 1 else float("nan")
                ),
                "The inputs are not on the way: one of them is given.": int(np.prod(sizes)),
                "A weight has as many paths as there are neurons to choose from.": 1,
            },
            tolerance=0.25,
        ),
        solution=(
            "At each layer still to come any of its neurons may be passed.",
            f"${product(*kept)} = {value}$." if len(kept) > 1 else f"So there are ${value}$.",
        ),
        given={"sizes": sizes, "level": level},
    )


@question(title="Two linear layers are one", slide="Activation Functions", points=(1, 2, 3),
          minutes=(1, 2, 3))  # fmt: skip
def collapse_layers(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the weight of the one layer, level 2 its bias, level 3 with two hidden neurons."""
    count = 2 if level == 3 else 1
    v = [steps(rng, -3, 3) for _ in range(count)]
    c = [steps(rng, -2, 2) for _ in range(count)]
    u = [steps(rng, -3, 3) for _ in range(count)]
    d = steps(rng, -2, 2)
    weight = sum(a * b for a, b in zip(u, v, strict=True))
    bias = sum(a * b for a, b in zip(u, c, strict=True)) + d
    if weight == 0 or bias in (0, d):
        raise UnsuitableError("the network should depend on x and on the hidden bias")
    value, asked = (weight, "weight") if level == 1 else (bias, "bias")
    names = [""] if count == 1 else ["_1", "_2"]
    rows = " and ".join(
        f"$h{n} = {terms([a], ['x'], b)}$" for n, a, b in zip(names, v, c, strict=True)
    )
    out = terms(u, [f"h{n}" for n in names], d)
    parts = [product(a, b) for a, b in zip(u, v if level == 1 else c, strict=True)]
    total = " + ".join(f"({t})" if t.startswith("-") and i else t for i, t in enumerate(parts))
    tail = "" if level == 1 else f" + {signed(d)}"
    return Question(
        prompt=(
            f"A network without activation functions computes {rows}, then $p = {out}$. "
            f"It is one linear layer $p = W x + B$. What is its {asked} "
            f"${'W' if level == 1 else 'B'}$?"
        ),
        answer=numeric(
            value,
            {
                "The layers follow each other: weights are multiplied, not added.": (
                    sum(u) + sum(v) if level == 1 else float("nan")
                ),
                "The hidden bias passes through the output weight.": (
                    float("nan") if level == 1 else sum(c) + d
                ),
                "The output bias is missing.": float("nan") if level == 1 else bias - d,
                "That is the other one of weight and bias.": bias if level == 1 else weight,
            },
        ),
        solution=("Put the first layer into the second.", f"${total}{tail} = {number(value)}$."),
        given={"v": v, "c": c, "u": u, "d": d, "level": level},
    )


_BEND = {
    1: [
        Ask("A colleague leaves the activation functions out of a deep MLP. What is it then?",
            "A single linear layer, written in a long way.", "Linear layers in a row are one.",
            {"A network that cannot be trained by gradient descent.": "Gradients still exist.",
             "A deep network that learns the same, only more slowly.": "It can do less.",
             "A network whose outputs are always probabilities.": "Nothing bounds them.",
             "A network with loops between its hidden layers.": "Nothing leads back."}),
        Ask("Why does a hidden layer need an activation that is not linear?",
            "Without it, depth adds nothing to one layer.", "Linear layers in a row are one.",
            {"Without it, the weights cannot be stored as a matrix.": "They can.",
             "Without it, the gradients of all weights are zero.": "Linear layers have gradients.",
             "Without it, the loss could not be computed any more.": "The loss needs outputs only.",
             "Without it, the hidden layer has no biases.": "Biases are another thing."}),
    ],
    2: [
        Ask("Exclusive or has class 1 where the signs of two inputs differ. Which network cannot "
            "learn it? Every layer has biases.",
            "One with two hidden layers and identity activations", "It is one straight line.",
            {"One with a hidden layer of eight tanh neurons": "The bend lets it.",
             "One with a hidden layer of eight ReLU neurons": "The bend lets it.",
             "One with two hidden layers of four sigmoid neurons each": "It can.",
             "One with a hidden layer of eight leaky ReLU neurons and a sigmoid output":
                "Leaky ReLU bends too."}),
        Ask("Five dense layers with identity activation are replaced by one dense layer of the "
            "same inputs and outputs. What can the one layer do, if no hidden layer was narrow?",
            "Exactly as much as the five together", "Their product is one matrix, one bias.",
            {"Less, since it has fewer weights to adapt": "The product has no more freedom.",
             "Only a fifth of what the five could do together":
                "Depth without a bend adds nothing.",
             "More, since it has an activation function now": "It has none.",
             "Nothing, since one layer cannot be trained": "It can."}),
    ],
    3: [
        Ask("Which function can no network of linear layers without activations compute?",
            "The absolute value of its one input", "It bends at 0, and a line does not.",
            {"Three times its one input minus two": "That is a line.",
             "The sum of all of its inputs, halved": "That is linear.",
             "The difference between the first input and the second": "That is linear.",
             "The same number for every input": "All weights 0 and a bias do it."}),
        Ask("Two layers without activation have the matrices $W_1$ and $W_2$, for examples in "
            "rows. Which single matrix does the same?",
            "$W_1 W_2$", "$(X W_1) W_2 = X (W_1 W_2)$.",
            {"$W_2 W_1$": "Rows meet $W_1$ first.", "$W_1 + W_2$": "Layers multiply.",
             r"$W_1^\top W_2$": "Nothing is transposed.",
             r"$W_1 W_2^\top$": "Nothing is transposed."}),
    ],
}  # fmt: skip


@question(title="What a bend is good for", slide="Activation Functions", points=(1, 1, 1),
          minutes=(1, 1, 1), variants=8)  # fmt: skip
def why_bend(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the reason, level 2 examples, level 3 what stays out of reach."""
    return concept(rng, _BEND[level])
