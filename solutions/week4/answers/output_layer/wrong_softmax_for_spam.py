# score: 2.5 of 3
# mistake: takes softmax over one output
# hint: is always 1

output_layers = {
    "temperature": ("identity", "mse"),
    "spam": ("softmax", "cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
