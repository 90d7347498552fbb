"""The gradient microscope: quotients as NumPy has them, the kink, and a student's function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pages import Leaf
from playwright.sync_api import expect

from course_lib import widgets
from course_lib.widgets.maths.steps import STEPS

pytestmark = pytest.mark.browser
HANDLE = "Step h, on the error"
KINDS: dict[str, Callable[[Any], Any]] = {
    "cube": lambda x: x * x * x,
    "exp_sin": lambda x: np.exp(np.sin(3 * x)),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "relu": lambda x: np.where(x.real > 0, x, 0 * x),
    "squared_relu": lambda x: np.square(np.where(x.real > 0, x, 0 * x)),
}
# Without exp and sin, whose last digit is not the same everywhere, all is the same bit by bit.
EXACT = ("cube", "relu", "squared_relu")
ESTIMATES = """['forward', 'centred', 'complex'].map(method => a.steps.map(h => {
  const r = m.PRECISIONS[a.precision];
  return m.estimate(m.formula(a.kind, a.x, r), h, method, r);
}))"""


@pytest.fixture
def leaf(leaf_of: Callable[..., Leaf]) -> Callable[..., Leaf]:
    """Return a function that opens a page with the microscope."""
    return lambda *functions, **settings: leaf_of(
        widgets.gradient_microscope(*functions, **settings)
    )


def quotients(f: Callable[[Any], Any], x: float, real: Any) -> list[Any]:
    """Return forward, centred and complex quotients for all steps, in this precision."""
    at, h = real(x), np.array(STEPS, real)
    wide = (at + 1j * h).astype(np.complex128 if real is np.float64 else np.complex64)
    return [(f(at + h) - f(np.array([at]))) / h, (f(at + h) - f(at - h)) / (2 * h),
            np.imag(f(wide)) / h]  # fmt: skip


@pytest.mark.parametrize("real", [np.float64, np.float32])
@pytest.mark.parametrize("x", [0.7, -1.234])
def test_quotients_are_numpys_to_the_last_digit_of_each_precision(
    leaf: Callable[..., Leaf], x: float, real: Any
) -> None:
    """Bit by bit where only sums and products are taken; else to one rounding of f over h."""
    opened = leaf()
    for kind, f in KINDS.items():
        argument = {"kind": kind, "x": x, "steps": STEPS, "precision": real.__name__}
        found = opened.maths(ESTIMATES, argument)
        for mine, theirs in zip(found[:2], quotients(f, x, real)[:2], strict=True):
            if kind in EXACT:
                np.testing.assert_array_equal(mine, theirs.astype(float))
            else:
                unit = 8 * np.finfo(real).eps * abs(f(np.float64(x))) / np.array(STEPS)
                assert (np.abs(mine - theirs) <= unit + 1e-9).all()
        complex_step = quotients(f, x, real)[2]
        np.testing.assert_allclose(found[2], complex_step, rtol=max(1e-9, 8 * np.finfo(real).eps))


@pytest.mark.parametrize("x", [-1.3, -0.2, 0.4, 1.9])
def test_true_slopes_are_those_of_the_complex_step(leaf: Callable[..., Leaf], x: float) -> None:
    """It subtracts nothing: with h = 1e-30 it is right to the last digits."""
    found = leaf().maths("a.kinds.map(k => m.FUNCTIONS[k].slope(a.x))", {"kinds": [*KINDS], "x": x})
    wanted = [np.imag(f(np.array([x + 1e-30j])))[0] / 1e-30 for f in KINDS.values()]
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-15)


def test_an_own_function_is_treated_as_one_of_the_course(leaf: Callable[..., Leaf]) -> None:
    """The cube from Python's table has the estimates and the curve of the cube in the page."""
    own = leaf(lambda x: x * x * x)
    both = """[0, 1].map(row => {
      const name = ['float64', 'float32'][row], r = m.PRECISIONS[name];
      const mine = m.table(host.plot.memory.answer, host.plot.arrays, row, r);
      const known = m.formula('cube', 0.7, r);
      return [mine, known].map(f => ['forward', 'centred', 'complex'].flatMap(
        method => a.map(h => m.estimate(f, h, method, r))));
    })"""
    for precision in own.maths(both, STEPS):
        np.testing.assert_allclose(*precision, rtol=1e-6)
    u, rise = own.maths("m.table(host.plot.memory.answer, host.plot.arrays, 0, v => v).curve(0.1)"
                        ".map(v => [...v])")  # fmt: skip
    u = np.array(u)
    assert (u.min(), u.max()) == (pytest.approx(-3, abs=0.2), pytest.approx(3, abs=0.2))
    np.testing.assert_allclose(rise, ((0.7 + 0.1 * u) ** 3 - 0.7**3) / 0.1, atol=1e-9)


def test_without_a_kernel_an_own_function_keeps_all_but_x(leaf: Callable[..., Leaf]) -> None:
    """Step, method and precision are alive; another x says what it waits for."""
    own = leaf(np.tanh, kind="own")
    line = own.plot().locator(".sentence")
    expect(line).to_contain_text("tanh (yours) at x = 0.7: centred in float64 with h = 0.01")
    own.page.get_by_role("slider", name=HANDLE).press("ArrowRight")
    own.page.get_by_label("Numbers", exact=True).select_option("float32")
    expect(line).to_contain_text("in float32 with h = 0.013")
    own.page.get_by_label("Place x").press("ArrowRight")
    expect(line).to_contain_text("at x = 0.7:")
    expect(own.plot().locator(".notice")).to_contain_text("what needs your function waits")
    own.page.get_by_label("f", exact=True).select_option("relu")
    expect(line).to_contain_text("ReLU (kink at 0) at x = 0.701:")


def test_a_function_without_complex_numbers_has_no_complex_step(leaf: Callable[..., Leaf]) -> None:
    """One line says so; the picture stays, and the other methods go on."""
    own = leaf(lambda x: np.maximum(np.real(x), 0.25))
    own.page.get_by_label("Method").select_option("complex")
    expect(own.plot().locator(".trouble")).to_contain_text("there is no complex step")
    own.page.get_by_label("Method").select_option("forward")
    expect(own.plot().locator(".trouble")).to_be_hidden()
    expect(own.plot().locator(".sentence")).to_contain_text("forward in float64")


def test_the_kink_within_the_step_is_pointed_out(leaf: Callable[..., Leaf]) -> None:
    """ReLU beside 0: the centred difference mixes both slopes, and the line names the kink."""
    opened = leaf(kind="relu", x=0.0)
    line = opened.plot().locator(".sentence")
    expect(line).to_contain_text("gives 0.5; true 0; error 0.5. The kink lies within the step.")
    opened.page.get_by_label("Place x").press("End")
    expect(line).not_to_contain_text("kink lies")


def test_a_drag_moves_h_and_the_error_follows_theory(leaf: Callable[..., Leaf]) -> None:
    """For x³ the centred difference is off by h²; a hand that leaves the picture ends at 0.1."""
    opened = leaf()
    handle = opened.page.get_by_role("slider", name=HANDLE)
    expect(handle).to_have_attribute("aria-valuetext", "Step h 0.01")
    box = opened.plot().locator("figure").filter(has_text="error of the").locator(".sheet svg")
    place = box.bounding_box()
    assert place is not None
    middle = place["x"] + 52 + (place["width"] - 66) * 7 / 12  # 10⁻⁶ on an axis from −13 to −1
    opened.page.mouse.move(middle, place["y"] + 60)
    opened.page.mouse.down()
    expect(handle).to_have_attribute("aria-valuetext", "Step h 1.00 × 10⁻⁶")
    opened.page.mouse.move(place["x"] + place["width"] + 200, place["y"] + 60)
    opened.page.mouse.up()
    expect(handle).to_have_attribute("aria-valuetext", "Step h 0.1")
    expect(opened.plot().locator(".sentence")).to_contain_text("error 0.01.")
