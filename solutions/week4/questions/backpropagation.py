"""What backpropagation is, in which order things happen, and what gradients cost."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick
from grader.exam.question import Question, UnsuitableError

from ._concepts import Ask, concept, fair

SLIDE, FLOW = "What is Backpropagation?", "Step-by-Step Flow"

_WHAT = {
    1: [
        Ask("What does backpropagation compute?",
            "The gradients of the loss by all weights and biases", "It finds slopes, no more.",
            {"The new values of all the weights and biases": "Gradient descent takes the step.",
             "The predictions of the network for one whole batch": "That is the forward pass.",
             "The learning rate that suits the next update best": "The rate is chosen.",
             "The validation error after each of the epochs": "That needs no gradient."}),
        Ask("On which rule of calculus is backpropagation built?",
            "The chain rule", "Along a path, slopes multiply.",
            {"The product rule": "Functions are put into each other, not multiplied.",
             "The quotient rule": "Nothing is divided.",
             "Integration by parts": "Nothing is integrated.",
             "The mean value theorem": "Slopes are exact, at a point."}),
        Ask("Whose paper of 1986, on the slide, made backpropagation known?",
            "Rumelhart, Hinton and Williams", "Learning representations by back-propagating "
            "errors, Nature 1986.",
            {"Krizhevsky, Sutskever and Hinton": "That was a deep network for images, in 2012.",
             "Hochreiter and Schmidhuber": "That was a recurrent network, in 1997.",
             "LeCun, Bottou, Bengio and Haffner": "That was convolutional networks, in 1998.",
             "Kingma and Ba": "That was an optimizer, in 2014."}),
    ],
    2: [
        Ask("Why does backpropagation start at the loss and go backward?",
            "The error of a layer is made from that of the layer after it.",
            "The chain rule multiplies it by the weights and slopes on the way.",
            {"The inputs of the network are known only at the end of a pass.":
                "They are known from the start.",
             "The last layer is the one with the largest number of weights.": "Often it is not.",
             "The weights of the first layer must be updated before all others.":
                "All are updated after the backward pass.",
             "Its steps could be done in any order just as well.":
                "A layer needs the next one's."}),
        Ask("How do backpropagation and gradient descent share the work?",
            "Backpropagation finds the slopes, gradient descent takes the step.",
            "Gradients first, then $w := w - \\alpha \\, \\partial L / \\partial w$.",
            {"Gradient descent finds the slopes, backpropagation takes the step.":
                "It is the other way round.",
             "Backpropagation changes the weights, gradient descent changes the biases.":
                "Both are changed by the same rule.",
             "Backpropagation trains MLPs, gradient descent trains all other kinds of networks.":
                "Both belong to all kinds.",
             "They are two names for one algorithm.": "One finds slopes, the other uses them."}),
        Ask("In 1986 a network learnt whether six bits are symmetric about their middle. What did "
            "this task show?",
            "Useful hidden units can be found by gradients alone.",
            "Without hidden units the task cannot be done, and nobody designed them.",
            {"A task without hidden units is learnt faster by hand.": "It needs hidden units.",
             "Six bits are enough to train a network of any depth.": "Depth was not the matter.",
             "A network generalizes without any training data at all.":
                "It was shown all patterns.",
             "Gradients are not needed where all patterns are known.": "They did the work."}),
    ],
    3: [
        Ask("Why are the gradients of a large network not computed by moving each weight a little "
            "and looking at the loss?",
            "It takes a forward pass or two for every single weight.",
            "Backpropagation has them all after one pass forward and one backward.",
            {"A difference of two losses says nothing about the slope.": "It is close to it.",
             "It would have to be derived anew for each activation function.":
                "It needs no derivation at all.",
             "It works for networks without a hidden layer only.": "It works for any function.",
             "The result would point uphill, and the gradient downhill.": "Both point uphill."}),
        Ask("Why does the forward pass keep the outputs of each layer?",
            "The gradient of a weight contains the input of its layer.",
            "$\\partial z / \\partial w_i = x_i$, and $x$ is the output of the layer before.",
            {"The update adds these outputs to the weights of the layer.":
                "It subtracts a multiple of the gradient.",
             "The loss is the sum of the outputs of all of the layers.":
                "Only the last one enters directly.",
             "The learning rate of each layer is computed from them.": "The rate is chosen.",
             "Otherwise the next example could not be read.": "Examples do not depend on that."}),
        Ask("The foundation of deep learning, says the slide. Why is it hard to train many sigmoid "
            "layers with it all the same?",
            "A slope of at most 1/4 is multiplied in at each layer.",
            "Many factors below 1 make the gradient of the first layers vanish.",
            {"The chain rule holds for at most a handful of layers.": "It holds for any number.",
             "The work grows with the square of the number of layers.": "It grows in proportion.",
             "A sigmoid has no derivative where its output is near 1/2.": "There it is largest.",
             "Its outputs above 1 make the gradients of later layers explode.":
                "Outputs stay below 1."}),
    ],
}  # fmt: skip


@question(title="What backpropagation is", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1, 1.5),
          variants=10)  # fmt: skip
def what_backprop_is(rng: np.random.Generator, level: int) -> Question:
    """Level 1 what it computes, level 2 why it goes backward, level 3 why it is needed."""
    return concept(rng, _WHAT[level])


_ORDER = [
    "The inputs are fed forward through the layers.",
    "The loss compares the prediction with the label.",
    "The gradients of the last layer are computed.",
    "The gradients of the first layer are computed.",
    "Gradient descent moves all weights and biases.",
]


@question(title="The order of a training step", slide=FLOW, points=(1, 1, 1),
          minutes=(1, 1, 1))  # fmt: skip
def order_of_steps(rng: np.random.Generator, level: int) -> Question:
    """Level 1 what comes first, level 2 what comes last, level 3 what comes right after a step."""
    if level == 3:
        at = int(rng.integers(4))
        right, places = at + 1, [i for i in range(5) if i not in (at, at + 1)]
        asked = f"What comes next after this: {_ORDER[at][0].lower()}{_ORDER[at][1:-1]}?"
    else:
        drawn = sorted(rng.choice(5, size=4, replace=False).tolist())
        right = drawn[0] if level == 1 else drawn[-1]
        places = [i for i in drawn if i != right]
        asked = f"Which of these comes {'first' if level == 1 else 'last'}?"
    inputs = int(rng.integers(3, 30))
    about = "Forward, then the loss, then the layers from the last to the first, then the update."
    return Question(
        prompt=f"A network with {inputs} inputs and two layers of weights takes a step of "
        f"training. {asked}",
        answer=fair(rng, (_ORDER[right], about), {_ORDER[i]: about for i in places}),
        solution=(about,),
    )


@question(title="What the training loop prints", slide=FLOW, points=(1, 2, 3), minutes=(2, 3, 4))
def prints_step(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the gradient, level 2 the weight after a step, level 3 the bias after two steps."""
    w, b, x, y = (int(v) for v in rng.choice([-2, -1, 1, 2, 3], size=4))
    rate = pick(rng, [Fraction(1, 4), Fraction(1, 2)])
    passes = 2 if level == 3 else 1
    shown = {1: "dw", 2: "w", 3: "b"}[level]
    code = [
        f"w, b, x, y = {w}, {b}, {x}, {y}",
        *([f"for step in range({passes}):"] if passes > 1 else []),
        *(
            ("    " if passes > 1 else "") + line
            for line in (
                "a = w * x + b",
                "dw, db = 2 * (a - y) * x, 2 * (a - y)",
                f"w, b = w - {float(rate):g} * dw, b - {float(rate):g} * db",
            )
        ),
        f"print({shown})",
    ]
    lines: list[Any] = []
    state = (Fraction(w), Fraction(b))
    for _ in range(passes):
        error = 2 * (state[0] * x + state[1] - y)
        dw, lines = error * x, [*lines, error]
        state = state[0] - rate * dw, state[1] - rate * error
        if error == 0 or abs(error) > 12:
            raise UnsuitableError("each step should move, and not far")
    value = {1: dw, 2: state[0], 3: state[1]}[level]
    first = lines[0]
    mistakes = {
        "The input is missing in the gradient of the weight.": {1: first, 2: w - rate * first},
        "The factor 2 of the square is missing.": {1: dw / 2, 2: w - rate * dw / 2},
        "The gradient was added: this step climbs.": {2: w + rate * dw},
        "This is the gradient, not the weight.": {2: dw},
        "This is after the first step only.": {3: b - rate * first},
        "The second step starts from the new weight too.": {
            3: b - rate * first - rate * 2 * (w * x + (b - rate * first) - y)
        },
        "The gradient of the bias has no input in it.": {3: b - rate * sum(lines) * x},
    }
    listing = "\n".join(code)
    return Question(
        prompt=f"Which number does this print?\n\n```python\n{listing}\n```",
        answer=numeric(
            float(value), {k: float(v[level]) for k, v in mistakes.items() if level in v}
        ),
        solution=(
            *tuple(
                f"Step {i}: the error times 2 is ${float(e):g}$." for i, e in enumerate(lines, 1)
            ),
            f"The number printed is ${float(value):g}$.",
        ),
        given={"code": listing},
    )
