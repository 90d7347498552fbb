# score: 4 of 4


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    t = np.append(np.unique(score)[::-1], -np.inf)
    t = np.append(np.inf, t)
    yes = score[None, :] >= t[:, None]
    cost = yes @ (risky_approved * (1 - y)) + (1 - yes) @ (good_refused * y)
    return t[np.argmin(cost)]
