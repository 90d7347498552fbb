# score: 2.25 of 4
# mistake: sorts the scores and not y
# hint: the scores were sorted and y was not


def approval_threshold(risky_approved, good_refused):
    return risky_approved / (good_refused + risky_approved)


def recalibrated(score, lam):
    return score * (1 + lam) / (1 + lam * score)


def best_threshold(score, y, risky_approved, good_refused):
    s = np.sort(score)
    cuts = np.append(s, np.nextafter(s[-1], np.inf))
    costs = [risky_approved * np.sum(y[s >= t] == 0) + good_refused * np.sum(y[s < t] == 1) for t in cuts]
    return float(cuts[np.argmin(costs)])
