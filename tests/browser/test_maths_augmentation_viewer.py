"""The augmentation viewer on a page: changes and training steps are the library's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pages import Leaf
from playwright.sync_api import Browser, expect

from course_lib import widgets
from course_lib.augmentation import AUGMENTATIONS, rotate
from course_lib.augmentation.moves import moved
from course_lib.losses import LOSSES
from course_lib.mlp import MLP
from course_lib.optimizers import Adam
from course_lib.widgets.maths import changes

pytestmark = pytest.mark.browser
X = "Float64Array.from(a.x)"


@pytest.fixture(scope="module")
def leaf(leaf_of: Callable[..., Leaf]) -> Leaf:
    """One page with the plot."""
    return leaf_of(widgets.augmentation_viewer())


@pytest.fixture(scope="module")
def image() -> np.ndarray:
    """An image without symmetry, no pixel 0."""
    return np.random.default_rng(1).uniform(0.1, 1, size=(8, 8))


@pytest.mark.parametrize("degrees", [-180, -97.5, -20, 0, 3, 45, 90, 133.25])
def test_rotations_are_the_librarys(leaf: Leaf, image: np.ndarray, degrees: float) -> None:
    """The same four neighbours, also at the border."""
    argument = {"x": image.ravel().tolist(), "degrees": degrees}
    found = leaf.maths(f"[...m.rotated({X}, 8, a.degrees)]", argument)
    np.testing.assert_allclose(found, rotate([image], degrees)[0].ravel(), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(("down", "right"), [(0, 0), (1, 0), (-2, 3), (4, -4)])
def test_shifts_are_the_librarys(leaf: Leaf, image: np.ndarray, down: int, right: int) -> None:
    """Along both axes, as two moves of the library; of a signal along one."""
    argument = {"x": image.ravel().tolist(), "down": down, "right": right}
    found = leaf.maths(f"[...m.moved({X}, 8, a.down, a.right)]", argument)
    wanted = moved(moved(image, np.array([[right]]), 0.0).T, np.array([[down]]), 0.0).T
    assert found == wanted.ravel().tolist()
    signal = leaf.maths(f"[...m.moved({X}, 64, 0, a.right)]", argument)
    assert signal == moved(image.ravel(), np.array([right]), 0.0).tolist()


def test_mirror_and_square_are_what_their_names_say(leaf: Leaf, image: np.ndarray) -> None:
    """Rows are read backwards; of a square of 3 at row 2, column 4 only 0 is left."""
    argument = {"x": image.ravel().tolist()}
    flipped = leaf.maths(f"[...m.mirrored({X}, 8)]", argument)
    assert flipped == image[:, ::-1].ravel().tolist()
    wanted = image.copy()
    wanted[2:5, 4:7] = 0
    assert leaf.maths(f"[...m.cut({X}, 8, 3, 2, 4)]", argument) == wanted.ravel().tolist()


# What does not depend on the draws: the strength is the largest change, and all of it is used.
DRAWN = """(() => {
  let s = 7; const uniform = () => (s = (s * 16807) % 2147483647) / 2147483647;
  return Array.from({ length: 400 }, () =>
    [...m.CHANGES[a.name](Float64Array.from(a.x), a.strength, uniform)]);
})()"""


def drawn(leaf: Leaf, name: str, strength: float, x: np.ndarray) -> np.ndarray:
    """Return 400 changed versions of one example."""
    argument = {"name": name, "strength": strength, "x": x.ravel().tolist()}
    return np.array(leaf.maths(DRAWN, argument))


def test_random_changes_use_their_whole_strength_and_no_more(leaf: Leaf, image: np.ndarray) -> None:
    """Shifts of all sizes, factors in their interval, half of the images mirrored, sd of noise."""
    spike = np.zeros(40)
    spike[20] = 1.0
    assert set(drawn(leaf, "signal shift", 3, spike).argmax(axis=1)) == set(range(17, 24))
    factors = drawn(leaf, "signal scale", 0.4, spike)[:, 20]
    assert 0.6 <= factors.min() < 0.65
    assert 1.35 < factors.max() <= 1.4
    mirrored = (drawn(leaf, "horizontal flip", 0.25, image)[:, 0] == image[0, 7]).mean()
    assert mirrored == pytest.approx(0.25, abs=0.07)  # three standard errors
    noise = drawn(leaf, "noise", 0.3, image) - image.ravel()
    assert noise.std() == pytest.approx(0.3, rel=0.02)
    squares = (drawn(leaf, "cut-out", 2, image) == 0).mean(axis=0).reshape(8, 8)
    assert squares.sum() == pytest.approx(4)
    assert (squares > 0).all()
    shifts = drawn(leaf, "image shift", 1, np.eye(8)[3][:, None] * np.eye(8)[3]).argmax(axis=1)
    assert {divmod(int(at), 8) for at in shifts} == {(r, c) for r in (2, 3, 4) for c in (2, 3, 4)}


TRAIN = """(() => {
  const net = m.ready(a.parts.map(p => Float64Array.from(p)));
  for (let k = 0; k < a.steps; k += 1) m.update(net, a.X.map(x => Float64Array.from(x)), a.labels);
  return [net.parts.map(p => [...p]), m.wrong(net, a.X, a.labels)];
})()"""


def test_training_steps_are_those_of_the_librarys_network_and_adam(leaf: Leaf) -> None:
    """Twelve steps of 32 ReLU units and softmax with cross-entropy; then the error in per cent."""
    rng = np.random.default_rng(4)
    X, y = rng.normal(size=(30, 7)) * (rng.random((30, 7)) > 0.3), rng.integers(0, 5, size=30)
    model, adam = MLP.of([7, 32, 5], output="softmax", rng=rng), Adam(0.005)
    argument = {"parts": [p.ravel().tolist() for p in model.parameters()], "X": X.tolist(),
                "labels": y.tolist(), "steps": 12}  # fmt: skip
    parts, error = leaf.maths(TRAIN, argument)
    for _ in range(12):
        model.forward(X, training=True)
        model.backward_from(LOSSES["cross_entropy"], y)
        adam.step(model.parameters(), model.gradients())
    for mine, theirs in zip(parts, model.parameters(), strict=True):
        np.testing.assert_allclose(mine, theirs.ravel(), rtol=1e-9, atol=1e-9)
    assert error == pytest.approx(100 * np.mean(model.predict(X).argmax(axis=1) != y))


def test_the_examples_of_the_page_are_those_of_a_students_change(leaf: Leaf) -> None:
    """Digits exactly, signals to a 64th, with the labels of the data sets."""
    for kind in (changes.DIGITS, changes.SIGNALS):
        found = leaf.maths("m.world(host.plot.arrays, a)", kind)
        X, y, _ = changes.world(kind)
        assert found["X"] == X.reshape(changes.KEPT, -1).tolist()
        assert found["labels"] == y.tolist()


TRAINEE = """(() => {
  const world = m.world(host.plot.arrays, "signals");
  const key = (x) => world.X.indexOf(x);
  const copies = Array.from({ length: 400 }, (_, i) => world.X[0].map(() => i));
  return [null, copies].map(changed => {
    const s = m.trainee(world, 6, 3, changed);
    const train = s.train.X.slice(0, 100).map(key);
    return { train, held: s.held.X.map(key), count: s.train.X.length, W: [...s.net.parts[0]],
             labels: s.train.labels, truth: train.map(i => world.labels[i]) };
  });
})()"""


def test_both_networks_of_a_pair_have_the_same_rows_and_the_same_start(leaf: Leaf) -> None:
    """Nothing that is judged was learnt from; copies carry the labels of their originals."""
    without, with_it = leaf.maths(TRAINEE)
    assert without["train"] == with_it["train"]
    assert without["W"] == with_it["W"]
    assert sorted(without["train"] + without["held"]) == list(range(500))
    assert (without["count"], with_it["count"]) == (100, 500)
    assert with_it["labels"] == 5 * without["truth"]


def test_the_difference_is_the_mean_of_the_pairs_with_its_standard_error(leaf: Leaf) -> None:
    """Of eight numbers, by NumPy."""
    a, b = np.random.default_rng(0).uniform(10, 30, size=(2, 8))
    middle, error = leaf.maths("m.difference(a[0], a[1])", [a.tolist(), b.tolist()])
    assert middle == pytest.approx((b - a).mean(), rel=1e-9)
    assert error == pytest.approx((b - a).std(ddof=1) / np.sqrt(8), rel=1e-9)


@pytest.mark.parametrize(("change", "sign"), [("signal shift", "−"), ("signal reversal", "+")])
def test_the_effect_is_measured_on_the_page_as_the_steps_say(
    leaf: Leaf, change: str, sign: str
) -> None:
    """Shifted signals lower the error clearly, reversed ones raise it; then it is forgotten."""
    leaf.open(f"#augmentation_viewer?change={change}&p=1")
    line = leaf.plot().locator(".sentence")
    leaf.page.get_by_role("button", name="Measure the error").click()
    expect(line).to_contain_text(f"change {sign}", timeout=120_000)
    expect(line).to_contain_text("(8 seeds, clear)")
    leaf.page.get_by_label("Change", exact=True).select_option("noise")
    expect(line).not_to_contain_text("seeds")
    assert leaf.plot().evaluate("h => h.plot.result.with_it.length") == 0


def test_the_line_says_what_the_library_says_of_a_change(leaf: Leaf) -> None:
    """Gentle, too strong, of no strength, and losing the label: each with its reason."""
    said = [
        ("rotation", "max_degrees", 9, "largest angle 9 degrees: keeps the label."),
        ("rotation", "max_degrees", 180, "180 degrees: kept up to about 15 degrees; here, look"),
        ("image shift", "max_shift", 0, "0 pixels: changes nothing."),
        ("horizontal flip", "p", 0.5, "mirror image 0.5: loses the label."),
    ]
    for change, strength, value, words in said:
        leaf.open(f"#augmentation_viewer?change={change}&{strength}={value}")
        expect(leaf.plot().locator(".sentence")).to_contain_text(words)
        expect(leaf.plot().locator(".sentence")).to_contain_text(AUGMENTATIONS[change].why)


def test_new_draws_show_other_examples_and_a_table_stands_behind_them(leaf: Leaf) -> None:
    """Six examples with their labels; the table has a row for each."""
    leaf.open()
    cells = leaf.plot().locator(".pair")
    before = cells.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert len(before) == 6
    leaf.page.get_by_role("button", name="New draw").click()
    expect(leaf.plot().locator("code")).to_have_text("widgets.augmentation_viewer(seed=1)")
    leaf.page.get_by_text("The numbers as a table").click()
    expect(leaf.plot().locator("table").first.locator("tbody tr")).to_have_count(6)
    assert cells.evaluate_all("all => all.map(e => e.getAttribute('aria-label'))") != before


def test_an_error_above_half_lifts_the_axis(leaf: Leaf) -> None:
    """A change that destroys the digits is not cut off; gentler ones keep the finer scale."""
    leaf.open()
    top = "h => { h.plot.draw(); return h.plot.result.limits.error.y[1]; }"
    for worst, wanted in ((71.0, 100), (13.0, 50)):
        leaf.plot().evaluate(
            "(h, e) => { h.plot.memory.experiment = { without: [12], with_it: [e] }; }", worst
        )
        assert leaf.plot().evaluate(top) == wanted


def negative(X: np.ndarray, *, rng: np.random.Generator) -> np.ndarray:
    """Turn ink into paper; digits only."""
    print("a note to myself")
    _, _, _ = X.shape
    return 1 - X


def test_an_own_change_came_with_the_plot_and_its_error_is_one_line(
    browser: Browser, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its digits are there in each draw without a kernel; what fails for signals is said there."""
    made = Leaf(browser, tmp_path, widgets.augmentation_viewer(negative, seed=9))
    assert capsys.readouterr().out == ""
    plot, change = made.plot(), made.page.get_by_label("Change", exact=True)
    expect(change.locator("option:checked")).to_have_text("digits: negative (yours)")
    before, after = plot.evaluate(
        "h => ['before', 'after'].map(k => [...h.plot.result.shown[2][k]])"
    )
    np.testing.assert_allclose(after, 1 - np.array(before), atol=1e-6)
    change.select_option("own signals")
    expect(plot.locator(".trouble")).to_contain_text("ValueError: not enough values to unpack")
    expect(plot.locator(".pair")).to_have_count(6)
    made.page.get_by_role("button", name="Measure the error").click()
    expect(plot.locator(".trouble")).to_contain_text("ValueError: not enough values to unpack")
    assert made.errors == []
    made.close()


def test_the_copies_of_an_own_change_are_in_the_order_of_the_page() -> None:
    """For each set all rows once for each copy, each copy with draws of its own."""

    def shaken(X: Any, *, rng: np.random.Generator) -> Any:
        return X + rng.normal(size=(len(X), 1))

    own = changes.OwnChange(shaken)
    (copies,) = own.copies({"kind": "signals", "sets": [[4, 1, 7]]})["copies"]
    signals = changes.world("signals")[0][[4, 1, 7]]
    off = (copies - np.tile(signals, (changes.COPIES, 1))).round(9)
    assert copies.shape == (12, 40)
    assert (off == off[:, :1]).all()
    assert len(set(off[:, 0])) == 12
    assert own.copies({}) == {}
