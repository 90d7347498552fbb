"""Steps in closed form, and pictures read from their points."""

from ._words import by_words


def step_picture(question):
    g = question.given
    slope = None
    if question.level != 2:
        (dot,) = (c for c in question.figure.curves if c.label == "now")
        curve = dict(zip(question.figure.curves[0].x, question.figure.curves[0].y, strict=True))
        slope = (curve[dot.x[0] + 0.25] - curve[dot.x[0] - 0.25]) / 0.5
    if question.level == 1:
        words = "left, for the slope there is positive" if slope > 0 else (
            "right, for the slope there is negative")  # fmt: skip
        return {o.text for o in question.answer.options if words in o.text}
    if question.level == 3:
        return dot.x[0] - g["rate"] * slope
    start, first, last = (c.x[0] - g["centre"] for c in question.figure.curves[1:])
    if first * start > 0:
        kind = "good" if abs(last) < abs(start) / 10 else "small"
    else:
        kind = "over" if abs(first) < abs(start) else "apart"
    return {g["texts"][kind]}


def descent_steps(question):
    g = question.given
    if question.level == 3:  # all rates on a fine grid: the one that ends lowest
        rates = [k / 1000 for k in range(1, 2001)]
        slope = 2 * g["k"] * (g["w"] - g["c"])
        return min(rates, key=lambda rate: abs(g["w"] - rate * slope - g["c"]))
    return float(g["c"] + (1 - 2 * g["k"] * g["rate"]) ** g["level"] * (g["w"] - g["c"]))


FACTS = [
    ("gradient of a cost point", "Uphill"), ("what is $", "learning rate, which"),
    ("derivatives of the cost are 0", "Nothing: all"), ("far too large", "jumps up and down"),
    ("less directly", "through all the later"), ("computes the gradient of $b$", "same point"),
]  # fmt: skip


def descent_facts(question):
    return by_words(question, FACTS)


ORACLES = [step_picture, descent_steps, descent_facts]
