# score: 0 of 3
# mistake: leaves the losses out
# hint: must be 2 values

output_layers = {
    "temperature": "identity",
    "spam": "sigmoid",
    "digit": "softmax",
    "steering": "tanh",
    "tags": "sigmoid",
    "cat_or_dog": "softmax",
}
