# score: 2.5 of 3
# mistake: takes the multiclass loss for several tags
# hint: exactly one is true

output_layers = {
    "temperature": ("identity", "mse"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
