# score: 2.5 of 4
# mistake: stores the probabilities in an array of whole numbers
# hint: recalibrated holds whole numbers


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (risky_approved + good_refused)


def recalibrated(score, lam):
    result = np.array([0] * len(score))
    for i, s in enumerate(score):
        result[i] = (1 + lam) * s / (1 + lam * s)
    return result


def best_threshold(score, y, risky_approved, good_refused):
    places = np.append(np.unique(score), score.max() + 1)
    costs = [
        risky_approved * np.sum((score >= t) & (y == 0))
        + good_refused * np.sum((score < t) & (y == 1))
        for t in places
    ]
    return places[np.argmin(costs)]
