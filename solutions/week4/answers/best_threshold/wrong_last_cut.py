# score: 2.25 of 4
# mistake: returns the last cut
# hint: Is the last cut returned


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return score * (1 + lam) / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    best = np.inf
    for t in np.append(score, score.max() + 1):
        cost = risky_approved * np.sum((score >= t) & (y == 0)) + good_refused * np.sum(
            (score < t) & (y == 1)
        )
        if cost < best:
            best = cost
    return t
