"""What an answer is made of, in a form that survives renaming, reordering and reformatting.

A fragment is an expression, a simple statement, the head of a loop or condition, or a step from
the statement that stores a variable to one that reads it. Variables have no names in it, only the
order in which they occur; operands of ``+`` and ``*`` have no order; ``x.sum()`` is
``np.sum(x)``, ``x += 1`` is ``x = x + 1``, ``x * x`` is ``x ** 2``, a comprehension is its loop,
and a value with a name for one line stands where it is used. Comments, docstrings and annotations
are left out. The order of statements is no part of it.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from grader.assistant.similarity.shapes import Shape, Shapes
from grader.assistant.similarity.temporaries import without_temporaries
from grader.judge.source import code

_BUILTINS = {name: name for name in dir(builtins)}
_DEPTH = 60  # of nested expressions; deeper ones are made, not written
_STEPS = 8  # for each variable: a name that is stored a hundred times must not cost ten thousand
_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 2  # words: longer ones do not survive a synonym
_HEAD = re.compile(r"(?:el(?=if\b))?(.*)", re.S)


class Fragment(NamedTuple):
    """What it is, as a number, and the lines of the cell on which it stands, from 1."""

    key: int
    first: int
    last: int


@dataclass(frozen=True)
class Known:
    """Names that mean the same for everyone: of the released notebooks, and Python's own."""

    names: Mapping[str, str] = field(default_factory=lambda: _BUILTINS)

    @classmethod
    def of(cls, released: Iterable[str]) -> Known:
        """Return what the released cells import and define as functions and classes."""
        names = dict(_BUILTINS)
        for source in released:
            tree = code.parse(source)
            names |= _imported(tree.body if tree else [])
            defined = code.defined_names(source).items()
            names |= {name: name for name, kind in defined if kind != "data"}
        return cls(names)


def code_fragments(source: str, known: Known) -> list[Fragment]:
    """Return the fragments of a cell; of one that is not Python, those of its lines that are.

    Examples
    --------
    >>> one = code_fragments("def f(x):\\n    y = 2 * x\\n    return y + 1", Known())
    >>> two = code_fragments("def f(a): # mine\\n    b = a * 2\\n    return 1+b", Known())
    >>> {item.key for item in one} == {item.key for item in two}
    True
    """
    tree = code.parse(source)
    try:
        body = without_temporaries(tree).body if tree else list(single_lines(source))
        return _Cell(body, known).fragments()
    except RecursionError:  # made to be too deep
        return []


def text_fragments(source: str) -> list[Fragment]:
    """Return the sequences of four words of a written answer.

    Examples
    --------
    >>> len(text_fragments("The gradient is *zero*\\nfor all units."))
    6
    """
    words = [
        (word.group().casefold(), number)
        for number, line in enumerate(source.splitlines(), 1)
        for word in _WORD.finditer(line)
    ]
    windows = zip(*(words[start:] for start in range(_SHINGLE)), strict=False)
    return [
        Fragment(hash(tuple(word for word, _ in window)), window[0][1], window[-1][1])
        for window in windows
    ]


def single_lines(source: str) -> Iterator[ast.stmt]:
    """Yield the statements that single lines are, for a cell that is no Python as a whole."""
    for number, line in enumerate(source.splitlines()):
        text = _HEAD.sub(r"\1", line.strip(), count=1)
        tree = code.parse(f"{text} pass" if text.endswith(":") else text)
        for statement in tree.body if tree else []:
            yield ast.increment_lineno(statement, number)


def _imported(statements: Iterable[ast.AST]) -> dict[str, str]:
    """Return what imported names stand for; ``numpy.exp`` is ``exp`` whatever way it came."""
    names = {}
    for node in statements:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            inner = isinstance(node, ast.ImportFrom)
            for alias in node.names:
                names[alias.asname or alias.name] = alias.name if inner else f"module {alias.name}"
    return names


@dataclass
class _Step:
    """A statement, or the head of one: its shape, and the variables it stores and reads."""

    shape: Shape
    first: int
    last: int
    stored: set[str]
    read: set[str]


class _Cell:
    """Collects the fragments of one cell."""

    def __init__(self, body: Sequence[ast.stmt], known: Known) -> None:
        nodes = [node for statement in body for node in ast.walk(statement)]
        self._body = body
        self._shapes = Shapes(_meanings(nodes, known.names), _DEPTH)
        self._steps: list[_Step] = []
        self._found: list[Fragment] = []

    def fragments(self) -> list[Fragment]:
        """Return all fragments."""
        for statement in self._body:
            self._block([statement])
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self._flow()
        self._flow()
        return self._found + [
            Fragment(shape.key, node.lineno, node.end_lineno or node.lineno)
            for node, shape in self._shapes.expressions
        ]

    def _block(self, body: Sequence[ast.stmt]) -> None:
        for statement in body:
            if isinstance(statement, (ast.Pass, ast.Import, ast.ImportFrom)):
                continue
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                continue  # a docstring, or an Ellipsis
            for shape, nodes in self._shapes.heads(statement):
                self._step(shape, nodes, statement.lineno)
            for inner in ("body", "orelse", "finalbody"):
                self._block(getattr(statement, inner, []))
            for handler in getattr(statement, "handlers", []):
                self._block(handler.body)

    def _step(self, shape: Shape, nodes: Sequence[ast.AST], line: int) -> None:
        """Record a statement or head that consists of these nodes and stands on this line."""
        first = min(getattr(node, "lineno", line) for node in nodes)
        last = max(getattr(node, "end_lineno", None) or first for node in nodes)
        names = self._shapes
        self._steps.append(_Step(shape, first, last, names.stored, names.read))
        names.stored, names.read = set(), set()
        self._found.append(Fragment(shape.key, first, last))

    def _flow(self) -> None:
        """Add the steps from where a variable is stored to where it is read."""
        steps, self._steps = self._steps, []
        stores: dict[str, list[_Step]] = {}
        reads: dict[str, list[_Step]] = {}
        for step in steps:
            for name in step.stored:
                stores.setdefault(name, []).append(step)
            for name in step.read:
                reads.setdefault(name, []).append(step)
        for name, origins in stores.items():
            for start in islice(origins, _STEPS):
                for end in islice(reads.get(name, []), _STEPS):
                    key = hash((start.shape.text, end.shape.text))
                    self._found.append(Fragment(key, end.first, end.last))


def _meanings(nodes: Sequence[ast.AST], known: Mapping[str, str]) -> dict[str, str]:
    """Return what each name of a cell stands for, without those of the student's own things."""
    own: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            own.add(node.id)
        elif isinstance(node, ast.arg):
            own.add(node.arg)
        elif isinstance(node, ast.ExceptHandler) and node.name:
            own.add(node.name)
    everyones = {name: meaning for name, meaning in known.items() if name not in own}
    return everyones | _imported(nodes)
