"""Goes on in a cell after a statement that failed for want of something that is not here.

In the student's own kernel it did not fail, so what stands below was run there: a helper below
``drive.mount``, a function below ``np.loadtxt("my.csv")``.  Any other error ends the cell here,
because it has ended it there.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

from IPython.core.error import UsageError

from grader.sandbox.absent import HERE, LACKS, AbsentPackage, NotHereError, is_absent

_MOST = 100  # statements of a cell that are skipped
# Packages, files and network, input, memory, magics, programs.
_LACKS = (
    ImportError, OSError, EOFError, MemoryError, UsageError, subprocess.SubprocessError,
)  # fmt: skip
_NAMED = frozenset({"OperationalError", "StdinNotImplementedError", "TclError"})
_NO_NETWORK = frozenset({"ConnectionError", "MaxRetryError", "URLError", "gaierror"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (*_FUNCTIONS, ast.ClassDef)
_WITH = (ast.With, ast.AsyncWith)
_BINDING = (ast.Assign, ast.AnnAssign, *_WITH, *_SCOPES)


def go_on(
    body: list[ast.stmt],
    error: BaseException | None,
    run: Callable[[list[ast.stmt]], BaseException | None],
    namespace: dict[str, Any],
) -> BaseException | None:
    """Run what stands below a failed statement, and again; return the error that is no lack.

    Parameters
    ----------
    body : the statements of the cell.
    run : runs statements, and returns the error that ended them.
    """
    while error is not None and is_lack(error) and len(LACKS.notes) < _MOST:
        at = _place_in(body, error)
        if at < 0:
            break
        node, body = body[at], body[at + 1 :]
        while (inner := _place_in(_block(node, error), error)) >= 0:
            block = _block(node, error)
            node, body = block[inner], [*block[inner + 1 :], *body]
        if isinstance(node, _SCOPES) and not hasattr(node, "is_bare"):
            body = [_bare(node, namespace), *body]
        else:
            _lose(node, error, namespace)
            body = [*(node.body if isinstance(node, _WITH) else ()), *body]
        error = run(body)
    return error


def is_lack(error: BaseException) -> bool:
    """Return whether an error says that something is not here, and nothing about the code."""
    if isinstance(error, SystemExit):  # "please install torch"
        return error.__context__ is not None and is_lack(error.__context__)
    if isinstance(error, AttributeError):
        return str(error).startswith("module '")  # another version of the package
    if isinstance(error, NameError):
        return bool(LACKS.unknown)
    if isinstance(error, KeyError):
        return _innermost(error) == "os"  # os.environ
    return isinstance(error, _LACKS) or type(error).__name__ in _NAMED


def _innermost(error: BaseException) -> str:
    """Return the module in which an error was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return str(trace.tb_frame.f_globals.get("__name__")) if trace is not None else ""


def _place_in(body: list[ast.stmt], error: BaseException) -> int:
    """Return the index of the statement that an error came from, -1 if it cannot be told."""
    where = _where(error.__traceback__)
    for i, node in enumerate(body):
        first = min(_start(n) for n in (node, *getattr(node, "decorator_list", ())))
        if first <= where <= (node.end_lineno or node.lineno, node.end_col_offset or 0):
            return i
    return -1


def _start(node: ast.stmt | ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _where(trace: TracebackType | None) -> tuple[int, int]:
    """Return line and column at which the cell's own statements stopped."""
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_name == "<module>" and "ipython-input" in code.co_filename:
            line, _, column, _ = list(code.co_positions())[trace.tb_lasti // 2]
            return line or trace.tb_lineno, column or 0
        trace = trace.tb_next
    return -1, 0


def _block(node: ast.stmt, error: BaseException) -> list[ast.stmt]:
    """Return the block of an ``if``, ``with`` or ``try`` in which an error was raised."""
    blocks = ("body", "orelse", "finalbody") if isinstance(node, (ast.If, ast.Try, *_WITH)) else ()
    inside: Iterator[list[ast.stmt]] = (getattr(node, name, []) for name in blocks)
    return next((block for block in inside if _place_in(block, error) >= 0), [])


def _bare(node: ast.stmt, namespace: dict[str, Any]) -> ast.stmt:
    """Return a definition without annotations, and without defaults that are not here."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.arg):
            inner.annotation = None
        elif isinstance(inner, _FUNCTIONS):
            inner.returns = None
        elif isinstance(inner, ast.AnnAssign):
            inner.annotation = ast.copy_location(ast.Constant(None), inner.annotation)
    if isinstance(node, _FUNCTIONS):
        for defaults in (node.args.defaults, node.args.kw_defaults):
            defaults[:] = [d and _default(d, namespace) for d in defaults]  # type: ignore[misc]  # None in one of them
    node.is_bare = True  # type: ignore[attr-defined]  # our own mark
    return node


def _default(node: ast.expr, namespace: dict[str, Any]) -> ast.expr:
    try:
        eval(compile(ast.Expression(node), "<default>", "eval"), namespace)
    except Exception as error:
        if is_lack(error):
            namespace["_not_here"] = AbsentPackage("", _reason(error))
            return ast.copy_location(ast.Name("_not_here", ast.Load()), node)
    return node


def _lose(node: ast.stmt, error: BaseException, namespace: dict[str, Any]) -> None:
    """Put what stands for them in the place of the names that a statement would have bound."""
    reason = _reason(error)
    parts = node.items if isinstance(node, _WITH) else [node]  # the block of a ``with`` is run
    inside = (inner for part in parts for inner in ast.walk(part))
    read = {n.id for n in inside if isinstance(n, ast.Name) and _is_read(n)}
    for name in _bound(node):
        kept = name in namespace and (name in read or not isinstance(node, _BINDING))
        if not kept:
            namespace[name] = AbsentPackage("", reason, is_own=_is_own(error))
        if not _is_own(error):
            LACKS.lose(name, reason)
    if isinstance(error, UsageError):
        LACKS.lose("*", reason)
    LACKS.notes.append(f"line {node.lineno} was skipped: {reason}")
    print(f"[{LACKS.notes[-1]}]", file=sys.stderr)


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _bound(node: ast.stmt) -> Iterator[str]:
    """Yield the names of the notebook that a statement binds, "*" for those nobody can tell."""
    waiting: list[ast.AST] = [node]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, _SCOPES):
            yield inner.name
            continue
        if isinstance(inner, ast.Name) and not _is_read(inner):
            yield inner.id
        elif isinstance(inner, ast.alias):
            yield inner.asname or inner.name.partition(".")[0]
        elif isinstance(inner, ast.Lambda):
            continue
        elif isinstance(inner, _WITH) and inner is node:
            waiting += inner.items  # its block is run
            continue
        waiting += ast.iter_child_nodes(inner)


def _is_own(error: BaseException) -> bool:
    """Return whether the student's own kernel must have said the same: a made-up name."""
    if isinstance(error, AttributeError):
        return True
    if not isinstance(error, ImportError) or isinstance(error, NotHereError):
        return isinstance(error, NotHereError) and error.is_own
    package = (error.name or "").partition(".")[0]
    return not package or not is_absent(package, whole=True)


def _reason(error: BaseException) -> str:
    """Return why something is not here."""
    if isinstance(error, NameError) and LACKS.unknown:
        return LACKS.unknown
    if isinstance(error, EOFError):
        return f"nobody answers input() {HERE}"
    if isinstance(error, MemoryError):
        return f"it needs more memory than there is {HERE}"
    if {kind.__name__ for kind in type(error).__mro__} & _NO_NETWORK:
        return f"there is no network {HERE}"
    file = getattr(error, "filename", None)
    if isinstance(error, FileNotFoundError) and isinstance(file, str):
        return f"{file} was not found {HERE}"
    text = " ".join(str(error).split())[:200]
    if isinstance(error, ModuleNotFoundError) and HERE not in text and not _is_own(error):
        return f"{error.name} is not installed {HERE}"
    own = HERE in text or isinstance(error, NotHereError)
    return text if own else f"{type(error).__name__}: {text}"
