# score: 0 of 2
# mistake: small entries cross zero
# hint: jump across 0


def elastic_net_step(v, l1, l2, step):
    return np.where(v > 0, (v-step*l1)/(1+2*step*l2), (v+step*l1)/(1+2*step*l2))
