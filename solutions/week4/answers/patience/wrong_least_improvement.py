# score: 3.5 of 4
# mistake: small improvements are not counted
# hint: small improvement
def train_with_patience(weights, updates, validation_loss, patience):
    low, bad = np.inf, 0
    for t in range(len(updates)):
        weights = weights + updates[t]
        if validation_loss[t] < low - 1e-2:
            low, best, be, bad = validation_loss[t], weights.copy(), t, 0
        else:
            bad += 1
        if bad == patience:
            break
    return best, be, t + 1
