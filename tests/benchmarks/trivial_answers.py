"""What does an answer get that needed no idea? Twelve of them for each exercise.

    python tests/benchmarks/trivial_answers.py [--only EXERCISE]

Zeros, ones, an argument returned, a mean, what one NumPy call gives: each in the shape that is
asked, for all functions of the exercise at once. Graded as any submission, hidden tests included.
Shown is the largest share of the points, and by which answer.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from course_lib.hints.promise import Promise
from grader.base import notebooks
from grader.base.course import Course
from grader.instructor.answers import answered
from grader.judge.assignment import compile_assignment
from grader.judge.grading import grade_submission
from grader.masters.exercise import Exercise, exercises

ROOT = Path(__file__).resolve().parents[2]
WEEK = "week4"
KINDS = {
    "zeros": "np.zeros_like({0}, dtype=float)",
    "ones": "np.ones_like({0}, dtype=float)",
    "halves": "np.full_like({0}, 0.5, dtype=float)",
    "an argument": "{0}",
    "its negative": "-np.asarray({0})",
    "its mean": "np.full_like({0}, np.mean({0}), dtype=float)",
    "its sum": "np.full_like({0}, np.sum({0}), dtype=float)",
    "np.tanh": "np.tanh({0})",
    "np.exp": "np.exp({0})",
    "np.maximum": "np.maximum(0, {0})",
    "np.sign": "np.sign({0})",
    "np.square": "np.square({0})",
}
ALIKE = {
    # Where chance decides, or lists come back, no right value shows the shapes.
    "dropout_forward": ["x", "x"],
    "honest_forward": ["(X @ W1 + b1) @ W2 + b2"],
    "augment_signals": ["X", "y"],
    "best_threshold": ["score.mean()"],
    "train_with_patience": ["weights", "1", "1"],
}
LISTS = {"network_step": "parameters"}
CHOICES = {
    "keeps_label": ["True", "False"],
    "output_layer": [
        f"({a!r}, {b!r})"
        for a in ("identity", "sigmoid", "softmax")
        for b in ("mse", "binary_cross_entropy", "cross_entropy")
    ],
}


def promised(exercise: str) -> dict[str, Promise]:
    """Return the promises of an exercise's file by function."""
    found = vars(importlib.import_module(f"exercises.{exercise}"))
    return {thing.name: thing for thing in found.values() if isinstance(thing, Promise)}


def alike(promise: Promise, arguments: list[str]) -> list[str]:
    """Return for each result an argument that has its shape whatever the sizes; else a number."""
    if promise.name in ALIKE:
        return ALIKE[promise.name]
    cases = [promise.drawn(1), promise.drawn(2, **{name: 9 - i for i, name in
                                                    enumerate(promise.sizes)})]  # fmt: skip
    found = []
    for name in cases[0].right:
        same = [
            argument
            for i, argument in enumerate(arguments[: len(cases[0].inputs)])
            if all(np.shape(c.right[name]) == np.shape(c.inputs[i]) for c in cases)
        ]
        found.append(same[-1] if same else arguments[0])
    return found


def bodies(exercise: Exercise, solution: str) -> Iterator[tuple[str, str]]:
    """Yield twelve trivial answers, by what they do."""
    if exercise.name in CHOICES:
        tree = ast.parse(solution).body[0]
        assert isinstance(tree, ast.Assign)
        assert isinstance(tree.value, ast.Dict)
        keys = [key.value for key in tree.value.keys if isinstance(key, ast.Constant)]
        for choice in CHOICES[exercise.name]:
            entries = ", ".join(f"{key!r}: {choice}" for key in keys)
            yield f"always {choice}", f"{ast.unparse(tree.targets[0])} = {{{entries}}}"
        return
    known = promised(exercise.name)
    made = [node for node in ast.parse(solution).body if isinstance(node, ast.FunctionDef)]
    for kind, text in KINDS.items():
        yield kind, "\n\n".join(_function(node, known[node.name], text) for node in made)


def _function(node: ast.FunctionDef, promise: Promise, text: str) -> str:
    head = f"def {node.name}({ast.unparse(node.args)}):\n    return "
    if node.name in LISTS:
        return f"{head}[{text.format('item')} for item in {LISTS[node.name]}]"
    values = [text.format(like) for like in alike(promise, [a.arg for a in node.args.args])]
    return head + ", ".join(values)


def main() -> None:
    """Grade all trivial answers and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="")
    only = parser.parse_args().only
    course = Course(ROOT)
    folder = course.solutions(WEEK)
    sys.path.insert(0, str(folder))
    compiled = compile_assignment(folder)
    asked = [e for e in exercises(course.masters(WEEK)) if not e.written and only in ("", e.name)]
    sources: dict[str, str] = {
        cell["metadata"]["nbgrader"]["grade_id"]: "".join(cell["source"])
        for master in course.masters(WEEK)
        for cell in notebooks.read(master).cells
        if cell["metadata"].get("nbgrader", {}).get("solution")
    }

    def share(task: tuple[Exercise, str, str]) -> tuple[str, str, float]:
        exercise, kind, body = task
        home = folder / f"{exercise.notebook}.ipynb"
        content: Any = json.dumps(answered(home, {exercise.name: body}))
        done = grade_submission(
            replace(compiled, only=exercise.name), {home.name: content.encode()}
        )
        (result,) = (r for n in done.notebooks for r in n.exercises if r.cell == exercise.cell)
        assert result.points is not None, result.reason_not_graded
        return exercise.name, kind, result.points / result.max_points

    tasks = [(e, kind, body) for e in asked for kind, body in bodies(e, sources[e.name])]
    rows: dict[str, list[tuple[float, str]]] = {}
    with ThreadPoolExecutor(2) as pool:
        for name, kind, part in pool.map(share, tasks):
            rows.setdefault(name, []).append((part, kind))
    print(f"{'exercise':22}{'answers':>8}{'largest':>9}  by")
    for name, found in rows.items():
        most = max(found)
        print(f"{name:22}{len(found):8}{most[0]:9.0%}  {most[1] if most[0] else ''}")


if __name__ == "__main__":
    main()
