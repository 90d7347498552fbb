# score: 4 of 4
from copy import deepcopy


def train_with_patience(weights, updates, validation_loss, patience):
    w, hist = list(weights), []
    for t in range(len(updates)):
        for j in range(len(w)):
            w[j] += updates[t][j]
        hist.append((validation_loss[t], t, deepcopy(w)))
        lo = min(hist)[1]
        if t - lo >= patience:
            break
    _, b, best = min(hist, key=lambda h: (h[0], h[1]))
    return best, b, len(hist)
