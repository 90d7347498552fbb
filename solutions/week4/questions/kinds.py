"""Kinds of networks, the names of an MLP and their reasons, and what layers are good for."""

from __future__ import annotations

from itertools import product as pairs

import numpy as np

from grader.exam.answers import choose_several, numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.question import Option, Question, UnsuitableError
from grader.exam.wording import number, product, signed

from ._concepts import Ask, concept, fair

NN, MLP = "Neural Network (NN)", "Multilayer Perceptron (MLP)"
NAMES, CHALLENGE = "MLP is also referred as", "The Challenge in Neural Networks"


@question(title="Read the wiring", slide=MLP, points=(1, 1, 2), minutes=(1, 1.5, 2))
def wiring(rng: np.random.Generator, level: int) -> Question:
    """Connections as a list: level 1 with two hidden neurons, level 2 three, level 3 two layers."""
    sizes = {1: (2, 2, 1), 2: (2, 3, 1), 3: (2, 2, 2, 1)}[level]
    letters = iter(rng.permutation(list("ABCDEFGH")).tolist())
    layers = [[next(letters) for _ in range(size)] for size in sizes]
    full = [edge for a, b in zip(layers, layers[1:], strict=False) for edge in pairs(a, b)]
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


_NAME_WRONG = {
    "Recurrent network": "Its connections form loops.",
    "Convolutional network": "Its neurons read small patches.",
}
_FOUR = {
    "Feedforward network": "That name stresses the direction, without loops.",
    "Fully connected network": "That name stresses that each neuron is linked to all of the next.",
    "Dense network": "That is the word of Keras and TensorFlow for their layer.",
    "Vanilla network": "That name says plain, without extras.",
}


def _name(stress: str, right: str, *leave_out: str) -> Ask:
    wrong = {k: v for k, v in _FOUR.items() if k not in (right, *leave_out)} | _NAME_WRONG
    return Ask(f"Which name of an MLP {stress}?", right, _FOUR[right], wrong)


_NAME_ASKS = {
    1: [
        _name("says that information runs strictly forward", "Feedforward network"),
        _name("stands behind the letters FCN", "Fully connected network"),
        _name("comes from the class of a layer in Keras", "Dense network"),
        _name("says that it is plain, without extras", "Vanilla network"),
    ],
    2: [
        Ask("What does the name feedforward say of a network?",
            "No connection leads back to an earlier layer.", "Feedforward means: no loops.",
            {"Each neuron is linked to all neurons of the next layer.": "That is fully connected.",
             "It is plain and has no extras.": "That is vanilla.",
             "Its gradients are computed from the first layer to the last.":
                "Gradients go the other way; the name is about information.",
             "It has more than one hidden layer.": "That is deep."}),
        Ask("What does the name dense say of a network?",
            "Each neuron is linked to all neurons of the next layer.",
            "Dense and fully connected name the same property.",
            {"No connection leads back to an earlier layer, so there are no loops.":
                "That is feedforward.",
             "Its neurons stand closely together, with many in each layer.":
                "The width does not matter.",
             "It has more than one hidden layer, and so it is deep.": "That is deep.",
             "Not one of its weights is exactly zero after training.": "That is about values."}),
        Ask("What does the name vanilla say of a network?",
            "It is plain and has no extras.", "Vanilla is the plain kind.",
            {"It has a single hidden layer.": "The depth does not matter.",
             "It has not been trained yet.": "It is about the kind, not the state.",
             "No connection leads back to an earlier layer.": "That is feedforward.",
             "Its hidden neurons have no activation function.": "Then it would be linear."}),
    ],
    3: [
        Ask("Somebody calls a network an MLP in which the last hidden layer also feeds the first. "
            "What speaks against it?",
            "In an MLP information runs strictly forward.", "A loop is not feedforward.",
            {"In an MLP there are at least two hidden layers.": "One is enough.",
             "In an MLP no neuron may have a bias.": "Its neurons have biases.",
             "In an MLP all layers have equally many neurons.": "Layers may differ in width.",
             "An MLP is trained without any gradients at all.": "It learns by gradient descent."}),
        Ask("Each hidden neuron of a network reads a small patch of the image only. Which name of "
            "an MLP does not fit?",
            "Dense network", "A dense layer links each neuron to all of the layer before.",
            {"Feedforward network": "Information still runs forward.",
             "Neural network": "It consists of artificial neurons.",
             "Network with a hidden layer": "It has one.",
             "Network with learnt weights": "Its weights may well be learnt."}),
        Ask("In a paper on images stands FCN. Why should one ask what is meant?",
            "It can also mean a fully convolutional network.",
            "There the C often stands for convolutional.",
            {"It can also mean a feedforward network with connections that go back.":
                "Feedforward excludes that.",
             "It is the name of a loss function as well.": "It is no loss.",
             "Images cannot be read by a fully connected network.": "They can, pixel by pixel.",
             "A fully connected network has no hidden layers.": "An MLP has some."}),
    ],
}  # fmt: skip


@question(title="Names of an MLP", slide=NAMES, points=(1, 1, 1), minutes=(1, 1, 1.5), variants=10)
def network_names(rng: np.random.Generator, level: int) -> Question:
    """Level 1 from the reason to the name, level 2 from the name to the reason, level 3 misuse."""
    return concept(rng, _NAME_ASKS[level])


_STATEMENTS = [
    (1, True, "Every MLP is a neural network.", "An MLP is one kind of neural network."),
    (1, False, "Every neural network is an MLP.", "CNNs and RNNs are neural networks too."),
    (1, True, "A transformer is a neural network.", "The word covers many architectures."),
    (1, False, "A recurrent network has no loops.", "Loops are what recurrent means."),
    (1, True, "A deep network has several hidden layers.", "That is what deep means."),
    (1, False, "Inputs count as a hidden layer.", "The input layer is not hidden."),
    (2, True, "An MLP may have a single hidden layer.", "One is enough to be called an MLP."),
    (2, False, "Every MLP is a deep network.", "With one hidden layer it is not deep."),
    (2, True, "An MLP learns by backpropagation and gradient descent.",
     "Backpropagation gives the slopes."),
    (2, False, "In an MLP each neuron is linked to one neuron of the next layer.",
     "It is linked to all of them."),
    (2, True, "A convolutional network is a neural network, but no MLP.",
     "Its neurons do not read the whole layer before."),
    (3, True, "A convolutional network can be feedforward too.", "It need not have loops."),
    (3, False, "Dense and fully connected name two different properties.", "They name the same."),
    (3, False, "Vanilla network means a network without biases.", "It means plain."),
    (3, True, "Vanilla network means a plain one, without extras.", "That is the word's sense."),
    (3, False, "A feedforward network cannot learn from its errors.",
     "Errors go backward in training; information goes forward in use."),
]  # fmt: skip


@question(
    title="True about networks", slide=NN, points=(1, 1, 2), minutes=(1, 1.5, 1.5), variants=12
)
def network_statements(rng: np.random.Generator, level: int) -> Question:
    """Statements of the level and the one below it."""
    options = [
        Option(text, truth, why)
        for at, truth, text, why in _STATEMENTS
        if at in (level, max(1, level - 1))
    ]
    return Question(
        prompt="Which statements about networks are true?",
        answer=choose_several(rng, options, count=4),
        solution=("The words: network is the widest one, MLP a special kind, deep a count.",),
    )


@question(title="Count the layers", slide="Deep neural network", points=(1, 1, 1),
          minutes=(1, 1, 1))  # fmt: skip
def count_layers(rng: np.random.Generator, level: int) -> Question:
    """Level 1 hidden layers, level 2 layers of weights, level 3 neurons with a weighted sum."""
    sizes = [int(v) for v in rng.integers(2, 10, size=int(rng.integers(4, 8)))]
    asked, value, why = {
        1: ("hidden layers", len(sizes) - 2, "All but the first and the last are hidden."),
        2: ("layers of weights", len(sizes) - 1, "One between any two neighbouring layers."),
        3: ("neurons that compute a weighted sum", sum(sizes[1:]), "All but the inputs do."),
    }[level]
    return Question(
        prompt=(
            "The layers of an MLP, inputs and outputs among them, have "
            f"{', '.join(map(str, sizes))} neurons. How many {asked} does it have?"
        ),
        answer=numeric(
            value,
            {
                "The input layer was counted too.": (
                    len(sizes) - 1 if level == 1 else len(sizes) if level == 2 else sum(sizes)
                ),
                "The output layer was left out.": (
                    len(sizes) - 3 if level == 1 else len(sizes) - 2 if level == 2
                    else sum(sizes[1:-1])
                ),
                "These are all the layers.": len(sizes),
            },
            tolerance=0.25,
        ),
        solution=(why, f"That makes ${value}$."),
        given={"sizes": sizes, "level": level},
    )  # fmt: skip


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
        f"$h{n} = {number(a)} x + {signed(b)}$" for n, a, b in zip(names, v, c, strict=True)
    )
    out = " + ".join(rf"{signed(a)} h{n}" for n, a in zip(names, u, strict=True))
    terms = [product(a, b) for a, b in zip(u, v if level == 1 else c, strict=True)]
    total = " + ".join(f"({t})" if t.startswith("-") and i else t for i, t in enumerate(terms))
    tail = "" if level == 1 else f" + {signed(d)}"
    return Question(
        prompt=(
            f"A network without activation functions computes {rows}, then $p = {out} + "
            f"{signed(d)}$. It is one linear layer $p = W x + B$. What is its {asked} "
            f"${'W' if level == 1 else 'B'}$?"
        ),
        answer=numeric(
            value,
            {
                "The layers follow each other: weights are multiplied, not added.": (
                    sum(u) + sum(v) if level == 1 else sum(c) + d
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
            "learn it?",
            "One with two hidden layers and identity activations", "It is one straight line.",
            {"One with a hidden layer of eight tanh neurons": "The bend lets it.",
             "One with a hidden layer of eight ReLU neurons": "The bend lets it.",
             "One with two hidden layers of sigmoid neurons and a bias in each": "It can.",
             "One with a hidden layer of eight leaky ReLU neurons and a sigmoid output":
                "Leaky ReLU bends too."}),
        Ask("Five dense layers with identity activation are replaced by one dense layer of the "
            "same inputs and outputs. What can the one layer do, if no hidden layer was narrow?",
            "Exactly as much as the five together", "Their product is one matrix, one bias.",
            {"Less, since it has fewer weights to adapt": "The product has no more freedom.",
             "Only a fifth of what the five could do together": "Depth without a bend adds nothing.",
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
