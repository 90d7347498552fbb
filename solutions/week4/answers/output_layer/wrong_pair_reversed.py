# score: 0 of 3
# mistake: the loss comes first
# hint: order is (activation, loss)
output_layers = {
    "temperature": ("mse", "identity"),
    "spam": ("binary_cross_entropy", "sigmoid"),
    "digit": ("cross_entropy", "softmax"),
    "steering": ("mse", "tanh"),
    "tags": ("binary_cross_entropy", "sigmoid"),
    "cat_or_dog": ("cross_entropy", "softmax"),
}
