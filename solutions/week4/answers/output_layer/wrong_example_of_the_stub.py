# score: 2.5 of 3
# mistake: leaves the example of the stub, which says of itself that it is wrong
# hint: relu gives values in
output_layers = {
    "temperature": ("relu", "cross_entropy"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
