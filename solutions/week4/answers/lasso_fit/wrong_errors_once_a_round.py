# score: 4.5 of 5
# mistake: the errors are not made anew for each weight
# hint: for columns that go together


def lasso_fit(X, y, lam):
    Xc, yc = X-X.mean(0), y-y.mean()
    w = np.zeros(X.shape[1])
    for _ in range(300):
        r = yc-Xc@w
        for j in range(len(w)):
            w[j] = soft_threshold(Xc[:, j]@(r+Xc[:, j]*w[j]), lam/2)/(Xc[:, j]@Xc[:, j])
    return w, y.mean()-X.mean(0)@w
