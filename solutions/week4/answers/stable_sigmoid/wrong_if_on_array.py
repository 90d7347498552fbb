# score: 0 of 3
# mistake: an if decides for the whole array
# hint: decides once
def stable_sigmoid(z):
    if z >= 0:
        a = 1 / (1 + np.exp(-z))
    else:
        a = np.exp(z) / (1 + np.exp(z))
    return a, a * (1 - a)
