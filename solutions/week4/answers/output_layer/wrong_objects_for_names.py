# score: 2.5 of 3
# mistake: objects of the library instead of names
# hint: must be one of identity
output_layers = {
    "temperature": (IDENTITY, LOSSES["mse"]),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
