# score: 3.5 of 4
# mistake: tries the cuts between scores only
# hint: Is the lowest score tried too?

def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)
def recalibrated(score, lam):
    return score * (1 + lam) / (1 + lam * score)
def best_threshold(score, y, risky_approved, good_refused):
    s = np.unique(score); cuts = (s[1:] + s[:-1]) / 2
    costs = [risky_approved * np.sum((score >= t) & (y == 0)) + good_refused * np.sum((score < t) & (y == 1)) for t in cuts]
    return cuts[np.argmin(costs)]
