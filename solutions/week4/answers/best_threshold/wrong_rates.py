# score: 2.5 of 4
# mistake: compares shares of each group
# hint: Count the refused good
def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    c = np.append(score, score.max() + 1)
    cost = [
        risky_approved * np.mean(score[y == 0] >= t) + good_refused * np.mean(score[y == 1] < t)
        for t in c
    ]
    return c[np.argmin(cost)]
