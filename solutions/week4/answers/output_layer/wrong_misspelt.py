# score: 2.5 of 3
# mistake: misspells an activation
# hint: must be one of

output_layers = {
    "temperature": ("identity", "mse"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("soft-max", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
