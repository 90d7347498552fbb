# score: 4 of 4
def train_with_patience(weights, updates, validation_loss, patience):
    L = np.asarray(validation_loss)
    best = 0
    for t in range(len(L)):
        if L[t] < L[best]:
            best = t
        if t - best >= patience:
            break
    return weights + updates[: best + 1].sum(axis=0), best, t + 1
