# score: 1.75 of 2
# mistake: squeezes a single entry to a number and asks for its length
# hint: with n = 1


def soft_threshold(w, t):
    w = np.squeeze(w)
    out = np.zeros(w.shape)
    for i in range(len(w)):
        out[i] = np.sign(w[i]) * np.maximum(np.abs(w[i]) - t, 0)
    return out
