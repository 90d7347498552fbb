# score: 2.25 of 4
# mistake: returns the epoch of the stop as the best
# hint: epoch of the stop


def train_with_patience(weights, updates, validation_loss, patience):
    weights = np.array(weights, dtype=float)
    lowest, best, best_epoch, bad = np.inf, weights.copy(), 0, 0
    for epoch in range(len(updates)):
        weights += updates[epoch]
        if validation_loss[epoch] < lowest:
            lowest = validation_loss[epoch]
            best = weights.copy()
            best_epoch = epoch
            bad = 0
        else:
            bad += 1
            if bad == patience:
                break
    return best, epoch, epoch + 1
