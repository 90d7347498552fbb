"""Imports of packages that the grading machine has not."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import pytest

from grader.sandbox.absent import AbsentPackage, replace_absent


def run(source: str, **namespace: Any) -> dict[str, Any]:
    """Run a cell and return its names."""
    tree = replace_absent(ast.parse(source), namespace)
    exec(compile(tree, "cell", "exec"), namespace)
    return namespace


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("import no_such_thing", {"no_such_thing"}),
        ("import no_such_thing as nst", {"nst"}),
        ("import no_such_thing.inner.part", {"no_such_thing"}),
        ("import no_such_thing.inner as part", {"part"}),
        ("from no_such_thing import bar, line as l", {"bar", "l"}),
        ("from no_such_thing.inner import *", set()),
        ("import math, no_such_thing, json", {"no_such_thing"}),
    ],
)
def test_an_import_that_is_not_used_costs_nothing(
    statement: str, names: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The rest of the cell runs, the names stand for the package, and the output says so."""
    found = run(f"{statement}\nx = 3")
    assert found["x"] == 3
    assert {name for name, value in found.items() if isinstance(value, AbsentPackage)} == names
    assert ("json" in found) == ("json" in statement)
    assert "[no_such_thing is not installed where this was graded]" in capsys.readouterr().err


@pytest.mark.parametrize("use", ["nst.plot(3)", "nst.colour", "nst()", "draw(2)"])
def test_what_uses_it_stops_with_the_name_of_the_package(use: str) -> None:
    """The error is the one that the import has elsewhere, and says where."""
    found = run("import no_such_thing as nst\nfrom no_such_thing import draw")
    with pytest.raises(ModuleNotFoundError, match="no_such_thing is not installed where") as caught:
        eval(use, found)
    assert caught.value.name == "no_such_thing"


def test_a_name_that_is_there_is_kept() -> None:
    """An alias for something fast must not take NumPy away from the exercises that follow."""
    assert run("import no_such_thing as np", np=np)["np"] is np


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    import no_such_thing\nexcept ImportError:\n    no_such_thing = None",
        "if False:\n    import no_such_thing\nno_such_thing = None",
    ],
)
def test_an_import_that_is_cared_for_is_left_alone(source: str) -> None:
    """Whoever asks whether a package is there gets the true answer."""
    assert run(source)["no_such_thing"] is None


@pytest.mark.parametrize("source", ["from math import no_such_name", "import math.inner"])
def test_a_package_that_is_there_keeps_its_errors(source: str) -> None:
    """A misspelt name in an installed package is a mistake of the cell."""
    with pytest.raises(ImportError):
        run(source)
