# score: 2.5 of 3
# mistake: leaves one task out
# hint: has no entry

output_layers = {
    "temperature": ("identity", "mse"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
