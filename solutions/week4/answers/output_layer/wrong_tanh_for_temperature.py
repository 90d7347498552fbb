# score: 2.5 of 3
# mistake: takes the slide's tanh for regression
# hint: tanh gives values in

output_layers = {
    "temperature": ("tanh", "mse"),
    "spam": ("sigmoid", "binary_cross_entropy"),
    "digit": ("softmax", "cross_entropy"),
    "steering": ("tanh", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("softmax", "cross_entropy"),
}
