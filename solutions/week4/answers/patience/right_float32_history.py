# score: 4 of 4


def train_with_patience(weights, updates, validation_loss, patience):
    history, bad, w = [], 0, np.float32(weights)
    for update, loss in zip(np.float32(updates), validation_loss):
        w = w + update
        if history and loss >= min(v for v, _ in history):
            bad += 1
        else:
            bad = 0
        history.append((loss, w))
        if bad >= patience:
            break
    losses = [v for v, _ in history]
    best = losses.index(min(losses))
    return history[best][1], np.int64(best), np.array(len(history))
