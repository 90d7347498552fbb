# score: 2.5 of 3
# mistake: takes a loss for probabilities
# hint: is for probabilities

output_layers = {
    "temperature": ("identity", "cross_entropy"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
