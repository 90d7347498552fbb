# score: 0 of 4
# mistake: not done
# hint: not done yet


def dropout_forward(x, p, training, rng):
    pass
