"""What can be said about a cell's code without running it."""

from __future__ import annotations

import ast
import functools
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from grader.judge.source.newer import older

T = TypeVar("T")
# What Python raises for a source that it cannot read, or for a tree that it cannot write.
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError, SystemError)

_REGION = re.compile(
    r"^[^\n]*BEGIN (SOLUTION|HIDDEN TESTS)[^\n]*\n.*?^[^\n]*END \1[^\n]*\n?", re.M | re.S
)
_UNDONE = re.compile(
    r"(\w+(\s*:\s*[\w.\[\]]+)?\s*=\s*|return\s+)?"
    r"(\.\.\.|pass|None|return|raise NotImplementedError.*)$"
)

_MAGIC = re.compile(r"^([ \t]{0,80})([\w., ]{0,80}= ?)?[%!].*")
_NAMES = re.compile(r"[\w.\s\\]+")
_DOTS = 2000  # in one dotted name: Python takes seconds to read one of 40,000
_SHORT = 10_000  # characters
_CELLS = 2000  # short cells of which something is remembered: all masters' and some students'
_LONG = 5_000_000  # characters of long cells; hostile ones must not fill the grader's memory


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Remember what a function returned for each short cell, and for the long ones of one file.

    A long cell is compared with every cell of every master, and each look at it takes a second.
    """
    cached = functools.lru_cache(maxsize=_CELLS)(function)
    of_long: dict[str, T] = {}

    @functools.wraps(function)
    def recall(source: str) -> T:
        if len(source) < _SHORT:
            return cached(source)
        if source not in of_long:
            if sum(map(len, of_long)) + len(source) > _LONG:
                of_long.clear()
            of_long[source] = function(source)
        return of_long[source]

    return recall


@remembered
def python(source: str) -> str:
    """Return a cell as plain Python: ``%magic`` and ``!command`` become calls."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are the author's affair
            ast.parse(source)
        return source  # as most cells are; IPython's translation takes milliseconds
    except UNREADABLE:
        pass
    from IPython.core.inputtransformer2 import TransformerManager  # most weeks do without it

    try:
        # IPython has no annotations here
        return str(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]
    except UNREADABLE:
        return source


def parse(source: str) -> ast.Module | None:
    """Return the syntax tree of a cell, or None if it has none.

    Of a cell for a newer Python it is the tree of what an older one would have.
    """
    tree = _parsed(source)
    if tree is None and (found := _older(source)):
        tree = _parsed(found[0])
    return tree


@remembered
def _older(source: str) -> tuple[str, tuple[int, int]] | None:
    return older(without_magics(source))


@remembered
def is_readable(source: str) -> bool:
    """Return whether this Python can read a cell."""
    return _parsed(source) is not None


def _parsed(source: str) -> ast.Module | None:
    if source.count(".") > _DOTS and max(n.count(".") for n in _NAMES.findall(source)) > _DOTS:
        return None
    for text in (source, without_magics(source)):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # invalid escapes are the author's affair
                return ast.parse(text)
        except UNREADABLE:
            continue
    return None


def without_magics(source: str) -> str:
    """Return a cell with ``%magic`` and ``!command`` replaced, line by line, by nothing.

    IPython's own translation can take minutes for a source that is made for it, so it is used
    for the instructor's cells only.
    """
    if "%" not in source and "!" not in source:
        return source
    lines = source.split("\n")
    if lines[0].startswith("%%"):
        lines[0] = ""
    return "\n".join(_MAGIC.sub(r"\1\2None", line) for line in lines)


def is_magic(line: str) -> bool:
    """Return whether a line looks like a ``%magic`` or a ``!command``.

    Examples
    --------
    >>> is_magic("files = !ls"), is_magic("a = b % c")
    (True, False)
    """
    return _MAGIC.match(line) is not None


@remembered
def stands_alone(source: str) -> bool:
    """Return whether a source is a cell by itself and not the second half of one."""
    first = next((line for line in source.splitlines() if line.strip()), "")
    return not first[:1].isspace() and parse(source) is not None


@remembered
def visible(source: str) -> str:
    """Return a master's cell without its solutions and hidden tests.

    Examples
    --------
    >>> visible("def f():\\n    ### BEGIN SOLUTION\\n    return 1\\n    ### END SOLUTION\\nf()")
    'def f():\\nf()'
    """
    return _REGION.sub("", source if source.endswith("\n") else source + "\n").rstrip("\n")


@remembered
def defined_names(source: str) -> Mapping[str, str]:
    """Return the names a cell defines at top level, each with "function", "class" or "data".

    Examples
    --------
    >>> defined_names("def relu(z): ...\\na, b = 1, 2")
    mappingproxy({'relu': 'function', 'a': 'data', 'b': 'data'})
    """
    tree = parse(source)
    names: dict[str, str] = {}
    for node in tree.body if tree else []:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            names[node.name] = "function"
        elif isinstance(node, ast.ClassDef):
            names[node.name] = "class"
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.With)):
            is_function = isinstance(getattr(node, "value", None), ast.Lambda)
            for name in _stored(node):
                names.setdefault(name, "function" if is_function else "data")
    return MappingProxyType(names)


def _stored(node: ast.AST) -> Iterable[str]:
    for child in ast.walk(node):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            yield child.id


@remembered
def imports(source: str) -> str:
    """Return the import statements that a cell has at top level."""
    tree = parse(source)
    nodes = [n for n in tree.body if isinstance(n, (ast.Import, ast.ImportFrom))] if tree else []
    return "\n".join(ast.unparse(node) for node in nodes)


def imported_modules(source: str) -> list[str]:
    """Return the names of modules that a cell may import at top level.

    Examples
    --------
    >>> imported_modules("import numpy as np\\nfrom course_lib import hints")
    ['numpy', 'course_lib', 'course_lib.hints']
    """
    tree = parse(source)
    found: list[str] = []
    for node in tree.body if tree else []:
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append(node.module)
            found += [f"{node.module}.{alias.name}" for alias in node.names if alias.name != "*"]
    return found


@remembered
def significant(source: str) -> tuple[str, ...]:
    """Return the lines of a cell without comments, blank lines and indentation."""
    lines = (line.partition(" #")[0].strip() for line in source.splitlines())
    return tuple(" ".join(line.split()) for line in lines if line and not line.startswith("#"))


def is_stub(source: str, master: str) -> bool:
    """Return whether an answer is what the release left: nothing, or only "not done yet".

    Examples
    --------
    >>> master = "def f(x):\\n    ### BEGIN SOLUTION\\n    return 2 * x\\n    ### END SOLUTION"
    >>> is_stub("def f(x):\\n    ...  # YOUR CODE HERE", master)
    True
    >>> is_stub("def f(x):\\n    return x", master)
    False
    """
    given = set(significant(visible(master)))
    return all(line in given or _UNDONE.fullmatch(line) for line in significant(source))
