"""The page about own layers and losses runs, and what is missing in one is said."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import course_lib
from course_lib.dropout import Dropout
from course_lib.layers import Layer
from course_lib.mlp import MLP
from course_lib.own_parts import missing_in_layer, missing_in_loss

PAGE = Path(course_lib.__file__).with_name("OWN_PARTS.md").read_text(encoding="utf-8")


def page_code() -> str:
    """Return all Python of the page."""
    return "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))


@pytest.fixture(scope="module")
def page() -> dict[str, object]:
    """What the page's code defines."""
    names: dict[str, object] = {}
    exec(page_code(), names)
    return names


def test_the_pages_code_runs_and_learns(capsys: pytest.CaptureFixture[str]) -> None:
    """Its layer and its loss lack nothing, and a network of them learns."""
    exec(page_code(), {})
    first, second, losses = capsys.readouterr().out.splitlines()
    assert (first, second) == ("[]", "[]")
    start, end = map(float, losses.split(" -> "))
    assert end < start / 10


def test_the_page_quotes_what_the_check_says(page: dict[str, object]) -> None:
    """The sentence that the page shows for a forgotten keepdims is the one that comes."""
    source = page_code().replace(", keepdims=True", "").split("rng = ", maxsplit=1)[0]
    names: dict[str, object] = {}
    exec(source, names)
    (said,) = ask(names["Scale"](3))
    assert said in PAGE


def ask(layer: object, width: int = 3) -> list[str]:
    rng = np.random.default_rng(0)
    return missing_in_layer(layer, rng.normal(size=(5, width)), rng=rng)


class Scale(Layer):
    """A right layer, for others to break."""

    def __init__(self) -> None:
        self.g = np.ones(3)

    def forward(self, x, *, training=False):
        self.x = x.copy()
        return self.g * self.x

    def backward(self, upstream):
        self.dg = (upstream * self.x).sum(axis=0)
        return upstream * self.g

    def parameters(self):
        return [self.g]

    def gradients(self):
        return [self.dg]


def test_a_right_layer_lacks_nothing() -> None:
    """The layer from which the broken ones are made is complete."""
    assert ask(Scale()) == []


P = np.array([[0.5, 1.0], [2.0, -1.0]])
DRAWS = np.random.default_rng(0)
BROKEN = {
    "It has no method backward": {"backward": None},
    "forward: it must return a float64 array": {"forward": lambda s, x, *, training=False: [1.0]},
    "forward: it must return a row for each": {
        "forward": lambda s, x, *, training=False: np.ones((1, 3))
    },
    r"backward: .*, an array of shape \(5, 3\), got \(3,\)": {
        "backward": lambda s, u: u.sum(axis=0)
    },
    "backward: .* got None": {"backward": lambda s, u: None},
    "forward: it changes its argument": {
        "forward": lambda s, x, *, training=False: (
            setattr(s, "x", x) or np.multiply(x, 2, out=x) * 1
        )
    },
    "backward: it changes its argument": {
        "backward": lambda s, u: (
            setattr(s, "dg", (u * s.x).sum(0)) or np.multiply(u, s.g + 1, out=u)
        )
    },
    "forward: with training=False it gives another": {
        "forward": lambda s, x, *, training=False: Scale.forward(s, x) + DRAWS.random()
    },
    "forward: with training=True it changes its argument": {
        "forward": lambda s, x, *, training=False: (
            np.multiply(x, 2.0, out=x) if training else Scale.forward(s, x)
        )
    },
    "forward: with training=False it gives another output each time.": {
        "forward": lambda s, x, *, training=False: np.add(
            Scale.forward(s, x), DRAWS.random(), out=s.out[: len(x)]
        )
    },
    "forward: with training=False the output of a row depends": {
        "forward": lambda s, x, *, training=False: Scale.forward(s, x) - x.mean(axis=0)
    },
    "parameters: it must return a list of arrays, got None": {"parameters": lambda s: None},
    r"parameters\(\)\[0\] must be the array itself": {"parameters": lambda s: [s.g.copy()]},
    r"parameters\(\)\[0\] must be a float64 array": {"parameters": lambda s: [s.whole]},
    r"parameters\(\)\[0\] is not used by forward. Is it another": {
        "parameters": lambda s: [s.other]
    },
    "parameters: forward uses g, but it will not learn": {
        "parameters": Layer.parameters,
        "gradients": Layer.gradients,
    },
    "gradients: it must return a list of arrays, got None": {"gradients": lambda s: None},
    "gradients: their shapes must be those": {"gradients": lambda s: []},
    r"gradients: .* got \[None\]": {"gradients": lambda s: [None]},
    r"gradients\(\)\[0\] at index": {"gradients": lambda s: [2 * s.dg]},
    "backward: dL/dx with training=True at index": {
        "forward": lambda s, x, *, training=False: Scale.forward(s, x) * (2.0 if training else 1.0)
    },
    "backward: dL/dx could not be compared: every entry is at a kink": {
        "forward": lambda s, x, *, training=False: (
            Scale.forward(s, x) + np.abs(x - s.start[: len(x)])
        )
    },
    "backward: dL/dx at index": {
        "backward": lambda s, u: setattr(s, "dg", (u * s.x).sum(axis=0)) or 2 * u
    },
    "penalised: it must return arrays": {"penalised": lambda s: [s.other]},
    "It raises ZeroDivisionError": {"backward": lambda s, u: 1 / 0},
}


@pytest.mark.parametrize("says", list(BROKEN))
def test_each_gap_of_a_layer_is_named(says: str) -> None:
    """Each thing that a layer must offer is missed by a sentence of its own."""
    layer = type("Broken", (Scale,), BROKEN[says])()
    layer.other, layer.whole = np.ones(3), np.ones(3, dtype=int)
    layer.out = np.zeros((5, 3))
    layer.start = np.random.default_rng(0).normal(size=(5, 3))
    found = ask(layer)
    assert any(re.match(says, sentence) for sentence in found), found


@pytest.mark.parametrize(
    "layer",
    [
        Dropout(0.5, rng=DRAWS),
        MLP.of([3, 4, 2], hidden="maxout", output="softmax", dropout=0.3, rng=DRAWS),
        Scale(),
    ],
)
def test_chance_in_training_is_no_mistake(layer: Layer) -> None:
    """A layer that draws is compared with the same draws, though others use its generator."""
    layer.source = np.random  # a module cannot be copied
    assert missing_in_layer(layer, DRAWS.normal(size=(5, 3)), rng=DRAWS) == []


def test_a_layer_may_reuse_its_arrays() -> None:
    """One output array and one gradient array, filled anew each time, are no mistake."""

    class Reuse(Scale):
        out, dg = np.zeros((9, 3)), np.zeros(3)

        def forward(self, x, *, training=False):
            self.dg[...] = 0.0
            return np.add(super().forward(x), 0.0, out=self.out[: len(x)])

        def backward(self, upstream):
            self.dg += (upstream * self.x).sum(axis=0)
            return upstream * self.g

    assert ask(Reuse()) == []


def test_zeros_are_not_blamed_on_the_layer() -> None:
    """With x = 0 a factor has no effect, and the sentence asks for that first."""
    (found,) = missing_in_layer(Scale(), np.zeros((5, 3)), rng=DRAWS)
    assert found == "parameters()[0] is not used by forward. Is it because x is 0?"


def test_the_layer_is_left_as_it_was() -> None:
    """The check tries other numbers, also in arrays that do not learn, and takes them back."""
    forgetful = type("Forgetful", (Scale,), {"parameters": Layer.parameters})
    for layer in (Scale(), forgetful()):
        g = layer.g
        ask(layer)
        assert layer.g is g
        assert layer.g.tolist() == [1.0, 1.0, 1.0]


def test_fixed_arrays_need_a_word() -> None:
    """A layer with an array that shall not learn says so with an empty list."""
    fixed = type("Fixed", (Scale,), {"parameters": lambda s: [], "gradients": lambda s: []})
    assert ask(fixed()) == []


def test_a_class_is_no_object() -> None:
    """Forgotten brackets are named, for a layer and for a loss."""
    says = "It is a class, not an object. Did you forget the brackets, Scale(...)?"
    assert ask(Scale) == missing_in_loss(Scale, [1.0], [1.0]) == [says]


def test_too_little_to_judge_by_is_refused() -> None:
    """One row hides what a mean over the rows gets wrong; a single number has no rows."""
    with pytest.raises(ValueError, match="x must have at least two rows, got 1"):
        missing_in_layer(Scale(), np.ones((1, 3)), rng=DRAWS)
    with pytest.raises(ValueError, match="prediction and target must have rows"):
        missing_in_loss(Scale(), 1.0, 2.0)


def squares(p, y) -> float:
    return float(((p - y) ** 2).mean())


@pytest.mark.parametrize(
    ("value", "gradient", "says"),
    [
        (lambda p, y: p.mean() - 0.625 + 1e-17 * len(p), lambda p, y: p * 0 + 1 / p.size, None),
        (lambda p, y: np.nan, lambda p, y: p, "It raises ValueError: missing_in_loss: value must"),
        (squares, lambda p, y: 2 * (p - y) / p.size, None),
        (None, None, "It has no method value"),
        (lambda p, y: (p - y) ** 2, lambda p, y: p, "value: it must return one float"),
        (squares, lambda p, y: p.sum(axis=0), "gradient: it must be an array of the"),
        (
            squares,
            lambda p, y: None,
            "gradient: it must be an array of the prediction's shape, (2,",
        ),
        (squares, lambda p, y: p - y, "gradient at index"),
        (squares, lambda p, y: np.subtract(p, y, out=p), "gradient: it changes"),
        (lambda p, y: squares(np.subtract(p, y, out=p), 0), lambda p, y: p, "value: it changes"),
        (
            lambda p, y: float(((p - y) ** 2).sum()),
            lambda p, y: 2 * (p - y),
            "value: the same rows twice must give the same value, 7.5, got 15. Is it a sum?",
        ),
        (
            lambda p, y: float(np.abs((p - 0.5) * (p - 1) * (p - 2) * (p + 1)).mean()),
            lambda p, y: p * 0,
            "gradient could not be compared: every entry is at a kink",
        ),
    ],
)
def test_each_gap_of_a_loss_is_named(value, gradient, says: str | None) -> None:
    """A right loss lacks nothing; each thing that is missing has its sentence."""
    loss = type("Mine", (), {})()
    loss.value, loss.gradient = value, gradient
    found = missing_in_loss(loss, P, [[1.0, 0.0], [0.0, 0.5]])
    if says is None:
        assert found == []
    else:
        assert any(sentence.startswith(says) for sentence in found), found
