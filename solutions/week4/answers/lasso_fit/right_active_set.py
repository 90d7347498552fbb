# score: 5 of 5
from itertools import product as _prod


def lasso_fit(X, y, lam):
    m = X.mean(0)
    A = X - m
    t = y - y.mean()
    d = X.shape[1]
    G, c = A.T @ A, A.T @ t
    w = np.zeros(d)
    active = []
    # active set method
    for _ in range(200):
        while active:
            s = np.sign(w[active])
            s = np.where(s == 0, np.sign((c - G @ w)[active]), s)
            target = np.linalg.solve(G[np.ix_(active, active)], c[active] - lam / 2 * s)
            cur = w[active]
            step = target - cur
            cross = [
                (-cur[i] / step[i], i)
                for i in range(len(active))
                if cur[i] != 0 and np.sign(target[i]) != np.sign(cur[i])
            ]
            if cross:
                a, i = min(cross)
                w[active] = cur + a * step
                w[active[i]] = 0.0
                active.pop(i)
            else:
                w[active] = target
                break
        g = c - G @ w
        off = [j for j in range(d) if j not in active]
        if not off:
            break
        j = max(off, key=lambda j: abs(g[j]))
        if abs(g[j]) <= lam / 2 + 1e-10:
            break
        active.append(j)
    return w, y.mean() - m @ w
