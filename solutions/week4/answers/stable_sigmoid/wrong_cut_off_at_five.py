# score: 0.75 of 3
# mistake: z is clipped at 5
# hint: cut off at 5
def stable_sigmoid(z):
    z = np.clip(z, -5, 5)
    a = 1 / (1 + np.exp(-z))
    return a, a * (1 - a)
