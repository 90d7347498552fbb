"""The points that a test cell names, read from its text: of the exercise and of its parts."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from math import fsum, isclose

_MAY_REPEAT_OR_SKIP = (
    ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
    ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef,
    ast.If, ast.IfExp, ast.Try, ast.TryStar, ast.Match,
)  # fmt: skip

_MAKE_PARTS = ("part", "promises")  # methods of ``Report``


@dataclass(frozen=True)
class NamedPoints:
    """What ``Report`` gives to the exercise, and what its parts add up to; None: not to be read."""

    exercise: float
    parts: float | None

    def against(self, worth: float) -> tuple[float, str]:
        """Return the points that stand in the test, and what is wrong with them, "" if nothing.

        Examples
        --------
        >>> NamedPoints(2.0, 1.75).against(2.0)
        (1.75, 'the parts add up to 1.75, not to the 2 points of the exercise')
        >>> NamedPoints(2.0, None).against(2.0)
        (2.0, '')
        """
        if self.exercise != worth:
            problem = f"Report(points={self.exercise:g}) must be the {worth:g} points of the cell"
            return self.exercise, problem
        if self.parts is None or isclose(self.parts, worth):
            return worth, ""
        problem = f"the parts add up to {self.parts:g}, not to the {worth:g} points of the exercise"
        return self.parts, problem


def named_points(source: str) -> NamedPoints | None:
    """Return the points that a test cell names, None if it has no ``Report`` with a number.

    The parts are added up only if each runs once and has a number: not if one stands in a loop,
    a function or a branch.

    Examples
    --------
    >>> head = "report = hints.Report('double', points=2)"
    >>> named_points(f"{head}\\nwith report.part('one', points=0.5): ...")
    NamedPoints(exercise=2.0, parts=0.5)
    >>> named_points(f"{head}\\nfor i in x:\\n    with report.part(i, points=0.5): ...")
    NamedPoints(exercise=2.0, parts=None)
    """
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    report = next((call for call in calls if ast.unparse(call.func).endswith("Report")), None)
    exercise = _points(report) if report else None
    if exercise is None:
        return None
    unsure = (node for node in ast.walk(tree) if isinstance(node, _MAY_REPEAT_OR_SKIP))
    points = [_points(part) for part in _parts(tree)]
    known = [value for value in points if value is not None]
    is_sure = known and len(known) == len(points) and not any(map(_parts, unsure))
    return NamedPoints(exercise, fsum(known) if is_sure else None)


def _parts(tree: ast.AST) -> list[ast.Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls
            if isinstance(call.func, ast.Attribute) and call.func.attr in _MAKE_PARTS]  # fmt: skip


def _points(call: ast.Call) -> float | None:
    """Return the argument ``points`` of a call, its second one, if it is written as a number."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "points"]
    promises = isinstance(call.func, ast.Attribute) and call.func.attr == "promises"
    for value in (*named, *call.args[0 if promises else 1 :][:1]):
        if isinstance(value, ast.Constant) and isinstance(value.value, int | float):
            return float(value.value)
    return None
