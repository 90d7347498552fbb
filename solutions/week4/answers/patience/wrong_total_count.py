# score: 2.25 of 4
# mistake: the count is never set back
# hint: not in a row


def train_with_patience(weights, updates, validation_loss, patience):
    weights = np.array(weights, dtype=float)
    lowest, best, best_epoch, bad = np.inf, weights.copy(), 0, 0
    for epoch in range(len(updates)):
        weights += updates[epoch]
        if validation_loss[epoch] < lowest:
            lowest = validation_loss[epoch]
            best = weights.copy()
            best_epoch = epoch
            pass
        else:
            bad += 1
            if bad == patience:
                break
    return best, best_epoch, epoch + 1
