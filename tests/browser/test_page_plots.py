"""Plots on a page without a kernel: controls, keys, themes, widths, and what is read out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pages import Leaf
from playwright.sync_api import Browser, expect

from course_lib import widgets

pytestmark = pytest.mark.browser
PLOTS = sorted(widgets.__all__)
Opener = Callable[..., Leaf]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Return a function that opens a page with the plot of a name."""
    leaves: list[Leaf] = []

    def open_one(name: str, *arguments: Any, context: dict[str, Any] | None = None,
                 **options: Any) -> Leaf:  # fmt: skip
        plot = getattr(widgets, name)(*arguments, **options)
        leaves.append(Leaf(browser, tmp_path, plot, **context or {}))
        return leaves[-1]

    yield open_one
    for leaf in leaves:
        assert leaf.errors == []
        assert all(url.startswith("file:") for url in leaf.asked)
        leaf.close()


def frames(leaf: Leaf) -> int:
    """Return how often the plot has been painted."""
    return int(leaf.plot().get_attribute("data-frame") or 0)


# What is read out and what is shown, once it is drawn.
READ = """async (slider) => {
  for (let i = 0; i < 2; i += 1) await new Promise(requestAnimationFrame);
  return [slider.getAttribute("aria-valuetext"), slider.nextElementSibling.textContent];
}"""


@pytest.mark.parametrize("name", PLOTS)
def test_every_control_has_a_name_and_a_value_in_words_and_moves(opened: Opener, name: str) -> None:
    """Both ends of each slider and each option of each list are drawn without trouble."""
    leaf = opened(name)
    host = leaf.plot()
    host.locator("details").evaluate_all("all => all.forEach(d => d.open = true)")
    trouble = host.locator(".trouble")
    for slider in host.locator("input[type=range]:visible").all():
        assert slider.evaluate("e => e.labels[0]?.textContent.trim()")
        for key in ("End", "Home"):
            slider.press(key)
            read, shown = slider.evaluate(READ)
            assert read == shown != ""
            expect(trouble).to_be_hidden()
    for menu in host.locator(".controls select").element_handles():
        if not menu.is_visible():
            continue  # the choice before has hidden it
        assert menu.evaluate("e => e.labels[0]?.textContent.trim()")
        for value in menu.evaluate("e => [...e.options].slice(0, 8).map(o => o.value)"):
            menu.select_option(value)
            expect(trouble).to_be_hidden()


def test_a_learning_rate_is_read_out_as_itself(opened: Opener) -> None:
    """0.3 and not the logarithm −0.5; a step up is the next rate."""
    leaf = opened("network_playground", rate=0.3)
    rate = leaf.page.get_by_label("Learning rate")
    expect(rate).to_have_attribute("aria-valuetext", "0.32")
    rate.press("ArrowRight")
    expect(rate).to_have_attribute("aria-valuetext", "0.4")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280, 2560])
@pytest.mark.parametrize("name", PLOTS)
def test_the_page_fits_and_its_text_is_readable(
    opened: Opener, name: str, width: int, scheme: str
) -> None:
    """Nothing is cut off at the side; every text has 4.5 : 1 on what lies behind it."""
    context = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    leaf = opened(name, context=context)
    assert leaf.page.evaluate("document.documentElement.scrollWidth") <= width
    assert leaf.plot().evaluate(CONTRAST) == []


# Texts with less than 4.5 : 1. SVG text is compared with the paper of the plot.
CONTRAST = """(host) => {
  const rgb = (c) => c.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const even = (v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = (c) => rgb(c).map(v => even(v / 255))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  for (const e of host.querySelectorAll("*")) {
    const told = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!told || !e.checkVisibility?.()) continue;
    if (e.matches("style, script, option")) continue;
    const style = getComputedStyle(e);
    const mine = e instanceof SVGElement ? style.fill : style.color;
    const [a, b] = [light(mine), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) poor.push([e.textContent.slice(0, 30), mine, behind(e)]);
  }
  return poor;
}"""


def test_the_handle_is_a_slider_for_the_keyboard_and_for_a_finger(opened: Opener) -> None:
    """Arrows, Shift, Home; then a press into the picture; the number follows in words."""
    leaf = opened("activation_explorer")
    handle = leaf.page.get_by_role("slider", name="Input z, on the curve")
    expect(handle).to_have_attribute("aria-valuetext", "Input z 1")
    for key, words in (("ArrowRight", "1.05"), ("Shift+ArrowLeft", "0.55"), ("Home", "−6")):
        handle.press(key)
        expect(handle).to_have_attribute("aria-valuetext", f"Input z {words}")
    box = leaf.plot().locator("svg").first.bounding_box()
    assert box is not None
    leaf.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 60)
    leaf.page.mouse.down()
    leaf.page.mouse.move(box["x"] + box["width"] + 300, box["y"] + 60, steps=20)
    leaf.page.mouse.up()
    expect(handle).to_have_attribute("aria-valuetext", "Input z 6")  # where the hand went


def test_what_is_read_out_changes_only_when_the_reader_has_settled(opened: Opener) -> None:
    """Twenty steps of a slider are one message, the last; a playing plot says nothing."""
    leaf = opened("activation_explorer")
    spoken = leaf.plot().locator(".unseen")
    expect(spoken).to_contain_text("z = 1,")
    leaf.plot().evaluate(
        "h => { h.said = []; new MutationObserver(() => h.said.push(h.querySelector('.unseen')"
        ".textContent)).observe(h.querySelector('.unseen'), { childList: true }); }"
    )
    slider = leaf.page.get_by_label("Input z", exact=True)
    for _ in range(20):
        slider.press("ArrowRight")
    expect(spoken).to_contain_text("z = 2,")
    said = leaf.plot().evaluate("h => h.said")
    assert len(said) < 5  # a busy machine may take a breath between two keys
    assert "z = 2," in said[-1]


def test_a_table_stands_behind_the_picture(opened: Opener) -> None:
    """Its numbers are those of the function."""
    leaf = opened("activation_explorer", kind="tanh")
    leaf.page.get_by_text("The numbers as a table").click()
    table = leaf.plot().locator("table").filter(has_text="g(z)").first
    cells = "all => all.map(row => [...row.cells].map(cell => cell.textContent))"
    rows = table.locator("tbody tr").evaluate_all(cells)
    assert len(rows) > 10
    numbers = np.array([[float(cell.replace("−", "-")) for cell in row] for row in rows])
    np.testing.assert_allclose(numbers[:, 1], np.tanh(numbers[:, 0]), atol=2e-3)


def test_a_prediction_hides_the_picture_and_an_answer_shows_it(opened: Opener) -> None:
    """On a page without a kernel too, where the text below must not stay locked."""
    leaf = opened("activation_explorer", predict=True)
    pictures = leaf.plot().locator(".pictures")
    expect(pictures).to_be_hidden()
    leaf.page.get_by_role("button", name="about a tenth").click()
    expect(pictures).to_be_visible()
    expect(leaf.plot().locator(".steps")).to_contain_text("You said: about a tenth")


def test_the_state_as_code_opens_the_same_plot_and_a_link_too(opened: Opener) -> None:
    """What differs from the defaults is written, as Python has it."""
    leaf = opened("activation_explorer")
    leaf.page.get_by_label("Function g").select_option("elu")
    alpha = leaf.page.get_by_label("α of the ELU")
    expect(alpha).to_be_visible()  # it comes with the next picture
    alpha.press("Home")
    code = leaf.plot().locator("code")
    expect(code).to_have_text('widgets.activation_explorer(kind="elu", alpha=0.1)')
    again = eval(code.inner_text(), {"widgets": widgets})
    assert (again.state["kind"], again.state["alpha"]) == ("elu", 0.1)
    leaf.open("#activation_explorer?kind=elu&alpha=0.5&z=2")
    assert leaf.plot().evaluate("h => h.plot.state.alpha") == 0.5
    leaf.open("#activation_explorer?kind=nonsense&alpha=1e9&z=abc")  # anybody may write a link
    assert leaf.plot().evaluate("h => h.plot.state.kind") == "sigmoid"
    assert leaf.plot().evaluate("h => h.plot.state.alpha") == 3
    assert leaf.plot().evaluate("h => h.plot.state.z") == 1


def test_an_own_function_lives_on_the_page_without_a_kernel(opened: Opener) -> None:
    """Its table gives values and slopes; outside of it the last line goes on."""
    leaf = opened("activation_explorer", lambda z: np.maximum(z, 0.25 * z))
    assert leaf.plot().evaluate("h => h.plot.result.g[0]") == pytest.approx(-1.5, abs=1e-6)
    far = "h => h.plot.front.maths.activation('own', h.plot.arrays).g(-100)"
    assert leaf.plot().evaluate(far) == pytest.approx(-25, abs=1e-3)


# -- the playground -------------------------------------------------------------------------

GAME = "h => h.plot.memory"
WEIGHTS = f"{GAME}.net.W.map(w => [...w])"
HOST = "document.querySelector('.course-plot')"


def test_the_playground_trains_and_pauses_without_a_kernel(opened: Opener) -> None:
    """The ring closes with the usual network; the keyboard alone is enough."""
    leaf = opened("network_playground")
    leaf.page.get_by_role("button", name="Play").press("Enter")
    expect(leaf.page.get_by_role("button", name="Pause")).to_be_visible()
    right = "plot.line.textContent.match(/training loss [\\d.]+ \\((\\d+)%/)?.[1] >= 95"
    leaf.page.wait_for_function(f"{HOST}.{right}")
    leaf.page.get_by_role("button", name="Pause").press("Enter")
    expect(leaf.page.get_by_role("button", name="Play")).to_be_visible()
    done = leaf.plot().evaluate(f"{GAME}.net.steps")
    assert leaf.plot().evaluate(f"{GAME}.net.steps") == done


def test_layers_units_and_inputs_are_added_and_taken_away(opened: Opener) -> None:
    """Weights that fit are kept; the state says what there is."""
    leaf = opened("network_playground")
    before = leaf.plot().evaluate(f"{GAME}.net.W[0][0]")
    leaf.page.get_by_role("button", name="one layer more").click()
    leaf.page.get_by_role("button", name="one unit less in layer 1").click()
    product = leaf.page.get_by_role("switch", name="input x₁x₂")
    product.press("Enter")
    expect(leaf.plot().locator("code")).to_contain_text('features="x1,x2,x1x2"')
    expect(product).to_have_attribute("aria-checked", "true")
    expect(product).to_be_focused()  # although the whole picture was made anew
    leaf.page.wait_for_function(f"String({HOST}.plot.memory.net.sizes) === '3,5,6,6,1'")
    assert leaf.plot().evaluate(f"{GAME}.net.W[0][0]") == before


def test_a_weight_is_edited_and_a_unit_switched_off(opened: Opener) -> None:
    """The list reaches every weight; what is no weight is refused in words; off is 0."""
    leaf = opened("network_playground")
    leaf.page.get_by_label("Weight or bias", exact=True).select_option(label="unit 1.2 → unit 2.3")
    field = leaf.page.get_by_label("value of the chosen weight")
    field.fill("2.5")
    field.press("Enter")
    leaf.page.wait_for_function(f"{HOST}.plot.memory.net.W[1][8] === 2.5")
    field.fill("heavy")
    field.press("Enter")
    expect(leaf.plot().locator(".trouble")).to_contain_text("must be a number")
    leaf.page.get_by_role("button", name="Switch unit 2.3 off").click()
    expect(leaf.plot().locator(".sentence")).to_contain_text("Switched off: unit 2.3")
    unit = leaf.page.get_by_role("button", name="unit 2.3, bias")
    expect(unit).to_have_attribute("aria-label", "unit 2.3, bias 0, switched off")


def test_points_are_painted_removed_and_kept_in_the_state(opened: Opener) -> None:
    """A press paints orange, with Shift blue; the code brings the same points and weights back."""
    leaf = opened("network_playground")
    leaf.page.get_by_role("button", name="Step").click()
    plane = leaf.plot().locator("figure").filter(has_text="data and answer").locator(".sheet svg")
    plane.scroll_into_view_if_needed()
    plane.click(position={"x": 150, "y": 80})
    plane.click(position={"x": 190, "y": 120}, modifiers=["Shift"])
    expect(leaf.plot().locator(".sentence")).to_contain_text("Points painted: 2")
    assert [p[2] for p in leaf.plot().evaluate(f"{GAME}.added")] == [1, 0]
    cross = leaf.page.get_by_role("button", name="Place x₁ 0, x₂ 0")
    for key in ("ArrowRight", "ArrowUp", "Enter"):
        leaf.plot().locator(".cross").press(key)
    expect(cross).to_have_count(0)  # it has moved, and says where it is
    assert leaf.plot().evaluate(f"{GAME}.added")[2] == [0.15, 0.15, 1]
    weights = leaf.plot().evaluate(WEIGHTS)
    state = leaf.plot().evaluate("h => h.plot.front.more(h.plot).state")
    friend = opened("network_playground", state=state)
    copied = friend.plot().evaluate(WEIGHTS)
    for mine, theirs in zip(weights, copied, strict=True):
        np.testing.assert_allclose(theirs, mine, rtol=1e-5)
    expect(friend.plot().locator(".sentence")).to_contain_text("Points painted: 3")


def test_a_damaged_state_is_refused_in_one_line(opened: Opener) -> None:
    """A text that was cut off leaves a fresh network and a sentence."""
    leaf = opened("network_playground", state="eyJ2IjoyLCJz")
    expect(leaf.plot().locator(".trouble")).to_contain_text("must be copied whole")
    expect(leaf.plot().locator(".sentence")).to_contain_text("Step 0")


def test_a_training_that_diverges_says_so_and_keeps_the_weights(opened: Opener) -> None:
    """Squared error on a number with a huge rate."""
    leaf = opened("network_playground", data="plane", rate=3.2, activation="identity")
    leaf.page.get_by_role("button", name="Play").click()
    expect(leaf.plot().locator(".trouble")).to_contain_text("Lower the learning rate")
    expect(leaf.page.get_by_role("button", name="Play")).to_be_visible()
    assert np.isfinite(np.concatenate(leaf.plot().evaluate(WEIGHTS))).all()


def test_stopping_early_keeps_the_weights_of_the_lowest_held_out_loss(opened: Opener) -> None:
    """Few noisy points and many units: it stops, and the loss held out is the lowest seen."""
    leaf = opened("network_playground", data="moons", noise=0.5, share=30, hidden="8,8",
                  rate=1.0, patience=5)  # fmt: skip
    leaf.page.get_by_role("button", name="Play").click()
    expect(leaf.plot().locator(".sentence")).to_contain_text("Stopped early", timeout=60_000)
    kept, lowest, held = leaf.plot().evaluate(
        "h => [h.plot.memory.net.steps, Math.min(...h.plot.memory.history.map(x => x[2])),"
        " h.plot.line.textContent.match(/held-out loss ([\\d.]+)/)[1]]"
    )
    assert kept == leaf.plot().evaluate(f"{GAME}.best.at")
    assert float(held) == pytest.approx(lowest, abs=1e-3)


def test_who_wants_less_motion_gets_few_pictures(opened: Opener) -> None:
    """With reduced motion a playing plot paints at most some pictures while a hundred could be."""
    leaf = opened("network_playground", context={"reduced_motion": "reduce"})
    leaf.page.get_by_role("button", name="Play").click()
    painted = leaf.plot().evaluate(
        "async h => { const before = h.plot.memory.net.steps;"
        " const start = performance.now();"
        " while (performance.now() - start < 1000) await new Promise(requestAnimationFrame);"
        " return (h.plot.memory.net.steps - before) / h.plot.state.speed; }"
    )
    assert painted <= 5
