"""Make the answer of a question from the right value and the mistakes around it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from grader.exam.markup import looks
from grader.exam.question import (
    TWO_DECIMALS,
    Choice,
    Mistake,
    Numeric,
    Option,
    Short,
    UnsuitableError,
)
from grader.exam.wording import number


def numeric(
    value: float,
    mistakes: Mapping[str, float] | None = None,
    *,
    tolerance: float = TWO_DECIMALS,
    unit: str = "",
) -> Numeric:
    """Return a numeric answer; a mistake that happens to give the right number is left out.

    A mistake that cannot be told from an earlier one is left out too: the first explanation
    stands.
    """
    kept: list[Mistake] = []
    value = _clean(value)
    for because, wrong in (mistakes or {}).items():
        taken = [value, *(m.value for m in kept)]
        if math.isfinite(wrong) and all(abs(wrong - other) > 2 * tolerance for other in taken):
            kept.append(Mistake(_clean(wrong), because))
    return Numeric(value, tolerance, unit, tuple(kept))


def words(*accepted: str) -> Short:
    """Return an answer in words: the one to show first, then others that say the same.

    Capitals and articles are no matter. A hyphen stands for a hyphen, a space or nothing:
    ``words("Overfitting", "over-fit")``. Sentences that people write instead of a word are listed
    too, for Moodle and Canvas, which only compare: ``"it over-fits"``.
    """
    return Short(accepted)


def shape(sizes: Sequence[int], mistakes: Mapping[str, Sequence[int]] | None = None) -> Short:
    """Return the shape of an array as the answer; a mistake's explanation stands before its shape.

    Examples
    --------
    >>> shape((42, 26), {"It is transposed.": (26, 42)}).mistakes
    (('(26, 42)', 'It is transposed.'),)
    """
    wrong = tuple((str(tuple(other)), why) for why, other in (mistakes or {}).items())
    return Short((str(tuple(sizes)),), wrong, "shape")


def symbol(name: str, mistakes: Mapping[str, str] | None = None) -> Short:
    """Return a letter with an index as the answer, such as ``w1``; of a weight the index will do.

    Examples
    --------
    >>> [symbol("w1").accepts(text) for text in ("$w_1$", "w₁", "weight 1", "w2")]
    [True, True, True, False]
    """
    wrong = tuple((other, why) for why, other in (mistakes or {}).items())
    return Short((name,), wrong, "symbol")


def _clean(value: float) -> float:
    """Take the binary dust off a short decimal: 0.30000000000000004 is printed as 0.3."""
    return round(float(value), 10) + 0.0


def choose(
    rng: np.random.Generator, right: tuple[str, str], wrong: Mapping[str, str], *, count: int = 4
) -> Choice:
    """Return one right option among ``count``, in random order.

    Parameters
    ----------
    right : the right option and why it is right.
    wrong : wrong options, each with its mistake; ``count - 1`` of them are drawn.

    Raises
    ------
    UnsuitableError : fewer than ``count - 1`` wrong options look different from the right one and
        from each other.
    """
    options = [Option(right[0], True, right[1])]
    taken = {looks(right[0])}
    rest = []
    for text, why in wrong.items():
        if looks(text) not in taken:
            taken.add(looks(text))
            rest.append(Option(text, False, why))
    if len(rest) < count - 1:
        raise UnsuitableError("too few wrong options are left")
    picked = rng.choice(len(rest), size=count - 1, replace=False)
    options += [rest[i] for i in picked]
    return shuffled(rng, options)


def choose_number(
    rng: np.random.Generator,
    value: float,
    why: str,
    mistakes: Mapping[str, float],
    *,
    pattern: str = "${}$",
    count: int = 4,
) -> Choice:
    """Return one right number among ``count`` options, each wrong one made by a named mistake."""
    answer = numeric(value, mistakes)
    if len(answer.mistakes) < count - 1:
        raise UnsuitableError("two mistakes give the same number")
    options = [Option(pattern.format(number(value)), True, why, float(value))]
    for mistake in answer.mistakes[: count - 1]:
        text = pattern.format(number(mistake.value))
        options.append(Option(text, False, mistake.because, mistake.value))
    return shuffled(rng, options)


def choose_several(
    rng: np.random.Generator, options: Sequence[Option], *, count: int = 5
) -> Choice:
    """Return ``count`` of the options, at least one of them right and one wrong."""
    right = [option for option in options if option.correct]
    wrong = [option for option in options if not option.correct]
    low, high = max(1, count - len(wrong)), min(len(right), count - 1)
    take = int(rng.integers(low, high + 1))
    picked = [right[i] for i in rng.choice(len(right), take, replace=False)]
    picked += [wrong[i] for i in rng.choice(len(wrong), count - take, replace=False)]
    return shuffled(rng, picked, several=True)


def shuffled(
    rng: np.random.Generator, options: Sequence[Option], *, several: bool = False
) -> Choice:
    """Return the options in random order.

    Raises
    ------
    UnsuitableError : two options look alike.
    """
    if len({looks(option.text) for option in options}) < len(options):
        raise UnsuitableError("two options look alike")
    order = rng.permutation(len(options))
    return Choice(tuple(options[i] for i in order), several)
