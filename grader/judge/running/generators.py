"""Moves a random generator forward to where the student's copy of it has arrived.

A generator that a test passes to a student's function is copied there.  Afterwards the test's own
must stand where the copy stands, as it would in one process.  But the state comes back from the
student, who would like to choose the test's next random numbers.  So the judge computes how many
steps lie between the two states, and moves only forward, and only by a number of steps that
drawing numbers explains.
"""

from __future__ import annotations

from typing import Any

import numpy as np

_MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645  # of PCG64, default_rng's bit generator
_BITS = 128
_MASK = (1 << _BITS) - 1
_MOST_STEPS = 1 << 40


def steps_between(state: int, later: int, increment: int) -> int:
    """Return how often ``x -> multiplier * x + increment`` leads from one state to the other.

    Every binary digit of the number of steps follows from the lowest digit in which the states
    differ, because 2**k steps leave the k lowest digits as they are.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> before = rng.bit_generator.state["state"]
    >>> _ = rng.random(1000)
    >>> after = rng.bit_generator.state["state"]
    >>> steps_between(before["state"], after["state"], before["inc"])
    1000
    """
    multiplier, steps = _MULTIPLIER, 0
    for bit in (1 << k for k in range(_BITS)):
        if (state ^ later) & bit:
            state = (multiplier * state + increment) & _MASK
            steps |= bit
        increment = (multiplier + 1) * increment & _MASK
        multiplier = multiplier * multiplier & _MASK
    return steps


def move_to(generator: np.random.Generator, claimed: Any) -> None:
    """Move ``generator`` to the claimed state if drawing numbers can have led there."""
    bits: Any = generator.bit_generator
    state = bits.state
    try:
        later, increment = claimed["state"]["state"], claimed["state"]["inc"]
        half, spare = int(claimed["has_uint32"]), int(claimed["uinteger"])
        same = claimed["bit_generator"] == "PCG64" == state["bit_generator"]
        if not same or increment != state["state"]["inc"] or not 0 <= later <= _MASK:
            return
        steps = steps_between(state["state"]["state"], later, increment)
    except (LookupError, TypeError, ValueError, OverflowError):
        return
    if steps < _MOST_STEPS and half in (0, 1) and 0 <= spare < 1 << 32:
        bits.advance(steps)
        bits.state = {**bits.state, "has_uint32": half, "uinteger": spare}
