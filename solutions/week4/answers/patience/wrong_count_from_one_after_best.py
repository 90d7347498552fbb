# score: 0.25 of 4
# mistake: the improving epoch is counted too
# hint: Begin the count at 0
def train_with_patience(weights, updates, validation_loss, patience):
    low, bad = np.inf, 0
    for t in range(len(updates)):
        weights = weights + updates[t]
        bad += 1
        if validation_loss[t] < low:
            low, best, be, bad = validation_loss[t], weights.copy(), t, 1
        if bad == patience:
            break
    return best, be, t + 1
