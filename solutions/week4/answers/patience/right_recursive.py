# score: 4 of 4


def train_with_patience(weights, updates, validation_loss, patience):
    """Recursion over the epochs."""

    def go(t, w, best_w, best_t):
        if t == len(updates) or t - best_t > patience:
            return best_w, best_t, t
        w = w + updates[t]
        if t == 0 or validation_loss[t] < validation_loss[best_t]:
            best_w, best_t = w, t
        return go(t + 1, w, best_w, best_t)

    return go(0, np.array(weights, float), None, 0)
