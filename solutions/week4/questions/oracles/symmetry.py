"""All 64 patterns, one after the other."""

from itertools import product


def _sum(w, bits):
    return sum(a for a, bit in zip(w, bits, strict=True) if bit)


def symmetry_unit(question):
    g = question.given
    if g["level"] == 1:
        return _sum(g["w"], g["bits"])
    patterns = list(product((0, 1), repeat=6))
    if g["level"] == 3:
        return len([bits for bits in patterns if _sum(g["w"], bits) == 0])
    symmetric = [bits for bits in patterns if bits == bits[::-1]]
    for trial in range(-9, 10):
        w = [trial if i == g["hole"] else v for i, v in enumerate(g["w"])]
        if not any(_sum(w, bits) for bits in symmetric):
            return trial
    raise AssertionError("no weight balances it")


ORACLES = [symmetry_unit]
