"""The fit explorer on a page: its fits and errors are NumPy's, and the question comes first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.polynomial.chebyshev import chebvander
from pages import Leaf
from playwright.sync_api import Browser, expect

from course_lib import widgets
from course_lib.datasets import true_curve
from course_lib.widgets.maths import fits

pytestmark = pytest.mark.browser
ARRAYS = "host.plot.arrays"


@pytest.fixture(scope="module")
def leaf(leaf_of: Callable[..., Leaf]) -> Leaf:
    """One page with the plot."""
    return leaf_of(widgets.fit_explorer())


def polynomial(x: np.ndarray, y: np.ndarray, degree: int, x_new: np.ndarray) -> np.ndarray:
    """Return the predictions of least squares, by NumPy's singular values."""
    coefficients = np.linalg.lstsq(chebvander(2 * x - 1, degree), y, rcond=None)[0]
    return chebvander(2 * x_new - 1, degree) @ coefficients


@pytest.mark.parametrize("degree", [0, 1, 3, 7, 12])
def test_the_fits_are_least_squares(leaf: Leaf, degree: int) -> None:
    """On evenly spread points, where both ways lose no digits, at all places and points."""
    x = np.linspace(0.02, 0.98, 25)
    y = true_curve(x) + np.random.default_rng(2).normal(size=x.size)
    call = "[...m.ladder(a.x, [a.y], a.places)[0][a.degree]]"
    argument = {"x": x.tolist(), "y": y.tolist(), "places": fits.X.tolist(), "degree": degree}
    wanted = polynomial(x, y, degree, np.concatenate([fits.X, x]))
    np.testing.assert_allclose(leaf.maths(call, argument), wanted, rtol=1e-9, atol=1e-9)


def test_a_sample_has_the_points_that_a_students_fit_gets(leaf: Leaf) -> None:
    """By x, with one that was dragged; the sample after the last is the first."""
    call = f"m.sample({ARRAYS}, {{count: 17, noise: 0.4}}, a, new Map([[3, 1.5]]))"
    for k in (0, 5, 45):
        found = leaf.maths(call, k)
        x, y = fits.sample(17, 0.4, k, "3:1.5")
        np.testing.assert_allclose(found["x"], x, rtol=0, atol=1e-12)
        np.testing.assert_allclose(found["y"], y, rtol=0, atol=1e-12)
        assert 1.5 in found["y"]
    assert fits.sample(20, 0.3, 40)[0].tolist() == fits.sample(20, 0.3, 0)[0].tolist()


@pytest.mark.parametrize("n", [20, 60])
def test_bias_variance_and_training_error_are_those_of_many_fits(leaf: Leaf, n: int) -> None:
    """Curve and noise apart, as least squares is linear: NumPy's fits of both, degree by degree."""
    noise = 0.3
    found = leaf.maths(f"m.decomposition({ARRAYS}, a, {noise})", n)
    still = fits.decomposition(n, 0.0, polynomial)
    spots = fits.X[fits.SPOTS]
    for degree in range(9 if n == 20 else 13):  # beyond, 20 points leave few digits to compare
        shaken, left = [], []
        for k in range(fits.SAMPLES):
            x, y = fits.sample(n, 1.0, k)
            e = y - true_curve(x)
            both = polynomial(x, e, degree, np.concatenate([spots, x]))
            shaken.append(np.mean(both[: spots.size] ** 2))
            left.append(np.mean((both[spots.size :] - e) ** 2))
        variance = still["variance"][degree] + noise**2 * np.mean(shaken)
        training = still["training"][degree] + noise**2 * np.mean(left)
        assert found["bias"][degree] == pytest.approx(still["bias"][degree], rel=1e-9, abs=1e-9)
        assert found["variance"][degree] == pytest.approx(variance, rel=1e-9)
        assert found["training"][degree] == pytest.approx(training, rel=1e-9)


def test_bias_and_variance_are_those_that_counting_finds(leaf: Leaf) -> None:
    """40 noisy samples know a variance to about a fifth, as a student's fit is judged."""
    found = leaf.maths(f"m.decomposition({ARRAYS}, 60, 0.3)")
    counted = fits.decomposition(60, 0.3, polynomial)
    np.testing.assert_allclose(found["variance"], counted["variance"], rtol=0.25)
    np.testing.assert_allclose(found["training"], counted["training"], rtol=0.05)
    off = np.abs(np.array(found["bias"]) - counted["bias"])
    assert (off < 0.02 * np.array(found["bias"]) + counted["variance"] / 20).all()


def test_the_lowest_totals_are_those_that_the_steps_name(leaf: Leaf) -> None:
    """Degree 3 for 20 points, 5 for 60: the answers of the two questions."""
    lowest = []
    for n in (20, 60):
        found = leaf.maths(f"m.decomposition({ARRAYS}, a, 0.3)", n)
        lowest.append(int(np.argmin(np.add(found["bias"], found["variance"]))))
    assert lowest == [3, 5]


@pytest.mark.parametrize("predict", [False, True])
def test_the_question_is_asked_before_its_answer_is_seen(
    browser: Browser, tmp_path: Path, predict: bool
) -> None:
    """No error by degree is drawn, written or in the table until a guess is made."""
    made = Leaf(browser, tmp_path, widgets.fit_explorer(predict=predict))
    plot, page = made.plot(), made.page
    parts = "h => h.plot.views[1].marks.filter(m => m.path).map(m => m.path.getAttribute('d'))"
    drawn = ["total", "bias", "variance", "training"]
    assert plot.evaluate(f"h => {drawn}.map(n => h.plot.result[n].length)") == [0, 0, 0, 0]
    assert plot.evaluate(parts)[1:] == [""] * 4
    expect(plot.locator(".sentence")).not_to_contain_text("lowest")
    page.get_by_role("button", name="12", exact=True).click()
    expect(plot.locator(".sentence")).to_contain_text("lowest at degree 3")
    expect(plot.locator(".steps")).to_contain_text("You said: 12. Degree 3.")
    assert "" not in plot.evaluate(parts)
    assert page.get_by_label("show the expected error").is_checked()
    made.close()


def test_a_point_is_dragged_and_the_fit_follows_and_the_code_has_it(leaf: Leaf) -> None:
    """Far above the picture it stays at the edge; a key moves it down; New sample lets it go."""
    leaf.open("#fit_explorer?degree=9")
    point = leaf.page.get_by_role("slider", name="Point 10", exact=True)
    point.scroll_into_view_if_needed()
    before = leaf.plot().evaluate("h => Math.max(...h.plot.result.fit.slice(20, 100))")
    box = point.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    leaf.page.mouse.move(*middle)
    leaf.page.mouse.down()
    leaf.page.mouse.move(middle[0] + 40, middle[1] - 700, steps=10)
    leaf.page.mouse.up()
    code = leaf.plot().locator("code")
    expect(code).to_contain_text(':2.6")')
    assert leaf.plot().evaluate("h => Math.max(...h.plot.result.fit.slice(20, 100))") > before
    point.press("ArrowDown")
    expect(code).to_contain_text(':2.55")')
    again = eval(code.inner_text(), {"widgets": widgets})
    assert 2.55 in fits.sample(20, 0.3, 0, again.state["moved"])[1]
    leaf.page.get_by_role("button", name="New sample").click()
    expect(code).to_have_text("widgets.fit_explorer(degree=9, seed=1)")


def test_earlier_samples_follow_the_degree_and_their_mean_is_drawn(leaf: Leaf) -> None:
    """Every thin line is NumPy's fit of that degree to its sample; the mean has all of them."""
    leaf.open("#fit_explorer?degree=4&seed=3")
    lines, middle = leaf.plot().evaluate("h => [h.plot.result.earlier_y, [...h.plot.result.mean]]")
    wanted = [polynomial(*fits.sample(20, 0.3, k), 4, fits.X) for k in range(4)]
    found = np.array([np.nan if v is None else v for v in lines], float).reshape(3, -1)[:, :-1]
    np.testing.assert_allclose(found, wanted[2::-1], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(middle, np.mean(wanted, axis=0), rtol=1e-9, atol=1e-9)


def constant(x: np.ndarray, y: np.ndarray, degree: int, x_new: np.ndarray) -> np.ndarray:
    """Fit without any use for the degree."""
    return np.full(x_new.shape, y.mean())


def test_an_own_fit_came_with_the_plot_and_the_courses_goes_on(
    browser: Browser, tmp_path: Path
) -> None:
    """Its first picture is there without a kernel; what it is not asked for is said."""
    made = Leaf(browser, tmp_path, widgets.fit_explorer(constant, errors=True, seed=2))
    plot = made.plot()
    fit, bias = plot.evaluate("h => [[...h.plot.result.fit], [...h.plot.result.bias]]")
    np.testing.assert_allclose(fit, fits.sample(20, 0.3, 2)[1].mean(), rtol=1e-9)
    np.testing.assert_allclose(bias, bias[0])
    assert plot.evaluate("h => h.plot.result.earlier_y.length") == 2 * 122
    made.page.get_by_label("Degree", exact=True).press("End")
    expect(plot.locator(".sentence")).to_contain_text("has not answered for this yet")
    made.page.get_by_label("Fit by").select_option("course")
    expect(plot.locator(".sentence")).not_to_contain_text("not answered")
    assert made.errors == []
    made.close()


def test_a_slow_fit_leaves_out_what_would_take_minutes() -> None:
    """One line says how slow it is and how often it is needed; the rest is there."""
    own = fits.OwnFit(constant)
    own.pace.fastest = 0.015
    state: dict[str, Any] = {"count": 20, "noise": 0.3, "degree": 2, "seed": 0, "moved": "",
                             "errors": True}  # fmt: skip
    own.pace.too_slow_for = lambda calls: calls > 100  # type: ignore[method-assign]
    found = own.seen(state)
    assert "The right picture is left out: one call of constant takes" in found["line"]
    assert "this needs 520" in found["line"]
    assert "bias" not in found
    assert found["fit"].shape == (121,)
