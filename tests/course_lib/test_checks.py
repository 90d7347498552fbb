"""Argument checks: what passes, and the exact sentences when something does not."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.checks import (
    already_checked,
    as_array,
    as_count,
    as_number,
    as_rng,
    as_rows,
    choose,
    is_checked,
    message,
    own,
    require_shape,
)


def refused(call, *arguments, **keywords) -> str:
    """Return the text of the error that the call raises."""
    with pytest.raises((TypeError, ValueError)) as caught:
        call(*arguments, **keywords)
    return str(caught.value)


def array(value, **keywords):
    return as_array(value, who="f", name="X", **keywords)


@pytest.mark.parametrize("must", ["be 3", "have 3 rows", "not be 3", "contain 3", "return 3"])
def test_a_requirement_with_a_verb_is_left_alone(must: str) -> None:
    """The text after "must" gets no second verb."""
    assert message("f", "x", must, 4) == f"f: x must {must}, got 4."


def test_a_requirement_without_a_verb_gets_one() -> None:
    """A noun is completed to "must be"."""
    assert message("f", "x", "a number", "'a'", "Oh.") == "f: x must be a number, got 'a'. Oh."


@pytest.mark.parametrize(
    "value", [[[1, 2]], np.array([[1, 2]], np.int8), np.float32([[1, 2]]), [[True, 2]]]
)
def test_numbers_of_every_kind_become_float64(value: object) -> None:
    """Lists, integers, booleans and float32 become float64."""
    result = array(value, shape=("n", 2))
    assert result.dtype == np.float64
    assert result.tolist() == [[1.0, 2.0]]


def test_a_float64_array_is_not_copied() -> None:
    """An array that already fits is returned itself."""
    X = np.ones((2, 2))
    assert array(X) is X


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (None, "f: X must be an array of real numbers, got NoneType of object."),
        (["a"], "f: X must be an array of real numbers, got list of <U1."),
        ([1j], "f: X must be an array of real numbers, got list of complex128."),
        ([[1], [1, 2]], "f: X must be a rectangular array, got rows of different lengths."),
    ],
)
def test_what_is_not_numeric_is_refused(value: object, says: str) -> None:
    """Text, None, complex numbers and ragged rows are named as what they are."""
    assert refused(array, value) == says


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_the_place_of_a_bad_number_is_told(bad: float) -> None:
    """NaN and infinity are refused with their index; infinity may be allowed, NaN never."""
    X = np.ones((3, 2))
    X[2, 1] = bad
    assert refused(array, X).startswith(f"f: X must be finite, got {bad} at index (2, 1). Look")
    if np.isnan(bad):
        assert "not contain NaN" in refused(array, X, allow_infinite=True)
    else:
        assert array(X, allow_infinite=True) is X
    assert f"got {bad}. Look" in refused(array, bad)


@pytest.mark.parametrize(
    ("shape", "wanted", "says"),
    [
        ((4, 3), (3, 4), "have shape (3, 4), got (4, 3). Did you transpose it?"),
        ((3, 5), ("n", 3), "have shape (n, 3), got (3, 5). Did you transpose it?"),
        ((5,), ("n", 1), "have shape (n, 1), got (5,). Use X.reshape(-1, 1)?"),
        ((5,), ("n", 5), "have shape (n, 5), got (5,). Use X.reshape(1, -1) for one example?"),
        ((5,), (4,), "have shape (4,), got (5,)."),
        ((), ("n", 2), "have shape (n, 2), got ()."),
        ((2, 2, 2), ("n", 2), "have shape (n, 2), got (2, 2, 2)."),
    ],
)
def test_a_wrong_shape_gets_the_likely_mistake(shape, wanted, says: str) -> None:
    """Transposing and flattening are recognised; otherwise there is no guess."""
    assert refused(array, np.ones(shape), shape=wanted) == f"f: X must {says}"


def test_a_hint_of_the_caller_comes_first() -> None:
    """The caller knows better than the guess."""
    text = refused(require_shape, np.ones((4, 3)), (3, 4), who="f", name="X", hint="Ask me.")
    assert text.endswith("got (4, 3). Ask me.")


@given(st.floats(-1, 1), st.booleans(), st.booleans())
def test_intervals(value: float, low_open: bool, high_open: bool) -> None:
    """A number passes exactly if it lies in the interval with the ends as given."""
    inside = (-0.5 < value < 0.5) or (value == -0.5 and not low_open) or (
        value == 0.5 and not high_open
    )  # fmt: skip
    call = {"who": "f", "name": "x", "low": -0.5, "high": 0.5}
    ends = {"low_open": low_open, "high_open": high_open}
    if inside:
        assert as_number(value, **call, **ends) == value
    else:
        brackets = "(["[not low_open] + "-0.5, 0.5" + ")]"[not high_open]
        assert f"in {brackets}" in refused(as_number, value, **call, **ends)


@pytest.mark.parametrize("value", [-0.5, 0.5])
def test_the_ends_of_an_interval(value: float) -> None:
    """A closed end belongs to the interval and an open one does not."""
    call = {"who": "f", "name": "x", "low": -0.5, "high": 0.5}
    assert as_number(value, **call) == value
    assert "must be in (-0.5, 0.5)" in refused(
        as_number, value, **call, low_open=True, high_open=True
    )


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_is_finite(value: float) -> None:
    """NaN and infinity are no settings, even where the interval has no end."""
    text = refused(as_number, value, who="f", name="x")
    assert text == f"f: x must be in (-inf, inf), got {value}."


@pytest.mark.parametrize("value", ["1", None, [1.0], True, 1j])
def test_a_number_is_a_number(value: object) -> None:
    """Text, lists, booleans and complex numbers are no numbers."""
    assert "f: x must be a number, got " in refused(as_number, value, who="f", name="x")


@pytest.mark.parametrize("value", [np.float32(0.5), np.float64(0.5), 0.5])
def test_numpys_numbers_are_numbers(value: object) -> None:
    """NumPy scalars pass and come back as Python floats."""
    assert type(as_number(value, who="f", name="x")) is float


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3)])
def test_counts(value: object) -> None:
    """Whole numbers pass and come back as int."""
    assert as_count(value, who="f", name="n") == 3
    assert type(as_count(value, who="f", name="n")) is int


@pytest.mark.parametrize("value", [3.0, True, "3", None, 0, -1])
def test_what_is_no_count(value: object) -> None:
    """A float, a boolean, text, and whole numbers below the least one are refused."""
    text = refused(as_count, value, who="f", name="n")
    assert text.startswith("f: n must be a whole number of at least 1, got ")


def test_the_least_count_can_be_zero() -> None:
    """low moves the least number."""
    assert as_count(0, who="f", name="n", low=0) == 0


@pytest.mark.parametrize(
    ("rng", "hint"),
    [
        (3, "Use np.random.default_rng(3)."),
        (None, "Make one with np.random.default_rng(seed)."),
        (np.random.RandomState(0), "Make one with np.random.default_rng(seed)."),
    ],
)
def test_randomness_needs_a_generator(rng: object, hint: str) -> None:
    """A seed, nothing, or the old RandomState is answered with the line to write."""
    assert refused(as_rng, rng, who="f").endswith(hint)


def test_choose() -> None:
    """A known name is looked up, a near miss gets a suggestion, anything else the list."""
    table = {"relu": 1, "tanh": 2}
    assert choose("tanh", table, who="f", name="g") == 2
    assert refused(choose, "Relu", table, who="f", name="g") == (
        "f: g must be one of relu, tanh, got 'Relu'. Did you mean 'relu'?"
    )
    assert refused(choose, "xyz", table, who="f", name="g").endswith("got 'xyz'.")
    assert "got 3." in refused(choose, 3, table, who="f", name="g")
    assert "got ['relu']." in refused(choose, ["relu"], table, who="f", name="g")


def test_checks_can_be_switched_off_for_a_block() -> None:
    """Inside already_checked an array is taken as it is; afterwards checks are back."""
    bad = np.array([np.nan])
    with already_checked():
        assert is_checked()
        with already_checked():
            pass
        assert is_checked()
        assert array(bad, shape=(7,)) is bad
        assert array([1, 2]).dtype == np.float64  # a list is still converted
    assert not is_checked()
    refused(array, bad)


def test_checks_come_back_after_an_error() -> None:
    """An exception inside the block switches the checks on again."""
    with pytest.raises(ZeroDivisionError), already_checked():
        raise ZeroDivisionError
    assert not is_checked()


def test_another_thread_still_checks() -> None:
    """The block speaks for its own thread only."""
    seen = []
    with already_checked():
        thread = threading.Thread(target=lambda: seen.append(is_checked()))
        thread.start()
        thread.join()
    assert seen == [False]


@pytest.mark.parametrize(
    "value",
    [
        np.ma.MaskedArray([1.0, 2.0], [False, True]),
        np.ma.masked_invalid([[1.0, np.nan]]),
        [np.ma.MaskedArray([1.0], [True]), np.ma.MaskedArray([2.0], [False])],
        (1.0, np.ma.masked),
        np.ma.masked,
    ],
)
def test_masked_entries_are_refused(value: object) -> None:
    """What lies under a mask is no number: it is refused, also inside a list."""
    says = (
        "f: X must have no masked entries, got 1 of them. Use .filled(value), or leave these rows"
    )
    assert refused(array, value).startswith(says)
    assert refused(as_rows, value, who="f", name="X").startswith(says)


def test_an_array_with_no_entry_masked_is_welcome() -> None:
    """A masked array without a mask is an array, and what comes out is a plain one."""
    result = array(np.ma.MaskedArray([1.0, 2.0]))
    assert type(result) is np.ndarray
    assert result.tolist() == [1.0, 2.0]


def test_what_is_owned_is_a_copy_unless_all_is_checked() -> None:
    """own() copies at the door, and not between layers."""
    x = np.ones(2)
    assert not np.shares_memory(own(x), x)
    with already_checked():
        assert own(x) is x


@pytest.mark.parametrize("count", [10**9 + 1, 10**400])
def test_a_count_has_an_end(count: int) -> None:
    """A count that no memory holds is refused at once."""
    assert "must be at most 1,000,000,000" in refused(as_count, count, who="f", name="n")


def test_a_number_beyond_floats_is_refused() -> None:
    """A whole number that float64 cannot hold is out of every interval."""
    assert refused(as_number, 10**400, who="f", name="p").startswith("f: p must be in (-inf, inf)")
