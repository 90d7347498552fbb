# score: 3 of 3


# task: (activation, loss)
output_layers = {
    "temperature": ("identity", "mse"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
...  # YOUR CODE HERE
