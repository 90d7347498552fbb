# score: 1.5 of 4
# mistake: exchanges best_epoch and epochs_run
# hint: The order is weights, best_epoch, epochs_run


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
    return best, epoch + 1, best_epoch
