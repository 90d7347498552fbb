"""How an answer is worded: its statements with their names, and its comments.

``fragments`` see past names and comments, because a disguise changes them. Where they were not
changed they tell two students apart who do the same: many write ``return x / x.sum()``, few write
``gewicht = maske / behalten  # wie in der Vorlesung``. Layout and quotes count for nothing here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import suppress

from grader.assistant.similarity.fragments import single_lines
from grader.judge.source import code
from grader.judge.source.tokens import PlainError, tokens

_STUB = "# YOUR CODE HERE"
_NOTHING = (ast.Pass, ast.Import, ast.ImportFrom, ast.Try, ast.ClassDef)


def wording(source: str) -> frozenset[int]:
    """Return the wording of a cell of code; of one that is no Python, that of its lines.

    Examples
    --------
    >>> wording('def f(x):\\n    return {"a": x}') == wording("def f(x): return {'a':x}")
    True
    >>> wording("y = x  # mine") & wording("y = z  # mine") == wording("# mine")
    True
    """
    return frozenset(map(hash, statements(source)))


def statements(source: str) -> set[str]:
    """Return the statements and comments of a cell, in one layout."""
    tree = code.parse(source)
    texts = set(_comments(source)) - {_STUB}
    for statement in tree.body if tree else single_lines(source):
        for node in ast.walk(statement):
            if isinstance(node, ast.stmt):
                with suppress(*code.UNREADABLE):  # made to be too deep, a huge number
                    texts.add(_text(node))
    return texts - {""}


def _text(node: ast.stmt) -> str:
    """Return a statement without those in it, in one layout; "" for what says nothing."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return f"def {node.name}({ast.unparse(node.args)})"
        case ast.If() | ast.While():
            return f"{type(node).__name__} {ast.unparse(node.test)}"
        case ast.For() | ast.AsyncFor():
            return f"for {ast.unparse(node.target)} in {ast.unparse(node.iter)}"
        case ast.With() | ast.AsyncWith():
            return "with " + ", ".join(ast.unparse(item) for item in node.items)
        case ast.Expr(value=ast.Constant(value=str() as text)):
            return " ".join(text.split())  # a docstring
        case ast.Expr(value=ast.Constant()):
            return ""
    return "" if isinstance(node, _NOTHING) else ast.unparse(node)


def _comments(source: str) -> Iterator[str]:
    with suppress(PlainError):  # those before the fault were found
        for token in tokens(source):
            if token.kind == "comment" and (words := token.text.strip("# \t")):
                yield f"# {words}"
