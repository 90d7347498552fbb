# score: 3.5 of 4
# mistake: the history has the type of the weights
# hint: with whole numbers in weights


def train_with_patience(weights, updates, validation_loss, patience):
    history = np.zeros(updates.shape, dtype=weights.dtype)
    best = 0
    for epoch in range(len(updates)):
        weights = weights + updates[epoch]
        history[epoch] = weights
        if validation_loss[epoch] < validation_loss[best]:
            best = epoch
        if epoch - best == patience:
            break
    return history[best], best, epoch + 1
