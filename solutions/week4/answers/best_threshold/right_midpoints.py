# score: 4 of 4


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    s = np.unique(score)
    cuts = np.concatenate([[s[0] - 1], (s[1:] + s[:-1]) / 2, [s[-1] + 1]])

    def cost(t):
        return np.where(y == 0, risky_approved * (score >= t), good_refused * (score < t)).mean()

    return min(cuts, key=cost)
