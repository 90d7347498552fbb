# score: 2 of 2


def numeric_gradient(w, b, x, y, h=1e-5):
    d = len(w)
    moved = np.concatenate([w + h * np.eye(d), w - h * np.eye(d)])  # (2d, d)
    losses = (sigmoid(moved @ x + b) - y) ** 2
    return (losses[:d] - losses[d:]) / (2 * h)
