# score: 3 of 4
# mistake: returns 1 minus the ratio
# hint: 1 minus the ratio


def approval_threshold(risky_approved, good_refused):
    return 1 - good_refused / risky_approved


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
    return places[int(np.argmin(costs))]
