# score: 3 of 3
def honest_forward(X, W1, b1, W2, b2, p, training, rng):
    Z = X @ W1 + b1
    A = Z * (Z > 0)
    if not training:
        return A.dot(W2) + b2
    A[rng.random(A.shape) < p] = 0
    return A.dot(W2 / (1 - p)) + b2
