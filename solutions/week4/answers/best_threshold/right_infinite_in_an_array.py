# score: 4 of 4


def approval_threshold(risky_approved, good_refused):
    return np.array(risky_approved/(risky_approved+good_refused))
def recalibrated(score, lam):
    s = np.asarray(score); odds = s/(1-s+1e-300)*(1+lam)
    return np.where(s == 1, 1.0, odds/(1+odds))
def best_threshold(score, y, risky_approved, good_refused):
    ts = [float('-inf')] + sorted(set(score))[1:] + [float('inf')]
    f = lambda t: sum((risky_approved if s >= t else 0) if v == 0 else (good_refused if s < t else 0) for s, v in zip(score, y))
    return np.array([min(ts, key=f)])
