# score: 0.25 of 2
# mistake: returns the analytic gradient
# hint: does not depend on h


def numeric_gradient(w, b, x, y, h=1e-5):
    return neuron_gradient(w, b, x, y)[0]
