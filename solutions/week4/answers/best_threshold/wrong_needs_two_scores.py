# score: 3.75 of 4
# mistake: approving nobody is one step above the last score, which one borrower has not
# hint: with n = 1 it stops with IndexError


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    s = np.unique(score)
    places = [*s, s[-1] + (s[-1] - s[-2])]
    costs = [
        risky_approved * np.sum((score >= t) & (y == 0))
        + good_refused * np.sum((score < t) & (y == 1))
        for t in places
    ]
    return places[np.argmin(costs)]
