"""What everybody was given: the released cells, the placeholders, and the course's library.

Nobody wrote it, so two who have it are not alike in it. The library is one more author, too: an
answer that is one of its functions with other names is shown beside that function.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from grader.assistant.similarity.fragments import Fragment, Known, code_fragments, text_fragments
from grader.assistant.similarity.wording import wording
from grader.base.course import Course
from grader.judge.assignment import Assignment
from grader.judge.source import code
from grader.masters.generate import nbgrader_config

_NBGRADERS = "YOUR ANSWER HERE"  # its own placeholder, in releases that it made by itself


@dataclass(frozen=True)
class Function:
    """A function of the library, what it consists of, and the class or module that it is in."""

    name: str
    source: str
    keys: frozenset[int]

    @property
    def owner(self) -> str:
        """The class or module."""
        return self.name.rpartition(".")[0]


class Reader:
    """Turns cells into fragments and wording, without those that everybody was given.

    ``sources`` are the released cells and the library's functions, each with whether it is code;
    ``librarys`` are the fragments of all its functions.
    """

    def __init__(self, course: Course, assignment: Assignment) -> None:
        cells = [cell for master in assignment.masters for cell in master.cells]
        released = [(_released(c.source, c.role == "manual"), c.is_code) for c in cells]
        released += [(text, False) for text in (_NBGRADERS, _placeholder(course))]
        self._known = Known.of([source for source, is_code in released if is_code])
        self._released = {item.key for cell in released for item in self._all(*cell)}
        self.library = [
            Function(name, source, self.keys(source, True))
            for package in assignment.packages
            for name, source in _functions(package)
        ]
        self.sources = [*released, *((function.source, True) for function in self.library)]
        self.librarys = frozenset().union(*(function.keys for function in self.library))
        self._said = frozenset(k for source, is_code in self.sources if is_code
                               for k in wording(source))  # fmt: skip
        self.fragments = lru_cache(maxsize=4096)(self._fragments)
        self.wording = lru_cache(maxsize=4096)(self._wording)

    def _all(self, source: str, is_code: bool) -> list[Fragment]:
        return code_fragments(source, self._known) if is_code else text_fragments(source)

    def keys(self, source: str, is_code: bool) -> frozenset[int]:
        """Return the fragments of a cell, those of the library too."""
        return frozenset(item.key for item in self._all(source, is_code)) - self._released

    def _fragments(self, source: str, is_code: bool) -> tuple[Fragment, ...]:
        given = self._released | self.librarys
        return tuple(item for item in self._all(source, is_code) if item.key not in given)

    def _wording(self, source: str, is_code: bool) -> frozenset[int]:
        """Return how code is worded; a text's fragments are its wording already."""
        return wording(source) - self._said if is_code else frozenset()


def _released(source: str, is_written: bool) -> str:
    """Return what students see of a cell; of a written answer, which is all solution, nothing."""
    text = code.visible(source)
    return "" if is_written and text == source.rstrip("\n") else text


def _placeholder(course: Course) -> str:
    return str(nbgrader_config(course).ClearSolutions.text_stub)


def _functions(package: str) -> Iterator[tuple[str, str]]:
    """Yield the functions and methods of a package, which is found but not imported.

    What a method reads of ``self`` is written as a plain name, as a function has it.
    """
    spec = importlib.util.find_spec(package)
    for folder in map(Path, spec.submodule_search_locations or [] if spec else []):
        for path in sorted(folder.glob("*.py")):
            tree = code.parse(path.read_text(encoding="utf-8"))
            for name, node in _defined(tree.body if tree else [], f"{package}.{path.stem}"):
                yield name, ast.unparse(_WithoutSelf().visit(node))


def _defined(body: Iterable[ast.stmt], inside: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in body:
        if isinstance(node, ast.FunctionDef):
            yield f"{inside}.{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from _defined(node.body, f"{inside}.{node.name}")


class _WithoutSelf(ast.NodeTransformer):
    def visit_arguments(self, node: ast.arguments) -> ast.arguments:
        node.args = [item for item in node.args if item.arg != "self"]
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            return ast.copy_location(ast.Name(f"self_{node.attr}", node.ctx), node)
        return node
