# score: 3.75 of 4
# mistake: sorts the scores that were passed in
# hint: score was changed by the call


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    y = y[np.argsort(score)]
    score.sort()
    best, least = score[-1] + 1, good_refused * np.sum(y == 1)
    for t in np.unique(score):
        cost = risky_approved * np.sum((score >= t) & (y == 0))
        cost += good_refused * np.sum((score < t) & (y == 1))
        if cost < least:
            best, least = t, cost
    return best
