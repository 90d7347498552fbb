# score: 3.5 of 4
# mistake: the gradient takes the type of y, and with targets 0 and 1 it is cut
# hint: with whole numbers in y: dp is zero
# hint: zeros_like takes its type from x


def credit_loss(p, y, lam):
    loss, dp = 0.0, np.zeros_like(y)
    n = len(p)
    for i in range(n):
        loss += ((p[i] - y[i]) ** 2 + lam * (1 - y[i]) * p[i] ** 2) / n
        dp[i] = 2 * (p[i] - y[i] + lam * (1 - y[i]) * p[i]) / n
    return loss, dp
