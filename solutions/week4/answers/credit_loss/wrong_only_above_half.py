# score: 0 of 4
# mistake: penalises approved borrowers only
# hint: only scores above 0.5


def credit_loss(p, y, lam):
    n = len(p)
    pen = 0
    for i in range(n):
        if y[i] == 0 and p[i] > 0.5: pen += p[i]**2
    g = 2*(p-y)/n
    g[(y == 0) & (p > 0.5)] += 2*lam*p[(y == 0) & (p > 0.5)]/n
    return np.mean((p-y)**2)+lam*pen/n, g
