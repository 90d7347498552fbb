"""A test's generator follows the student's copy of it, forward only."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from grader.judge.running.generators import move_to, steps_between


@given(st.integers(0, 2**63), st.integers(0, 2**39))
def test_steps_are_counted(seed: int, steps: int) -> None:
    """The number of steps between two states is the one by which NumPy advanced."""
    bits = np.random.PCG64(seed)
    before = bits.state["state"]
    bits.advance(steps)
    assert steps_between(before["state"], bits.state["state"]["state"], before["inc"]) == steps


def test_the_generator_goes_where_its_copy_went() -> None:
    """After a call, the next draw is the one that a shared generator would give."""
    ours, copy = np.random.default_rng(3), np.random.default_rng(3)
    copy.normal(size=17)
    copy.integers(5, dtype=np.uint32)
    move_to(ours, copy.bit_generator.state)
    assert ours.random(5).tolist() == copy.random(5).tolist()


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 3))
def test_the_half_of_a_number_that_is_left_is_kept(ours: int, theirs: int, wide: int) -> None:
    """Numbers of 32 bits are drawn two at a time; the second one is drawn after the call too."""
    mine, copy = np.random.default_rng(5), np.random.default_rng(5)
    for rng in (mine, copy):
        rng.integers(1000, size=ours, dtype=np.uint32)
    copy.integers(1000, size=theirs, dtype=np.uint32)
    copy.random(wide)
    move_to(mine, copy.bit_generator.state)
    draws = [rng.integers(1 << 32, size=3, dtype=np.uint32).tolist() for rng in (mine, copy)]
    assert draws[0] == draws[1]


def test_no_other_state_is_accepted() -> None:
    """A state that drawing numbers cannot explain leaves the generator where it was."""
    expected = np.random.default_rng(3).random()
    back = np.random.default_rng(3).bit_generator.state
    claims = [
        np.random.default_rng(4).bit_generator.state,
        np.random.MT19937(3).state,
        {**back, "state": {**back["state"], "state": 0}},
        {**back, "state": {**back["state"], "state": -1}},
        {**back, "uinteger": 2**40},
        {"state": 3},
        None,
        7,
    ]
    for claim in claims:
        rng = np.random.default_rng(3)
        move_to(rng, claim)
        assert rng.random() == expected
    ahead = np.random.default_rng(3)
    ahead.random(10)
    move_to(ahead, back)  # backwards is a very long way forward
    assert ahead.random() != expected
