# score: 0 of 3
# mistake: softmax over all entries
# hint: this is softmax
def stable_sigmoid(z):
    z = np.asarray(z, float)
    e = np.exp(z - z.max())
    a = e / e.sum()
    return a, a * (1 - a)
