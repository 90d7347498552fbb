"""Answers found from what a listener has: the prompt, the alternative text and the options.

Each function gets three texts and nothing else, so what it finds follows from them.
"""

import math
import re
from decimal import Decimal

from grader.exam.markup import plain


def _numbers(text):
    return [Decimal(digits) for digits in re.findall(r"-?\d+(?:\.\d+)?", text)]


def _after(text, words):
    """The numbers between some words and the end of their sentence."""
    return _numbers(re.search(re.escape(words) + r"(.*?)(?:\.(?:\s|$)|;|$)", text, re.S)[1])


def _option(options, *words):
    """The one option with one of the words."""
    (text,) = (o for o in options if any(word in o for word in words))
    return {text}


_CURVES = {
    "Sigmoid": (lambda z: 1 / (1 + math.exp(-z)), lambda a, z: a * (1 - a)),
    "tanh": (math.tanh, lambda a, z: 1 - a * a),
    "ReLU": (lambda z: max(z, 0.0), lambda a, z: float(z > 0)),
    "Leaky ReLU": (lambda z: max(z, z / 10), lambda a, z: 1.0 if z > 0 else 0.1),
    "ELU": (lambda z: z if z >= 0 else math.exp(z) - 1, lambda a, z: 1.0 if z >= 0 else a + 1),
}


def read_activation(prompt, alt, options):
    """The curve that runs through the values told; a shift stands in the prompt."""
    moved = re.search(r"g\(z ([-+\u2212]) ([\d.]+)\)", prompt)
    shift = float(moved[2]) * (-1 if moved[1] == "+" else 1) if moved else 0.0
    told = [float(v) for v in _after(alt, "to 4: ")]
    slope = "derivative" in prompt
    fits = set()
    for title, (function, derivative) in _CURVES.items():
        pairs = [(function(z - shift), z - shift) for z in range(-4, 5)]
        values = [derivative(a, z) if slope else a for a, z in pairs]
        if all(abs(a - b) < 0.002 for a, b in zip(values, told, strict=True)):
            fits.add(title)
    return fits & set(options) if len(fits) == 1 else fits


def read_path(prompt, alt, options):
    """Equal steps down to zero are L1; the first zero of a row is where it leaves."""
    rows = {name: _numbers(row) for name, row in re.findall(r"(w\d): (.*?)\.(?:\s|$)", alt)}
    zeros = {n: next((k for k, v in enumerate(row) if v == 0), 99) for n, row in rows.items()}
    if "Which penalty" in prompt:
        return _option(options, "lasso" if max(zeros.values()) < 99 else "ridge")
    if "Which weight" in prompt:
        return (max if "last" in prompt else min)(zeros, key=zeros.get)
    return float(zeros[re.search(r"does (w\d) become", plain(prompt))[1]])


def read_curves(prompt, alt, options):
    """Only the validation losses decide; which way they end says what the curves mean."""
    training, losses = _after(alt, "and so on: "), _after(alt, "Validation losses: ")
    best = losses.index(min(losses))
    if "What do the curves say" in prompt:
        assert training == sorted(training, reverse=True)
        assert best < len(losses) - 1
        return _option(options, "starts to overfit")
    if "weights best" in prompt:
        return float(best)
    patience = int(re.search(r"patience (\d)", prompt)[1])
    low, waited = Decimal("Infinity"), 0
    for epoch, loss in enumerate(losses):
        low, waited = (loss, 0) if loss < low else (low, waited + 1)
        if waited == patience:
            return float(epoch)
    raise AssertionError("it never stops")


def counted_cost(prompt, alt, options):
    """Every borrower anew, from the risks and outcomes told."""
    pairs = [(Decimal(r), what) for r, what in re.findall(r"([\d.]+) (defaulted|repaid)", alt)]
    (bad,) = _numbers(re.search(r"approved default costs (\d+)", prompt)[0])
    (good,) = _numbers(re.search(r"good borrower (\d+)", prompt)[0])

    def cost(cut):
        approved = sum(bad for risk, what in pairs if risk < cut and what == "defaulted")
        return approved + sum(good for risk, what in pairs if risk >= cut and what == "repaid")

    if "Which of the thresholds" in prompt:
        return float(min(_numbers(re.search(r"thresholds (.*) costs", prompt)[1]), key=cost))
    return float(cost(_numbers(re.search(r"threshold ([\d.]+) cost", prompt)[1])[0]))


def step_picture(prompt, alt, options):
    """Slopes from the heights told on both sides of the dot; the dots in their order."""
    heights = dict(zip(range(-4, 5), _after(alt, "to 4 is "), strict=True))
    if "learning rate?" in prompt:
        (w0, j0), (w1, j1), (_, j3) = (
            (Decimal(w), Decimal(j))
            for w, j in re.findall(r"steps? w = (-?[\d.]+), J = ([\d.]+\d|\d)", alt)
        )
        bottom = min(heights, key=heights.get)
        if (w0 - bottom) * (w1 - bottom) > 0:
            return _option(options, "suits" if j3 * 50 < j0 else "too small")
        return _option(options, "ends lower" if j1 < j0 else "ends higher")
    w = int(re.search(r"dot is at w = (-?\d+)", alt)[1])
    slope = (heights[w + 1] - heights[w - 1]) / 2  # of a parabola: exact
    if "Where does a small step" in prompt:
        words = "left, for the slope there is positive", "right, for the slope there is negative"
        return _option(options, words[slope < 0])
    points = re.findall(r"w = (-?[\d.]+), J = (-?[\d.]*\d)", alt.split("tangent")[1])
    (a, ja), (b, jb) = ((Decimal(u), Decimal(v)) for u, v in points)
    assert (jb - ja) / (b - a) == slope
    return float(w - _numbers(re.search(r"α = ([\d.]+)", prompt)[1].rstrip("."))[0] * slope)


def degree_curve(prompt, alt, options):
    """The lowest error on new data decides; the neighbours say on which side a degree lies."""
    train, fresh = _after(alt, "Training data: "), _after(alt, "New data: ")
    best = fresh.index(min(fresh)) + 1
    if "Which degree" in prompt:
        return float(best)
    if "colleague" in prompt:
        return float(fresh[train.index(min(train))] - min(fresh))
    at = int(re.search(r"true of degree (\d)", prompt)[1])
    return _option(options, "underfits" if at < best else "overfits" if at > best else "fits well")


def dropout_picture(prompt, alt, options):
    """The units told for each pass."""
    passes = [
        [int(v) for v in re.findall(r"\d", row)] for row in re.findall(r"pass \d: ([^;.]*)", alt)
    ]
    if "at work" in prompt:
        return 8.0 - len(passes[int(re.search(r"work in pass (\d)", prompt)[1]) - 1])
    if "share" in prompt:
        return 100 * sum(map(len, passes)) / 40
    if [] in passes:
        return _option(options, "then prediction")
    return _option(options, "same at each" if passes.count(passes[0]) == 5 else "new mask")


def rise_picture(prompt, alt, options):
    """Compared with the lowest error told so far."""
    losses = _after(alt, "in per cent: ")
    if "percentage points" in prompt:
        return float(losses[-1] - min(losses))
    if "After which" not in prompt:
        return float(100 * losses[-1] / min(losses) - 100)
    alpha = int(re.search(r"more than (\d+) %", prompt)[1])
    return float(
        next(t for t in range(10) if losses[t] * 100 > min(losses[: t + 1]) * (100 + alpha))
    )


HEARD = [
    rise_picture,
    dropout_picture,
    degree_curve,
    step_picture,
    read_activation,
    read_path,
    read_curves,
    counted_cost,
]
