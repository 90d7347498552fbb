# score: 4 of 4


def stable_cross_entropy(Z, y):
    Z = np.asarray(Z, dtype=np.float32)
    hot = np.eye(Z.shape[1], dtype=np.float32)[y]
    Z = Z - Z.max(1)[:, None]
    lse = np.log(np.exp(Z).sum(1))
    loss = np.mean(lse - (hot * Z).sum(1))
    return loss, (np.exp(Z - lse[:, None]) - hot) / len(Z)
