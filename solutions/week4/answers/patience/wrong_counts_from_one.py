# score: 2.25 of 4
# mistake: counts the best epoch from 1
# hint: counted from 0


def train_with_patience(weights, updates, validation_loss, patience):
    weights = np.array(weights, dtype=float)
    lowest, best, best_epoch, bad = np.inf, weights.copy(), 0, 0
    for epoch in range(len(updates)):
        weights += updates[epoch]
        if validation_loss[epoch] < lowest:
            lowest = validation_loss[epoch]
            best = weights.copy()
            best_epoch = epoch + 1
            bad = 0
        else:
            bad += 1
            if bad == patience:
                break
    return best, best_epoch, epoch + 1
