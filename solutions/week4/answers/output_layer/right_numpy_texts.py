# score: 3 of 3
acts = np.array(["identity", "sigmoid", "softmax", "tanh", "sigmoid", "softmax"])
losses = np.array(
    ["mse", "binary_cross_entropy", "cross_entropy", "mse", "binary_cross_entropy", "cross_entropy"]
)
output_layers = {
    t: (a, l)
    for t, a, l in zip(
        ["temperature", "spam", "digit", "steering", "tags", "cat_or_dog"], acts, losses
    )
}
