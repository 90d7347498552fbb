# score: 0 of 3
# mistake: averages the gradient with 1 - momentum
# hint: the gradient is averaged into v

def train_symmetry(X, y, W1, b1, W2, b2, sweeps, learning_rate, momentum):
    v = [0, 0, 0, 0]
    for _ in range(sweeps):
        A = sigmoid(X @ W1 + b1); P = sigmoid(A @ W2 + b2)
        d2 = (P - y) * P * (1 - P); d1 = d2 @ W2.T * A * (1 - A)
        g = [X.T @ d1, d1.sum(0), A.T @ d2, d2.sum(0)]
        v = [momentum * a + (1 - momentum) * b for a, b in zip(v, g)]
        W1, b1, W2, b2 = [p - learning_rate * a for p, a in zip((W1, b1, W2, b2), v)]
    return W1, b1, W2, b2
