# score: 2.75 of 4
# mistake: tries ten thresholds only
# hint: every cut between two scores


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    places = list(np.linspace(0, 1, 11))
    costs = []
    for t in places:
        yes = score >= t
        costs.append(
            risky_approved * np.sum(yes & (y == 0)) + good_refused * np.sum(~yes & (y == 1))
        )
    return places[int(np.argmin(costs))]
