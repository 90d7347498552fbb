"""The same answer in another dress: what honest habits and disguised copies are made from."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable
from typing import Any

_WORDS = re.findall(
    r"\w+",
    "value values total current result out temp data item entry part piece left right upper lower "
    "count size first last step rate gap base scale shift score mass grid line row column cell",
)


class _Habits(ast.NodeTransformer):
    """Rewrites code as somebody with other habits would write it."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._likely = {name: rng.random() ** 2 for name in ("square", "method", "name", "plus")}

    def _often(self, name: str) -> bool:
        return self._rng.random() < self._likely[name]

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        is_square = isinstance(node.op, ast.Pow) and ast.unparse(node.right) == "2"
        if is_square and self._often("square"):
            return ast.BinOp(node.left, ast.Mult(), node.left)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        is_method = isinstance(node.func, ast.Attribute) and node.func.attr in ("sum", "mean")
        if is_method and ast.unparse(node.func.value) != "np" and self._often("method"):
            function = ast.Attribute(ast.Name("np", ast.Load()), node.func.attr, ast.Load())
            return ast.Call(function, [node.func.value, *node.args], node.keywords)
        return node

    def visit_Return(self, node: ast.Return) -> Any:
        self.generic_visit(node)
        if node.value is None or isinstance(node.value, ast.Name) or not self._often("name"):
            return node
        name = f"answer_{self._rng.randrange(9)}"
        target = ast.Name(name, ast.Store())
        return [ast.Assign([target], node.value), ast.Return(ast.Name(name, ast.Load()))]

    def visit_Assign(self, node: ast.Assign) -> Any:
        self.generic_visit(node)
        value = node.value
        if isinstance(value, ast.BinOp) and self._often("plus"):
            name = f"part_{self._rng.randrange(9)}"
            first = ast.Assign([ast.Name(name, ast.Store())], value.left)
            value.left = ast.Name(name, ast.Load())
            return [first, node]
        return node


def habitual(code: str, rng: random.Random) -> str:
    """Return the code with own habits: temporaries, squares, methods."""
    tree = _parsed(code)
    if tree is None:
        return code
    return ast.unparse(ast.fix_missing_locations(_Habits(rng).visit(tree)))


def _parsed(code: str) -> ast.Module | None:
    try:
        return ast.parse(code) if "def " in code or "=" in code else None
    except SyntaxError:
        return None


def renamed(code: str, rng: random.Random) -> str:
    """Return the code with new names for all that is local, helper functions included."""
    return with_names(code, lambda names: dict(zip(names, new_names(len(names), rng), strict=True)))


def new_names(count: int, rng: random.Random) -> list[str]:
    """Return so many names that all differ."""
    words = rng.sample(_WORDS, len(_WORDS))
    return [f"{words[i % len(words)]}{i // len(words) or ''}" for i in range(count)]


def with_names(code: str, choose: Callable[[list[str]], dict[str, str]]) -> str:
    """Return the code with the names that ``choose`` gives to what is local, in their order."""
    tree = _parsed(code)
    if tree is None:
        return code
    outer = {n.name for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    asked = outer if len(outer) == 1 else {n for n in outer if not n.startswith("_")}
    own = {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            own |= {n.id for n in ast.walk(function)
                    if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}  # fmt: skip
            own |= {n.name for n in ast.walk(function)
                    if isinstance(n, ast.FunctionDef) and n is not function}  # fmt: skip
    new = choose(sorted(own | (outer - asked)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = new.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = new.get(node.arg, node.arg)
        elif isinstance(node, ast.FunctionDef):
            node.name = new.get(node.name, node.name)
    return ast.unparse(tree)


def reordered(code: str, rng: random.Random) -> str:
    """Return the code with functions shuffled, and neighbours swapped that need not be in order."""
    tree = _parsed(code)
    if tree is None:
        return code
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            for at in range(len(body) - 1):
                if _independent(body[at], body[at + 1]):
                    body[at], body[at + 1] = body[at + 1], body[at]
        if isinstance(node, ast.Call):
            rng.shuffle(node.keywords)
    return ast.unparse(tree)


def _independent(one: ast.stmt, other: ast.stmt) -> bool:
    if not all(isinstance(s, (ast.Assign, ast.AugAssign, ast.FunctionDef)) for s in (one, other)):
        return False
    names = [{n.id: n.ctx for n in ast.walk(s) if isinstance(n, ast.Name)} for s in (one, other)]
    stored = [
        {n.id for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        for s in (one, other)
    ]
    return not (stored[0] & names[1].keys() or stored[1] & names[0].keys())


def reformatted(code: str, rng: random.Random) -> str:
    """Return the code in another layout: other quotes, parentheses, indentation and lines."""
    tree = _parsed(code)
    if tree is None:
        return "\n".join(code.split(". "))
    lines = []
    for line in ast.unparse(tree).splitlines():
        indent = len(line) - len(line.lstrip())
        text = line.lstrip().replace(", ", ",").replace(" = ", "=")
        lines += [" " * (indent // 2) + text] + [""] * rng.randrange(2)
    return "\n".join(lines)


def commented(code: str, rng: random.Random) -> str:
    """Return the code with other comments and docstrings."""
    tree = _parsed(code)
    if tree is None:
        return code
    lines = []
    for line in ast.unparse(tree).splitlines():
        words = " ".join(rng.choices(_WORDS, k=3))
        if rng.random() < 0.3 and '"""' not in line:
            lines.append(f"{line[: len(line) - len(line.lstrip())]}# {words}")
        lines.append(f"{line}  # {words}" if rng.random() < 0.2 and '"' not in line else line)
    return "\n".join(lines)


def everything(code: str, rng: random.Random) -> str:
    """Return the code with all of these changes, but for the habits."""
    return commented(reformatted(reordered(renamed(code, rng), rng), rng), rng)
