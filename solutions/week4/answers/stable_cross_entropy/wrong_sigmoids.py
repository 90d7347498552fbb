# score: 0 of 4
# mistake: binary cross-entropy of sigmoids
# hint: binary cross-entropy
def stable_cross_entropy(Z, y):
    n, k = Z.shape
    hot = np.eye(k)[y]
    a = 1 / (1 + np.exp(-np.clip(Z, -700, 700)))
    return np.mean(np.logaddexp(0, Z) - hot * Z), (a - hot) / (n * k)
