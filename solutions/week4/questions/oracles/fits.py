"""Errors compared, and means taken one by one."""

from fractions import Fraction


def degree_curve(question):
    g = question.given
    train, fresh = g["train"], g["fresh"]
    best = min(range(9), key=lambda i: fresh[i])
    if g["level"] == 1:
        return best + 1
    if g["level"] == 3:
        return fresh[min(range(9), key=lambda i: train[i])] - min(fresh)
    kind = "under" if g["at"] < best + 1 else "over" if g["at"] > best + 1 else "good"
    return {g["texts"][kind]}


def bias_variance(question):
    """Level 3 without the formula: errors on new targets, truth plus and minus noise."""
    g = question.given
    fits = [Fraction(f) for f in g["fits"]]
    mean = sum(fits) / len(fits)
    if g["level"] == 1:
        return float((mean - g["truth"]) ** 2)
    if g["level"] == 2:  # half the mean squared distance of all pairs
        return float(sum((a - b) ** 2 for a in fits for b in fits) / (2 * len(fits) ** 2))
    spread = g["noise"] ** 0.5
    errors = [(g["truth"] + s * spread - float(f)) ** 2 for f in fits for s in (1, -1)]
    return round(sum(errors) / len(errors), 9)


def lambda_choice(question):
    g = question.given
    at = min(range(5), key=lambda i: g["columns"]["validation"][i])
    return g["columns"]["test"][at] if g["level"] == 3 else float(g["lams"][at])


ORACLES = [degree_curve, bias_variance, lambda_choice]
