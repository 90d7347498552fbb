# score: 2.5 of 3
# mistake: pairs the sigmoid with the squared error
# hint: mse learns slowly

output_layers = {
    "temperature": ("identity", "mse"),
    "spam": ("sigmoid", "mse"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
