"""The state string against forgers: every damaged or hostile text is one clear refusal."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import numpy as np
import pytest

from course_lib.activations import tanh
from course_lib.widgets.maths.network import HEAVIEST, Network
from course_lib.widgets.maths.neuron import elementwise
from course_lib.widgets.maths.points import Points
from course_lib.widgets.maths.share import PREFIX, from_text, to_text

HONEST: dict[str, Any] = {
    "d": "circles", "s": 0, "r": [], "a": [], "h": [3], "g": "tanh", "n": 0,
    "o": [0.3, 0.0, 0.0, 0.0], "z": 0.0,
}  # fmt: skip
WEIGHTS = np.zeros(13)  # 2·3 + 3 + 3 + 1


def forged(weights: Any = WEIGHTS, **changes: Any) -> str:
    """Return a well-packed state with some entries changed."""
    head = json.dumps({**HONEST, **changes}).encode()
    body = np.asarray(weights, dtype="<f4").tobytes()
    packed = zlib.compress(len(head).to_bytes(4, "little") + head + body)
    return PREFIX + base64.urlsafe_b64encode(packed).decode()


def test_an_honest_state_of_the_forger_is_read() -> None:
    """So the refusals below are for the changed entry."""
    points, network = from_text(forged(s=7, z=0.2), elementwise())
    assert (points.seed, points.noise, list(network.hidden)) == (7, 0.2, [3])


@pytest.mark.parametrize(
    "change",
    [
        {"h": [9]}, {"h": [1, 1, 1, 1]}, {"h": [True]}, {"h": 3}, {"h": [10**9]}, {"h": ["3"]},
        {"s": -1}, {"s": 10**30}, {"s": 1.5}, {"n": -1}, {"n": float("inf")},
        {"r": [200]}, {"r": [1.5]}, {"r": "all"},
        {"a": [[9, 0, 1]]}, {"a": [[float("nan"), 0, 1]]}, {"a": [["x", 0, 1]]},
        {"a": [[0, 0, 2]]}, {"a": [[0, 0]]}, {"a": [[0, 0, 1]] * 501},
        {"o": [float("nan"), 0, 0, 0]}, {"o": [1e9, 0, 0, 0]}, {"o": ["0.1", 0, 0, 0]},
        {"o": [0.3, 0, 0]}, {"o": [0.3, 0, 0, 1]}, {"z": 2}, {"z": None}, {"d": "mnist"},
        {"d": ["circles"]}, {"weights": np.full(13, np.nan)}, {"weights": np.full(13, HEAVIEST)},
        {"weights": np.zeros(12)}, {"weights": np.zeros(14)},
    ],
)  # fmt: skip
def test_an_impossible_entry_is_refused(change: dict[str, Any]) -> None:
    """Too large, too many, NaN, of another type, or not fitting: the same clear line."""
    with pytest.raises(ValueError, match="copied whole"):
        from_text(forged(**change), elementwise())


@pytest.mark.parametrize("body", ["ĀĀĀĀ", "💥" * 50, "=", "AAAA" * 3, "[" * 5000])
def test_what_is_no_packed_text_is_refused(body: str) -> None:
    """Unicode, padding alone and noise."""
    with pytest.raises(ValueError, match="copied whole"):
        from_text(PREFIX + body, elementwise())


def test_a_text_whose_head_is_no_object_is_refused() -> None:
    """A list, and lists nested thousands deep."""
    for head in (b"[]", b"[" * 100_000, b"7", b"{}"):
        packed = zlib.compress(len(head).to_bytes(4, "little") + head)
        with pytest.raises(ValueError, match="copied whole"):
            from_text(PREFIX + base64.urlsafe_b64encode(packed).decode(), elementwise())


def test_every_cut_of_a_true_state_is_refused() -> None:
    """Wherever the end is lost, nothing half is restored."""
    text = to_text(Points(), Network([3], tanh))
    for end in range(0, len(text) - 4, 7):
        with pytest.raises(ValueError, match="copied whole"):
            from_text(text[:end], elementwise())


def test_an_unknown_activation_is_named_and_the_way_out_too() -> None:
    """A friend's own function cannot travel in a text."""
    with pytest.raises(ValueError, match=r"swish \(yours\).*network_playground\(your_function\)"):
        from_text(forged(g="swish (yours)"), elementwise())


def test_a_network_without_hidden_layers_travels_too() -> None:
    """Logistic regression has two weights and a bias."""
    network = Network([], tanh, 4)
    _, copy = from_text(to_text(Points("moons", noise=0.5), network), elementwise())
    np.testing.assert_array_equal(copy.weights()[0], network.weights()[0])
    assert copy.unit_maps(np.zeros((2, 2))) == []
