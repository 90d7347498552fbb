"""How alike two markers mark: for each item the share on which they agree, and Cohen's kappa."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from statistics import fmean

from grader.gradebook.history import State
from grader.masters.scheme import Scheme


@dataclass(frozen=True)
class Agreement:
    """Of one item: on how many answers two looked, the share alike, and kappa.

    ``kappa`` is None where both always said the same thing: then chance explains everything.
    """

    item: str
    count: int
    share: float
    kappa: float | None


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Return Cohen's kappa, (p_o - p_e) / (1 - p_e), of pairs of yes and no.

    p_o is the share of pairs that agree, p_e what would agree if each said yes as often as now, but
    by chance (Cohen 1960, Educational and Psychological Measurement 20).

    Returns
    -------
    None if p_e is 1, or there is no pair.

    Examples
    --------
    >>> round(kappa([(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10
    ...             + [(False, False)] * 15), 2)
    0.4
    """
    if not pairs:
        return None
    first, second = fmean(a for a, _ in pairs), fmean(b for _, b in pairs)
    observed = fmean(a == b for a, b in pairs)
    chance = first * second + (1 - first) * (1 - second)
    return None if isclose(chance, 1.0) else (observed - chance) / (1 - chance)


def agreement(scheme: Scheme, both: Mapping[str, tuple[State, State]]) -> list[Agreement]:
    """Return the agreement per item of those marks that were made from items twice."""
    states = [(a, b) for a, b in both.values() if a.by_hand is None and b.by_hand is None]
    found = []
    for item in scheme.items:
        pairs = [(item.id in a.earned, item.id in b.earned) for a, b in states]
        if pairs:
            share = fmean(a == b for a, b in pairs)
            found.append(Agreement(item.id, len(pairs), share, kappa(pairs)))
    return found


def differing(scheme: Scheme, both: Mapping[str, tuple[State, State]]) -> list[str]:
    """Return the students whose two marks differ, in items or in points, the furthest first."""
    far = {
        student: abs(sum(a.points(scheme)) - sum(b.points(scheme)))
        for student, (a, b) in both.items()
        if set(a.earned) != set(b.earned) or not isclose(sum(a.points(scheme)),
                                                         sum(b.points(scheme)), abs_tol=1e-9)
    }  # fmt: skip
    return sorted(far, key=lambda student: (-far[student], student))
