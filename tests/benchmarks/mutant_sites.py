"""Small deliberate breaks of a Python file: where they can be made, and what stands there then."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_COMPARE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div, ast.Mod: ast.FloorDiv, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
_NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "floor": "ceil", "ceil": "floor",
          "argmin": "argmax", "argmax": "argmin", "zeros": "ones", "ones": "zeros"}  # fmt: skip
# What these settings change shows in no result: caches, shape of a file's text, pixels, colours.
_NO_RESULT = {
    "frozen", "slots", "maxsize", "indent", "ensure_ascii", "stacklevel", "dpi", "color", "alpha",
    "linewidth", "lw", "ms", "ls", "markersize", "wspace", "hspace", "labelpad", "fontsize",
    "figsize", "zorder", "pad", "width", "height", "size", "s", "repr", "compare", "exist_ok",
    "rich_markup_mode", "no_args_is_help", "parents", "gridspec_kw", "linewidths",
}  # fmt: skip
# Another range of a random draw is another variant, not a wrong one.
_DRAWS = {"steps", "pick", "integers", "normal", "uniform", "choice", "permutation", "distinct"}
# Text that a person reads, and what the type checker alone looks at.
_TEXT_CALLS = {"debug", "info", "warning", "log", "cast", "TypeVar", "overload"}


@dataclass(frozen=True)
class Site:
    """One break: the bytes from ``start`` to ``end`` of a file become ``new``."""

    path: Path
    kind: str
    line: int
    start: int
    end: int
    new: str
    function: str

    def broken(self) -> bytes:
        """Return the file's content with the break in it."""
        data = self.path.read_bytes()
        return data[: self.start] + self.new.encode() + data[self.end :]


def sites(path: Path) -> list[Site]:
    """Return every break that can be made in a file."""
    data = path.read_bytes()
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    found = []
    for node, function in _walk(ast.parse(data), ""):
        for kind, part, new in _changes(node):
            start = starts[part.lineno - 1] + part.col_offset
            end = starts[part.end_lineno - 1] + part.end_col_offset
            text = ast.unparse(ast.fix_missing_locations(new)).replace("\n", "\n" + " " * 4)
            if text.encode() != data[start:end]:
                found.append(Site(path, kind, node.lineno, start, end, text, function))
    return found


def _walk(node: ast.AST, function: str) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    """Yield statements and expressions that run, each with the function that it stands in."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
        function = f"{function}.{node.name}".lstrip(".")
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases", "format_spec"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or _is_text(child):
                continue
            if isinstance(child, ast.expr | ast.stmt):
                yield child, function
            yield from _walk(child, function)


def _is_text(node: ast.AST) -> bool:
    """Whether a part is a message, a setting without result, a draw, or for type checkers."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.keyword):
        return node.arg in _NO_RESULT
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name in _TEXT_CALLS | _DRAWS or name.endswith(("Error", "Warning"))
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test) or "__main__" in ast.unparse(node.test)
    typed = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
    kinds = ast.Assert | ast.Import | ast.ImportFrom | ast.JoinedStr | ast.Global
    return typed or isinstance(node, kinds)


Change = tuple[str, ast.AST, ast.AST]
"""What kind of break it is, the part that is replaced, and what stands there then."""


def _changes(node: ast.expr | ast.stmt) -> Iterator[Change]:
    """Yield the breaks that begin with one part."""
    for kind, new in [*_operators(copy.deepcopy(node)), *_values(copy.deepcopy(node))]:
        yield kind, node, new
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Continue):
        if not isinstance(node, ast.Expr) or isinstance(node.value, ast.Call):
            yield "statement removed", node, ast.Pass()
    elif isinstance(node, ast.Assign) and isinstance(
        node.targets[0], ast.Attribute | ast.Subscript
    ):
        yield "statement removed", node, ast.Pass()
    elif isinstance(node, ast.If) and isinstance(node.test, ast.Name | ast.Call | ast.Attribute):
        yield "branches swapped", node.test, ast.UnaryOp(ast.Not(), node.test)


def _operators(new: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match new:
        case ast.Compare(ops=[op]):
            new.ops = [_COMPARE[type(op)]()]
            yield "comparison", new
        case ast.BinOp(op=op) if type(op) in _ARITHMETIC and not _joins_text(new):
            new.op = _ARITHMETIC[type(op)]()
            yield "operator", new
        case ast.BoolOp():
            new.op = ast.Or() if isinstance(new.op, ast.And) else ast.And()
            yield "and/or", new
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield "dropped sign", new.operand
        case ast.IfExp():
            new.body, new.orelse = new.orelse, new.body
            yield "branches swapped", new


def _values(new: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match new:
        case ast.Constant(value=bool()):
            yield "constant", ast.Constant(not new.value)
        case ast.Constant(value=int() | float()):
            yield "constant", ast.Constant(new.value + 1)
            yield "constant", ast.Constant(2 * new.value if new.value else -1)
        case ast.Name(id=name, ctx=ast.Load()) if name in _NAMES:
            yield "other function", ast.Name(_NAMES[name])
        case ast.Attribute(attr=name) if name in _NAMES:
            new.attr = _NAMES[name]
            yield "other function", new
        case ast.Subscript(slice=ast.Constant(value=0)):
            new.slice = ast.UnaryOp(ast.USub(), ast.Constant(1))
            yield "last for first", new
        case ast.Subscript(slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1))):
            new.slice = ast.Constant(0)
            yield "first for last", new


def _joins_text(node: ast.BinOp) -> bool:
    parts = (node.left, node.right)
    text = any(isinstance(p, ast.JoinedStr) or isinstance(getattr(p, "value", 0), str)
               for p in parts)  # fmt: skip
    return text or any(isinstance(p, ast.Name) and p.id == "str" for p in parts)
