# score: 3 of 3

regression = ("identity", "mse")
yes_no = ("Sigmoid", "binary_cross_entropy ")
one_of_k = ("softmax", "cross_entropy")
output_layers = dict(temperature=regression, spam=yes_no, digit=one_of_k)
output_layers["steering"] = ("tanh", "mse")
output_layers["tags"] = yes_no
output_layers["cat_or_dog"] = one_of_k
