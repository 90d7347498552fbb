# score: 2.25 of 4
# mistake: returns the threshold for probabilities
# hint: threshold for probabilities


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)
