# score: 3.5 of 4
# mistake: the first loss is compared with 1000
# hint: losses above 1000


def train_with_patience(weights, updates, validation_loss, patience):
    weights = weights.astype(float)
    lowest, best, best_epoch = 1000.0, weights.copy(), 0
    waited = 0
    for epoch in range(len(updates)):
        weights = weights + updates[epoch]
        if validation_loss[epoch] < lowest:
            lowest, best, best_epoch, waited = validation_loss[epoch], weights, epoch, 0
        else:
            waited += 1
        if waited == patience:
            break
    return best, best_epoch, epoch + 1
