# score: 1 of 3
# mistake: z = 0 belongs to neither side
# hint: z = 0 is left out


def stable_sigmoid(z):
    z = np.asarray(z, float)
    a = np.zeros(z.shape)
    a[z > 0] = 1/(1+np.exp(-z[z > 0]))
    a[z < 0] = np.exp(z[z < 0])/(1+np.exp(z[z < 0]))
    return a, a*(1-a)
