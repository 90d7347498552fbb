# score: 0 of 4
# mistake: compares with the previous loss
# hint: previous one


def train_with_patience(weights, updates, validation_loss, patience):
    weights = np.array(weights, dtype=float)
    lowest, best, best_epoch, bad = np.inf, weights.copy(), 0, 0
    for epoch in range(len(updates)):
        weights += updates[epoch]
        if epoch == 0 or validation_loss[epoch] < validation_loss[epoch - 1]:
            lowest = validation_loss[epoch]
            best = weights.copy()
            best_epoch = epoch
            bad = 0
        else:
            bad += 1
            if bad == patience:
                break
    return best, best_epoch, epoch + 1
