# score: 4 of 4


def stop_of(loss, patience):
    for end in range(patience + 1, len(loss) + 1):
        if loss[end - patience : end].min() >= loss[: end - patience].min():
            return end
    return len(loss)


def train_with_patience(weights, updates, validation_loss, patience):
    loss = np.asarray(validation_loss)
    run = stop_of(loss, patience)
    best = int(np.argmin(loss[:run]))
    return weights + np.cumsum(updates, axis=0)[best], best, run
