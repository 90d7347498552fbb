# score: 0 of 2
# mistake: the local gradients are added
# hint: are added
def neuron_gradient(w, b, x, y):
    dL_da, da_dz, dz_dw, dz_db = neuron_locals(w, b, x, y)
    return dL_da + da_dz + dz_dw, dL_da + da_dz + dz_db
