# score: 1.75 of 4
# mistake: the update takes the place of the weights
# hint: replaces the weights


def train_with_patience(weights, updates, validation_loss, patience):
    best, bw, be = np.inf, weights, 0
    for t in range(len(updates)):
        weights = updates[t]
        if validation_loss[t] < best: best, bw, be = validation_loss[t], weights.copy(), t
        elif t-be >= patience: break
    return bw, be, t+1
