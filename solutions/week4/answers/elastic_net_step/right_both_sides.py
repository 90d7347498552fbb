# score: 2 of 2


def elastic_net_step(v, l1, l2, step):
    v = np.asarray(v, dtype=float)
    k = 1 / step + 2 * l2
    plus = np.maximum((v / step - l1) / k, 0)
    minus = np.minimum((v / step + l1) / k, 0)

    def f(u):
        return (u - v) ** 2 / (2 * step) + l1 * np.abs(u) + l2 * u**2

    return np.where(f(plus) <= f(minus), plus, minus)
