"""The dropout inspector: its masks and outputs are the library's, and its passes run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pages import Leaf
from playwright.sync_api import expect

from course_lib import widgets
from course_lib.dropout import Dropout
from course_lib.widgets.maths import masks

pytestmark = pytest.mark.browser
RATE = 0.3


def frozen(x: np.ndarray, p: float, rng: np.random.Generator) -> np.ndarray:
    """Sets a seed inside: the mask is the same in every pass."""
    return x * (np.random.default_rng(1).random(x.shape) >= p) / max(1 - p, 1e-9)


def naive(x: np.ndarray, p: float, rng: np.random.Generator) -> np.ndarray:
    """Divides by 1 − p, also where that is 0."""
    return x * (rng.random(x.shape) >= p) / (1 - p)


@pytest.fixture(scope="module")
def leaf(leaf_of: Callable[..., Leaf]) -> Leaf:
    """One page with the plot, and with those of two students."""
    inspector = widgets.dropout_inspector
    return leaf_of(inspector(), inspector(frozen, count=60), inspector(naive))


class Drawn(np.random.Generator):
    """A generator whose uniform numbers are known."""

    def __init__(self, numbers: np.ndarray) -> None:
        super().__init__(np.random.PCG64(0))
        self.numbers = numbers

    def random(self, size: Any = None, *_: Any, **__: Any) -> Any:
        """Return the numbers, which must have the shape that is asked for."""
        assert self.numbers.shape == size
        return self.numbers


@pytest.mark.parametrize("p", [0.0, 0.35, 0.8, 1.0])
def test_masks_outputs_and_spread_are_the_librarys(leaf: Leaf, p: float) -> None:
    """The same uniform numbers give Dropout's output; the spread is that of the sum of masks."""
    x, w = masks.unit()
    uniform = np.random.default_rng(5).random(masks.UNITS)
    call = (
        "(() => { const next = a.u.values(); const mask = m.factors(() => next.next().value, a.p);"
        " return [[...mask], m.output(a, mask), m.theory(a, a.p)]; })()"
    )
    argument = {"u": uniform.tolist(), "p": p, "x": x.tolist(), "w": w.tolist()}
    mask, output, spread = leaf.maths(call, argument)
    wanted = Dropout(p, rng=Drawn(uniform)).forward(x, training=True)
    np.testing.assert_allclose(np.array(mask) * x, wanted, rtol=1e-9)
    assert output == pytest.approx(w @ wanted, rel=1e-9)
    # a mask is 0 with probability p and 1/(1 − p) else: its variance is p/(1 − p)
    variance = sum((w * x) ** 2 * p / (1 - p)) if p < 1 else 0.0
    assert spread == pytest.approx(variance**0.5, rel=1e-9)


def test_histogram_and_its_outline_are_numpys(leaf: Leaf) -> None:
    """What lies outside is counted in the outermost bins."""
    values = np.random.default_rng(2).normal(6, 8, size=300)
    counts, _ = np.histogram(np.clip(values, -6, 24), bins=60, range=(-6, 24))
    found = leaf.maths("[...m.counted(a, -6, 24, 60)]", values.tolist())
    assert found == counts.tolist()
    x, y = leaf.maths("m.outline(0, 2, [3, 5]).map(v => [...v])")
    assert list(zip(x, y, strict=True)) == [(0, 0), (0, 3), (1, 3), (1, 5), (2, 5), (2, 0)]


def wrong(kind: str) -> list[list[float]]:
    """Return the factors of 200 passes of a dropout that has this mistake."""
    rng = np.random.default_rng(4)
    kept = rng.random((200, masks.UNITS)) >= RATE
    if kind == "seed inside":
        kept[:] = kept[0]
    if kind == "p is kept":
        return ((~kept) / RATE).tolist()
    return (kept * (1.0 if kind == "no scale" else 1 / (1 - RATE))).tolist()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("seed inside", "is a seed set inside"), ("p is kept", "30% of the units are kept, 70%"),
        ("no scale", "multiplied by 1, not by 1/(1 − p)"), ("right", ""),
    ],
)  # fmt: skip
def test_wrong_dropouts_are_told_apart(leaf: Leaf, kind: str, words: str) -> None:
    """A frozen mask, the probability of keeping, and a missing scale; few passes prove nothing."""
    call = "m.verdict(a.masks.map(v => Float64Array.from(v)), a.p)"
    verdict = leaf.maths(call, {"masks": wrong(kind), "p": RATE})
    assert words in verdict
    assert bool(verdict) == bool(words)
    assert leaf.maths(call, {"masks": wrong(kind)[:29], "p": RATE}) == ""


def test_many_passes_scatter_as_theory_says(leaf: Leaf) -> None:
    """400 passes at p = 0.5: mean and deviation lie within four standard errors."""
    leaf.plot().evaluate("h => h.plot.change({ p: 0.5, count: 400 })")
    leaf.page.wait_for_function("document.querySelector('.course-plot').plot.result.values.length")
    x, w = masks.unit()
    sd = float(np.sqrt(np.sum((w * x) ** 2)))
    leaf.page.wait_for_function(
        "document.querySelector('.course-plot').plot.result.values.length === 400"
    )
    values = np.array(leaf.plot().evaluate("h => h.plot.result.values"))
    assert abs(values.mean() - w @ x) < 4 * sd / 20
    assert values.std() == pytest.approx(sd, rel=4 / np.sqrt(2 * 400))


def test_passes_differ_run_and_stop_and_eval_drops_nothing(leaf: Leaf) -> None:
    """Next pass adds one; Run goes on to the last and stops; in eval all outputs are the same."""
    leaf.open()
    host = leaf.plot()
    said = host.locator(".sentence")
    host.get_by_role("button", name="Next pass").press("Enter")
    expect(said).to_contain_text("passes: 2.")
    one, other = host.evaluate("h => h.plot.result.masks.map(m => [...m])")
    assert one != other
    host.get_by_role("button", name="Run").press("Enter")
    expect(host.get_by_role("button", name="Pause")).to_be_visible()
    expect(said).to_contain_text("passes: 400, which is all", timeout=60_000)
    expect(host.get_by_role("button", name="Run")).to_be_visible()
    host.get_by_label("Mode").select_option("eval")
    host.get_by_role("button", name="100 passes").click()
    expect(said).to_contain_text("Eval mode, passes: 101. Nothing is dropped")
    assert len(set(host.evaluate("h => h.plot.result.values"))) == 1
    host.get_by_label("Mode").select_option("training")
    expect(said).to_contain_text("passes: 400")  # passes in eval mode are counted apart
    host.get_by_role("button", name="Clear").click()
    expect(said).to_have_text("Training mode, p = 0.5, passes: 0.")


def test_a_frozen_mask_is_found_and_the_courses_layer_is_right(leaf: Leaf) -> None:
    """Also without a kernel; sixteen passes stand in the table."""
    host = leaf.plot(1)
    expect(host.locator(".sentence")).to_contain_text("the same in every pass")
    host.get_by_label("Dropout by").select_option("course")
    expect(host.locator(".sentence")).not_to_contain_text("the same in every pass")
    rows = host.evaluate(
        "h => { h.querySelector('.numbers').open = true; h.plot.tabulate();"
        " return h.querySelectorAll('.numbers table')[0].rows.length; }"
    )
    assert rows == 17  # sixteen passes and the heads


def test_a_rate_at_which_the_function_fails_is_one_line_at_the_picture(leaf: Leaf) -> None:
    """The last picture stays, and the next rate is drawn again."""
    host = leaf.plot(2)
    slider = host.get_by_label("p, the probability of dropping")
    slider.press("End")
    expect(host.locator(".trouble")).to_contain_text("Your function fails at p = 1.")
    expect(host.locator(".pictures")).to_be_visible()
    slider.press("ArrowLeft")
    expect(host.locator(".trouble")).to_be_hidden()
    expect(host.locator(".sentence")).to_contain_text("p = 0.95")
