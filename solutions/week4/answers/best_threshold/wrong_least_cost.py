# score: 2.25 of 4
# mistake: returns the cost instead of the threshold
# hint: the least cost


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    return (1 + lam) * score / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    places = sorted(set(score.tolist())) + [score.max() + 1]
    costs = []
    for t in places:
        yes = score >= t
        costs.append(
            risky_approved * np.sum(yes & (y == 0)) + good_refused * np.sum(~yes & (y == 1))
        )
    return min(costs) / len(y)
