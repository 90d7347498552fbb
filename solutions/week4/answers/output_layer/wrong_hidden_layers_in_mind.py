# score: 0.5 of 3
# mistake: answers for hidden layers
# hint: cannot have

output_layers = {
    "temperature": ("relu", "mse"),
    "spam": ("relu", "mse"),
    "digit": ("relu", "mse"),
    "steering": ("relu", "mse"),
    "tags": ("sigmoid", "binary_cross_entropy"),
    "cat_or_dog": ("relu", "mse"),
}
