"""Says whether all tests of a notebook may use the process that has run its cells.

Each test gets a snapshot of its own by default, and that costs as much as running the cells.  It
is not needed when no test can notice another: when nothing the functions refer to can change from
one call to the next, and nothing that a test sees is changed by a cell below it.  Most notebooks
are so: functions of their arguments, NumPy, and each other.

Whatever is not evidently so is answered with no.  Nothing is at stake but fairness: a test
notices at most what the same student's other answers have left behind.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from grader.judge import code

Step = str | Mapping[str, str]
"""A cell's source, or the names that a test uses with what the solution has there."""

_MODULES = frozenset({
    "__future__", "bisect", "cmath", "collections", "copy", "course_lib", "dataclasses", "decimal",
    "fractions", "functools", "heapq", "itertools", "math", "numbers", "numpy", "operator", "scipy",
    "sklearn", "statistics", "string", "typing",
})  # fmt: skip
_PICTURES = frozenset({"plt", "matplotlib", "mpl"})
# What changes how everything runs, or reaches what cannot be seen here.
_CHANGES = frozenset({
    "__import__", "cache", "delattr", "eval", "exec", "filterwarnings", "globals", "import_module",
    "locals", "lru_cache", "seterr", "seterrcall", "setattr", "setrecursionlimit", "simplefilter",
    "vars",
})  # fmt: skip
# What a function must not use beside that: files, and random numbers that are drawn for everybody.
_FUNCTIONS_KEEP = frozenset({
    "breakpoint", "input", "open", "random_state", "rvs", "seed", "set_state", "shuffle",
    "train_test_split",
})  # fmt: skip
_FRESH = frozenset({"BitGenerator", "Generator", "PCG64", "Philox", "SeedSequence", "default_rng"})
_COMPREHENSIONS = frozenset({"dictcomp", "genexpr", "listcomp", "setcomp"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True)
class _Cell:
    """What a cell does to names.

    ``binds`` says of each whether it is a "function", a "constant", "import <module>", or "data",
    which may change; ``needs`` are the global names its functions refer to, ``mentions`` all that
    occur in it, ``stores`` those of whose attributes or items it sets one.
    """

    binds: Mapping[str, str]
    needs: frozenset[str]
    mentions: frozenset[str]
    stores: frozenset[str]


def may_share(steps: Iterable[Step]) -> bool:
    """Return whether the tests among the steps may all use the process after the last one.

    Examples
    --------
    >>> test = {"f": "function"}
    >>> may_share(["import numpy as np", "def f(x):\\n    return np.exp(x)", test, "f(1)"])
    True
    >>> may_share(["n = []", "def f(x):\\n    n.append(x)\\n    return len(n)", test])
    False
    >>> may_share(["def f(x):\\n    return x", test, "def f(x):\\n    return 2 * x"])
    False
    """
    kinds: dict[str, str] = {}
    settled: set[str] = set()  # names that functions or tests have relied on
    seen: set[str] = set()  # data that tests look at
    for step in steps:
        if not isinstance(step, str):
            if any(_is_stateful(kinds.get(n, kind), kind) for n, kind in step.items()):
                return False
            settled.update(step)
            seen |= {name for name in step if kinds.get(name) == "data"}
            continue
        cell = _read(step)
        if cell is None or cell.mentions & seen:
            return False
        if any(n in settled and not _is_again(k, kinds.get(n)) for n, k in cell.binds.items()):
            return False
        kinds.update(cell.binds)
        settled |= cell.needs
        if any(_is_changeable(kinds.get(name)) for name in cell.needs):
            return False
        if any(kinds.get(n, "data") != "data" or n in settled for n in cell.stores):
            return False
    return True


def _is_stateful(kind: str, wanted: str) -> bool:
    """Return whether a test would call something that may remember its calls."""
    return kind == "class" or (kind == "data" and wanted != "data")


def _is_again(kind: str, before: str | None) -> bool:
    """Return whether a name gets what it had: the same import once more."""
    return kind == before and kind.startswith("import ")


def _is_changeable(kind: str | None) -> bool:
    """Return whether a function that refers to such a name may keep something there."""
    if kind is None:
        return False  # a builtin, or nothing at all, which is an error in each call
    if kind.startswith("import "):
        return _package(kind.removeprefix("import ")) not in _MODULES
    return kind not in ("function", "constant")


@code.remembered
def _read(source: str) -> _Cell | None:
    """Return what a cell does to names; None if it does something else that lasts."""
    tree = code.parse(source)
    if tree is None or _changes_more(tree):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are the author's affair
            table = symtable.symtable(ast.unparse(tree), "cell", "exec")  # without magics
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    binds = {s.get_name(): "data" for s in table.get_symbols() if s.is_assigned()}
    for node in tree.body:
        binds.update(_bound(node))
    needs = {*_needs(table), *_names_of_defaults(tree)}
    mentions = frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    stores = {_root(node) for node in ast.walk(tree) if _is_store_inside(node)} - _PICTURES
    return _Cell(binds, frozenset(needs), mentions, frozenset(stores))


def _changes_more(tree: ast.Module) -> bool:
    """Return whether a cell changes, or could change, more than names of the notebook."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Global, ast.ClassDef)) or _word(node) in _CHANGES:
            return True
        if isinstance(node, ast.Attribute) and node.attr.startswith("__"):
            return True
        if isinstance(node, (ast.Import, ast.ImportFrom)) and not _is_known(node, tree):
            return True
    functions = (node for node in ast.walk(tree) if isinstance(node, _FUNCTIONS))
    return any(_keeps(node) for function in functions for node in ast.walk(function))


def _word(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.keyword):
        return node.arg or ""
    return node.attr if isinstance(node, ast.Attribute) else ""


def _is_known(node: ast.Import | ast.ImportFrom, tree: ast.Module) -> bool:
    """Return whether it can be told from an import what its names are."""
    if isinstance(node, ast.ImportFrom):
        modules, names = [node.module or ""], [alias.name for alias in node.names]
    else:
        modules, names = [alias.name for alias in node.names], []
    if any(f"{module}.{name}" == "numpy.random" for module in modules for name in names):
        return False
    if "numpy.random" in modules and not (names and _FRESH.issuperset(names)):
        return False
    plain = node in tree.body and "*" not in names
    return plain or all(_package(module) in _MODULES for module in modules)


def _package(module: str) -> str:
    return module.partition(".")[0]


def _keeps(node: ast.AST) -> bool:
    """Return whether a function with this node may remember something by it."""
    if _word(node) in _FUNCTIONS_KEEP:
        return True
    legacy = isinstance(node, ast.Attribute) and _word(node.value) == "random"
    return legacy and _word(node) not in _FRESH


def _bound(node: ast.stmt) -> dict[str, str]:
    """Return what a statement at top level binds for good: imports, functions, constants."""
    match node:
        case ast.Import(names):
            return {
                a.asname or _package(a.name): f"import {a.name if a.asname else _package(a.name)}"
                for a in names
            }
        case ast.ImportFrom(module, names):
            return {a.asname or a.name: f"import {module}.{a.name}" for a in names}
        case ast.FunctionDef(name, decorator_list=[]):
            return {name: "function" if _is_plain(node.args) else "data"}
        case ast.Assign([ast.Name(name)], ast.Lambda(arguments)) if _is_plain(arguments):
            return {name: "function"}
        case ast.Assign(targets, value) if _is_constant(value):
            inside = [n for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)]
            return {n.id: "constant" for n in inside if isinstance(n.ctx, ast.Store)}
    return {}


def _is_constant(node: ast.expr) -> bool:
    """Return whether a value cannot change: a number, a text, a tuple of such."""
    simple = (ast.Constant, ast.Tuple, ast.UnaryOp, ast.unaryop, ast.expr_context)
    return all(isinstance(inner, simple) for inner in ast.walk(node))


def _is_plain(arguments: ast.arguments) -> bool:
    """Return whether no default is made anew; a list would last from call to call."""
    simple = (ast.Attribute, ast.Name)
    return all(_is_constant(d) or isinstance(d, simple) for d in _defaults(arguments))


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [d for d in (*arguments.defaults, *arguments.kw_defaults) if d is not None]


def _names_of_defaults(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield from (_root(default) for default in _defaults(node.args) if _root(default))


def _is_store_inside(node: ast.AST) -> bool:
    """Return whether a node is the ``x.a`` of ``x.a = 1`` or the ``x[0]`` of ``x[0] = 1``."""
    if isinstance(node, (ast.Attribute, ast.Subscript)):
        return not isinstance(node.ctx, ast.Load)
    return False


def _root(node: ast.AST) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _needs(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the global names that the functions in a cell refer to.

    Comprehensions are functions too, but those outside of all functions run once.
    """
    for inner in table.get_children():
        lasts = table.get_type() != "module" or inner.get_name() not in _COMPREHENSIONS
        if isinstance(inner, symtable.Function) and lasts:
            yield from inner.get_globals()
        yield from _needs(inner)
