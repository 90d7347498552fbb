# score: 1.25 of 4
# mistake: approves from one half, whatever it costs
# hint: 0.5


def approval_threshold(risky_approved, good_refused):
    return 0.5


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    return 0.5
