"""The numbers of an exported table are the gradebook's, to the last digit that matters."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.assistant.export.cells import number_cell


@given(st.integers(0, 10_000_000))
def test_no_hundredth_of_a_point_is_lost(hundredths: int) -> None:
    """Points up to 100,000 with two decimals come out as they are, never as a power of ten."""
    written = number_cell(hundredths / 100)
    assert Decimal(written) == Decimal(hundredths) / 100
    assert set(written) <= set("0123456789.")


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.1 + 0.2, "0.3"), (1234.5, "1234.5"), (33 + 1 / 3, "33.33333333"), (-2.25, "-2.25")],
)
def test_ten_digits_are_written(value: float, written: str) -> None:
    """Enough for thirds of a point, too few for the dust of binary fractions."""
    assert number_cell(value) == written
