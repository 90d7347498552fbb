"""The shape of a piece of code: what it does, without names, formatting and harmless order."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

_UNORDERED = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr, ast.BitXor)
_TURNED = {ast.Gt: "Lt", ast.GtE: "LtE"}
_SYMMETRIC = (ast.Eq, ast.NotEq)
_MODULE = "module "
_NO_MEANING = {"ctx", "annotation", "returns", "type_comment", "type_params", "kind"}
_TOO_SMALL = (ast.Name, ast.Constant, ast.Starred, ast.Slice)


class Shape(NamedTuple):
    """A text in which each variable is a question mark, and the variables in order."""

    text: str
    variables: tuple[str, ...] = ()

    @property
    def key(self) -> int:
        """A number that is equal for equal pieces whose variables have other names."""
        order: dict[str, int] = {}
        return hash((self.text, *(order.setdefault(v, len(order)) for v in self.variables)))


def _joined(head: str, parts: Iterable[Shape]) -> Shape:
    parts = list(parts)
    text = f"{head}({','.join(part.text for part in parts)})"
    return Shape(text, tuple(name for part in parts for name in part.variables))


class Shapes:
    """Makes shapes; ``expressions`` are those it met, each with its node, and ``stored`` and
    ``read`` the names since they were last emptied.

    Parameters
    ----------
    meanings : what names stand for; every other name is a variable.
    depth : below which an expression is not looked at.
    """

    def __init__(self, meanings: Mapping[str, str], depth: int) -> None:
        self.expressions: list[tuple[ast.expr, Shape]] = []
        self.stored: set[str] = set()
        self.read: set[str] = set()
        self._meanings = meanings
        self._room = depth
        self._special: dict[type, Callable[[Any], Shape]] = {
            ast.Name: self._variable,
            ast.arg: lambda node: self._name(node.arg),
            ast.Constant: _constant,
            ast.Attribute: self._attribute,
            ast.Call: self._call,
            ast.BinOp: lambda node: self._operation(node.op, node.left, node.right),
            ast.BoolOp: lambda node: self._sorted(type(node.op).__name__, node.values),
            ast.Compare: self._comparison,
            ast.comprehension: self._comprehension,
            ast.IfExp: self._choice,
            ast.ExceptHandler: lambda node: self._generic(node.type) if node.type else Shape(""),
        }

    def heads(self, statement: ast.stmt) -> Iterator[tuple[Shape, Sequence[ast.AST]]]:
        """Yield the shapes of a statement without the statements in it, and their nodes."""
        if isinstance(statement, (ast.For, ast.AsyncFor)):
            loop = self._loop(statement.target, statement.iter)
            yield loop, [statement.target, statement.iter]
        elif isinstance(statement, (ast.If, ast.While)):
            head = "if" if isinstance(statement, ast.If) else "while"
            yield _joined(head, [self.of(statement.test)]), [statement.test]
        elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            parts = [self._name(statement.name), self._generic(statement.args)]
            yield _joined("def", parts), [statement.args]
        elif isinstance(statement, (ast.With, ast.AsyncWith)):
            for item in statement.items:
                yield self._generic(item), [item.context_expr, *filter(None, [item.optional_vars])]
        elif isinstance(statement, ast.AugAssign):
            value = ast.BinOp(statement.target, statement.op, statement.value)
            parts = [self.of(ast.copy_location(value, statement)), self.of(statement.target)]
            self.read |= self.stored  # x += 1 reads x
            yield _joined("=", parts[::-1]), [statement]
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)):
            yield from self._assignment(statement)
        elif not isinstance(statement, (ast.ClassDef, ast.Try)):
            yield self._generic(statement), [statement]

    def of(self, node: ast.AST) -> Shape:
        """Return the shape of an expression, and note it and those in it."""
        if self._room <= 0:
            return Shape("…")
        self._room -= 1
        shape = self._special.get(type(node), self._generic)(node)
        self._room += 1
        if isinstance(node, ast.expr) and not isinstance(node, _TOO_SMALL):
            self.expressions.append((node, shape))
        return shape

    def _generic(self, node: ast.AST) -> Shape:
        """Return the shape of a node from those of its parts."""
        parts = []
        for name, value in ast.iter_fields(node):
            if name in _NO_MEANING or value is None:
                continue
            for item in value if isinstance(value, list) else [value]:
                parts.append(self.of(item) if isinstance(item, ast.AST) else Shape(str(item)))
        return _joined(type(node).__name__, parts)

    def _assignment(
        self, node: ast.Assign | ast.AnnAssign
    ) -> Iterator[tuple[Shape, Sequence[ast.AST]]]:
        """Yield an assignment as those it consists of: ``a, b = 1, 2`` are two."""
        if node.value is None:
            return
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            pairs = [(target, node.value)]
            lefts, rights = getattr(target, "elts", []), getattr(node.value, "elts", [])
            if len(lefts) == len(rights) > 0:
                pairs = list(zip(lefts, rights, strict=True))
            for left, right in pairs:
                yield _joined("=", [self.of(left), self.of(right)]), [left, right]

    def _variable(self, node: ast.Name) -> Shape:
        (self.read if isinstance(node.ctx, ast.Load) else self.stored).add(node.id)
        return self._name(node.id)

    def _name(self, name: str) -> Shape:
        meaning = self._meanings.get(name)
        return Shape("?", (name,)) if meaning is None else Shape(meaning)

    def _attribute(self, node: ast.Attribute) -> Shape:
        """``np.exp`` is ``exp``; an attribute of something else belongs to that."""
        value = self.of(node.value)
        if value.text.startswith(_MODULE):
            return Shape(node.attr)
        return _joined(f".{node.attr}", [value])

    def _call(self, node: ast.Call) -> Shape:
        """``x.sum(axis=0)`` and ``np.sum(x, axis=0)`` are one call of ``sum``."""
        first: list[Shape] = []
        if isinstance(node.func, ast.Attribute):
            value = self.of(node.func.value)
            first = [] if value.text.startswith(_MODULE) else [value]
            function = Shape(node.func.attr)
        else:
            function = self.of(node.func)
        keywords = sorted(
            _joined(f"{item.arg or '**'}=", [self.of(item.value)]) for item in node.keywords
        )
        return _joined("call", [function, *first, *map(self.of, node.args), *keywords])

    def _operation(self, kind: ast.operator, left: ast.expr, right: ast.expr) -> Shape:
        if isinstance(kind, _UNORDERED):
            return self._sorted(type(kind).__name__, [left, right])
        return _joined(type(kind).__name__, [self.of(left), self.of(right)])

    def _comparison(self, node: ast.Compare) -> Shape:
        sides = [node.left, *node.comparators]
        kinds = [type(kind) for kind in node.ops]
        if len(kinds) == 1 and kinds[0] in _SYMMETRIC:
            return self._sorted(kinds[0].__name__, sides)
        if all(kind in _TURNED for kind in kinds):
            names, sides = [_TURNED[kind] for kind in reversed(kinds)], sides[::-1]
        else:
            names = [kind.__name__ for kind in kinds]
        return _joined(" ".join(names), map(self.of, sides))

    def _comprehension(self, node: ast.comprehension) -> Shape:
        conditions = [_joined("if", [self.of(test)]) for test in node.ifs]
        return _joined("in", [self._loop(node.target, node.iter), *conditions])

    def _choice(self, node: ast.IfExp) -> Shape:
        test = _joined("if", [self.of(node.test)])
        return _joined("choice", [test, self.of(node.body), self.of(node.orelse)])

    def _loop(self, target: ast.expr, items: ast.expr) -> Shape:
        return _joined("for", [self.of(target), self.of(items)])

    def _sorted(self, head: str, operands: Iterable[ast.expr]) -> Shape:
        shapes = sorted(map(self.of, operands), key=lambda shape: shape.text)
        if head == "Mult" and shapes[0] == shapes[-1]:
            return _joined("Pow", [shapes[0], Shape("2")])
        return _joined(head, shapes)


def _constant(node: ast.Constant) -> Shape:
    if type(node.value) in (int, float):
        return Shape(str(hash(node.value)))  # 1.0 is 1; the digits of a number can be endless
    return Shape(repr(node.value))
