"""The early-stopping arena: its rules stop where the library's do, and its score is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from pages import Leaf
from playwright.sync_api import expect

from course_lib import widgets
from course_lib.early_stopping import GL, PQ, UP, Criterion, Patience
from course_lib.widgets.maths import arena

pytestmark = pytest.mark.browser
RESULT = "document.querySelector('.course-plot').plot.result"


def never(train: Sequence[float], validation: Sequence[float]) -> bool:
    """A rule that never stops."""
    return False


@pytest.fixture(scope="module")
def leaf(leaf_of: Callable[..., Leaf]) -> Leaf:
    """One page with the plot of a rule that never stops."""
    return leaf_of(widgets.early_stopping_arena(never))


def spent(rule: Criterion, run: arena.Curves) -> int:
    """Return the epochs that a rule of the library spends."""
    rule.reset()
    for epoch, losses in enumerate(zip(run.train, run.validation, strict=True), start=1):
        if rule.should_stop(*map(float, losses)):
            return epoch
    return arena.EPOCHS


RULES = [
    *(("patience", n, Patience(n)) for n in (1, 5, 17, 40)),
    *(("gl", alpha, GL(alpha)) for alpha in (0.5, 5.0, 20.0)),
    *(("pq", alpha, PQ(alpha)) for alpha in (0.05, 0.5, 2.0)),
    *(("up", s, UP(s)) for s in (1, 3, 8)),
]


@pytest.mark.parametrize(("name", "setting", "rule"), RULES, ids=lambda part: str(part)[:9])
def test_each_rule_stops_where_the_librarys_does(
    leaf: Leaf, name: str, setting: float, rule: Criterion
) -> None:
    """In each of the 80 runs, to the epoch."""
    found = leaf.maths(f"m.runsOf(host.plot.arrays).map(run => m.{name}(run, a))", setting)
    assert found == [spent(rule, run) for run in arena.runs()]


def test_losses_on_the_page_are_those_of_python(leaf: Leaf) -> None:
    """Not nearly, but exactly: a rule must not stop elsewhere for a rounding."""
    found = leaf.maths("m.runsOf(host.plot.arrays).map(r => [[...r.train], [...r.validation]])")
    wanted = [[run.train.tolist(), run.validation.tolist()] for run in arena.runs()]
    assert found == wanted


def test_a_score_is_the_mean_of_epochs_and_of_what_is_lost(leaf: Leaf) -> None:
    """Over the 50 runs out of sight, for patience 5; what is lost is told in per cent."""
    epochs, above = leaf.maths("m.scored(run => m.patience(run, 5), m.runsOf(host.plot.arrays))")
    unseen = arena.runs()[arena.SHOWN :]
    stops = [spent(Patience(5), run) for run in unseen]
    lowest = [run.validation[:stop].min() for run, stop in zip(unseen, stops, strict=True)]
    lost = [100 * (low / run.validation.min() - 1) for run, low in zip(unseen, lowest, strict=True)]
    assert len(unseen) == 50
    assert epochs == pytest.approx(np.mean(stops), rel=1e-9)
    assert above == pytest.approx(np.mean(lost), rel=1e-9)


def test_more_patience_costs_epochs_and_buys_loss(leaf: Leaf) -> None:
    """Prechelt's trade-off holds on the runs of the score, as the question says."""
    call = "[2, 4, 8, 16, 32].map(n => m.scored(run => m.patience(run, n), host.plot.memory.runs))"
    epochs, lost = np.array(leaf.maths(call)).T
    assert (np.diff(epochs) > 0).all()
    assert (np.diff(lost) < 0).all()


def test_the_slider_moves_the_flag_and_the_score_comes_when_it_is_asked_for(leaf: Leaf) -> None:
    """The own rule that never stops spends all epochs and loses nothing."""
    leaf.open()
    host = leaf.plot()
    host.get_by_label("Patience").press("ArrowRight")
    expect(host.locator(".sentence")).to_contain_text("patience 6: ")
    expect(host.locator(".sentence")).to_contain_text("yours: 200, +0.0 %")
    assert leaf.page.evaluate(f"[{RESULT}.own_spent, {RESULT}.all_lost]") == [None, None]
    host.get_by_label("show the score").check()
    leaf.page.wait_for_function(f"{RESULT}.own_spent")
    assert leaf.page.evaluate(f"[{RESULT}.own_spent, {RESULT}.own_lost]") == [[200], [0]]
    rows = host.evaluate(
        "h => { h.querySelector('.numbers').open = true; h.plot.tabulate();"
        " return [...h.querySelector('.numbers table').rows].map(r => r.cells[0].textContent); }"
    )
    assert rows == ["rule", "patience 6", "GL(5)", "PQ(0.5)", "UP(3)", "yours"]


def test_stopping_by_hand_with_the_pointer_and_with_keys(leaf: Leaf) -> None:
    """The epoch under the pointer is the one that the line reports; it ends at the last."""
    leaf.open()
    host = leaf.plot()
    sheet = host.locator("figure").filter(has_text="one run").locator(".sheet svg")
    box = sheet.bounding_box()
    assert box is not None
    sheet.click(position={"x": box["width"] * 0.55, "y": 120})
    leaf.page.wait_for_function(f"{RESULT}.hand < 150")
    hand = leaf.page.evaluate(f"{RESULT}.hand")
    assert 80 < hand < 130
    expect(host.locator(".sentence")).to_contain_text(f"by hand: {hand}, ")
    handle = host.get_by_role("slider", name="Stop by hand, on the curve")
    for key, epoch in (("ArrowLeft", hand - 1), ("End", 200), ("ArrowRight", 200)):
        handle.press(key)
        expect(handle).to_have_attribute("aria-valuetext", f"Stop by hand {epoch} epochs")


LAPPING = """(host) => {
  const boxes = [...host.querySelectorAll("figure")].at(-1).querySelectorAll(".words text");
  const all = [...boxes].map(e => [e.textContent, e.getBoundingClientRect()]).filter(b => b[0]);
  const edge = host.getBoundingClientRect();
  const shared = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3
    && Math.min(a.right, b.right) > Math.max(a.left, b.left);
  const poor = all.filter(([, b], i) => b.right > edge.right || b.left < edge.left
    || all.slice(0, i).some(([, other]) => shared(b, other)));
  return [all.length, poor.map(b => b[0])];
}"""


@pytest.mark.parametrize("end", ["low", "high"])
def test_names_in_the_score_never_lie_on_each_other(leaf: Leaf, end: str) -> None:
    """Patient rules all lose almost nothing, impatient ones all much; names stay inside."""
    leaf.open()
    leaf.plot().evaluate(
        "(h, end) => h.plot.change({ score: true, ...Object.fromEntries(['patience', 'alpha',"
        " 'strips'].map(id => [id, h.plot.controls[id].spec[end]])) })",
        end,
    )
    leaf.page.wait_for_function(f"{RESULT}.own_spent")
    assert leaf.plot().evaluate(LAPPING) == [5, []]
