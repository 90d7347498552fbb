"""The same computation in PyTorch, beside yours: run where it is installed, else from storage.

PyTorch is no part of a student's installation. ``twins.json`` holds what it gave, made by
``python tests/weeks/week4/store_twins.py``.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.hints.cases import Array

STORED = Path(__file__).parents[1] / "twins.json"

Numbers = Mapping[str, Any]


class Twins:
    """Two sets of numbers under the same names, and how far they are apart."""

    def __init__(self, theirs: dict[str, Array], yours: dict[str, Array], source: str) -> None:
        self.theirs, self.yours, self.source = theirs, yours, source

    @property
    def differences(self) -> dict[str, float]:
        """The largest difference of each result; infinite if the shapes differ."""
        return {name: _apart(self.theirs[name], mine) for name, mine in self.yours.items()}

    def __repr__(self) -> str:
        lines = [self.source]
        for name, apart in self.differences.items():
            shape = self.theirs[name].shape
            told = f"largest difference {apart:.1e}" if np.isfinite(apart) else "another shape"
            lines.append(f"  {name:<14} {shape!s:<9} {told}")
        return "\n".join(lines)


def _apart(theirs: Array, mine: Array) -> float:
    return float(np.abs(theirs - mine).max()) if theirs.shape == mine.shape else np.inf


def compare(
    name: str,
    in_torch: Callable[[Any], Numbers],
    yours: Callable[[dict[str, Array]], Numbers],
) -> Twins | str:
    """Return PyTorch's numbers beside yours, or a sentence if yours are not there yet.

    Parameters
    ----------
    name : the notebook, under which the numbers are stored.
    in_torch : takes the module ``torch``, returns numbers by name.
    yours : takes PyTorch's numbers, some of which may be inputs of yours, and returns your own.
    """
    if importlib.util.find_spec("torch"):
        torch = importlib.import_module("torch")
        theirs = {key: _array(value) for key, value in in_torch(torch).items()}
        source = f"computed here with PyTorch {torch.__version__.partition('+')[0]}"
    else:
        stored = json.loads(STORED.read_text(encoding="utf-8"))
        theirs = {key: np.asarray(value, dtype=float) for key, value in stored[name].items()}
        source = f"PyTorch is not installed; it gave these numbers in version {stored['torch']}"
    try:
        mine = {key: _array(value) for key, value in yours(theirs).items() if value is not None}
    except Exception:  # what is half written is no error here
        mine = {}
    return Twins(theirs, mine, source) if mine else "This cell waits for your functions."


def named(results: object, *names: str) -> dict[str, Any]:
    """Return the results of a function by name; none if it does not return that many yet."""
    whole = isinstance(results, tuple | list) and len(results) == len(names)
    return dict(zip(names, results, strict=True)) if whole else {}  # type: ignore[call-overload]  # it is a sequence then


def _array(value: Any) -> Array:
    """Return a tensor, an array or a number as float64."""
    value = value.detach().numpy() if hasattr(value, "detach") else value
    return np.asarray(value, dtype=np.float64)
