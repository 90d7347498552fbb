# score: 3 of 3


def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    out = []
    for x in X:
        hidden = [max(0.0, float(x @ w) + b) for w, b in zip(W1.T, b1)]
        if training:
            hidden = [a / (1 - p) if rng.random() < 1 - p else 0.0 for a in hidden]
        out.append(np.dot(hidden, W2) + b2)
    return out
