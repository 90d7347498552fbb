# score: 0 of 4
# mistake: the lowest loss starts at 0
# hint: no epoch counts
def train_with_patience(weights, updates, validation_loss, patience):
    low, bad, best, be = 0.0, 0, weights.copy(), 0
    for t in range(len(updates)):
        weights = weights + updates[t]
        if validation_loss[t] < low:
            low, best, be, bad = validation_loss[t], weights.copy(), t, 0
        else:
            bad += 1
        if bad == patience:
            break
    return best, be, t + 1
