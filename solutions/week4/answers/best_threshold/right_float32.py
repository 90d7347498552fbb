# score: 4 of 4


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    s = np.float32(score)
    return s * (1 + lam) / (1 + lam * s)


def best_threshold(score, y, risky_approved, good_refused):
    score = score.astype(np.float32)
    best = (np.inf, None)
    for t in [*score, np.float32(score.max() + 1)]:
        lost = (
            risky_approved * ((score >= t) & (y < 0.5)).sum()
            + good_refused * ((score < t) & (y > 0.5)).sum()
        )
        if lost < best[0]:
            best = (lost, t)
    return best[1]
