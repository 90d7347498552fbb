# score: 1.75 of 4
# mistake: keeps the weights from before the update
# hint: before the best epoch


def train_with_patience(weights, updates, validation_loss, patience):
    weights = np.array(weights, dtype=float)
    lowest, best, best_epoch, bad = np.inf, weights.copy(), 0, 0
    for epoch in range(len(updates)):
        kept = weights.copy()
        weights += updates[epoch]
        if validation_loss[epoch] < lowest:
            lowest = validation_loss[epoch]
            best = kept
            best_epoch = epoch
            bad = 0
        else:
            bad += 1
            if bad == patience:
                break
    return best, best_epoch, epoch + 1
