"""``TRAINS`` in an exercise's file: which exam questions train what goes wrong there.

::

    TRAINS = {
        "hard threshold | must stop": ["lasso_weight"],
        "": ["lasso_weight", "decay_step:3"],
    }

A key has words of a named mistake, or of a part of the test, and ``|`` between alternatives; the
key ``""`` stands for everything else. ``:3`` says from which level on a question trains it. All of
it is for the instructor alone: what students get, and what
their answers are graded with, is the file without it.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from grader.base.errors import GraderError

NAME = "TRAINS"
Trains = Mapping[str, list[str]]


def trains_in(source: str, file: str = "the exercise") -> Trains | None:
    """Return what a file says of training, or None if it says nothing.

    Raises
    ------
    GraderError : it is no dictionary from text to a list of names.

    Examples
    --------
    >>> trains_in('TRAINS = {"sign": ["bias_update"]}')
    {'sign': ['bias_update']}
    >>> trains_in('TRAINS = ["bias_update"]')
    Traceback (most recent call last):
        ...
    grader.base.errors.GraderError: the exercise: TRAINS must be a dictionary from words to lists...
    """
    node = _statement(source)
    if node is None:
        return None
    try:
        found = ast.literal_eval(node.value)
    except ValueError:
        found = None
    if isinstance(found, dict) and all(map(_is_entry, found, found.values())):
        return found
    raise GraderError(
        f"{file}: {NAME} must be a dictionary from words to lists of questions",
        hint=f'{NAME} = {{"": ["name_of_a_question"]}}',
    )


def without_trains(source: str) -> str:
    """Return the source without what it says of training.

    Examples
    --------
    >>> without_trains('x = 1\\n\\n\\nTRAINS = {\\n    "": ["a"],\\n}\\n')
    'x = 1\\n'
    >>> without_trains('TRAINS = {"": ["a"]}\\n\\nx = 1\\n'), without_trains("a b")
    ('x = 1\\n', 'a b')
    """
    node = _statement(source)
    if node is None or node.end_lineno is None:
        return source
    lines = source.splitlines(keepends=True)
    before, after = lines[: node.lineno - 1], lines[node.end_lineno :]
    while after and not after[0].strip():
        del after[0]
    while before and not after and not before[-1].strip():
        del before[-1]
    return "".join(before + after)


def _is_entry(key: object, value: object) -> bool:
    names = isinstance(value, list) and value and all(isinstance(name, str) for name in value)
    return isinstance(key, str) and bool(names)


def _statement(source: str) -> ast.Assign | None:
    """Return the statement at the top level that assigns it."""
    if NAME not in source:
        return None
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None  # the test that imports the file says so
    found = (node for node in body if isinstance(node, ast.Assign)
             and [ast.unparse(target) for target in node.targets] == [NAME])  # fmt: skip
    return next(found, None)
