"""Read LaTeX mathematics into a tree, or name the macro that is not known."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache

from grader.base.errors import GraderError
from grader.exam.maths import symbols
from grader.exam.maths.tree import NOTHING, Node

TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|\d+(?:\.\d+)?|:=|\s+|.", re.DOTALL)


@lru_cache(maxsize=4096)
def parse(latex: str) -> Node:
    """Return the tree of a formula.

    Parameters
    ----------
    latex : mathematics without the dollar signs.

    Raises
    ------
    GraderError : a macro, an environment or a bracket that is not known or not closed.

    Examples
    --------
    >>> parse("x^2").children[0].kind
    'scripts'
    >>> parse(r"\\color{red}x")
    Traceback (most recent call last):
        ...
    grader.base.errors.GraderError: mathematics: the macro \\color is not known, ...
    """
    return _Reader(latex).whole()


class _Reader:
    """Walks over the tokens of one formula."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens = TOKEN.findall(latex)
        self.at = 0

    def whole(self) -> Node:
        node = self.row(until=())
        if self.at < len(self.tokens):
            raise self.error(f"{self.tokens[self.at]} closes nothing")
        return node

    def error(self, what: str, hint: str = "") -> GraderError:
        return GraderError(f"mathematics: {what}, in {self.latex}", hint=hint)

    def peek(self) -> str:
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token

    def expect(self, wanted: str) -> None:
        if (token := self.take()) != wanted:
            raise self.error(f"expected {wanted}, got {token or 'the end'}")

    def row(self, until: tuple[str, ...]) -> Node:
        """Read up to one of the tokens in ``until``, which is left in place."""
        items: list[Node] = []
        while (token := self.peek()) and token not in until:
            if token in ("}", "&", r"\\", r"\right", r"\end"):
                break
            if token in ("^", "_", "'"):
                items.append(self.scripts(items.pop() if items else NOTHING))
            else:
                items.append(self.atom())
        return items[0] if len(items) == 1 and items[0].kind != "scripts" else Node(
            "row", "", tuple(items)
        )  # fmt: skip

    def scripts(self, base: Node) -> Node:
        sub, sup = NOTHING, NOTHING
        while (token := self.peek()) in ("^", "_", "'"):
            self.take()
            if token == "'":
                sup = Node("row", "", (*sup.children, Node("operator", "′")))
            elif token == "^":
                inner = self.argument()
                sup = Node("row", "", (*sup.children, inner)) if sup.children else inner
            else:
                sub = self.argument()
        return Node("scripts", "", (base, sub, sup))

    def argument(self) -> Node:
        if self.peek() != "{":
            return self.atom()
        self.take()
        node = self.row(until=("}",))
        self.expect("}")
        return node

    def words(self) -> str:
        self.expect("{")
        start = self.at
        while self.at < len(self.tokens) and self.tokens[self.at] not in ("{", "}", "$"):
            self.at += 1
        text = "".join(self.tokens[start : self.at]).replace(r"\ ", " ").replace("~", "\u00a0")
        if "\\" in text:
            raise self.error(f"a macro stands inside the words {text!r}")
        self.expect("}")
        return text

    def atom(self) -> Node:
        token = self.take()
        if not token:
            raise self.error("it ends too early")
        if token == "{":
            self.at -= 1
            return self.argument()
        if token.startswith("\\"):
            return self.macro(token[1:])
        if token[0].isdigit():
            return Node("number", token)
        if token in symbols.DELIMITERS and token != ".":
            return Node("delimiter", token)
        if token.isalpha():
            return Node("letter", token)
        if token == ":=" or token in "+-=<>,;:!*/.…":
            return Node("operator", token)
        raise self.error(f"the character {token!r} is not known")

    def macro(self, name: str) -> Node:
        for kind, table in _SIMPLE:
            if name in table:
                return Node(kind, table[name])
        if name in symbols.SPACES:
            return Node("space", str(symbols.SPACES[name]))
        if name in ("%", "&", "#", "_", "$"):
            return Node("text", name)
        if name in symbols.WORDS:
            return Node(symbols.WORDS[name], self.words())
        if name in symbols.ACCENTS:
            return Node("accent", symbols.ACCENTS[name], (self.argument(),))
        if name in symbols.STYLES:
            return Node("style", symbols.STYLES[name], (self.argument(),))
        compound = _COMPOUND.get(name)
        if compound is None:
            close = difflib.get_close_matches(name, _KNOWN, n=1)
            hint = f"Did you mean \\{close[0]}?" if close else "Add it to maths/symbols.py."
            raise self.error(f"the macro \\{name} is not known", hint)
        return compound(self)

    def fraction(self) -> Node:
        return Node("fraction", "", (self.argument(), self.argument()))

    def root(self) -> Node:
        return Node("root", "", (self.argument(),))

    def brace(self) -> Node:
        body = self.argument()
        label = NOTHING
        if self.peek() == "_":
            self.take()
            label = self.argument()
        return Node("brace", "", (body, label))

    def delimiter(self) -> str:
        token = self.take()
        name = "||" if token == r"\|" else token.removeprefix("\\")
        if name not in symbols.DELIMITERS:
            raise self.error(f"the bracket {token or 'at the end'} is not known")
        return symbols.DELIMITERS[name]

    def fenced(self) -> Node:
        left = self.delimiter()
        body = self.row(until=(r"\right",))
        self.expect(r"\right")
        right = self.delimiter()
        return Node("fenced", left + "\0" + right, (body,))

    def table(self) -> Node:
        name = self.words()
        if name not in symbols.ENVIRONMENTS:
            raise self.error(f"the environment {name} is not known")
        rows, cells = [], []
        while True:
            cells.append(self.row(until=("&", r"\\", r"\end")))
            token = self.take()
            if token != "&":
                rows.append(Node("row", "", tuple(cells)))
                cells = []
            if token == r"\end" or not token:
                break
        if not token or self.words() != name:
            raise self.error(f"the environment {name} is not closed")
        if rows and rows[-1].children == (NOTHING,):  # the last line ended with \\
            rows.pop()
        return Node("table", name, tuple(rows))


_SIMPLE: tuple[tuple[str, dict[str, str]], ...] = (
    ("letter", symbols.LETTERS),
    ("operator", symbols.OPERATORS),
    ("big", symbols.BIG_OPERATORS),
    ("function", {name: name for name in symbols.FUNCTIONS}),
    ("limits", {name: name for name in symbols.LIMIT_FUNCTIONS}),
    ("delimiter", {k: v for k, v in symbols.DELIMITERS.items() if len(k) > 1 or k in "{}"}),
    ("delimiter", {"|": "‖"}),
)
_COMPOUND = {
    "frac": _Reader.fraction,
    "dfrac": _Reader.fraction,
    "tfrac": _Reader.fraction,
    "sqrt": _Reader.root,
    "underbrace": _Reader.brace,
    "left": _Reader.fenced,
    "begin": _Reader.table,
}
_KNOWN = [
    *(name for _, table in _SIMPLE for name in table),
    *symbols.WORDS, *symbols.ACCENTS, *symbols.STYLES, *_COMPOUND,
]  # fmt: skip
