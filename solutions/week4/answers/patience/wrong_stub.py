# score: 0 of 4
# mistake: nothing is done
# hint: not done yet


def train_with_patience(weights, updates, validation_loss, patience): ...
