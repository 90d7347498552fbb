# score: 4 of 4


def train_with_patience(weights, updates, validation_loss, patience):
    w = [float(v) for v in weights]
    kept, best_epoch, t = w, 0, 0
    while t < len(updates):
        w = [a + float(u) for a, u in zip(w, updates[t])]  # a new list each time: no copy needed
        if t == 0 or validation_loss[t] < validation_loss[best_epoch]:
            kept, best_epoch = w, t
        t += 1
        if t - 1 - best_epoch >= patience:
            break
    return kept, best_epoch, t
