"""The table of week 4 has every slide of the lecture, in the lecture's order."""

from __future__ import annotations

import tomllib
from collections import Counter

from masters import ROOT

TABLE = ROOT / "solutions" / "week4" / "slides.toml"
ITEMS = tomllib.loads(TABLE.read_text(encoding="utf-8"))["item"]

# The titles of the lecture, read off the slides and not off the table, and how many statements
# each makes at least. Slides with the same title count together.
SLIDES = {
    "Announcements": 4,
    "Recap: Gradient Descent": 3,
    "Recap: NN": 1,
    "Neural Network (NN)": 2,
    "Deep neural network": 1,
    "Activation Functions": 1,
    "Sigmoid": 1,
    "tanh": 1,
    "ReLU": 1,
    "Leaky ReLU": 1,
    "Maxout": 1,
    "ELU": 1,
    "Activation Functions applications": 7,
    "Multilayer Perceptron (MLP)": 4,
    "MLP is also referred as": 4,
    "The Challenge in Neural Networks": 4,
    "What is Backpropagation?": 4,
    "Step-by-Step Flow": 4,
    "Back Propagation: One Neuron": 10,
    "Back Propagation: generally": 4,
    "Regularization": 1,
    "Custom Loss Functions in ML": 5,
    "Example: Credit Risk Scoring": 2,
    "Why Regularization?": 3,
    "Underfitting, Overfitting, Good Fit": 3,
    "L2 Regularization (Ridge)": 5,
    "L2 Regularization": 1,
    "L1 Regularization (Lasso)": 3,
    "L1 Regularization": 3,
    "Comparison: L1 vs L2": 4,
    "Regularization in Neural Networks": 5,
    "Dropout Example": 1,
    "Dropout": 6,
    "Early Stopping": 5,
    "Summary": 5,
}


def test_every_slide_is_in_the_table() -> None:
    """No title of the lecture is missing, none is invented, and none has lost a statement."""
    counted = Counter(item["slide"] for item in ITEMS)
    assert set(counted) == set(SLIDES)
    assert {s: n for s, n in SLIDES.items() if counted[s] < n} == {}


def test_the_table_is_in_the_order_of_the_slides() -> None:
    """A reader finds an item where the lecture has it."""
    order = list(SLIDES)
    places = [order.index(item["slide"]) for item in ITEMS]
    assert places == sorted(places)
