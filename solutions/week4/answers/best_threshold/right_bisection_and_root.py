# score: 4 of 4
# needs: scipy


def approval_threshold(risky_approved, good_refused):
    lo, hi = 0.0, 1.0
    for _ in range(80):
        mid = (lo+hi)/2
        if risky_approved*(1-mid) <= good_refused*mid: hi = mid
        else: lo = mid
    return hi
def recalibrated(score, lam):
    from scipy.optimize import brentq
    f = lambda P, s: P/(P+(1+lam)*(1-P)) - s
    return np.array([brentq(f, 0, 1, args=(s,)) for s in score])
def best_threshold(score, y, risky_approved, good_refused):
    ts = sorted(set(score.tolist())) + [float(score.max())+1e-3]
    costs = [sum(risky_approved if s >= t else 0 for s, v in zip(score, y) if v == 0) + sum(good_refused if s < t else 0 for s, v in zip(score, y) if v == 1) for t in ts]
    return ts[costs.index(min(costs))]
