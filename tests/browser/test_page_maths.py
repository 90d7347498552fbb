"""What the page computes is what the library computes, to 1e-9."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pages import Leaf
from playwright.sync_api import Browser

from course_lib import widgets
from course_lib.activations import ACTIVATIONS, IDENTITY, MAXOUT, elu_with, leaky_relu_with
from course_lib.dropout import Dropout
from course_lib.layers import ActivationLayer, Dense, Layer
from course_lib.losses import LOSSES
from course_lib.mlp import MLP
from course_lib.optimizers import SGD
from course_lib.regularizers import L1, L2
from course_lib.widgets.maths.sampling import FORMULAS

pytestmark = pytest.mark.browser
NAMES = ("activation_explorer", "network_playground")


@pytest.fixture(scope="module")
def leaf(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Leaf]:
    """One page with the plots that have arithmetic of their own."""
    folder: Path = tmp_path_factory.mktemp("page")
    made = Leaf(browser, folder, *(getattr(widgets, name)() for name in NAMES))
    yield made
    made.close()


CURVES = "['g', 'slope'].map(f => a.z.map(z => m.activation(a.kind, {}, a.constants)[f](z)))"


@pytest.mark.parametrize(
    "fact",
    [*ACTIVATIONS.values(), MAXOUT, elu_with(0.4), leaky_relu_with(0.02)],
    ids=lambda fact: f"{fact.name} {fact.output_range}",
)
def test_activations_and_slopes_are_the_librarys(leaf: Leaf, fact: Any) -> None:
    """Also far out, where a naive formula would be infinite or lose all digits."""
    z = np.concatenate([np.linspace(-8, 8, 65), [-700.0, -40.0, 40.0, 700.0]])
    constants = {"alpha": -fact.output_range[0], "slope": float(fact.one_input().slope(z)[0])}
    argument = {"kind": fact.name, "z": z.tolist(), "constants": constants}
    values, slopes = leaf.maths(CURVES, argument)
    np.testing.assert_allclose(values, fact.one_input().value(z), rtol=1e-9, atol=1e-300)
    np.testing.assert_allclose(slopes, fact.one_input().slope(z), rtol=1e-9, atol=1e-15)


def test_the_page_has_the_formulas_that_python_leaves_to_it(leaf: Leaf) -> None:
    """All others travel as tables: without one the page would have nothing to draw."""
    call = "a.filter(kind => { try { return m.activation(kind, {}); } catch { return false; } })"
    assert set(leaf.maths(call, [*FORMULAS, "swish"])) == FORMULAS
    known = {fact.name for fact in (*ACTIVATIONS.values(), MAXOUT, IDENTITY)}
    assert known == FORMULAS


@pytest.mark.parametrize("kind", ["sigmoid", "tanh", "relu", "elu"])
def test_a_gradient_through_layers_is_the_chain_of_the_librarys_products(
    leaf: Leaf, kind: str
) -> None:
    """Four layers of five units: dL/dz of each, from ``vjp`` and matrix products of NumPy."""
    rng = np.random.default_rng(3)
    weights = [rng.normal(size=(5, 5)) for _ in range(4)]
    inputs, upstream = rng.normal(size=(2, 7, 5))
    call = (
        "m.passage(m.activation(a.kind, {}), a.W.map(w => Float64Array.from(w)),"
        " Float64Array.from(a.x), Float64Array.from(a.u), 5).map(g => [...g])"
    )
    argument = {
        "kind": kind, "W": [W.ravel().tolist() for W in weights], "x": inputs.ravel().tolist(),
        "u": upstream.ravel().tolist(),
    }  # fmt: skip
    found = leaf.maths(call, argument)
    g, zs, a = ACTIVATIONS[kind], [], inputs
    for W in weights:
        zs.append(a @ W)
        a = g(zs[-1])
    wanted, u = [], upstream
    for W, z in zip(weights[::-1], zs[::-1], strict=True):
        wanted.append(g.vjp(z, u))
        u = wanted[-1] @ W.T
    np.testing.assert_allclose(found, [w.ravel() for w in wanted[::-1]], rtol=1e-9, atol=1e-12)


class Drawn(np.random.Generator):
    """A generator whose uniform numbers are known."""

    def __init__(self, numbers: list[np.ndarray]) -> None:
        super().__init__(np.random.PCG64(0))
        self.numbers = numbers

    def random(self, size: Any = None, *_: Any, **__: Any) -> Any:
        """Return the next of the numbers, which must have the shape that is asked for."""
        assert self.numbers[0].shape == size
        return self.numbers.pop(0)


TRAIN = """(() => {
  const net = { sizes: a.sizes, W: a.W.map(w => Float64Array.from(w)),
                b: a.b.map(b => Float64Array.from(b)), steps: 0 };
  const curve = m.activation(a.kind, {});
  const loss = m.LOSSES[a.loss];
  for (const masks of a.masks) {
    m.step(net, Float64Array.from(a.X), a.y, a.y.length, { ...curve, loss, ...a.settings, masks });
  }
  const part = { X: Float64Array.from(a.X), y: a.y, n: a.y.length };
  const plain = (parts) => parts.map(p => [...p]);
  return [plain(net.W), plain(net.b), m.meanLoss(net, part, curve.g, loss).loss];
})()"""
SIZES, STEPS, RATE = [2, 5, 4, 1], 12, 0.2


def library(kind: str, loss: str, X: Any, y: Any, start: Any, numbers: Any, p: float, l1: float,
            l2: float) -> tuple[MLP, float]:  # fmt: skip
    """Train the library's network in the same way and return it with its loss."""
    drawn = Drawn([u for step in numbers for u in step])
    layers: list[Layer] = []
    for i, W in enumerate(start):
        dense = Dense(*W.shape, rng=np.random.default_rng(0))
        dense.W[:], dense.b[:] = W, 0.0
        layers.append(dense)
        if i < len(start) - 1:
            activation = {**ACTIVATIONS, "identity": IDENTITY}[kind]
            layers += [ActivationLayer(activation), Dropout(p, rng=drawn)]
    scores = loss in ("hinge", "numbers")
    model = MLP(layers if scores else [*layers, ActivationLayer("sigmoid")])
    target = (2 * y - 1 if loss == "hinge" else y)[:, None]
    criterion = LOSSES["mse" if loss == "numbers" else loss]
    for _ in range(STEPS):
        model.forward(X, training=True)
        model.backward_from(criterion, target)
        SGD(RATE).step(model.parameters(), model.gradients())
        for W in model.parameters()[::2]:
            W[:] = L2(l2).prox(L1(l1).prox(W, RATE), RATE)
    return model, criterion.value(model.predict(X), target)


@pytest.mark.parametrize("p", [0.0, 0.3])
@pytest.mark.parametrize(
    ("kind", "loss"),
    [
        ("tanh", "binary_cross_entropy"), ("sigmoid", "mse"), ("relu", "hinge"),
        ("elu", "credit_risk"), ("leaky_relu", "binary_cross_entropy"), ("identity", "numbers"),
    ],
)  # fmt: skip
def test_training_steps_are_the_librarys(leaf: Leaf, kind: str, loss: str, p: float) -> None:
    """Twelve steps with L1, L2 and dropout give the weights of MLP, SGD, prox and Dropout."""
    rng = np.random.default_rng(8)
    X = rng.normal(size=(15, 2))
    y = rng.normal(size=15) if loss == "numbers" else (rng.random(15) > 0.4).astype(float)
    start = [0.4 * rng.normal(size=shape) for shape in pairwise(SIZES)]
    numbers = [[rng.random((15, n)) for n in SIZES[1:-1]] for _ in range(STEPS)]
    masks = [[((u >= p) / (1 - p)).ravel().tolist() for u in step] for step in numbers]
    settings = {"rate": RATE, "l1": 0.004, "l2": 0.01}
    weights, biases, value = leaf.maths(
        TRAIN,
        {
            "sizes": SIZES, "W": [W.ravel().tolist() for W in start], "settings": settings,
            "b": [[0.0] * n for n in SIZES[1:]], "kind": kind, "loss": loss,
            "X": X.ravel().tolist(), "y": y.tolist(), "masks": masks,
        },
        place=1,
    )  # fmt: skip
    model, wanted = library(kind, loss, X, y, start, numbers, p, 0.004, 0.01)
    both = [part for pair in zip(weights, biases, strict=True) for part in pair]
    for mine, theirs in zip(both, model.parameters(), strict=True):
        np.testing.assert_allclose(mine, theirs.ravel(), rtol=1e-9, atol=1e-9)
    assert value == pytest.approx(wanted, rel=1e-9)


def test_weights_that_fit_into_another_shape_are_kept(leaf: Leaf) -> None:
    """From 2-3-1 to 2-4-1 the old rows and columns stay; the output stays the output."""
    call = """(() => {
      const zero = () => 0.5;
      const old = m.network([2, 3, 1], () => 1, () => 0.3);
      const now = m.reshaped(old, m.network([2, 4, 1], () => 0, zero));
      return [[...old.W[0]], [...old.W[1]], [...now.W[0]], [...now.W[1]]];
    })()"""
    first, last, wide, out = (np.array(part) for part in leaf.maths(call, place=1))
    np.testing.assert_array_equal(wide.reshape(2, 4)[:, :3], first.reshape(2, 3))
    np.testing.assert_array_equal(out[:3], last)
    assert wide.reshape(2, 4)[:, 3].tolist() == [0, 0]
