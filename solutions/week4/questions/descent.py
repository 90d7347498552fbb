"""Gradient descent on one weight: what a picture of its steps shows, and the steps themselves."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from grader.exam.answers import numeric
from grader.exam.bank import question
from grader.exam.bank.numbers import pick, steps
from grader.exam.figures import Curve, Figure
from grader.exam.question import Question, UnsuitableError
from grader.exam.wording import minus, number, product, times

from ._concepts import Ask, concept, fair

SLIDE = "Recap: Gradient Descent"


@question(title="A step in a picture", slide=SLIDE, points=(1, 1, 2), minutes=(1, 1.5, 2),
          variants=12)  # fmt: skip
def step_picture(rng: np.random.Generator, level: int) -> Question:
    """Level 1 which way, level 2 whether the rate is right, level 3 the new weight."""
    centre = steps(rng, -1, 1, zero=True)
    grid = np.linspace(-4, 4, 33)
    height = 0.5 * (grid - centre) ** 2  # its slope is w minus the centre
    valley = Curve(tuple(grid.tolist()), tuple(height.round(4).tolist()), "J(w)")
    heights = ", ".join(number(v) for v in height[::4])
    told = f"The cost at w = -4, -3, -2 and so on to 4 is {heights}."
    ticks = tuple(float(v) for v in range(-4, 5))
    if level == 2:
        return _rate_picture(rng, centre, valley, told, ticks)
    w = steps(rng, -3, 3, zero=True)
    if abs(w - centre) < 1 or abs(w - centre) > 3:
        raise UnsuitableError("the dot should lie on a slope")
    dot = Curve((w,), (0.5 * (w - centre) ** 2,), "now", "dots")
    slope = w - centre
    if level == 1:
        figure = Figure((valley, dot), "w", "J", f"{told} The dot is at w = {w:g}.", ticks)
        side = {True: ("left", "positive"), False: ("right", "negative")}
        way, sign = side[slope > 0]
        other_way, other_sign = side[slope < 0]
        return Question(
            prompt=(
                "The plot shows a cost and a dot at the present weight. Where does a small step of "
                "gradient descent move the dot, and why?"
            ),
            answer=fair(
                rng,
                (f"To the {way}, for the slope there is {sign}", "It goes against the slope."),
                {
                    f"To the {other_way}, for the slope there is {sign}": "That climbs.",
                    f"To the {other_way}, for the slope there is {other_sign}": "See the curve.",
                    f"To the {way}, for the slope there is {other_sign}": (
                        "The way is right and the sign is not."
                    ),
                },
            ),
            solution=(f"The slope is {sign}, and the step goes the other way, to the {way}.",),
            given={"w": w, "centre": centre},
            figure=figure,
        )
    height_at = 0.5 * slope * slope
    ends = (w - 1, w + 1)
    line = Curve(ends, tuple(height_at + slope * (e - w) for e in ends), "tangent")
    rate = pick(rng, [0.1, 0.2, 0.5, 2.0, 0.25])
    value = w - rate * slope
    figure = Figure(
        (valley, line, dot), "w", "J",
        f"{told} The dot is at w = {w:g}, J = {number(height_at)}; its tangent runs from w = "
        f"{ends[0]:g}, J = {number(line.y[0])} to w = {ends[1]:g}, J = {number(line.y[1])}.",
        ticks,
    )  # fmt: skip
    return Question(
        prompt=(
            "The plot shows a cost, a dot at the present weight and the tangent there. Where is "
            "the "
            rf"weight after one step of gradient descent with $\alpha = {rate:g}$?"
        ),
        answer=numeric(
            value,
            {
                "The step goes against the slope.": w + rate * slope,
                "The learning rate is missing.": w - slope,
                "The height was used in place of the slope.": w - rate * height_at,
                "This is the change, not the new weight.": -rate * slope,
            },
            tolerance=0.05,
        ),
        solution=(
            f"The tangent changes by {number(2 * slope)} over a width of 2: the slope is "
            f"${number(slope)}$.",
            f"${number(w)} - {product(rate, slope)} = {number(value)}$.",
        ),
        given={"w": w, "centre": centre, "rate": rate},
        figure=figure,
    )


_RATES = {
    "small": (0.1, "It is too small: each step moves only a little"),
    "good": (0.7, "It suits: the bottom is nearly reached in three steps"),
    "over": (1.8, "It is large: each step jumps over the bottom, but ends lower"),
    "apart": (2.3, "It is too large: each step jumps over the bottom and ends higher"),
}


def _rate_picture(
    rng: np.random.Generator, centre: float, valley: Curve, told: str, ticks: tuple[float, ...]
) -> Question:
    kind = pick(rng, list(_RATES))
    rate, text = _RATES[kind]
    start = centre + pick(rng, [-1.25, -1, 1, 1.25] if kind == "apart" else [-3, -2.5, 2.5, 3])
    places = [centre + (start - centre) * (1 - rate) ** t for t in range(4)]
    dots = tuple(
        Curve((round(w, 3),), (round(0.5 * (w - centre) ** 2, 3),), name, "dots")
        for name, w in (("0 steps", places[0]), ("1 step", places[1]), ("3 steps", places[3]))
    )
    where = "; ".join(f"after {c.label} w = {c.x[0]:g}, J = {c.y[0]:g}" for c in dots)
    return Question(
        prompt=(
            "The plot shows a cost and where gradient descent was at the start (0 steps), after 1 "
            "step and after 3 steps. What does it say about the learning rate?"
        ),
        answer=fair(
            rng, (text, "Follow the dots from the start on."),
            {_RATES[k][1]: "Compare places and heights." for k in _RATES if k != kind},
        ),
        solution=(f"{text}.",),
        given={"centre": centre, "start": start, "kind": kind,
               "texts": {k: v[1] for k, v in _RATES.items()}},
        figure=Figure((valley, *dots), "w", "J", f"{told} The dots: {where}.", ticks),
    )  # fmt: skip


@question(title="Several steps downhill", slide=SLIDE, points=(1, 2, 3), minutes=(2, 3, 3))
def descent_steps(rng: np.random.Generator, level: int) -> Question:
    """On a parabola: level 1 one step, level 2 two steps, level 3 the rate that ends in one."""
    k, c, w = pick(rng, [1, 2, 4]), int(steps(rng, -3, 3)), int(steps(rng, -4, 4))
    rate = pick(rng, [Fraction(1, 10), Fraction(1, 4), Fraction(1, 8), Fraction(1, 20)])
    if w == c or abs(w - c) > 5 or 2 * k * rate >= 1:
        raise UnsuitableError("there should be a way to go, and the rate should be small")
    cost = times(k, f"(w {minus(c)})^2")
    first = w - rate * 2 * k * (w - c)
    if level == 3:
        value = Fraction(1, 2 * k)
        return Question(
            prompt=(
                rf"The cost is $J(w) = {cost}$, and $w = {w}$. With which learning rate does one "
                "step of gradient descent reach the minimum?"
            ),
            answer=numeric(
                float(value),
                {
                    "The factor 2 of the square is missing.": 1 / k,
                    "The slope is divided by, not multiplied with.": 2 * k,
                    "With this rate the step goes twice as far as it should.": 2 * float(value),
                    "The rate is the way over the slope, not the way over the height.": abs(
                        (w - c) / (k * (w - c) ** 2)
                    ),
                },
            ),
            solution=(
                rf"The slope at $w$ is ${number(2 * k * (w - c))}$, and the way to the minimum is "
                f"${number(w - c)}$.",
                rf"$\alpha = \frac{{{number(w - c)}}}{{{number(2 * k * (w - c))}}} = "
                f"{number(float(value))}$.",
            ),
            given={"k": k, "c": c, "w": w, "rate": None},
        )
    second = first - rate * 2 * k * (first - c)
    value = first if level == 1 else second
    return Question(
        prompt=(
            rf"The cost is $J(w) = {cost}$. Gradient descent starts at $w = {w}$ with "
            rf"$\alpha = {float(rate):g}$. Where is it after "
            rf"{'one step' if level == 1 else 'two steps'}?"
        ),
        answer=numeric(
            float(value),
            {
                "The factor 2 of the square is missing.": float(
                    w - rate * k * (w - c) if level == 1 else
                    c + (w - c) * (1 - rate * k) ** 2
                ),
                "The gradient was added: this climbs.": float(
                    w + rate * 2 * k * (w - c) if level == 1 else
                    c + (w - c) * (1 + rate * 2 * k) ** 2
                ),
                "The second step uses the slope at the new place.": float(
                    w - 2 * rate * 2 * k * (w - c) if level == 2 else value
                ),
                "That is after the first step.": float(first),
            },
        ),
        solution=(
            rf"The slope is ${2 * k} (w {minus(c)})$.",
            f"First step: $w = {number(float(first))}$.",
            *((f"Second step: $w = {number(float(second))}$.",) if level == 2 else ()),
        ),
        given={"k": k, "c": c, "w": w, "rate": rate, "level": level},
    )  # fmt: skip


_FACTS = {
    1: [
        Ask("Which way does the gradient of a cost point?",
            "Uphill: where the cost grows fastest", "So the step goes against it.",
            {"Downhill: where the cost falls fastest": "Therefore the minus in the update.",
             "To the place with the smallest cost of all": "It knows its own place only.",
             "Along the line on which the cost stays the same": "It is at right angles to that.",
             "To the place where the weights are all zero": "That is what a penalty pulls to."}),
        Ask(r"In $w := w - \alpha \frac{\partial L}{\partial w}$, what is $\alpha$?",
            "The learning rate, which scales the step", "It says how far to trust the slope.",
            {"The weight of the penalty in the cost function": r"That is $\lambda$.",
             "The probability with which a unit is dropped": "That is $p$.",
             "The slope of the activation at the output": "That is part of the gradient.",
             "The number of examples in the batch": "That is $n$."}),
    ],
    2: [
        Ask("At some point all partial derivatives of the cost are 0. What does a step do?",
            "Nothing: all weights and biases stay where they are", "Each step is a slope times a "
            "number.",
            {"It moves all weights by the learning rate itself": "The rate is multiplied by 0.",
             "It moves all weights to zero": "Nothing pulls there.",
             "It moves the biases only, since they have no inputs": "Their slopes are 0 too.",
             "It jumps to another place by chance": "The rule has no chance in it."}),
        Ask("The learning rate is far too large. What is most likely seen?",
            "The cost jumps up and down or grows from step to step", "The steps jump over the "
            "valley.",
            {"The cost falls steadily, but only by a little in each step": "Then it is too small.",
             "The cost stays exactly as it was at the start": "Then slope or rate is 0.",
             "The weights all become exactly zero": "That is the work of an L1 penalty.",
             "The cost on training data falls and that on new data rises": "That is overfitting."}),
    ],
    3: [
        Ask("Why does the cost of a network depend on the weights of the first layer less directly "
            "than on those of the last?",
            "They act on it only through all the later layers.", "Hence the chain rule.",
            {"They are updated with a smaller learning rate.": "All have the same rate.",
             "They are fewer than the weights of the last layer.": "Often they are more.",
             "They are not part of the cost function at all.": "They are, through the others.",
             "They are fixed once the first epoch is over.": "They are learnt like all others."}),
        Ask("Somebody updates $w$ first and then computes the gradient of $b$ with the new $w$. "
            "Which rule does that break?",
            "All gradients of a step belong to the same point.", "Gradient first, then all moves.",
            {"A bias must be updated before its weight.": "The order of the moves is free.",
             "A bias has a gradient of its own only in the output layer.": "All biases have one.",
             "The learning rate of a bias must be the smaller one.": "Both have the same.",
             "A bias is not changed by gradient descent.": "It is, by the same rule."}),
    ],
}  # fmt: skip


@question(title="What a step does", slide=SLIDE, points=(1, 1, 1), minutes=(1, 1, 1), variants=8)
def descent_facts(rng: np.random.Generator, level: int) -> Question:
    """Level 1 the words, level 2 what is seen, level 3 many layers."""
    return concept(rng, _FACTS[level])
