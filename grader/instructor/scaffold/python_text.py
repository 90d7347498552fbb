"""Changes to the text of Python files that leave everything else as its author wrote it."""

from __future__ import annotations

import ast

_WIDTH = 100


def with_import(source: str, module: str, name: str) -> str:
    """Return ``source`` with ``from module import name``; it may have that already.

    Examples
    --------
    >>> print(with_import("from a.b import D, c\\n", "a.b", "E"))
    from a.b import D, E, c
    <BLANKLINE>
    """
    found = [n for n in ast.parse(source).body if isinstance(n, ast.ImportFrom) and not n.level]
    of_module = [node for node in found if node.module == module]
    if any(alias.name == name and not alias.asname for n in of_module for alias in n.names):
        return source
    lines = source.splitlines(keepends=True)
    for node in of_module:
        place = slice(node.lineno - 1, node.end_lineno)
        if any(alias.asname for alias in node.names) or "#" in "".join(lines[place]):
            continue
        lines[place] = [_import(module, [*(alias.name for alias in node.names), name])]
        return "".join(lines)
    before = (n for n in found if n.module != "__future__" and (n.module or "") <= module)
    after = [node.end_lineno or 0 for node in before]
    at = after[-1] if after else _end_of_imports(source)
    lines.insert(at, _import(module, [name]))
    return "".join(lines)


def _import(module: str, names: list[str]) -> str:
    """Return an import in the order of ruff: constants, classes, functions."""
    ordered = sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    line = f"from {module} import {', '.join(ordered)}\n"
    if len(line) <= _WIDTH + 1:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in ordered) + ")\n"


def _end_of_imports(source: str) -> int:
    """Return after how many lines the imports end, or the docstring if there are none."""
    end = 0
    for number, node in enumerate(ast.parse(source).body):
        is_docstring = number == 0 and isinstance(node, ast.Expr)
        if is_docstring or isinstance(node, ast.Import | ast.ImportFrom):
            end = node.end_lineno or 0
    return end


def assigned(source: str, name: str) -> ast.stmt | None:
    """Return the statement that gives a value to a name of the file."""
    for node in ast.parse(source).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            return node
    return None


def appended(source: str, node: ast.expr, entry: str) -> str:
    """Return ``source`` with one entry more in a list or dictionary that is written out there.

    Parameters
    ----------
    node : the list or dictionary, as ``ast.parse`` of the same source gives it.

    Examples
    --------
    >>> text = "N = [1]"
    >>> appended(text, ast.parse(text).body[0].value, "2")
    'N = [1, 2]'
    """
    raw = source.encode()
    inside: list[ast.expr] = node.values if isinstance(node, ast.Dict) else node.elts  # type: ignore[attr-defined]
    close = _place(raw, node.end_lineno, node.end_col_offset) - 1
    if not inside:
        return (raw[:close] + entry.encode() + raw[close:]).decode()
    end = _place(raw, inside[-1].end_lineno, inside[-1].end_col_offset)
    tail = raw[end:close]
    comma = b"" if tail.partition(b"#")[0].strip().startswith(b",") else b","
    if b"\n" in tail:  # the bracket has a line of its own
        start = raw.rindex(b"\n", 0, close) + 1
        line = f"{_indent(raw, end)}{entry},\n".encode()
        return (raw[:end] + comma + raw[end:start] + line + raw[start:]).decode()
    return _inline(raw, node, end, (comma + tail.strip()).decode(), entry)


def _inline(raw: bytes, node: ast.expr, end: int, comma: str, entry: str) -> str:
    """Put the entry behind the last one; if that makes the line too long, begin another."""
    line_start = raw.rfind(b"\n", 0, end) + 1
    close = _place(raw, node.end_lineno, node.end_col_offset) - 1
    line_end = raw.find(b"\n", close) if b"\n" in raw[close:] else len(raw)
    rest = raw[close:line_end].decode()
    longer = f"{raw[line_start:end].decode()}{comma} {entry}{rest}"
    before, after = raw[:line_start].decode(), raw[line_end:].decode()
    if len(longer.partition("  #")[0]) <= _WIDTH:
        return before + longer + after
    skip = "" if "fmt: skip" in rest else "  # fmt: skip"
    margin = " " * (node.col_offset + 1)
    kept = raw[line_start:end].decode()
    return f"{before}{kept}{comma}\n{margin}{entry}{rest}{skip}{after}"


def _indent(raw: bytes, place: int) -> str:
    line = raw[raw.rfind(b"\n", 0, place) + 1 : place].decode()
    return line[: len(line) - len(line.lstrip())]


def _place(raw: bytes, line: int | None, column: int | None) -> int:
    """Return the byte at a line and column of ``ast``."""
    lines = raw.splitlines(keepends=True)
    return sum(map(len, lines[: (line or 1) - 1])) + (column or 0)
