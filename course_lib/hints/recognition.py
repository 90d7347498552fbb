"""The mistakes that every exercise shares: shapes, factors, signs, order.

Each function returns a reason and a hint. A number in them is a shape, an index or a count,
never a value the student could copy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Same = Callable[[Array, Array], bool]
Explanation = tuple[str, str]
_NOT_COMPUTED = "Is it computed, or still the start value?"
_GROWN = 1e6  # times what is right: no slip of a factor, but a loop that runs away, say
_RUNS_AWAY = "Does a loop run away, or is something divided by nearly 0?"
CUT_OFF = (
    "holds whole numbers: what stands behind the point is cut off.",
    "Make the array with floats, for example by dtype=float.",
)


def explain_shape(answer: Array, right: Array, *, name: str) -> Explanation:
    """Say what is wrong with a shape.

    Examples
    --------
    >>> explain_shape(np.zeros((4, 3)), np.zeros((3, 4)), name="dW")[0]
    'dW is transposed: its shape is (4, 3), not (3, 4).'
    """
    have, want = answer.shape, right.shape
    wrong = f"{name} must have shape {want}, got {have}."
    if want == ():
        return (
            f"{name} must be one number; its shape is {have}.",
            "Is a sum missing, or is one entry of it asked?",
        )
    if have == want[::-1] and len(have) == 2:
        return (
            f"{name} is transposed: its shape is {have}, not {want}.",
            "A gradient has the shape of what it differentiates.",
        )
    if tuple(s for s in have if s != 1) == tuple(s for s in want if s != 1):
        return wrong, _axis_hint(have, want)
    if answer.ndim == 0:
        return wrong, "One number came out: was everything summed, or is return inside the loop?"
    if answer.ndim == right.ndim + 1 and want in (have[1:], have[:-1]):
        return _axis_left(have, want, wrong)
    if have == (*want, *want[:1]) or (1 in want and len(have) == 2 and set(have) == {max(want)}):
        return wrong, "Arrays of shape (n, 1) and (n,) were combined: broadcasting gives (n, n)."
    if answer.ndim == right.ndim == 1 and have == (1,):
        return wrong, "Does something stand inside the loop that belongs before or after it?"
    if answer.ndim == right.ndim == 1:
        more = "There is one entry too many: the bias, or a start value?"
        other = "Does a loop end early, are entries left out, or is the axis of a sum wrong?"
        return wrong, more if have[0] == want[0] + 1 else other
    return wrong, "Write the shapes beside each line and see where they part."


def _axis_left(have: tuple[int, ...], want: tuple[int, ...], wrong: str) -> Explanation:
    """Say where a shape with one axis too many may come from."""
    if have == (2, *want):
        return wrong, "Two of this shape came out. Does a function that you call return two things?"
    if want == have[1:]:
        return f"{wrong} One value per example is left.", "Sum over the examples, axis 0."
    return wrong, "Sum over the last axis."


def _axis_hint(have: tuple[int, ...], want: tuple[int, ...]) -> str:
    if len(have) < len(want):
        return "An axis of length 1 is missing: keepdims=True, or reshape."
    if len(have) > len(want):
        return "There is an axis of length 1 too many: no keepdims, or ravel()."
    return "A row is not a column."


@np.errstate(all="ignore")  # an answer near the largest number is wrong, and no warning
def explain_values(
    answer: Array,
    right: Array,
    same: Same,
    *,
    name: str,
    n: int | None,
    hint: str,
    whole: bool = False,
) -> Explanation:
    """Say what is wrong with values of the right shape, by comparing with known mistakes.

    ``whole`` says that the answer is stored as whole numbers.

    Examples
    --------
    >>> explain_values(np.array([5.0, 10.0]), np.array([1.0, 2.0]), np.allclose,
    ...                name="dW", n=5, hint="")[0]
    'dW is too large by a factor of n, the number of examples.'
    """
    if not answer.any():
        everywhere = " everywhere" if right.ndim else ""
        cut = " Whole numbers cannot hold fractions." if whole and right.ndim else ""
        return f"{name} is zero{everywhere}.", hint or _NOT_COMPUTED + cut
    if whole and same(answer, np.trunc(right)):
        return f"{name} {CUT_OFF[0]}", CUT_OFF[1]
    for found in transforms(answer, right, same, name, n):
        return found
    largest = float(np.abs(answer).max())
    if largest > _GROWN * float(np.abs(right).max()) > 0:
        return f"{name} is far too large, about {largest:.0e}.", hint or _RUNS_AWAY
    if right.size >= 3:
        for found in _entries(answer, right, same, name, hint):
            return found
    return f"{name} has the right shape, but its values are wrong." if right.ndim else (
        f"{name} is wrong."
    ), hint  # fmt: skip


def is_vague(reason: str, name: str) -> bool:
    """Return whether a reason says only that values are wrong, or where.

    Examples
    --------
    >>> is_vague("w is wrong.", "w"), is_vague("w has the wrong sign.", "w")
    (True, False)
    """
    vague = (f"{name} is wrong.", f"{name} has the right shape, but its values are wrong.")
    parts = (" entries are wrong, the first", " points the right way", " is off by the same amount")
    return reason in vague or any(part in reason for part in parts)


def transforms(
    answer: Array, right: Array, same: Same, name: str, n: int | None
) -> Iterator[Explanation]:
    """Yield mistakes that change all entries in the same way."""
    if same(-answer, right):
        what = "Every entry is" if right.ndim else "It is"
        yield f"{name} has the wrong sign.", f"{what} right up to its sign."
    if right.ndim == 2 and right.shape[0] == right.shape[1] and same(answer.T, right):
        yield f"{name} is transposed.", "Row i, column j of one is row j, column i of the other."
    for factor, text, hint in _factors(n):
        if same(answer / factor, right):
            yield f"{name} is {text}.", hint
        if same(-answer / factor, right):
            yield f"{name} has the wrong sign and is {text}.", hint
    if right.ndim >= 1 and right.shape[0] > 2 and same(answer[::-1], right):
        yield f"{name} is in reversed order along its first axis.", ""


def _factors(n: int | None) -> Iterator[tuple[float, str, str]]:
    two = "Is a 2 or a 1/2 lost, or there twice? The derivative of a square has a 2."
    mean = "Is the loss a sum or a mean over the examples? Its gradient follows it."
    again = "Is it a mean over the examples, or a sum? A mean is divided by n once."
    yield 2.0, "too large by a factor of 2", two
    yield 0.5, "too small by a factor of 2", two
    if n is None or n < 2:
        return
    yield n, "too large by a factor of n, the number of examples", mean
    yield 1 / n, "too small by a factor of n, the number of examples", again
    yield 2 * n, "too large by a factor of 2n, n being the number of examples", mean
    yield n / 2, "too large by a factor of n/2, n being the number of examples", mean
    yield 2 / n, "too small by a factor of n/2, n being the number of examples", again
    yield 1 / (2 * n), "too small by a factor of 2n, n being the number of examples", again


def _entries(
    answer: Array, right: Array, same: Same, name: str, hint: str
) -> Iterator[Explanation]:
    """Yield what can be said of arrays with several entries."""
    if same(np.abs(answer), np.abs(right)):
        yield f"{name} has the right magnitudes, but some signs are wrong.", hint
    varied = np.ptp(right) > 0 and np.ptp(answer) > 0
    unit = answer / np.abs(answer).max()  # the square of 1e-200 is 0, and that of 1e200 infinite
    scale = float(np.vdot(unit, right)) / float(np.vdot(unit, unit)) / float(np.abs(answer).max())
    if varied and scale > 0 and same(answer * scale, right):
        yield (
            f"{name} points the right way, but every entry is off by the same factor.",
            "Is a constant factor missing, or there twice?",
        )
    if varied and same(answer + (right - answer).mean(), right):
        yield (
            f"{name} is off by the same amount everywhere.",
            "Is a term missing, or one too many?",
        )
    wrong = np.array([not same(a, b) for a, b in _pairs(answer, right)])
    last = int(np.argmin(wrong[::-1]))  # how many entries at the end are wrong
    if wrong.sum() == last >= 2 and not answer.ravel()[-last:].any():
        yield (
            f"{name} is right at first, and 0 in its last {last} entries.",
            "Does the loop end early? Is return inside it?",
        )
    if 0 < wrong.sum() < wrong.size:
        first = tuple(int(i) for i in np.argwhere(wrong.reshape(right.shape))[0])
        yield (
            f"{name}: {wrong.sum()} of {wrong.size} entries are wrong, the first at index {first}.",
            hint,
        )
    if np.abs(answer - right).max() < 0.005 * np.abs(right).max():
        yield f"{name} is close, but not exact.", hint or "Is something rounded or approximated?"


def _pairs(answer: Array, right: Array) -> Iterator[tuple[Array, Array]]:
    for a, b in zip(answer.ravel(), right.ravel(), strict=True):
        yield np.asarray(a), np.asarray(b)
