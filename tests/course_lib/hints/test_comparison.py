"""Promises of hints.compare and its neighbours."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from course_lib import hints

RIGHT = np.array([[1.5, -2.0, 0.25], [4.0, 0.5, -3.0]])


def reason(got: object, expected: object = RIGHT, **options: object) -> str:
    """Return what compare says about a wrong answer."""
    with pytest.raises(hints.HintError) as caught:
        hints.compare(got, expected, name="dW", **options)  # type: ignore[arg-type]
    return str(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        RIGHT.tolist(),
        tuple(map(tuple, RIGHT)),
        RIGHT.astype(np.float32),
        np.asfortranarray(RIGHT),
        RIGHT.astype(complex),
        RIGHT * (1 + 1e-7),
        np.ma.masked_array(RIGHT),
    ],
    ids=["list", "tuple", "float32", "fortran order", "complex with no imaginary part",
         "round-off", "masked array without mask"],
)  # fmt: skip
def test_every_form_of_the_right_numbers_passes(answer: object) -> None:
    """The right numbers pass whatever carries them."""
    hints.compare(answer, RIGHT, name="dW")


@pytest.mark.parametrize("answer", [2, 2.0, np.float32(2), np.array(2), [2], np.array([[2.0]])])
def test_a_number_may_come_in_brackets(answer: object) -> None:
    """A number, an array of one entry and a NumPy scalar are the same number."""
    hints.compare(answer, 2.0, name="loss")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "not done yet"),
        (..., "not done yet"),
        ("text", "must be numbers, got text"),
        ({"dW": 1}, "must be numbers, got dictionary"),
        (np.sin, "is a function"),
        ([[1, 2], [3]], "rows of different lengths"),
        ([[1, None, 2], [3, 4, 5]], "A part of dW is None"),
        (RIGHT + 1j, "must be numbers"),
        (RIGHT.T, "is transposed"),
        (RIGHT[None], "an axis of length 1 too many"),
        (np.zeros((2, 2)), "must have shape (2, 3), got (2, 2)"),
        (1.0, "One number came out"),
        (np.where(RIGHT == 0.5, np.nan, RIGHT), "NaN at index (1, 1)"),
        (np.where(RIGHT == 0.5, np.inf, RIGHT), "infinite at index (1, 1)"),
        (np.zeros_like(RIGHT), "zero everywhere"),
        (-RIGHT, "wrong sign"),
        (RIGHT * 2, "too large by a factor of 2"),
        (RIGHT / 2, "too small by a factor of 2"),
        (RIGHT * 7, "too large by a factor of n,"),
        (RIGHT / 7, "too small by a factor of n,"),
        (RIGHT * 14, "too large by a factor of 2n"),
        (RIGHT * 3.5, "too large by a factor of n/2"),
        (RIGHT / -7, "wrong sign and is too small by a factor of n"),
        (RIGHT * 1.3, "off by the same factor"),
        (RIGHT + 1.3, "off by the same amount"),
        (np.abs(RIGHT), "some signs are wrong"),
        (np.where(RIGHT == 0.5, 9.0, RIGHT), "1 of 6 entries are wrong, the first at index (1, 1)"),
        (RIGHT + 1e-3 * np.sign(np.cos(RIGHT)), "close, but not exact"),
        (RIGHT[:, ::-1] ** 2, "right shape, but its values are wrong"),
    ],
)
def test_the_mistake_is_named(answer: object, said: str) -> None:
    """Each of the shared mistakes is recognised as itself."""
    assert said in reason(answer, n=7)


@pytest.mark.parametrize(
    ("answer", "expected", "said"),
    [
        (np.zeros((4, 3)), np.ones(3), "One value per example is left"),
        (np.zeros((3, 4)), np.ones(3), "Sum over the last axis"),
        (np.zeros((5, 5)), np.ones((5, 1)), "broadcasting gives (n, n)"),
        (np.zeros(3), np.ones((3, 1)), "An axis of length 1 is missing"),
        (np.zeros((1, 3)), np.ones((3, 1)), "transposed"),
        (np.zeros(5), np.ones(3), "the axis of a sum"),
        (np.zeros(4), np.ones(3), "one entry too many"),
        (np.zeros((5, 5)), np.ones((3, 5)), "Write the shapes beside each line"),
    ],
)
def test_a_wrong_shape_says_what_to_do(answer: object, expected: np.ndarray, said: str) -> None:
    """A wrong shape names its likely cause."""
    assert said in reason(answer, expected)


def test_a_named_mistake_comes_before_the_general_ones() -> None:
    """The exercise knows better than the library why a factor of 2 is there."""
    named = {"the penalty is counted twice. Add it once.": lambda: RIGHT * 2}
    with pytest.raises(hints.HintError) as caught:
        hints.compare(RIGHT * 2, RIGHT, name="cost", mistakes=named)
    assert caught.value.reason == "cost: the penalty is counted twice."
    assert caught.value.hint == "Add it once."


def test_mistakes_are_not_computed_for_a_right_answer() -> None:
    """A right answer costs no computation of mistakes and cannot fail in one."""

    def never() -> object:
        raise AssertionError("computed")

    hints.compare(RIGHT, RIGHT, name="dW", mistakes={"never": never})


def test_several_results_are_compared_one_by_one() -> None:
    """A tuple is expected whole: an empty or short one does not pass."""
    hints.compare([RIGHT, 2], (RIGHT, 2.0), name="results")
    assert "must be 2 values" in reason((), (RIGHT, 2.0))
    assert "got 1 value" in reason((RIGHT,), (RIGHT, 2.0))
    assert "dW[1]" in reason((RIGHT, 3.0), (RIGHT, 2.0))


def test_texts_and_none_are_compared_exactly() -> None:
    """Capital letters and blanks cost nothing; a wrong word is not told the right one."""
    hints.compare(" ReLU ", "relu", name="activation")
    hints.compare(None, None, name="nothing")
    assert "None here" in reason(3, None)
    assert "softmax" not in reason("tanh", "softmax")
    named = {"that is for two classes": "sigmoid"}
    assert "two classes" in reason("Sigmoid", "softmax", mistakes=named)
    assert "not done yet" in reason(None, "softmax")


@given(
    st.lists(st.integers(1000, 9999), min_size=1, max_size=6, unique=True),
    st.lists(st.integers(1000, 9999), min_size=1, max_size=6, unique=True),
)
def test_a_message_never_contains_an_expected_value(right: list[int], wrong: list[int]) -> None:
    """Whatever is wrong, no expected number stands in the message."""
    assume(right != wrong)
    said = reason(np.array(wrong), np.array(right), n=5)
    assert not set(re.findall(r"\d{4}", said)) & {str(value) for value in right}


@given(st.floats(1e-6, 1e6), st.integers(0, 2**32 - 1))
def test_an_answer_in_float32_passes_at_every_scale(scale: float, seed: int) -> None:
    """The tolerance follows the size of the numbers: float32 passes, one part in 1,000 does not."""
    right = scale * np.random.default_rng(seed).normal(size=5)
    hints.compare(right.astype(np.float32), right, name="x")
    wrong = right.copy()
    wrong[np.argmax(np.abs(right))] *= 1.001
    assert reason(wrong, right)


def test_unpack_wants_exactly_its_parts() -> None:
    """None is not done yet; anything but the right number of values is refused by name."""
    assert hints.unpack(np.array([1, 2]), "a", "b") == [1, 2]
    with pytest.raises(hints.NotDoneError):
        hints.unpack(None, "a", "b", name="f")
    with pytest.raises(hints.HintError, match=r"f must be 2 values \(a, b\), got one ndarray"):
        hints.unpack(np.zeros(3), "a", "b", name="f")


def test_choices_are_a_set_of_known_names() -> None:
    """A single text, a list and a set are taken; unknown names and numbers are refused."""
    assert hints.choices({"a"}, ["a", "b"], name="x") == {"a"}
    assert hints.choices("a", ["a", "b"], name="x") == {"a"}
    assert hints.choices(np.array(["a", "b"]), ["a", "b"], name="x") == {"a", "b"}
    for bad in ([], 3, ["a", "c"], [["a"]]):
        with pytest.raises(hints.HintError, match="x must be"):
            hints.choices(bad, ["a", "b"], name="x")
    with pytest.raises(hints.NotDoneError):
        hints.choices(..., ["a"], name="x")


def test_scalar_refuses_nan() -> None:
    """A loss that is NaN is said to be so."""
    with pytest.raises(hints.HintError, match="loss is NaN"):
        hints.scalar(float("nan"), name="loss")
