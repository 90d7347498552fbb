"""The λ-dial on a page: its numbers are the library's, and λ is turned without a kernel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pages import Leaf
from playwright.sync_api import Browser, expect

from course_lib import widgets
from course_lib.linear_models import ElasticNet, Lasso, Ridge
from course_lib.widgets.maths import dial

pytestmark = pytest.mark.browser
# Penalty, λ, data, correlation, sample: in the middle of the paths, and near their ends.
STATES = [
    ("l1", 10.0, "made", 0.9, 1), ("l1", 60.0, "made", 0.35, 3), ("l1", 0.02, "houses", 0.9, 2),
    ("l1", 7.0, "houses", 0.9, 4), ("l2", 0.3, "made", 0.95, 2), ("l2", 500.0, "houses", 0.9, 5),
    ("net", 20.0, "made", 0.7, 4), ("net", 3.0, "houses", 0.9, 1),
]  # fmt: skip
MIX = {"l1": 1.0, "l2": 0.0, "net": 0.3}
AT = "m.at(m.problem(a, host.plot.arrays), a.mix, a.lam)"


@pytest.fixture(scope="module")
def leaf(leaf_of: Callable[..., Leaf]) -> Leaf:
    """One page with the plot."""
    return leaf_of(widgets.lambda_dial())


def asked(penalty: str, lam: float, data: str, correlation: float, sample: int) -> dict[str, Any]:
    """Return a state as the page has it."""
    where = {"data": data, "correlation": correlation, "sample": sample}
    return {**where, "lam": lam, "mix": MIX[penalty]}


@pytest.mark.parametrize(("penalty", "lam", "data", "correlation", "sample"), STATES)
def test_weights_errors_and_degrees_of_freedom_are_the_librarys(
    leaf: Leaf, penalty: str, lam: float, data: str, correlation: float, sample: int
) -> None:
    """From the rows themselves, where the page has only their products; the trace of the hat."""
    found = leaf.maths(AT, asked(penalty, lam, data, correlation, sample))
    p, mix = dial.problem(data, correlation, sample), MIX[penalty]
    l1, l2 = mix * lam, (1 - mix) * lam
    model = {"l1": Lasso(lam), "l2": Ridge(lam), "net": ElasticNet(l1, l2)}[penalty]
    w = model.fit(p.X, p.y).coef_
    np.testing.assert_allclose(found["w"], w, rtol=1e-9, atol=1e-9)
    assert [v == 0 for v in found["w"]] == (w == 0).tolist()
    assert found["train"] == pytest.approx(np.mean((p.y - p.X @ w) ** 2), rel=1e-9)
    assert found["fresh"] == pytest.approx(np.mean((p.y_new - p.X_new @ w) ** 2), rel=1e-9)
    left = p.X[:, w != 0]
    hat = left @ np.linalg.solve(left.T @ left + l2 * np.eye(left.shape[1]), left.T)
    assert found["free"] == pytest.approx(np.trace(hat), rel=1e-9)


@pytest.mark.parametrize("penalty", ["l1", "l2", "net"])
def test_the_loss_ellipse_through_the_weights_touches_the_ball(leaf: Leaf, penalty: str) -> None:
    """On the ellipse the loss is that of the weights, and inside the ball it is nowhere lower."""
    state = asked(penalty, 12.0, "made", 0.5, 2)
    call = f"(() => {{ const p = m.problem(a, host.plot.arrays); const w = {AT}.w;"
    call += " return { w, ...m.ball(w[0], w[1], a.mix), ...m.ellipses(p, w) }; })()"
    found = {key: np.array(values or [0.0]) for key, values in leaf.maths(call, state).items()
             if not key.startswith("around")}  # fmt: skip
    p, w = dial.problem("made", 0.5, 2), found["w"]

    def losses(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        pairs = np.column_stack([x, y, *np.tile(w[2:], (len(x), 1)).T])
        return np.sum((p.y - pairs @ p.X.T) ** 2, axis=1)

    here = losses(w[:1], w[1:2])[0]
    around = losses(found["touching_x"], found["touching_y"])
    np.testing.assert_allclose(around, here, rtol=1e-9)
    assert losses(0.999 * found["ball_x"], 0.999 * found["ball_y"]).min() >= here * (1 - 1e-9)
    assert losses(found["centre_x"], found["centre_y"])[0] < here


def test_on_few_houses_the_penalty_helps_on_new_data(leaf: Leaf) -> None:
    """What the last guided step says: the lowest error is in the middle, for L1 and L2."""
    for penalty in ("l1", "l2"):
        state = {"penalty": penalty, "data": "houses", "sample": 1}
        new, train = leaf.plot().evaluate(
            "(h, s) => { h.plot.change(s); const r = h.plot.front.compute(h.plot.state,"
            " h.plot.arrays, h.plot); return [r.fresh, r.train]; }",
            state,
        )
        assert 0 < int(np.argmin(new)) < len(new) - 1
        assert min(new) < 0.9 * new[0]
        assert (np.diff(train) > -1e-12).all()


def test_equal_weights_are_what_l2_gives_to_twins(leaf: Leaf) -> None:
    """What the first guided step says, in each sample: L2 brings the two weights together."""
    for sample in dial.SAMPLES:
        l1, l2 = (
            leaf.maths(AT, asked(penalty, 20.0, "made", 0.95, sample))["w"]
            for penalty in ("l1", "l2")
        )
        assert abs(l2[0] - l2[1]) < 0.35 < abs(l1[0] - l1[1])


def test_lambda_is_turned_by_hand_and_by_key_and_read_as_itself(leaf: Leaf) -> None:
    """Three is a λ of 3: on the slider, on the handle, in the line and in the table."""
    leaf.open("#lambda_dial?lam=0.3")
    slider = leaf.page.get_by_label("λ", exact=True)
    handle = leaf.page.get_by_role("slider", name="λ, on the path")
    line = leaf.plot().locator(".sentence")
    expect(slider).to_have_attribute("aria-valuetext", "0.3")
    expect(handle).to_have_attribute("aria-valuetext", "λ 0.3")
    expect(line).to_contain_text("λ = 0.3: 0 of 6 weights")
    leaf.page.get_by_text("The numbers as a table").click()
    table = leaf.plot().locator("table").filter(has_text="x₁").first
    expect(table.locator("tbody td").first).to_have_text("0.01")
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    leaf.page.mouse.move(*middle)
    leaf.page.mouse.down()
    leaf.page.mouse.move(middle[0] + 1500, middle[1], steps=10)
    leaf.page.mouse.up()
    expect(slider).to_have_attribute("aria-valuetext", "10,000")
    expect(line).to_contain_text("6 of 6 weights are exactly 0")
    handle.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "9,000")


def test_controls_that_would_do_nothing_are_not_there_and_names_follow_the_data(
    leaf: Leaf,
) -> None:
    """The share belongs to the elastic net, the correlation to the made data."""
    leaf.open()
    share, correlation = (leaf.page.get_by_label(n) for n in ("Share of L1", "Correlation of"))
    expect(share).to_be_hidden()
    leaf.page.get_by_label("Penalty", exact=True).select_option("net")
    expect(share).to_have_attribute("aria-valuetext", "50 %")
    leaf.page.get_by_label("Data", exact=True).select_option("houses")
    expect(correlation).to_be_hidden()
    legend = leaf.plot().locator("figure").filter(has_text="weights for each λ").locator(".legend")
    expect(legend).to_contain_text("living area")
    expect(legend).not_to_contain_text("x₁")


def ridge(X: np.ndarray, y: np.ndarray, lam: float) -> np.ndarray:
    """Return the weights of ridge regression, by the normal equations."""
    print("a note to myself")
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def test_the_circles_of_an_own_ridge_lie_on_the_paths(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They came with the plot, for its first data; what the fit prints is not in the cell."""
    made = Leaf(browser, tmp_path, widgets.lambda_dial(ridge, penalty="l2", correlation=0.5))
    assert capsys.readouterr().out == ""
    result = "h => Array.from({length: 6}, (_, j) => [h.plot.result[`own${j}`],"
    pairs = made.plot().evaluate(f"{result} h.plot.result[`w${{j}}`]].map(v => [...v]))")
    for own, course in pairs:
        np.testing.assert_allclose(own, course[::3], rtol=1e-9, atol=1e-9)
    expect(made.plot().locator(".sentence")).to_contain_text("Your function printed: a note")
    made.page.get_by_label("Sample").select_option("2")
    expect(made.plot().locator(".sentence")).to_contain_text("no path for this data yet")
    assert made.errors == []
    made.close()
