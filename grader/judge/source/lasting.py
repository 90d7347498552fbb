"""Says whether a cell does something that lasts and is more than binding names.

It may set how all code runs, run what cannot be seen, or define functions that could remember
their calls by something else than a name of the notebook.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from grader.judge.source import code

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
# What functions may use: nothing in them remembers a call, but for what is named below.
MODULES = frozenset({
    "__future__", "bisect", "cmath", "collections", "copy", "course_lib", "dataclasses", "decimal",
    "fractions", "functools", "heapq", "itertools", "math", "numbers", "numpy", "operator", "scipy",
    "statistics", "string", "typing",
})  # fmt: skip
# What may run beside the cells, or end them later: a snapshot has none of it.
_BESIDE = frozenset({
    "_thread", "asyncio", "atexit", "concurrent", "ctypes", "faulthandler", "gc", "multiprocessing",
    "resource", "signal", "socket", "subprocess", "threading",
})  # fmt: skip
# What else may be imported.  A file beside the notebook can do anything when it is.
_KNOWN = MODULES | (sys.stdlib_module_names - _BESIDE) | {
    "IPython", "ipywidgets", "matplotlib", "mpl_toolkits", "sklearn"
}  # fmt: skip
# What changes how everything runs, or reaches what cannot be seen here.
CHANGES = frozenset({
    "__import__", "cache", "chdir", "delattr", "eval", "exec", "filterwarnings", "get_ipython",
    "getcontext", "globals", "import_module", "locals", "lru_cache", "reload", "setattr",
    "setcontext", "seterr", "seterrcall", "setprofile", "setrecursionlimit", "settrace",
    "simplefilter", "vars",
})  # fmt: skip
# What a function must not use beside that: files, and random numbers that are drawn for everybody.
_FUNCTIONS_KEEP = frozenset({
    "basinhopping", "breakpoint", "differential_evolution", "dual_annealing", "input", "kmeans",
    "kmeans2", "open", "random_state", "rvs", "seed", "set_state", "shuffle", "train_test_split",
})  # fmt: skip
_FRESH = frozenset({"BitGenerator", "Generator", "PCG64", "Philox", "SeedSequence", "default_rng"})
_HARMLESS = frozenset({"%autoreload", "%conda", "%config", "%load_ext", "%matplotlib", "%pip"})
_WORDS = frozenset({"pylab", "reset"})  # magics also without a percent sign
_ALONE = frozenset({"%%capture", "%%time"})  # with anything after it, it binds or runs that too


def runs_magic(source: str) -> bool:
    """Return whether a cell has a magic that could bind or run something."""
    if source.strip() in _WORDS:
        return True
    lines = source.split("\n")
    return any(code.is_magic(line) and not _is_harmless(line) for line in lines)


def _is_harmless(line: str) -> bool:
    word = line.split()[0]
    return word in _HARMLESS or word.startswith("!") or line.strip() in _ALONE


def changes_more(tree: ast.Module) -> bool:
    """Return whether a cell changes, or could change, more than names of the notebook."""
    top = frozenset(tree.body)
    for node in ast.walk(tree):
        if isinstance(node, (ast.Global, ast.ClassDef)) or word(node) in CHANGES:
            return True
        if isinstance(node, (ast.Attribute, ast.Name)) and _is_inner(word(node)):
            return True
        if isinstance(node, (ast.Import, ast.ImportFrom)) and not _is_known(node, node in top):
            return True
    functions = list(_in_functions(tree))
    plain = {id(n.value) for n in functions if isinstance(n, ast.Attribute) and n.attr in _FRESH}
    plain |= {id(n.func) for n in functions if isinstance(n, ast.Call)}  # as in rng.random()
    return any(_keeps(n) or (word(n) == "random" and id(n) not in plain) for n in functions)


def _is_inner(word: str) -> bool:
    return word.startswith("__") and word != "__name__"


def word(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.keyword):
        return node.arg or ""
    return node.attr if isinstance(node, ast.Attribute) else ""


def _is_known(node: ast.Import | ast.ImportFrom, at_top: bool) -> bool:
    """Return whether it can be told from an import what its names are."""
    if isinstance(node, ast.ImportFrom):
        modules, names = [node.module or ""], [alias.name for alias in node.names]
    else:
        modules, names = [alias.name for alias in node.names], []
    renamed = {alias.name for alias in node.names if alias.asname not in (None, alias.name)}
    if "*" in names or renamed & (CHANGES | _FUNCTIONS_KEEP):
        return False
    if any(f"{module}.{name}" == "numpy.random" for module in modules for name in names):
        return False
    if "numpy.random" in modules and not (names and _FRESH.issuperset(names)):
        return False
    return all(package(module) in (_KNOWN if at_top else MODULES) for module in modules)


def package(module: str) -> str:
    """Return the first part of a dotted name."""
    return module.partition(".")[0]


def _in_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what stands in functions, each node once: they may be nested a thousand times."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, inside = waiting.pop()
        inside = inside or isinstance(node, FUNCTIONS)
        if inside:
            yield node
        waiting += [(child, inside) for child in ast.iter_child_nodes(node)]


def _keeps(node: ast.AST) -> bool:
    """Return whether a function with this node may remember something by it."""
    sets = isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load)
    return sets or word(node) in _FUNCTIONS_KEEP
