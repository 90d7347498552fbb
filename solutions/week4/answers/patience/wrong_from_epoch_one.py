# score: 1.25 of 4
# mistake: the loop begins at epoch 1
# hint: the first update is missing


def train_with_patience(weights, updates, validation_loss, patience):
    weights = weights.copy()
    best, be = np.inf, 0
    for t in range(1, len(updates)):
        weights += updates[t]
        if validation_loss[t] < best: best, be, bw = validation_loss[t], t, weights.copy()
        elif t-be >= patience: break
    return bw, be, t+1
