"""Layers in a row: do they fit, how does one go through them, and which weights are penalised?

A network asks these questions of its layers, be they the library's or a reader's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from course_lib.checks import FloatArray, message, require_methods, short
from course_lib.layers import Layer


class Way(NamedTuple):
    """How to go through a layer and back; ``collect`` goes back for the layer's gradients only."""

    go: Callable[[FloatArray, bool], FloatArray]
    back: Callable[[FloatArray], FloatArray]
    collect: Callable[[FloatArray], object]


def ways(layer: Layer) -> Way:
    """Return how to go through a layer and back with arrays that are checked.

    These are ``apply``, ``pull_back`` and ``collect``. Where one's own class or object has another
    forward or backward, it is what is called.
    """
    pairs = ("forward", "apply"), ("backward", "pull_back")
    patched = {"forward", "backward"} & getattr(layer, "__dict__", {}).keys()
    if not patched and all(_owner(layer, a) is _owner(layer, b) for a, b in pairs):
        back = layer.pull_back  # type: ignore[attr-defined] # just asked for
        return Way(layer.apply, back, getattr(layer, "collect", back))  # type: ignore[attr-defined]
    return Way(partial(_forward, layer), layer.backward, layer.backward)


def _owner(layer: Layer, method: str) -> type | None:
    return next((c for c in type(layer).__mro__ if method in vars(c)), None)


def _forward(layer: Layer, x: FloatArray, training: bool) -> FloatArray:
    return layer.forward(x, training=training)


def penalised(layer: Layer) -> list[FloatArray]:
    """Return what L1 and L2 apply to, also for an object that does not inherit from Layer."""
    return layer.penalised() if hasattr(layer, "penalised") else Layer.penalised(layer)


def refuse_twice(layers: Sequence[Layer]) -> None:
    """A layer keeps what one forward pass needs; at a second place it would forget the first."""
    seen: dict[int, str] = {}
    for place, layer in _places(layers, "layers"):
        first = seen.setdefault(id(layer), place)
        if first != place:
            hint = f"It remembers one pass: make a second {type(layer).__name__}."
            got = f"that of {first} again"
            raise ValueError(message("MLP", place, "be a layer of its own", got, hint))


def _places(layers: Sequence[Layer], name: str) -> Iterator[tuple[str, Layer]]:
    """Yield every layer with its place; a network may stand inside a network."""
    for i, layer in enumerate(layers):
        yield f"{name}[{i}]", layer
        yield from _places(getattr(layer, "layers", ()), f"{name}[{i}].layers")


def sizes_of(layers: list[Layer]) -> list[int | str]:
    """Return the number of inputs, then of each layer's outputs; refuse a broken chain."""
    if not layers:
        raise ValueError(message("MLP", "layers", "contain at least one layer", "none"))
    sizes: list[int | str] = ["d"]
    for place, layer in enumerate(layers):
        is_class = isinstance(layer, type)
        if not is_class and not (hasattr(layer, "forward") and hasattr(layer, "backward")):
            hint = "An activation becomes a layer with ActivationLayer('relu')."
            raise TypeError(message("MLP", f"layers[{place}]", "be a layer", short(layer), hint))
        needs = "forward", "backward", "parameters", "gradients"
        hint = "Inherit from Layer."
        require_methods(layer, *needs, who="MLP", name=f"layers[{place}]", hint=hint)
        n_in, n_out = getattr(layer, "n_in", None), getattr(layer, "n_out", None)
        if n_in is None or n_out is None:
            continue
        if isinstance(sizes[-1], int) and n_in != sizes[-1]:
            must = f"have {sizes[-1]} inputs, the outputs of the layer before"
            raise ValueError(message("MLP", f"layers[{place}]", must, n_in))
        if sizes == ["d"]:
            sizes = [n_in]
        sizes.append(n_out)
    return sizes
