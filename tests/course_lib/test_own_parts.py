"""The page about own layers and losses runs, and what is missing in one is said."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import course_lib
from course_lib.layers import Layer
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


DRAWS = np.random.default_rng(0)
BROKEN = {
    "It has no method backward": {"backward": None},
    "forward: it must return a float64 array": {"forward": lambda s, x, *, training=False: [1.0]},
    "forward: it must return a row for each": {
        "forward": lambda s, x, *, training=False: np.ones((1, 3))
    },
    "backward: it must return dL/dx of shape": {"backward": lambda s, u: u.sum(axis=0)},
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
    "parameters: it must return the arrays themselves": {"parameters": lambda s: [s.g.copy()]},
    r"parameters: \[0\] must be a float64 array": {"parameters": lambda s: [s.whole]},
    r"parameters: forward does not use \[0\]": {"parameters": lambda s: [s.other]},
    "gradients: their shapes must be those": {"gradients": lambda s: []},
    r"gradients: \[0\] at index": {"gradients": lambda s: [2 * s.dg]},
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
    found = ask(layer)
    assert any(re.match(says, sentence) for sentence in found), found


def squares(p, y) -> float:
    return float(((p - y) ** 2).mean())


@pytest.mark.parametrize(
    ("value", "gradient", "says"),
    [
        (squares, lambda p, y: 2 * (p - y) / p.size, None),
        (None, None, "It has no method value"),
        (lambda p, y: (p - y) ** 2, lambda p, y: p, "value: it must return one float"),
        (squares, lambda p, y: p.sum(axis=0), "gradient: its shape must be the"),
        (squares, lambda p, y: p - y, "gradient: at index"),
        (squares, lambda p, y: np.subtract(p, y, out=p), "value or gradient changes"),
    ],
)
def test_each_gap_of_a_loss_is_named(value, gradient, says: str | None) -> None:
    """A right loss lacks nothing; each thing that is missing has its sentence."""
    loss = type("Mine", (), {})()
    loss.value, loss.gradient = value, gradient
    found = missing_in_loss(loss, [[0.5, 1.0], [2.0, -1.0]], [[1.0, 0.0], [0.0, 0.5]])
    if says is None:
        assert found == []
    else:
        assert any(sentence.startswith(says) for sentence in found), found
