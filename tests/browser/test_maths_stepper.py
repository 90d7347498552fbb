"""The backprop stepper: numbers of the library, stepping, typing, and the same in matrices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pages import Leaf
from playwright.sync_api import expect

from course_lib import widgets
from course_lib.activations import ACTIVATIONS
from course_lib.backprop import backprop, one_neuron
from course_lib.layers import ActivationLayer, Dense
from course_lib.losses import LOSSES
from course_lib.mlp import MLP

pytestmark = pytest.mark.browser
KINDS = ("sigmoid", "tanh", "relu", "leaky_relu", "elu")
PAIRS = [(kind, "mse") for kind in KINDS] + [("sigmoid", "binary_cross_entropy")]
START = {"x1": 1.0, "x2": 2.0, "w1": 0.8, "w2": -0.4, "b": 0.1}
Opener = Callable[..., Leaf]


@pytest.fixture
def opened(leaf_of: Callable[..., Leaf]) -> Opener:
    """Return a function that opens a page with the stepper."""
    return lambda *functions, **settings: leaf_of(widgets.backprop_stepper(*functions, **settings))


def loss(at: dict[str, float]) -> float:
    """Return the loss as the stepper opens, written out: sigmoid, squared error, y = 1."""
    z = at["w1"] * at["x1"] + at["w2"] * at["x2"] + at["b"]
    return float((1 / (1 + np.exp(-z)) - 1) ** 2)


def slope_in(name: str) -> float:
    """Return the derivative of that loss by a central difference."""
    h = 1e-6
    up, down = ({**START, name: START[name] + sign * h} for sign in (1, -1))
    return (loss(up) - loss(down)) / (2 * h)


def numbers(count: int) -> list[dict[str, Any]]:
    """Return neurons with drawn numbers, and two that are far out."""
    rng = np.random.default_rng(4)
    drawn = [{"x": rng.normal(size=2).tolist(), "w": rng.normal(size=2).tolist(),
              "b": float(rng.normal()), "y": float(i % 2)} for i in range(count)]  # fmt: skip
    return [*drawn, *({"x": [1.0, 1.0], "w": [0.0, 0.0], "b": b, "y": 1.0} for b in (-45.0, 45.0))]


@pytest.mark.parametrize(("kind", "loss"), PAIRS)
def test_both_passes_of_one_neuron_are_the_librarys(opened: Opener, kind: str, loss: str) -> None:
    """All values of course_lib.backprop.one_neuron, and ∂L/∂x as ∂L/∂z times w."""
    leaf = opened()
    for given in numbers(5):
        found = leaf.maths("m.neuron(a, m.activation(a.kind, {}), a.loss)",
                           {**given, "kind": kind, "loss": loss})  # fmt: skip
        step = one_neuron(given["x"], given["w"], given["b"], given["y"],
                          activation=ACTIVATIONS[kind], loss=LOSSES[loss])  # type: ignore[arg-type] # fmt: skip
        for name in ("z", "a", "L", "dL_da", "da_dz", "dL_dw"):
            np.testing.assert_allclose(found[name], getattr(step, name), rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(found["dL_dz"], step.dL_db, rtol=1e-9)
        np.testing.assert_allclose(found["dL_dx"], step.dL_db * np.array(given["w"]), rtol=1e-9)


@pytest.mark.parametrize(("kind", "loss"), PAIRS)
def test_the_matrices_are_those_of_a_layer_of_the_library(
    opened: Opener, kind: str, loss: str
) -> None:
    """dW and db from ``backprop`` through Dense and activation; the neuron is in the corner."""
    given = numbers(1)[0]
    found = opened().maths("m.matrices(a, m.activation(a.kind, {}), a.loss)",
                           {**given, "kind": kind, "loss": loss})  # fmt: skip
    X, W = np.array(found["X"][0]), np.array(found["W"][0])
    layer = Dense(2, 2, rng=np.random.default_rng(0))
    layer.W[:], layer.b[:] = W, found["b"][0][0]
    model = MLP([layer, ActivationLayer(ACTIVATIONS[kind])])
    Y = np.tile([given["y"], 1 - given["y"]], (3, 1))
    dW, db = backprop(model, X, Y, LOSSES[loss])
    np.testing.assert_allclose(found["W"][1], dW, rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(found["b"][1][0], db, rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(found["X"][1], found["Z"][1] @ W.T, rtol=1e-9, atol=1e-15)
    assert found["L"] == pytest.approx(LOSSES[loss].value(model.predict(X), Y), rel=1e-9)
    z = found["Z"][0][0][0]
    assert z == pytest.approx(np.dot(given["x"], given["w"]) + given["b"], rel=1e-9)


def texts(leaf: Leaf) -> list[str]:
    """Return all texts of the graph, with a minus that Python reads."""
    found = leaf.plot().locator(".neuron svg text").all_text_contents()
    return [text.replace("−", "-") for text in found]


def press(leaf: Leaf, keys: str) -> None:
    """Press keys on the picture."""
    graph = leaf.page.get_by_role("group", name="The neuron as a graph")
    for key in keys:
        graph.press(key)


def test_stepping_brings_one_number_after_the_other_and_an_update(opened: Opener) -> None:
    """Every derivative on an edge equals a finite difference; the update subtracts α times it."""
    leaf = opened()
    line = leaf.plot().locator(".sentence")
    for known in ("= 0.1", "= 0.525", f"= {loss(START):.4f}"):
        assert not any(known in text for text in texts(leaf))
        leaf.page.get_by_role("button", name="Forward").click()
        expect(leaf.plot().locator(".node.new")).to_have_count(1)
        expect(line).to_contain_text(known)
        assert any(known in text for text in texts(leaf))
    press(leaf, "bbb")
    expect(line).to_contain_text("∂L/∂z = ∂L/∂a · ∂a/∂z")
    assert not any("∂L/∂w" in text for text in texts(leaf))
    press(leaf, "b")
    expect(line).to_contain_text("Now update")
    edges = dict(
        text.split(" = ") for text in texts(leaf) if text.startswith("∂L/∂") and "=" in text
    )
    names = {"x₁": "x1", "x₂": "x2", "w₁": "w1", "w₂": "w2", "b": "b"}
    for said, name in names.items():
        assert float(edges[f"∂L/∂{said}"]) == pytest.approx(slope_in(name), abs=6e-5)
    press(leaf, "u")
    expect(line).to_contain_text("Updated: w₁ from 0.8 to 0.9185")
    expect(leaf.page.get_by_label("w₁", exact=True)).to_have_value(
        f"{0.8 - 0.5 * slope_in('w1'):.6g}"
    )
    press(leaf, "r")
    expect(leaf.page.get_by_label("w₁", exact=True)).to_have_value("0.8")


def test_the_order_of_the_passes_is_kept(opened: Opener) -> None:
    """Backward before the loss and update before the gradients are refused in one line."""
    leaf = opened()
    trouble = leaf.plot().locator(".trouble")
    leaf.page.get_by_role("button", name="Backward").click()
    expect(trouble).to_have_text("Backward needs the loss: press Forward until L is shown.")
    press(leaf, "fff")
    expect(trouble).to_be_hidden()
    leaf.page.get_by_role("button", name="Update").click()
    expect(trouble).to_contain_text("The update needs all gradients")


def test_a_table_tells_only_what_has_been_stepped_to(opened: Opener) -> None:
    """After the forward pass it has the loss and no derivative."""
    leaf = opened(shown=3)
    leaf.page.get_by_text("The numbers as a table").click()
    expect(leaf.plot().locator(".numbers table")).to_be_visible()
    rows = (
        leaf.plot()
        .locator(".numbers tbody tr")
        .evaluate_all("all => all.map(row => [...row.cells].map(cell => cell.textContent))")
    )
    assert ["L", "0.2256", ""] in rows
    assert ["w₁", "0.8", "–"] in rows
    assert ["φ′(z)", "–", ""] in rows


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("∂L/∂a", "0.95", "the sign is wrong"),  # true: 2 (a − 1) = −0.95
        ("∂L/∂a", "-0.475", "the factor 2 of the square is missing"),
        ("∂L/∂a", "0,2256", "this is the loss"),
        ("∂a/∂z", "0.525", "this is a itself"),
        ("∂z/∂w₂", "-0.4738", "only the local factor is asked"),
        ("∂z/∂b", "77", "Not right: ∂z/∂b."),
        ("∂z/∂w₁", "1", "1 of 5 typed, all right."),
    ],
)
def test_a_typed_derivative_is_judged_in_words(
    opened: Opener, field: str, typed: str, words: str
) -> None:
    """The mistake is named; sign and word stand beside the field and at the box."""
    leaf = opened(shown=3)
    leaf.page.get_by_role("button", name="Check").click()
    expect(leaf.plot().locator(".trouble")).to_contain_text("Type at least one local derivative")
    entry = leaf.page.get_by_label(field)
    entry.fill(typed)
    entry.press("Enter")
    expect(leaf.plot().locator(".sentence")).to_contain_text(words)
    verdict = "right" if "all right" in words else "wrong"
    expect(leaf.plot().locator(f".mark.{verdict}")).to_contain_text(verdict)
    assert texts(leaf)[-1] == {"right": "✓", "wrong": "✗"}[verdict]


def test_what_is_no_number_and_a_loss_that_does_not_fit_are_one_line(opened: Opener) -> None:
    """The picture stays, and the plot goes on after mending."""
    leaf = opened(kind="tanh", loss="binary_cross_entropy", b=-1.0)
    trouble = leaf.plot().locator(".trouble")
    field = leaf.page.get_by_label("w₁", exact=True)
    for typed, words in (("a lot", "w₁ must be a number, got “a lot”"), ("", "w₁ must be a number"),
                         ("1e200", "no finite number")):  # fmt: skip
        field.fill(typed)
        field.press("Enter")
        if typed == "1e200":
            leaf.page.get_by_label("φ").select_option("relu")
            leaf.page.get_by_label("Loss").select_option("mse")
            press(leaf, "fff")
        expect(trouble).to_contain_text(words)
    field.fill("0.8")
    field.press("Enter")
    leaf.page.get_by_label("φ").select_option("tanh")
    leaf.page.get_by_label("Loss").select_option("binary_cross_entropy")
    press(leaf, "f")
    expect(trouble).to_contain_text("Cross-entropy needs an output from 0 to 1, got a = −0.762")
    leaf.page.get_by_label("φ").select_option("sigmoid")
    press(leaf, "f")
    expect(trouble).to_be_hidden()
    expect(leaf.plot().locator(".sentence")).to_contain_text("L = −ln p(y) = ")


def test_the_matrix_form_says_each_shape_both_ways(opened: Opener) -> None:
    """A gradient has the shape of what it differentiates; the neuron's graph is away."""
    leaf = opened()
    leaf.page.get_by_label("View").select_option("matrix")
    expect(leaf.plot().locator(".neuron")).to_be_hidden()
    shapes = leaf.plot().locator(".matrices caption").all_text_contents()
    assert shapes == [
        part for name, shape in (("X", "3×2"), ("W", "2×2"), ("b", "2"), ("Z", "3×2"), ("A", "3×2"))
        for part in (f"{name} → {shape}", f"d{name} ← {shape}")
    ]  # fmt: skip
    expect(leaf.plot().locator(".sentence")).to_contain_text("first row of X")


def test_an_own_function_is_stepped_through_without_a_kernel(opened: Opener) -> None:
    """It gets arrays only; close beside its kink the slope is that of its side."""

    def bent(z: np.ndarray) -> np.ndarray:
        z[z < 0.1] = 0.1  # fails for a number, and overwrites its argument
        return z

    leaf = opened(bent, b=0.104)
    press(leaf, "ffffbb")
    step = leaf.plot().evaluate("h => h.plot.memory.now.step")
    assert step["a"] == pytest.approx(0.104, abs=1e-6)
    assert step["da_dz"] == pytest.approx(1, abs=1e-4)
    field = leaf.page.get_by_label("b", exact=True)
    field.fill("0.096")
    field.press("Enter")
    leaf.page.wait_for_function(
        "document.querySelector('.course-plot').plot.memory.now.step.a < 0.1001"
    )
    assert leaf.plot().evaluate("h => h.plot.memory.now.step.da_dz") == pytest.approx(0, abs=1e-4)
    expect(leaf.plot().locator("code")).to_have_text(
        "widgets.backprop_stepper(bent, b=0.096, shown=5)"
    )
