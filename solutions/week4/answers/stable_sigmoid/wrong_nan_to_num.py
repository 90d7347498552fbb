# score: 1 of 3
# mistake: replaces NaN by 0
# hint: A NaN was replaced


def stable_sigmoid(z):
    a = np.nan_to_num(np.exp(z) / (1 + np.exp(z)))
    return a, a * (1 - a)
