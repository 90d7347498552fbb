# score: 3 of 3
class Sigmoid:
    def __call__(self, z):
        e = np.exp(-np.abs(z))
        a = np.where(np.asarray(z) >= 0, 1.0, e) / (1 + e)
        return a, a * (1 - a)


stable_sigmoid = Sigmoid()
