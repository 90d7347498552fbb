"""Each exercise has stored answers of six kinds of mistake, or says why a kind cannot exist.

``solutions/week4/answers/<exercise>/kinds.toml`` names for each kind one wrong answer, or
``{ none = "the reason" }``. What an answer does is seen by grading it (``grader check --answers``);
here stands what can be read: that the declaration is whole and names answers that can be meant.
"""

from __future__ import annotations

import ast
import importlib
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from masters import ROOT, Master

from course_lib.hints.promise import Promise

WEEK = ROOT / "solutions" / "week4"
KINDS = {"in_place", "integers", "size_one", "defaults", "copied", "ignored"}
DECLARED = sorted(WEEK.glob("answers/*/kinds.toml"))
NOTEBOOKS = sorted(path.stem for path in WEEK.glob("*.ipynb"))
Functions = dict[str, ast.FunctionDef]


def functions(code: str) -> Functions:
    """Return the functions of some code, by name."""
    tree = ast.parse(code)
    return {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def asked(exercise: str) -> Functions:
    """Return the functions that the solution cell of an exercise asks for."""
    masters = map(Master, sorted(WEEK.glob("*.ipynb")))
    cells = (cell for master in masters for cell in master.code)
    marks = ((cell.metadata.get("nbgrader", {}).get("grade_id"), cell) for cell in cells)
    return functions(next(cell.source for name, cell in marks if name == exercise))


def optional(function: ast.FunctionDef) -> dict[str, str]:
    """Return the default of each optional argument, as written."""
    names = [argument.arg for argument in function.args.args]
    values = [ast.unparse(value) for value in function.args.defaults]
    return dict(zip(names[::-1], values[::-1], strict=False))


def guards_an_argument(exercise: str) -> bool:
    """Return whether a function of the exercise owes that an array or a list stays as it was."""
    module = importlib.import_module(f"exercises.{exercise}")
    promises = [value for value in vars(module).values() if isinstance(value, Promise)]
    return any(
        isinstance(value, (np.ndarray, list))
        for promise in promises
        if "arguments unchanged" not in promise.without
        for value in promise.draw(1)
    )


def unread(function: ast.FunctionDef) -> set[str]:
    """Return the arguments that no line of the function reads."""
    names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
    return {argument.arg for argument in function.args.args} - {
        node.id for node in names if isinstance(node.ctx, ast.Load)
    }


@pytest.fixture(params=DECLARED, ids=lambda path: path.parent.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """Each folder of answers that declares its kinds."""
    path: Path = request.param
    return path.parent


def declared(folder: Path) -> tuple[dict[str, Path], dict[str, str]]:
    """Return the wrong answer of each kind, and the reason where there is none."""
    text: dict[str, Any] = tomllib.loads((folder / "kinds.toml").read_text(encoding="utf-8"))
    assert set(text) == KINDS
    answers = {kind: folder / f"{name}.py" for kind, name in text.items() if isinstance(name, str)}
    reasons = {kind: about["none"] for kind, about in text.items() if kind not in answers}
    return answers, reasons


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_exercise_declares_its_kinds(notebook: str) -> None:
    """No exercise that is graded by itself is left out."""
    exercises = set(Master(WEEK / f"{notebook}.ipynb").exercises())
    assert exercises - {path.parent.name for path in DECLARED} == set()


def test_each_kind_has_a_wrong_answer_of_its_own_or_a_reason(folder: Path) -> None:
    """No answer stands for two kinds, and a reason is a sentence, not a word."""
    answers, reasons = declared(folder)
    assert all(path.is_file() and path.name.startswith("wrong_") for path in answers.values())
    assert len(set(answers.values())) == len(answers)
    assert all(len(reason.split()) >= 5 for reason in reasons.values())


def test_there_are_enough_answers(folder: Path) -> None:
    """At least 15 wrong ones and 6 right ones."""
    assert len(list(folder.glob("wrong_*.py"))) >= 15
    assert len(list(folder.glob("right_*.py"))) >= 6


def test_an_argument_is_changed_exactly_where_that_is_forbidden(folder: Path) -> None:
    """A reason stands only where the exercise allows it, or passes nothing that can be changed."""
    answers, _ = declared(folder)
    assert ("in_place" in answers) == guards_an_argument(folder.name)


def test_a_default_is_missed_exactly_where_there_is_one(folder: Path) -> None:
    """The answer takes another default than the exercise, or none, in one of the functions."""
    answers, _ = declared(folder)
    right = {name: optional(function) for name, function in asked(folder.name).items()}
    assert ("defaults" in answers) == any(right.values())
    if "defaults" in answers:
        given = functions(answers["defaults"].read_text(encoding="utf-8"))
        assert {name: optional(given[name]) for name in right if name in given} != right


def test_an_argument_is_ignored(folder: Path) -> None:
    """In the answer of this kind one of the functions never reads one of its arguments."""
    answers, _ = declared(folder)
    if "ignored" in answers:
        given = functions(answers["ignored"].read_text(encoding="utf-8"))
        assert any(unread(given[name]) for name in asked(folder.name))
    else:
        assert not any(function.args.args for function in asked(folder.name).values())
