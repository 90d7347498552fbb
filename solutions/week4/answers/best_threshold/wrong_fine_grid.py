# score: 3.5 of 4
# mistake: tries ten thousand evenly spaced thresholds
# hint: every cut between two scores


def approval_threshold(risky_approved, good_refused):
    return risky_approved/(risky_approved+good_refused)
def recalibrated(score, lam):
    return (1+lam)*score/(1+lam*score)
def best_threshold(score, y, risky_approved, good_refused):
    T = np.linspace(score.min()-1e-3, score.max()+1e-3, 10001)
    c = [np.sum((score >= t)&(y == 0))*risky_approved + np.sum((score < t)&(y == 1))*good_refused for t in T]
    return T[np.argmin(c)]
