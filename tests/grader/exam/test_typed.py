"""How a typed answer is read: any usual spelling, and nothing that says something else."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exam.question import Choice, Numeric, Option, Short
from grader.exam.spellings import of_number, of_text
from grader.exam.typed import key, values

SPACE = st.sampled_from(["", " ", "  ", "\t", "\u00a0", "\u202f", "\u3000"])
BETWEEN = st.sampled_from([",", ";", "x", "X", "×", "*", "·", "，", " by "])
AROUND = st.sampled_from([
    ("(", ")"), ("[", "]"), ("", ""), ("{", "}"), ("（", "）"), ("`(", ")`"), ("$(", ")$"),
    ('"(', ')"'), ("Shape: (", ")."), ("= (", ",)"),
])  # fmt: skip
DIGITS = st.sampled_from(["0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९"])
SIZES = st.lists(st.integers(1, 999), min_size=2, max_size=4)


@given(SIZES, st.data())
def test_a_shape_is_read_in_any_spelling(sizes: list[int], data: st.DataObject) -> None:
    """Brackets, separators, spaces and scripts are no matter; the sizes and their order are."""
    around, script = data.draw(AROUND), data.draw(DIGITS)
    text = data.draw(BETWEEN).join(
        data.draw(SPACE) + "".join(script[int(d)] for d in str(n)) + data.draw(SPACE) for n in sizes
    )
    found = key(around[0] + text + around[1], "shape")
    assert found == ",".join(map(str, sizes))
    answer = Short((str(tuple(sizes)),), (), "shape")
    assert answer.accepts(text)
    assert not answer.accepts(f"{text}, 1")
    assert answer.accepts(str(sizes[::-1])) == (sizes == sizes[::-1])


@given(st.fractions(-50, 50, max_denominator=40), st.sampled_from("-−–"), st.sampled_from(".,"))
def test_a_number_is_read_as_fraction_and_decimal(value: Fraction, sign: str, point: str) -> None:
    """Python's own fractions say what each text is worth."""
    answer = Numeric(float(value))
    texts = [f"{value.numerator}/{value.denominator}", f"{float(value):.4f}"]
    for text in texts:
        assert answer.accepts(text.replace("-", sign).replace(".", point)), text
        assert answer.accepts(f" {text} . ")
        assert not answer.accepts(f"1{text.lstrip('-')}")
    if abs(value) > 0.01:
        assert not answer.accepts(f"{-float(value):.4f}")


@given(st.integers(1000, 10**8), st.sampled_from([",", ".", " ", "'", "\u00a0", "\u202f", "’"]))
def test_thousands_may_be_grouped(value: int, group: str) -> None:
    """In any country's way; a decimal part behind them is read too."""
    text = f"{value:,}".replace(",", group)
    assert value in values(text)
    if group not in ".,":
        assert values(text) == (float(value),)
    assert values(f"{value:,}.5") == (value + 0.5,)


NO_NUMBERS = ["", "abc", "3 or 4", "3-4", "1/2/3", "0.4.3", "1,2,3", "10²", "2½", "1/0", "1e999",
              "--3", "0x1f", "1_000", "nan", "inf", "5k", "(1, 2)", "3 + 4", "2 x 3", "1 / ", "%",
              "1,23,456"]  # fmt: skip


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_has_no_value(text: str) -> None:
    """Such a text is asked for again and not judged."""
    assert values(text) == ()


@pytest.mark.parametrize("answer", [
    Short(("Overfitting", "over-fit", "it over-fits")), Short(("(64, 3)",), (), "shape"),
    Short(("(3,)",), (), "shape"), Short(("w3",), (), "symbol"),
])  # fmt: skip
def test_every_spelling_that_is_listed_is_right_and_listed_once(answer: Short) -> None:
    """The list for Moodle and Canvas has nothing that the answer itself would refuse."""
    found = of_text(answer)
    assert found[0] == answer.accepted[0]
    assert len({text.lower() for text in found}) == len(found) > 10
    assert all(map(answer.accepts, found))


@given(st.floats(-30, 30).map(lambda v: round(v, 4)), st.sampled_from([0.006, 0.25]))
def test_every_spelling_of_a_number_is_right(value: float, tolerance: float) -> None:
    """Fractions, signs and percentages of the list are within the tolerance."""
    answer = Numeric(value, tolerance)
    assert [text for text in of_number(answer) if not answer.accepts(text)] == []


@given(st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4), min_size=1, max_size=4))
def test_shares_are_never_below_nothing_nor_above_all(chosen: set[int], right: set[int]) -> None:
    """All right and no wrong option earns everything; each change of one tick costs one share."""
    answer = Choice(tuple(Option(str(i), i in right, "") for i in range(5)), several=True)
    share = answer.share(chosen)
    assert 0 <= share <= 1
    assert (share == 1) == (chosen == right)
    wrong = len(chosen ^ right)
    assert share == pytest.approx(max(0.0, 1 - wrong / len(right)))
