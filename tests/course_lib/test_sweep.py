"""Every public function with odd kinds of argument: right or refused, and never wrong."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator

import numpy as np
import pytest

from tests.course_lib.sweep.calls import CALLS
from tests.course_lib.sweep.kinds import (
    ALLOWED,
    EITHER,
    REFUSED,
    SAME,
    Argument,
    kinds,
    verdict,
)
from tests.course_lib.sweep.run import sweep

MODULES = (
    "activation_kinds",
    "activations",
    "augmentation",
    "backprop",
    "custom_loss",
    "datasets",
    "dropout",
    "early_stopping",
    "epochs",
    "finite_differences",
    "gradient_check",
    "initializers",
    "layers",
    "linear_models",
    "losses",
    "mlp",
    "optimizers",
    "plots",
    "regularization_paths",
    "regularizers",
    "training",
)
# What takes no argument of a caller's, or only from code that has checked it.
NOT_ASKED = {
    "Way",
    "refuse_twice",
    "sizes_of",
    "ways",
    "Augmentation",
    "Centred",
    "Criterion",
    "Dataset",
    "Differentiable",
    "DivergenceError",
    "EpochLosses",
    "Facts",
    "GradientReport",
    "History",
    "Layer",
    "Line",
    "LinearModel",
    "Loss",
    "NeuronStep",
    "OneInput",
    "Optimizer",
    "Probe",
    "Range",
    "RegularizationPath",
    "Regularizer",
    "Snapshot",
    "Split",
    "WithWeights",
    "centred",
    "initializer_for",
    "lines",
    "load_churn",
    "load_credit",
    "load_diabetes",
    "load_digits",
    "load_houses",
    "make_symmetry",
    "network_kinds",
    "not_yet",
    "penalised",
    "svd",
    "told",
}
# Classes whose objects stand in the table under names of their own.
BY_OBJECT = {
    "Elementwise": "relu",
    "Softmax": "softmax",
    "MSE": "mse",
    "Hinge": "hinge",
    "BinaryCrossEntropy": "binary_cross_entropy",
    "CrossEntropy": "cross_entropy",
}


def _public() -> Iterator[str]:
    for module in map(importlib.import_module, (f"course_lib.{name}" for name in MODULES)):
        for name, value in vars(module).items():
            if getattr(value, "__module__", "").startswith("course_lib.check"):
                continue
            ours = getattr(value, "__module__", "").startswith("course_lib")
            if ours and not name.startswith("_") and (inspect.isclass(value) or callable(value)):
                yield value.__name__ if inspect.isfunction(value) else name


@pytest.mark.parametrize("name", list(CALLS))
def test_odd_arguments_are_right_or_refused(name: str) -> None:
    """Each odd kind of each argument gives the plain result, or who, what, got; nothing else."""
    assert [row for row in sweep(name) if row[2].startswith("wrong")] == []


def test_every_public_function_is_swept() -> None:
    """A new public function must be in the table, or among those that are not asked."""
    table = {part for name in CALLS for part in name.replace(":", ".").split(".")}
    table |= {name for name, known in BY_OBJECT.items() if known in table}
    table |= {"ElasticNet", "IDENTITY", "MAXOUT", "STEP"}
    missing = {n for n in _public() if n not in table | NOT_ASKED and n.islower() | n[0].isupper()}
    assert missing - {"leaky_relu", "tanh", "elu", "sigmoid"} == set()


def test_there_are_twenty_kinds_of_each_argument() -> None:
    """An array, a number and an object are each tried in at least twenty odd kinds."""
    for argument in (
        Argument("array", np.ones((2, 3))),
        Argument("number", 0.5),
        Argument("object", None),
    ):
        assert len({name for name, _, _ in kinds(argument)}) >= 20


@pytest.mark.parametrize(
    ("call", "expected", "says"),
    [
        (lambda x: x[:0].sum() / 0, EITHER, "wrong: RuntimeWarning"),
        (lambda x: np.asarray(x) + np.nan, EITHER, "wrong: a result that is not finite"),
        (lambda x: x + 1, REFUSED, "wrong: accepted"),
        (lambda x: x * 2, SAME, r"wrong: \[2"),
        (lambda x: x, SAME, "wrong: the result shares memory"),
        (lambda x: x[0], SAME, "wrong: another shape"),
        (lambda x: x.fill(0), SAME, "wrong: the argument was changed"),
        (lambda x: x.nothing, EITHER, "wrong: AttributeError"),
        (lambda x: int("a"), REFUSED, "wrong: ValueError without who"),
        (lambda x: np.asarray(x) + np.nan, ALLOWED, "right"),
    ],
)
def test_the_verdict_sees_what_is_wrong(call, expected: str, says: str) -> None:
    """The judge of the sweep is judged: each way to be wrong is called wrong."""
    found = verdict(call, {}, "x", expected, np.ones(2), plain=np.ones(2))
    assert re.match(says, found), found
