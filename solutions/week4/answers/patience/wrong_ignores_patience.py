# score: 3 of 4
# mistake: patience is fixed to 3
# hint: patience


def train_with_patience(weights, updates, validation_loss, patience):
    weights = np.array(weights, dtype=float)
    lowest, best, best_epoch = np.inf, weights.copy(), -1
    for epoch in range(len(updates)):
        weights = weights + updates[epoch]
        if validation_loss[epoch] < lowest:
            lowest, best, best_epoch = validation_loss[epoch], weights, epoch
        if epoch - best_epoch == 3:
            break
    return best, best_epoch, epoch + 1
