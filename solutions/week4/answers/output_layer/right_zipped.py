# score: 3 of 3

tasks = ["temperature", "spam", "digit", "steering", "tags", "cat_or_dog"]
outputs = ["identity", "sigmoid", "softmax", "tanh", "sigmoid", "softmax"]
partner = {
    "identity": "mse",
    "tanh": "mse",
    "sigmoid": "binary_cross_entropy",
    "softmax": "cross_entropy",
}
output_layers = {task: (output, partner[output]) for task, output in zip(tasks, outputs)}
