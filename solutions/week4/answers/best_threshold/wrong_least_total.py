# score: 0 of 4
# mistake: returns the least cost
# hint: least cost
def approval_threshold(risky_approved, good_refused):
    return 100 * risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / 1 + lam * score


def best_threshold(score, y, risky_approved, good_refused):
    c = np.unique(score)
    cost = [
        risky_approved * np.sum((score >= t) & (y == 0))
        + good_refused * np.sum((score < t) & (y == 1))
        for t in c
    ]
    return np.min(cost)
