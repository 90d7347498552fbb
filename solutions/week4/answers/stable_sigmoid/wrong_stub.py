# score: 0 of 3
# mistake: nothing is done
# hint: not done yet


def stable_sigmoid(z): ...
