"""The instructor's cells as compiled code, made once for all students.

A judge process lives for one submission only, so it would compile all tests again each time.  The
grader does it instead, remembers the result, and sends it with the job.
"""

from __future__ import annotations

import ast
import functools
import marshal
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

from grader.judge.source import code
from grader.sandbox import library

_BEGIN, _END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
_CELLS = 2000  # of which the compiled code is remembered


class Nothing:
    """The value of a cell that does not end with an expression."""


@dataclass(frozen=True)
class Program:
    """A compiled cell, in the phases in which it is run: what to execute, then what to evaluate.

    ``hidden`` are the numbers of the hidden lines, ``used`` the names that occur in it, ``shown``
    the texts that stand before the hidden part, and ``starts`` the lines on which its statements
    begin; ``goes_on`` says that there is a second phase with statements in it.
    """

    source: str
    hidden: frozenset[int]
    used: frozenset[str]
    shown: frozenset[str]
    phases: tuple[tuple[CodeType, CodeType | None], ...]
    goes_on: bool = False
    starts: tuple[int, ...] = ()

    def run(self, phase: int, namespace: dict[str, Any]) -> Any:
        """Run a phase; return the value of its last expression if the cell ends with it."""
        statements, value = self.phases[phase]
        exec(statements, namespace)
        return Nothing if value is None else eval(value, namespace)

    def packed(self) -> bytes:
        """Return the program as bytes, for a process of the same interpreter."""
        return marshal.dumps(tuple(vars(self).values()))

    @classmethod
    def unpacked(cls, data: bytes) -> Program:
        """Return the program that :meth:`packed` made; only ever of the grader's own bytes."""
        return cls(*marshal.loads(data))


@functools.lru_cache(maxsize=_CELLS)
def scored_program(source: str, file: str) -> Program:
    """Compile a test cell: before its hidden part, and the rest.

    Raises
    ------
    SyntaxError : it is no Python.
    """
    text = code.python(source)
    tree = _parsed(text)
    hidden = hidden_lines(text)
    first = next((i for i, node in enumerate(tree.body) if lines_of(node) & hidden), len(tree.body))
    after = min(hidden, default=0)
    if first == len(tree.body) and after:  # markers around nothing but comments
        first = sum(node.lineno < after for node in tree.body)
    opened, rest = tree.body[:first], tree.body[first:]
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    inside = (node for statement in opened for node in ast.walk(statement))
    texts = set(filter(None, map(_part_named, inside)))
    silent = text.rstrip().endswith(";")
    phases = (
        _compiled(opened, file, want_value=not rest and not silent),
        _compiled(rest, file, want_value=not silent),
    )
    starts = tuple(node.lineno for node in tree.body)
    return Program(text, hidden, frozenset(names), frozenset(texts), phases, bool(rest), starts)


def _part_named(node: ast.AST) -> str:
    """Return the name of a part that a node of a test's visible half may make, or ""."""
    if isinstance(node, ast.Attribute) and node.attr == "promises":
        return library.PROMISES
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


@functools.lru_cache(maxsize=_CELLS)
def plain_program(source: str) -> Program | None:
    """Compile a cell of the instructor that is no test; None if it is no Python."""
    tree = code.parse(source)
    if tree is None:
        return None
    try:
        phases = (_compiled(tree.body, "<instructor>", want_value=False),)
    except (SyntaxError, ValueError):  # ``return`` outside a function parses
        return None
    return Program(source, frozenset(), frozenset(), frozenset(), phases)


def _parsed(text: str) -> ast.Module:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are the author's affair
        return ast.parse(text)


def _compiled(
    nodes: Sequence[ast.stmt], file: str, *, want_value: bool
) -> tuple[CodeType, CodeType | None]:
    """Return the statements, and apart from them the last expression if its value is wanted."""
    last = nodes[-1] if nodes else None
    value = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if want_value and isinstance(last, ast.Expr):
            nodes = nodes[:-1]
            value = compile(ast.Expression(last.value), file, "eval", optimize=0)
        # optimize: a grader under ``python -O`` must not lose the tests' asserts
        return compile(ast.Module(list(nodes), []), file, "exec", optimize=0), value


def lines_of(node: ast.stmt) -> set[int]:
    """Return the numbers of the lines on which a statement stands."""
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def hidden_lines(source: str) -> frozenset[int]:
    """Return the numbers of the lines between the markers of hidden tests, markers included.

    Examples
    --------
    >>> sorted(hidden_lines("a\\n### BEGIN HIDDEN TESTS\\nb\\n### END HIDDEN TESTS\\nc"))
    [2, 3, 4]
    """
    found: set[int] = set()
    inside = False
    for number, line in enumerate(source.splitlines(), start=1):
        inside |= _BEGIN in line
        if inside:
            found.add(number)
        inside &= _END not in line
    return frozenset(found)
