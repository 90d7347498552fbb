"""The names of an MLP and their reasons, and what is true of networks."""

from __future__ import annotations

import numpy as np

from grader.exam.answers import choose_several, numeric
from grader.exam.bank import question
from grader.exam.question import Option, Question

from ._concepts import Ask, concept

NN, NAMES = "Neural Network (NN)", "MLP is also referred as"


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
