# score: 2.5 of 3
# mistake: makes the tags exclude each other
# hint: Can several be true at once

output_layers = {
    "temperature": ("identity", "mse"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("softmax", "cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
