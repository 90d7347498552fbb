# score: 2.25 of 4
# mistake: good and risky are exchanged
# hint: y = 1
def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    c = np.append(score, score.max() + 1)
    cost = [
        risky_approved * np.sum((score >= t) & (y == 1))
        + good_refused * np.sum((score < t) & (y == 0))
        for t in c
    ]
    return c[np.argmin(cost)]
