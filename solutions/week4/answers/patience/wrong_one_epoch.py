# score: 3.5 of 4
# mistake: a training of one epoch never enters the loop
# hint: for a single epoch


def train_with_patience(weights, updates, validation_loss, patience):
    weights = weights + updates[0]
    best, best_epoch = weights, 0
    for epoch in range(1, len(updates)):
        weights = weights + updates[epoch]
        if validation_loss[epoch] < validation_loss[best_epoch]:
            best, best_epoch = weights, epoch
        elif epoch - best_epoch == patience:
            break
    return best, best_epoch, epoch + 1
