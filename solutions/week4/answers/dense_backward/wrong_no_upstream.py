# score: 0 of 5
# mistake: does not use upstream
# hint: upstream is not used

def dense_backward(upstream, X, W):
    one = np.ones(upstream.shape)
    return X.T @ one, one.sum(0), one @ W.T
