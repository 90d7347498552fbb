# score: 2.25 of 4
# mistake: adds the update only where the loss improves
# hint: only epochs that improve


def train_with_patience(weights, updates, validation_loss, patience):
    w = np.array(weights, float)
    best = np.inf
    wait = 0
    bw = w.copy()
    for t, u in enumerate(updates):
        w = bw + u
        l = validation_loss[t]
        if l < best:
            best, be, bw, wait = l, t, w.copy(), 0
        else:
            wait += 1
        if wait >= patience:
            break
    return bw, be, t + 1
