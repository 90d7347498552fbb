# score: 3.5 of 4
# mistake: cuts between two equal scores
# hint: cuts between two equal scores


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (score + lam * score) / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    order = np.argsort(score)
    s, target = score[order], y[order]
    good, risky = target == 1, target == 0
    refused_good = np.concatenate([[0], np.cumsum(good)])  # the first i are refused
    approved_risky = risky.sum() - np.concatenate([[0], np.cumsum(risky)])
    i = int(np.argmin(risky_approved * approved_risky + good_refused * refused_good))
    return s[i] if i < len(s) else np.nextafter(s[-1], np.inf)
