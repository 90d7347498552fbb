"""Week 4: activation functions, backpropagation, losses, regularization."""

TOPICS = {
    "neuron": "One neuron, forward and back",
    "chain_rule": "The chain rule",
    "networks": "Small networks by hand",
    "shapes": "Shapes and parameters",
    "activations": "Activation functions by hand",
    "choosing_activation": "Which activation where",
    "losses": "Losses",
    "thresholds": "Custom losses and decisions",
    "penalties": "L1, L2 and elastic net for one weight",
    "penalties_2d": "Penalties on two weights",
    "choosing": "Which penalty or loss for which problem",
    "dropout": "Dropout",
    "stopping": "Early stopping",
    "augmentation": "Data augmentation",
}
"""The topics in the order of the lecture, with their names for people."""
