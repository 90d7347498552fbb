# score: 1.75 of 4
# mistake: keeps a second name for the weights, not a copy
# hint: copy


def train_with_patience(weights, updates, validation_loss, patience):
    weights = np.array(weights, dtype=float)
    lowest, best, best_epoch, bad = np.inf, weights, 0, 0
    for epoch in range(len(updates)):
        weights += updates[epoch]
        if validation_loss[epoch] < lowest:
            lowest = validation_loss[epoch]
            best = weights
            best_epoch = epoch
            bad = 0
        else:
            bad += 1
            if bad == patience:
                break
    return best, best_epoch, epoch + 1
