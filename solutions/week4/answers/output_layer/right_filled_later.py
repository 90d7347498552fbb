# score: 3 of 3


# task: (activation, loss)
output_layers = {
    "temperature": None,  # for example ("relu", "cross_entropy"), which is wrong
    "spam": None,
    "digit": None,
    "steering": None,
    "tags": None,
    "cat_or_dog": None,
}
output_layers["temperature"] = "identity", "mse"
output_layers["steering"] = "tanh", "mse"
for task in ("spam", "tags"):
    output_layers[task] = "sigmoid", "binary_cross_entropy"
for task in ("digit", "cat_or_dog"):
    output_layers[task] = "softmax", "cross_entropy"
