# score: 4 of 4


def softmax_rows(Z):
    E = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return E / np.sum(E, axis=1, keepdims=True)


def stable_cross_entropy(Z, y):
    gaps = [row - row[label] for row, label in zip(Z, y)]
    losses = [g.max() + np.log(np.exp(g - g.max()).sum()) for g in gaps]
    G = softmax_rows(Z) / len(Z)
    for i, label in enumerate(y):
        G[i, label] -= 1 / len(Z)
    return sum(losses) / len(losses), G.tolist()
