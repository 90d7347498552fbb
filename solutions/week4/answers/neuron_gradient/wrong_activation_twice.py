# score: 0 of 2
# mistake: the activation's derivative is a factor twice
# hint: is there twice


def neuron_gradient(w, b, x, y):
    dL_da, da_dz, dz_dw, dz_db = neuron_locals(w, b, x, y)
    return dL_da*da_dz*da_dz*x, dL_da*da_dz*da_dz
