# score: 4 of 4
def approval_threshold(risky_approved, good_refused):
    return np.float64(risky_approved) / np.add(risky_approved, good_refused)


def recalibrated(score, lam):
    r = (1 - score) / (1 + lam * score)
    return 1 - r


def best_threshold(score, y, risky_approved, good_refused):
    order = np.argsort(score, kind="stable")
    s, t = score[order], y[order]
    delta = np.where(t == 1, good_refused, -risky_approved)
    gain = np.concatenate([[0], np.cumsum(delta)])
    valid = np.concatenate([[True], s[1:] != s[:-1], [True]])
    gain = np.where(valid, gain, np.inf)
    k = int(np.argmin(gain))
    return s[k] if k < len(s) else s[-1] + 1
