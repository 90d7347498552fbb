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
from course_lib.hints import delegation
from course_lib.layers import Dense
from course_lib.linear_models import Ridge
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

    with pytest.raises(hints.DelegationError, match=r"your own implementation.*layers\."):
        hints.own_work(answer)(np.ones((4, 3)))


def test_the_library_works_again_afterwards() -> None:
    """The guard is undone after a delegation, after an error and after a clean call."""

    def fails(_x: Any) -> Any:
        raise KeyError("x")

    for body in (lambda u: layer().backward(u), fails, lambda u: u):
        guarded = hints.own_work(body)
        with contextlib.suppress(hints.DelegationError, KeyError):
            guarded(np.ones((4, 3)))
        assert layer().backward(np.ones((4, 3))).shape == (4, 2)


def test_what_is_allowed_works_with_all_that_it_needs() -> None:
    """An allowed class, or module, may use the whole library; an answer still may not."""
    X, y = np.arange(6.0).reshape(3, 2) ** 2, np.arange(3.0)

    def fits(also: bool) -> Any:
        model = Ridge(1.0).fit(X, y)
        return ACTIVATIONS["tanh"](model.coef_) if also else model.coef_

    for name in ("course_lib.linear_models.Ridge", "course_lib.linear_models"):
        guarded = hints.own_work(fits, allow=[name])
        assert np.allclose(guarded(False), fits(False))
        with pytest.raises(hints.DelegationError, match="activation"):
            guarded(True)


class _Late:
    """An object that computes only when somebody reads it."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.asarray(ACTIVATIONS["sigmoid"]([0.0]))


def test_an_argument_of_an_allowed_call_is_not_trusted() -> None:
    """What the library reads inside an allowed call may not call the library for the answer."""

    def answer() -> Any:
        return Ridge(1.0).fit(_Late(), [1.0])  # type: ignore[arg-type]  # what a student may pass

    with pytest.raises(hints.DelegationError, match="activation"):
        hints.own_work(answer, allow=["course_lib.linear_models.Ridge"])()


_SIGMOID = "from course_lib.activations import _sigmoid as s\n"
WAYS: dict[str, str] = {
    "a private helper": "import course_lib.activations as m\ndef f(z): return m._sigmoid(z)",
    "softmax for the sigmoid": (
        "from course_lib.activations import ACTIVATIONS as A\ndef f(z): return A['softmax']([z])"
    ),
    "a partial": f"import functools\n{_SIGMOID}g = functools.partial(s)\ndef f(z): return g(z)",
    "a bound method": (
        "from course_lib.activations import ACTIVATIONS as A\ng = A['sigmoid'].derivative\n"
        "def f(z): return g(z)"
    ),
    "a second copy by runpy": (
        "import runpy, course_lib.activations as m\nd = runpy.run_path(m.__file__)\n"
        "def f(z): return d['_sigmoid'](z)"
    ),
    "a second copy by a new import": (
        "import importlib, sys\nold = sys.modules.pop('course_lib.activations')\n"
        "m = importlib.import_module('course_lib.activations')\n"
        "sys.modules['course_lib.activations'] = old\ndef f(z): return m._sigmoid(z)"
    ),
    "a map": f"{_SIGMOID}def f(z): return list(map(s, [z]))",
    "the arithmetic of a loss": (
        "from course_lib.losses import LOSSES\ndef f(z): return LOSSES['mse'].value(z, z)"
    ),
    "an object made before": (
        "import numpy as np\nfrom course_lib.layers import Maxout\n"
        "o = Maxout(2, 1, pieces=2, rng=np.random.default_rng(0))\n"
        "def f(z): return o.forward(np.ones((1, 2)))"
    ),
    "an import in the call": (
        "def f(z):\n    from course_lib.activations import _sigmoid\n    return _sigmoid(z)"
    ),
    "opening it": (
        f"from course_lib.hints import delegation as d\n{_SIGMOID}"
        "def f(z):\n    d.open_again()\n    return s(z)"
    ),
    "opening it for a moment": (
        f"from course_lib.hints import delegation as d\n{_SIGMOID}def f(z):\n"
        "    d.open_again()\n    a = s(z)\n    d.close()\n    return a"
    ),
    "a swallowed error": (
        f"{_SIGMOID}def f(z):\n    try:\n        return s(z)\n"
        "    except BaseException:\n        return 0.5"
    ),
    "numpy calls it": f"import numpy as np\n{_SIGMOID}g = np.vectorize(s)\ndef f(z): return g(z)",
    "a generator": f"{_SIGMOID}def f(z): return sum(s(v) for v in [z])",
    "a thread": (
        f"import threading\n{_SIGMOID}def f(z):\n    t = threading.Thread(target=quiet)\n"
        "    t.start(); t.join()\n"
        "def quiet():\n    try:\n        return s(0.5)\n    except Exception:\n        return 0"
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_round_the_closed_library(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers, copies, old objects and late imports are closed; afterwards all is as before."""
    monkeypatch.setattr(delegation._door, "known", {})
    delegation.remember()  # as the grader's template does
    space: dict[str, Any] = {"__name__": "answer"}
    exec(WAYS[way], space)
    with pytest.raises(hints.DelegationError, match="your code calls course_lib"):
        hints.own_work(space["f"])(0.5)
    if "opening" not in way:
        space["f"](0.5)


@pytest.mark.parametrize(
    "name",
    ["numpy.linalg.solve", "course_lib.layers.Dense", "statistics.mean", "numpy.sum"],
)
def test_functions_classes_and_numpy_dispatchers_can_be_forbidden(name: str) -> None:
    """A class stands for making an object; NumPy's wrapped functions are reached too."""

    def answer() -> None:
        if name == "course_lib.layers.Dense":
            layer()
        np.linalg.solve(np.eye(2), np.ones(2))
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
        def forbidding(self, names: list[str], *, allow: list[str]) -> object:
            return ("guarded", names, allow)

    guarded: Any = hints.own_work(Proxy(), allow=["a"], forbid=FORBID)  # type: ignore[arg-type]
    assert guarded == ("guarded", FORBID, ["a"])


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

    with pytest.raises(hints.DelegationError, match=r"course_lib\.hints\.roads"):
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
