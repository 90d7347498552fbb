"""Keys that follow from what is printed.

A printed decimal is two things: an exact number, 0.52 and not the binary fraction beside it, and
perhaps a rounded one.  Where an answer hangs on which of two numbers is larger, both must give it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TypeVar

from grader.exam.question import UnsuitableError
from grader.exam.wording import number

T = TypeVar("T")
_NEARLY_HALF = Fraction(499, 1000)


def exact(value: float | Fraction) -> Fraction:
    """Return a number as it is printed; a fraction is exact already.

    Examples
    --------
    >>> exact(0.52) - exact(0.42) > exact(0.1), 0.52 - 0.42 > 0.1
    (False, True)
    """
    return value if isinstance(value, Fraction) else Fraction(number(value))


def decided(
    solve: Callable[[list[Fraction]], T], printed: Sequence[float], *, within: float = 0.0
) -> T:
    """Return what follows from numbers as they are printed, and would if they were rounded.

    Parameters
    ----------
    solve : takes the numbers as fractions and returns what hangs on them: an epoch, a name.
    printed : the numbers of one list, all rounded to the decimals of its longest one.
    within : how far off a number may be instead, where it is read from a picture.

    Raises
    ------
    UnsuitableError : another answer comes out when one of them moves by half its last digit,
        or does not come out at all.

    Examples
    --------
    >>> decided(lambda losses: losses.index(min(losses)), [0.5, 0.42, 0.43])
    1
    >>> decided(lambda losses: losses[1] < losses[0] - exact(0.1), [0.52, 0.42])
    Traceback (most recent call last):
        ...
    grader.exam.question.UnsuitableError: the answer hangs on the last digit of 0.52
    """
    values = [exact(value) for value in printed]
    answer = solve(values)
    places = max(len(number(value).partition(".")[2]) for value in printed)
    step = exact(within) or _NEARLY_HALF / 10**places
    for i, value in enumerate(values):
        for by in (step, -step):
            moved = [*values[:i], value + by, *values[i + 1 :]]
            if solve(moved) != answer:
                raise UnsuitableError(f"the answer hangs on the last digit of {number(printed[i])}")
    return answer
