"""The state of the playground as a short string, to paste to a friend."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import Any

import numpy as np

from course_lib.activations import Elementwise
from course_lib.checks import message
from course_lib.widgets.maths.network import Network, Settings
from course_lib.widgets.maths.points import MAKERS, Points

PREFIX = "NN1:"
LARGEST = 20_000  # characters; a full network with a hundred added points needs about 3 000


def to_text(points: Points, network: Network) -> str:
    """Return everything that can be seen as text: points, settings and weights.

    The weights are rounded to single precision, here and in the network itself, so the friend
    has exactly the same network.
    """
    parameters = [p for pair in zip(network.weights(), network.biases(), strict=True) for p in pair]
    for parameter in parameters:
        parameter[:] = parameter.astype(np.float32)
    numbers = np.concatenate([p.ravel() for p in parameters]).astype("<f4")
    state = {
        "d": points.name, "s": points.seed, "r": points.removed, "a": points.added,
        "h": list(network.hidden), "g": network.activation.title, "n": network.steps,
        "o": list(vars(network.settings).values()),
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
        _require_sane(state)
        activation = activations.get(str(state["g"]))
        if activation is None:
            raise ValueError(f"The state needs the activation {state['g']!r}, not known here.")
        settings = Settings(*map(float, state["o"]))
        network = Network(state["h"], activation, 0, settings, int(state["n"]))
        points = Points(state["d"], int(state["s"]), state["r"], [tuple(a) for a in state["a"]])
        _fill(network, numbers)
    except (binascii.Error, zlib.error, KeyError, TypeError, IndexError, UnicodeDecodeError,
            json.JSONDecodeError):  # fmt: skip
        raise ValueError(message("The playground", "the state", must, "a damaged one")) from None
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


def _require_sane(state: dict[str, Any]) -> None:
    sizes = [int(size) for size in state["h"]]
    if not (0 < len(sizes) <= 3 and all(0 < size <= 8 for size in sizes)):
        raise TypeError("sizes")
    if state["d"] not in MAKERS or not all(0 <= int(i) < 400 for i in state["r"]):
        raise TypeError("points")


def _fill(network: Network, numbers: Any) -> None:
    wanted = sum(W.size + b.size for W, b in zip(network.weights(), network.biases(), strict=True))
    if numbers.size != wanted or not np.isfinite(numbers).all():
        raise TypeError("weights")
    start = 0
    for parameter in (
        p for pair in zip(network.weights(), network.biases(), strict=True) for p in pair
    ):
        parameter[:] = numbers[start : start + parameter.size].reshape(parameter.shape)
        start += parameter.size
