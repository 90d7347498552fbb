# score: 4 of 4


def approval_threshold(risky_approved, good_refused):
    return 1 / (1 + good_refused / risky_approved)


def recalibrated(score, lam):
    score = np.asarray(score)
    good, risky = (1 + lam) * score, 1 - score
    return good / (good + risky)


def best_threshold(score, y, risky_approved, good_refused):
    order = np.argsort(score)
    s, label = score[order], y[order]
    # refuse the first i borrowers of the sorted list, for i = 0 ... n
    refused = np.concatenate([[0], np.cumsum(label == 1)]) * good_refused
    approved = np.concatenate([[0], np.cumsum((label == 0)[::-1])])[::-1] * risky_approved
    total = refused + approved
    allowed = np.concatenate([[True], s[1:] > s[:-1], [True]])  # never cut through equal scores
    i = int(np.argmin(np.where(allowed, total, np.inf)))
    return s[i] if i < len(s) else np.inf
