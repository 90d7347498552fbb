# score: 2.5 of 3
# mistake: treats cat and dog as two questions
# hint: need not sum to 1

output_layers = {
    "temperature": ("identity", "mse"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("sigmoid", "binary_cross_entropy"),
}
