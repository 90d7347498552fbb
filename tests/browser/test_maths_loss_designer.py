"""The loss designer: scores, losses, counts and costs are those of the library."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from pages import Leaf
from playwright.sync_api import expect
from sklearn.metrics import confusion_matrix

from course_lib import widgets
from course_lib.losses import CreditRisk
from course_lib.widgets.maths import credit

pytestmark = pytest.mark.browser
RESULT = "document.querySelector('.course-plot').plot.result"


def absolute(prediction: np.ndarray, target: np.ndarray) -> float:
    """A loss that the course does not have."""
    return float(np.mean(np.abs(prediction - target)))


@pytest.fixture(scope="module")
def leaf(leaf_of: Callable[..., Leaf]) -> Leaf:
    """One page with the plot, and with that of a student's loss."""
    return leaf_of(widgets.loss_designer(), widgets.loss_designer(absolute))


@pytest.mark.parametrize("weight", [0.0, 0.2, 4.0, 11.4, 20.0])
def test_the_scores_of_every_lambda_are_those_of_the_fit(leaf: Leaf, weight: float) -> None:
    """The table of twelve patterns gives what the linear solve gives, for all borrowers."""
    train, validation = credit.borrowers()
    w = credit.fit_credit_risk(train, weight)
    found = leaf.maths("[...m.scoresOf(a, host.plot.arrays)]", weight)
    wanted = np.concatenate([train.X @ w, validation.X @ w])
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-9)


@pytest.mark.parametrize("weight", [0.0, 4.0, 20.0])
def test_loss_and_slope_of_one_borrower_are_the_librarys(leaf: Leaf, weight: float) -> None:
    """CreditRisk for a single prediction, so that its mean is the loss of one."""
    found = leaf.maths("Object.values(m.slideLoss(a)).map(v => [...v])", weight)
    loss = CreditRisk(weight)
    for target, values, slopes in ((1.0, *found[:2]), (0.0, *found[2:])):
        one = [loss.value([p], [target]) for p in credit.P]
        steep = [loss.gradient([p], [target])[0] for p in credit.P]
        np.testing.assert_allclose(values, one, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(slopes, steep, rtol=1e-9, atol=1e-12)


def test_counts_are_scikit_learns_and_costs_are_counts_times_prices(leaf: Leaf) -> None:
    """At each threshold: 5 for every approved risky, 2 for every refused good borrower."""
    rng = np.random.default_rng(1)
    scores, good = rng.normal(0.5, 0.4, size=90).round(2), (rng.random(90) > 0.3).astype(int)
    for threshold in (-0.1, 0.5, 0.73, 1.1):
        argument = {"s": scores.tolist(), "y": good.tolist(), "t": threshold}
        found = leaf.maths("m.confusion(a.s, a.y, a.t)", argument)
        wanted = confusion_matrix(good, scores >= threshold, labels=[1, 0])
        assert found == wanted.ravel().tolist()
        cost = leaf.maths("m.meanCost(a.s, a.y, a.t, { risky: 5, good: 2 })", argument)
        assert cost == pytest.approx((5 * wanted[1, 0] + 2 * wanted[0, 1]) / 90, rel=1e-9)


def test_best_threshold_is_cheapest_on_the_training_borrowers(leaf: Leaf) -> None:
    """No other threshold that is looked at costs less there."""
    leaf.open()
    leaf.plot().evaluate("h => h.plot.change({ weight: 0, threshold: 0.5 })")
    leaf.plot().get_by_role("button", name="Best threshold").press("Enter")
    leaf.page.wait_for_function(f"{RESULT}.threshold > 0.6")
    train, _ = credit.borrowers()
    score = train.X @ credit.fit_credit_risk(train, 0.0)

    def cost(threshold: float) -> float:
        approved = score >= threshold
        return float(5 * (approved & (train.y == 0)).sum() + (~approved & (train.y == 1)).sum())

    best = leaf.page.evaluate(f"{RESULT}.threshold")
    assert cost(best) == min(cost(t) for t in np.linspace(-0.1, 1.1, 121))


def test_a_dragged_threshold_moves_counts_and_money(leaf: Leaf) -> None:
    """A press into the scores; what is shown is 5 · risky approved + 1 · good refused."""
    leaf.open()
    host = leaf.plot()
    before = leaf.page.evaluate(f"{RESULT}.table")
    sheet = host.locator("figure").filter(has_text="scores of").locator(".sheet svg")
    box = sheet.bounding_box()
    assert box is not None
    sheet.click(position={"x": box["width"] * 0.9, "y": 60})
    leaf.page.wait_for_function(f"{RESULT}.threshold > 0.9")
    counts = leaf.page.evaluate(f"{RESULT}.table")
    assert counts != before
    assert sum(counts) == 300
    money = 5 * counts[2] + counts[1]
    expect(host.locator(".sentence")).to_contain_text(f"borrowers cost {money} units")
    expect(host.locator("figure").filter(has_text="decisions")).to_contain_text(f"{counts[2]} × 5")
    cost = host.get_by_role("slider", name="Threshold, in the picture of the cost")
    cost.press("Home")
    expect(cost).to_have_attribute("aria-valuetext", "Approve from score −0.1")


def test_no_curve_leaves_its_picture(leaf: Leaf) -> None:
    """With the largest costs and penalty, loss, cost and counts still end inside their axes."""
    leaf.open()
    leaf.plot().evaluate("h => h.plot.change({ weight: 20, risky: 20, good: 10 })")
    leaf.page.wait_for_function(f"{RESULT}.limits.cost.y[1] > 4")
    highest = (
        "(r => [['losses', r.risky_slope], ['losses', r.good], ['cost', r.cost_new],"
        " ['cost', r.cost_train], ['scores', r.good_y], ['scores', r.risky_y]]"
        ".map(([view, values]) => [Math.max(...values), r.limits[view].y[1]]))"
    )
    for top, limit in leaf.page.evaluate(f"{highest}({RESULT})"):
        assert top <= limit


def test_the_own_loss_is_what_is_fitted_until_the_tick_is_taken_away(leaf: Leaf) -> None:
    """With it λ has no say and is hidden; without it the slide's loss is back."""
    host = leaf.plot(1)
    expect(host.get_by_label("λ, penalty on risky")).to_be_hidden()
    scores = credit.own_tables(absolute)["own_scores"]
    found = host.evaluate("h => [...h.plot.kept.fit.value.fresh[0]]")
    np.testing.assert_allclose(found, scores[500:], rtol=1e-9)
    host.get_by_label("fit with my loss").uncheck()
    expect(host.get_by_label("λ, penalty on risky")).to_be_visible()
    train, validation = credit.borrowers()
    w = credit.fit_credit_risk(train, 4.0)
    found = host.evaluate("h => [...h.plot.kept.fit.value.fresh[0]]")
    np.testing.assert_allclose(found, validation.X @ w, atol=1e-9)
