"""All ways to regularize, known by what they change, their dials and their traces."""

from __future__ import annotations

import numpy as np

from grader.exam.bank import question
from grader.exam.question import Question

from ._concepts import Ask, concept

NETWORKS = "Regularization in Neural Networks"


_TECHNIQUES = {
    "L1 penalty": "It adds to the cost; its mark is exact zeros.",
    "L2 penalty": "It adds to the cost; its mark is small weights.",
    "Dropout": "It changes the network, in training only.",
    "Early stopping": "It changes the number of updates.",
    "Data augmentation": "It changes the training data.",
}


def _technique(prompt: str, right: str, *leave_out: str) -> Ask:
    wrong = {k: v for k, v in _TECHNIQUES.items() if k != right and k not in leave_out}
    wrong["Standardising the features"] = "That is no regularization by itself."
    return Ask(prompt, right, _TECHNIQUES[right], wrong)


_CHANGES = {
    1: [
        _technique("Which technique changes nothing but the number of updates?", "Early stopping"),
        _technique("Which technique changes the network while it is trained?", "Dropout"),
        _technique("Which technique changes the training examples?", "Data augmentation"),
        _technique("Which technique adds the sum of absolute weights to the cost?", "L1 penalty"),
        _technique("Which technique adds the sum of squared weights to the cost?", "L2 penalty"),
    ],
    2: [
        _technique("The dial of which technique is called patience?", "Early stopping"),
        _technique("The dial of which technique is the probability $p$?", "Dropout"),
        _technique(
            "Which technique needs to be told which changes keep the label?", "Data augmentation"
        ),
        _technique("Which technique is used where features are to be selected?", "L1 penalty"),
        _technique(
            "Which technique multiplies each weight by a factor below 1 before a plain step?",
            "L2 penalty",
        ),
    ],
    3: [
        _technique(
            "After training, 40 of 100 weights are exactly 0. Which technique was used?",
            "L1 penalty",
        ),
        _technique(
            "In training, one input gives another output at each pass; in prediction it "
            "does not. Which technique is at work?",
            "Dropout",
            "Data augmentation",
        ),
        _technique("Which technique runs fewer epochs than were planned?", "Early stopping"),
        _technique(
            "Each epoch sees other versions of the same photographs. Which technique is it?",
            "Data augmentation",
        ),
        _technique(
            "The pull on a weight fades as the weight gets smaller, but the cost counts it. "
            "Which technique is it?",
            "L2 penalty",
        ),
    ],
}


@question(title="Ways to regularize", slide=NETWORKS, points=(1, 1, 1), minutes=(1, 1, 1))
def technique_known_by(rng: np.random.Generator, level: int) -> Question:
    """Level 1 by what it changes, level 2 by its dial or use, level 3 by its traces."""
    return concept(rng, _CHANGES[level])
