"""Promises of own_work: library calls for the very thing that is asked are noticed."""

from __future__ import annotations

import contextlib
import importlib
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from course_lib import hints
from course_lib.activations import ACTIVATIONS
from course_lib.dropout import Dropout
from course_lib.layers import Dense
from course_lib.losses import LOSSES
from course_lib.mlp import MLP

FORBID = ["course_lib.layers.Dense.backward"]


def layer() -> Dense:
    """Return a layer that is ready for backward."""
    made = Dense(2, 3, rng=np.random.default_rng(0))
    made.forward(np.ones((4, 2)))
    return made


def test_own_work_passes_through() -> None:
    """A function that does its own work gets its arguments and returns its result."""
    f = hints.own_work(lambda a, *, b: (a, b), forbid=FORBID)
    assert f(1, b=2) == (1, 2)


@pytest.mark.parametrize("kind", ["method", "put aside before", "swallowed", "in a helper"])
def test_every_way_to_call_the_library_is_noticed(kind: str) -> None:
    """Renaming, putting aside, swallowing the error and hiding in a helper do not help."""
    aside = Dense.backward

    def answer(upstream: Any) -> Any:
        if kind == "method":
            return layer().backward(upstream)
        if kind == "put aside before":
            return aside(layer(), upstream)
        if kind == "in a helper":
            return [layer().backward(u) for u in [upstream]]
        try:
            return layer().backward(upstream)
        except Exception:
            return None

    with pytest.raises(hints.DelegationError, match=r"your own implementation.*Dense\.backward"):
        hints.own_work(answer, forbid=FORBID)(np.ones((4, 3)))


def test_the_library_works_again_afterwards() -> None:
    """The guard is undone after a delegation, after an error and after a clean call."""

    def fails(_x: Any) -> Any:
        raise KeyError("x")

    for body in (lambda u: layer().backward(u), fails, lambda u: u):
        guarded = hints.own_work(body, forbid=FORBID)
        with contextlib.suppress(hints.DelegationError, KeyError):
            guarded(np.ones((4, 3)))
        assert layer().backward(np.ones((4, 3))).shape == (4, 2)


def test_other_library_functions_stay_allowed() -> None:
    """Only what is named is forbidden."""
    f = hints.own_work(lambda z: ACTIVATIONS["tanh"](z), forbid=FORBID)
    assert f([0.0]).tolist() == [0.0]


@pytest.mark.parametrize(
    "name",
    ["numpy.linalg.solve", "course_lib.layers.Dense", "statistics.mean", "numpy.sum"],
)
def test_functions_classes_and_numpy_dispatchers_can_be_forbidden(name: str) -> None:
    """A class stands for making an object; NumPy's wrapped functions are reached too."""

    def answer() -> None:
        np.linalg.solve(np.eye(2), np.ones(2))
        layer()
        statistics.mean([1, 2])
        np.sum(np.ones(3))

    with pytest.raises(hints.DelegationError, match=name):
        hints.own_work(answer, forbid=[name])()
    answer()


@pytest.mark.parametrize("name", ["no_such_module.f", "math.no_such", "math.exp", "x"])
def test_a_name_that_is_not_there_is_skipped(name: str) -> None:
    """A package that is not installed does not break a test cell."""
    assert hints.own_work(lambda: 5, forbid=[name])() == 5


def test_a_module_imported_inside_the_answer_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library that is first imported by the student's function is caught as well."""
    (tmp_path / "late_library.py").write_text("def solve(x):\n    return x\n")
    monkeypatch.syspath_prepend(tmp_path)

    def answer(x: int) -> int:
        from late_library import solve  # type: ignore[import-not-found]

        return int(solve(x))

    try:
        with pytest.raises(hints.DelegationError, match=r"late_library\.solve"):
            hints.own_work(answer, forbid=["late_library.solve"])(3)
    finally:
        sys.modules.pop("late_library", None)


def test_a_stand_in_of_the_grader_is_asked_instead() -> None:
    """An object with ``forbidding`` does its own guarding, in the student's process."""

    class Proxy:
        def forbidding(self, names: list[str]) -> object:
            return ("guarded", names)

    assert hints.own_work(Proxy(), forbid=FORBID) == ("guarded", FORBID)  # type: ignore[arg-type]


def test_a_stub_goes_through_unchanged() -> None:
    """``f = ...`` is not an error here; the part that calls it says what is missing."""
    assert hints.own_work(..., forbid=FORBID) is ...  # type: ignore[arg-type]


@pytest.fixture
def right() -> Iterator[Any]:
    """Return what computes right values in a file of the exercises, until the test ends."""
    package, module = ModuleType("exercises"), ModuleType("exercises.double")
    exec("def right(x):\n    return 2 * x", vars(module))
    before = {name: found for name, found in sys.modules.items() if name.startswith("exercises")}
    sys.modules |= {"exercises": package, "exercises.double": module}
    yield module.right
    del sys.modules["exercises"], sys.modules["exercises.double"]
    sys.modules |= before


def test_the_exercises_are_forbidden_in_every_call(right: Any) -> None:
    """What computes right answers is refused without being named; it works again afterwards."""
    with pytest.raises(hints.DelegationError, match=r"exercises\.double\.right"):
        hints.own_work(lambda x: right(x), forbid=[])(3)
    assert right(3) == 6


@pytest.mark.parametrize("kind", ["method", "comparison", "property"])
def test_methods_and_comparisons_of_the_hints_are_forbidden_too(kind: str) -> None:
    """A case that was put aside before, or a comparison that tells right from wrong, is no help."""
    case = hints.Case("f", ([3, 1],), {"low": 1})

    def answer() -> Any:
        if kind == "method":
            return case.compare(1)
        return hints.compare(1, 1, name="x") if kind == "comparison" else case.arguments

    with pytest.raises(hints.DelegationError, match=r"course_lib\.hints\."):
        hints.own_work(answer, forbid=[])()


@pytest.mark.parametrize("name", ["exercises.triple", "course_lib.hints.more"])
def test_what_is_kept_from_the_answer_is_not_asked_for(name: str) -> None:
    """Where it is not there at all, importing it in an answer says the same as calling it."""

    def answer() -> Any:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    with pytest.raises(hints.DelegationError, match=f"calls {name}"):
        hints.own_work(answer, forbid=[])()


def test_another_absent_module_is_no_delegation() -> None:
    """A package that is not installed is reported as what it is."""

    def answer() -> Any:
        return importlib.import_module("no_such_package")

    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        hints.own_work(answer, forbid=[])()


def test_a_module_of_hints_imported_inside_the_answer_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A module that the answer itself imports first is caught as well."""
    name = "course_lib.hints.roads"
    monkeypatch.delitem(sys.modules, name, raising=False)

    def answer() -> Any:
        return importlib.import_module(name).complex_step(lambda x: (x * x).sum(), [1.0])

    with pytest.raises(hints.DelegationError, match=r"roads\.complex_step"):
        hints.own_work(answer, forbid=[])()


@pytest.mark.parametrize(
    ("forbidden", "half"),
    [
        ("layers.Dense.backward", lambda x: _used(Dense(2, 1, rng=_rng()), x).pull_back(x[:, :1])),
        ("layers.Dense.backward", lambda x: _used(Dense(2, 1, rng=_rng()), x).collect(x[:, :1])),
        ("layers.Dense.forward", lambda x: Dense(2, 1, rng=_rng()).apply(x, True)),
        ("mlp.MLP.backward", lambda x: _used(MLP.of([2, 1], rng=_rng()), x).pull_back(x[:, :1])),
        ("mlp.MLP.backward_from", lambda x: _used(MLP.of([2, 1], rng=_rng()), x).collect_from(
            LOSSES["mse"], x[:, :1])),
        ("dropout.Dropout.forward", lambda x: Dropout(0.5, rng=_rng()).apply(x, True)),
    ],
)  # fmt: skip
def test_the_half_of_a_layer_that_computes_is_forbidden_with_it(forbidden: str, half: Any) -> None:
    """Forbidding forward or backward forbids what they leave the work to: no way around."""
    x = np.ones((3, 2))
    half(x)  # it works where nothing is forbidden
    with pytest.raises(hints.DelegationError):
        hints.own_work(half, forbid=[f"course_lib.{forbidden}"])(x)


def _rng() -> np.random.Generator:
    return np.random.default_rng(0)


def _used(layer: Any, x: np.ndarray) -> Any:
    layer.forward(x)
    return layer
