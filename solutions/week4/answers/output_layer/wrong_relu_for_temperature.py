# score: 2.5 of 3
# mistake: takes the slide's ReLU for regression
# hint: relu gives values in

output_layers = {
    "temperature": ("relu", "mse"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
