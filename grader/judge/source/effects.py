"""Says what running a cell does to names, as far as that can be told without running it.

A cell of which it cannot be told, or which changes how everything runs, has no effects that
could be listed.
"""

from __future__ import annotations

import ast
import symtable
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.judge.source import code
from grader.judge.source.lasting import FUNCTIONS, changes_more, package, runs_magic

_PICTURES = frozenset({"plt", "matplotlib", "mpl"})
_COMPREHENSIONS = frozenset({"dictcomp", "genexpr", "listcomp", "setcomp"})
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)


@dataclass(frozen=True)
class Effects:
    """What a cell does to names.

    ``binds`` says of each whether it is a "function", a "constant", "import <module>", or "data",
    which may change; ``needs`` are the global names its functions refer to, ``mentions`` all that
    occur in it, ``stores`` those of whose attributes or items it sets one.
    """

    binds: Mapping[str, str]
    needs: frozenset[str]
    mentions: frozenset[str]
    stores: frozenset[str]


@code.remembered
def effects(source: str) -> Effects | None:
    """Return what a cell does to names; None if it does something else that lasts.

    Examples
    --------
    >>> found = effects("n = 1\\ndef f(x):\\n    return n * x")
    >>> dict(found.binds), sorted(found.needs)
    ({'n': 'constant', 'f': 'function'}, ['n'])
    >>> effects("%reset -f") is None
    True
    """
    tree = code.parse(source)
    if tree is None or runs_magic(source) or changes_more(tree):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes are the author's affair
            table = symtable.symtable(ast.unparse(tree), "cell", "exec")  # without magics
            needs = {*_needs(table), *_names_of_defaults(tree)}
    except code.UNREADABLE:
        return None
    mentions = frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    stores = {set_inside(node) for node in ast.walk(tree)} - {"", *_PICTURES}
    return Effects(binds(tree), frozenset(needs), mentions, frozenset(stores))


def binds(tree: ast.Module) -> dict[str, str]:
    """Return what a cell binds; a name that gets different kinds of things is "data"."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for node in tree.body:
        lasting = bound(node)
        stored = () if isinstance(node, FUNCTIONS) else _stored(node)
        for name in {*lasting, *stored}:
            kinds[name].add(lasting.get(name, "data"))
    return {name: found.pop() if len(found) == 1 else "data" for name, found in kinds.items()}


def _stored(node: ast.AST) -> Iterator[str]:
    """Yield the names that a statement could bind."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load):
            yield inner.id
        elif isinstance(inner, ast.alias):
            yield inner.asname or package(inner.name)
        elif isinstance(inner, _NAMED) and inner.name:
            yield inner.name
        elif isinstance(inner, ast.MatchMapping) and inner.rest:
            yield inner.rest


def bound(node: ast.stmt) -> dict[str, str]:
    """Return what a statement at top level binds for good: imports, functions, constants."""
    match node:
        case ast.Import(names):
            return {
                a.asname or package(a.name): f"import {a.name if a.asname else package(a.name)}"
                for a in names
            }
        case ast.ImportFrom(module, names):
            return {a.asname or a.name: f"import {module}.{a.name}" for a in names}
        case ast.FunctionDef(name, decorator_list=[]):
            return {name: "function" if _is_plain(node.args) else "data"}
        case ast.FunctionDef(name) | ast.AsyncFunctionDef(name):
            return {name: "data"}
        case ast.Assign([ast.Name(name)], ast.Lambda(arguments)) if _is_plain(arguments):
            return {name: "function"}
        case ast.Assign(targets, value) if _is_constant(value):
            inside = [n for target in targets for n in ast.walk(target)]
            if not any(isinstance(n, ast.Starred) for n in inside):  # that would be a list
                places = [n for n in inside if isinstance(n, ast.Name)]
                return {n.id: "constant" for n in places if isinstance(n.ctx, ast.Store)}
    return {}


def _is_constant(node: ast.expr) -> bool:
    """Return whether a value cannot change: a number, a text, a tuple of such."""
    simple = (ast.Constant, ast.Tuple, ast.UnaryOp, ast.unaryop, ast.expr_context)
    return all(isinstance(inner, simple) for inner in ast.walk(node))


def _is_plain(arguments: ast.arguments) -> bool:
    """Return whether no default is made anew; a list would last from call to call."""
    return all(_is_constant(d) or _is_dotted(d) for d in _defaults(arguments))


def _is_dotted(node: ast.AST) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def _defaults(arguments: ast.arguments) -> list[ast.expr]:
    return [d for d in (*arguments.defaults, *arguments.kw_defaults) if d is not None]


def _names_of_defaults(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        function = node.value if isinstance(node, ast.Assign) else node
        if isinstance(function, (ast.FunctionDef, ast.Lambda)):
            yield from (_root(default) for default in _defaults(function.args) if _root(default))


def set_inside(node: ast.AST) -> str:
    """Return the ``x`` of the ``x.a`` in ``x.a = 1``, or of the ``x[0]`` in ``x[0] = 1``, or ""."""
    if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
        return _root(node)
    return ""


def _root(node: ast.AST) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def uses(node: ast.stmt) -> set[str]:
    """Return the global names that a statement refers to, now or when a function of it runs.

    Examples
    --------
    >>> sorted(uses(ast.parse("def f(x, y=b):\\n    return x + c").body[0]))
    ['b', 'c']
    >>> sorted(uses(ast.parse("y = [k * n for n in x]").body[0]))
    ['k', 'x']
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes are the author's affair
        table = symtable.symtable(ast.unparse(node), "cell", "exec")
    return {s.get_name() for s in table.get_symbols() if s.is_referenced()} | set(_inner(table))


def _inner(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the global names that functions and comprehensions refer to."""
    for inner in table.get_children():
        if isinstance(inner, symtable.Function):
            yield from inner.get_globals()
        yield from _inner(inner)


def _needs(table: symtable.SymbolTable) -> Iterator[str]:
    """Yield the global names that the functions in a cell refer to.

    Comprehensions are functions too, but those outside of all functions run once.
    """
    for inner in table.get_children():
        lasts = table.get_type() != "module" or inner.get_name() not in _COMPREHENSIONS
        if isinstance(inner, symtable.Function) and lasts:
            yield from inner.get_globals()
        yield from _needs(inner)
