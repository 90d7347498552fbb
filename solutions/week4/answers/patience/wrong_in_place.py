# score: 3.5 of 4
# mistake: trains the weights that were passed in
# hint: weights was changed by the call


def train_with_patience(weights, updates, validation_loss, patience):
    lowest, best, best_epoch = np.inf, weights.copy(), -1
    for epoch in range(len(updates)):
        weights += updates[epoch]
        if validation_loss[epoch] < lowest:
            lowest, best, best_epoch = validation_loss[epoch], weights.copy(), epoch
        if epoch - best_epoch == patience:
            break
    return best, best_epoch, epoch + 1
