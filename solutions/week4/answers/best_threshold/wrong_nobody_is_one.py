# score: 1.5 of 4
# mistake: takes 1 for approving nobody, // and missing brackets
# hint: cuts off what stands


def approval_threshold(risky_approved, good_refused):
    return risky_approved//(risky_approved+good_refused)
def recalibrated(score, lam):
    return (1+lam)*score/1+lam*score
def best_threshold(score, y, risky_approved, good_refused):
    T = np.append(np.sort(score), 1.0)
    c = [np.sum((score >= t)&(y == 0))*risky_approved + np.sum((score < t)&(y == 1))*good_refused for t in T]
    return T[np.argmin(c)]
