# score: 0 of 2
# mistake: returns the parameters after a step
# hint: after a step


def neuron_gradient(w, b, x, y):
    dL_da, da_dz, dz_dw, dz_db = neuron_locals(w, b, x, y)
    return w - dL_da*da_dz*dz_dw, b - dL_da*da_dz*dz_db
