"""The state of the playground as a short string, to paste to a friend."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import numpy as np

from course_lib.activations import Elementwise
from course_lib.checks import message
from course_lib.widgets.maths.network import (
    HEAVIEST,
    HIGHEST_RATE,
    LOWEST_RATE,
    MOST_DROPOUT,
    MOST_L1,
    MOST_L2,
    MOST_LAYERS,
    MOST_UNITS,
    Network,
    Settings,
)
from course_lib.widgets.maths.points import COUNT, LIMIT, MAKERS, MOST_ADDED, Points

PREFIX = "NN1:"
LARGEST = 20_000  # characters; a full network with a hundred added points needs about 3 000


def to_text(points: Points, network: Network) -> str:
    """Return everything that can be seen as text: points, settings and weights.

    The weights are rounded to single precision, here and in the network itself, so the friend
    has exactly the same network.
    """
    parameters = network.model.parameters()
    for parameter in parameters:
        parameter[:] = parameter.astype(np.float32)
    numbers = np.concatenate([p.ravel() for p in parameters]).astype("<f4")
    state = {
        "d": points.name, "s": points.seed, "r": points.removed, "a": points.added,
        "h": list(network.hidden), "g": network.activation.title, "n": network.steps,
        "o": list(vars(network.settings).values()), "z": points.noise,
    }  # fmt: skip
    head = json.dumps(state, separators=(",", ":")).encode()
    packed = zlib.compress(len(head).to_bytes(4, "little") + head + numbers.tobytes(), 9)
    return PREFIX + base64.urlsafe_b64encode(packed).decode()


def from_text(text: str, activations: dict[str, Elementwise]) -> tuple[Points, Network]:
    """Return points and network from the text that :func:`to_text` made.

    Raises
    ------
    ValueError : the text is no such state, is cut off, or needs an activation not at hand.
    """
    must = f"a text that begins with {PREFIX} and was copied whole"
    text = "".join(text.split())
    if not text.startswith(PREFIX) or len(text) > LARGEST:
        raise ValueError(message("The playground", "the state", must, repr(text[:20])))
    try:
        state, numbers = _unpack(text[len(PREFIX) :])
        name, points, settings = str(state["g"]), _points(state), _settings(state)
        hidden = [_whole(size, 1, MOST_UNITS) for size in state["h"]]
        _require(len(hidden) <= MOST_LAYERS)
        steps = _whole(state["n"], 0, 10**12)
        # The shape is what counts here; any activation has it.
        _fill(Network(hidden, next(iter(activations.values()))), numbers)
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, zlib.error):
        raise ValueError(message("The playground", "the state", must, "a damaged one")) from None
    if name not in activations:
        hint = "Open the playground with that function: network_playground(your_function)."
        raise ValueError(f"The state needs the activation {name[:40]!r}, not known here. {hint}")
    network = Network(hidden, activations[name], 0, settings, steps)
    _fill(network, numbers)
    return points, network


def _unpack(text: str) -> tuple[dict[str, Any], Any]:
    # A bounded reader: a small text must not unpack into gigabytes.
    reader = zlib.decompressobj()
    packed = reader.decompress(base64.urlsafe_b64decode(text), 1_000_000)
    if not reader.eof:
        raise zlib.error("too long")
    length = int.from_bytes(packed[:4], "little")
    state = json.loads(packed[4 : 4 + length])
    body = packed[4 + length :]
    return state, np.frombuffer(body[: len(body) // 4 * 4], dtype="<f4").astype(np.float64)


def _require(condition: bool) -> None:
    if not condition:
        raise ValueError("no state of a playground")


def _whole(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:  # True is an int, but not here
        raise ValueError("no whole number of this range")
    return value


def _real(value: object, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError("no number of this range")  # NaN is in no range
    return float(value)


def _points(state: dict[str, Any]) -> Points:
    _require(state["d"] in MAKERS and len(state["a"]) <= MOST_ADDED)
    removed = [_whole(i, 0, COUNT - 1) for i in state["r"]]
    added = [
        (_real(x, -LIMIT, LIMIT), _real(y, -LIMIT, LIMIT), _whole(label, 0, 1))
        for x, y, label in state["a"]
    ]
    noise = _real(state["z"], 0, 1)
    return Points(state["d"], _whole(state["s"], 0, 10**9), removed, added, noise)


def _settings(state: dict[str, Any]) -> Settings:
    rate, l1, l2, dropout = state["o"]
    return Settings(
        _real(rate, 10**LOWEST_RATE, 10**HIGHEST_RATE), _real(l1, 0, MOST_L1),
        _real(l2, 0, MOST_L2), _real(dropout, 0, MOST_DROPOUT),
    )  # fmt: skip


def _fill(network: Network, numbers: Any) -> None:
    parameters = network.model.parameters()
    _require(numbers.size == sum(p.size for p in parameters))
    _require(bool((np.abs(numbers) < HEAVIEST).all()))  # False for NaN too
    start = 0
    for parameter in parameters:
        parameter[:] = numbers[start : start + parameter.size].reshape(parameter.shape)
        start += parameter.size
