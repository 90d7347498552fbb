# score: 4 of 4


def approval_threshold(risky_approved, good_refused):
    return 1 / (1 + good_refused / risky_approved)


def recalibrated(score, lam):
    s = np.asarray(score, dtype=float)
    return 1 - (1 - s) / (1 + lam * s)


def best_threshold(score, y, risky_approved, good_refused):
    values, inverse = np.unique(score, return_inverse=True)
    good = np.bincount(inverse, weights=y, minlength=len(values))
    risky = np.bincount(inverse, weights=1 - np.asarray(y), minlength=len(values))
    refused_good = np.concatenate([[0], np.cumsum(good)])
    approved_risky = risky.sum() - np.concatenate([[0], np.cumsum(risky)])
    costs = good_refused * refused_good + risky_approved * approved_risky
    cuts = np.append(values, np.inf)
    return cuts[int(np.argmin(costs))]
