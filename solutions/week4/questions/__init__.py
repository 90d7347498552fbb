"""Week 4: activation functions, backpropagation, losses, regularization."""

TOPICS = {
    "kinds": "Kinds of networks and their layers",
    "descent": "Gradient descent on one weight",
    "neuron": "One neuron, forward and back",
    "chain_rule": "The chain rule",
    "networks": "Small networks by hand",
    "backpropagation": "What backpropagation is",
    "layers": "Indices, and a whole step of training",
    "shapes": "Shapes and parameters",
    "activations": "Activation functions by hand",
    "choosing_activation": "Which activation where",
    "fits": "Underfitting, overfitting, good fit",
    "balance": "Balance of complexity and generalization",
    "losses": "Losses",
    "purposes": "Why a loss of one's own",
    "thresholds": "Custom losses and decisions",
    "penalties": "L1, L2 and elastic net for one weight",
    "penalties_2d": "Penalties on two weights",
    "weights": "What penalties do to weights",
    "choosing": "Which penalty or loss for which problem",
    "dropout": "Dropout",
    "dropout_use": "Dropout in use",
    "stopping": "Early stopping",
    "augmentation": "Data augmentation",
}
"""The topics in the order of the lecture, with their names for people."""
