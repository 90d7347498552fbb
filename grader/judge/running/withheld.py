"""What may be said of a hidden test: what its author wrote, and nothing that an answer chose.

An answer sees the inputs of a hidden test.  It could spell them in all that it chooses: a shape, a
count, a place, a line, a kind of error, a text.  So a reason stays only if each sentence of it
stands in the course's own sources, with the names that the test gives to things.  Of any other
reason is said what it is about.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache

from grader.base.week import EXERCISES
from grader.sandbox.library import HINTS

ABOUT = (
    # what stands in the reason, what is said instead
    ("stopped with TimeLimit", "Your code took too long in a hidden test."),
    ("stopped with Crash", "Your code ended its own process in a hidden test."),
    ("must not return anything empty", "Something empty was returned in a hidden test."),
    ("must return plain data", "Something else than data was returned in a hidden test."),
    ("your code calls", "The exercise asks for your own implementation, and your code calls a "
                        "library function."),
    ("Your code stopped", "Your code stopped with an error in a hidden test."),
    ("Your code ended", "Your code ended the program in a hidden test."),
    ("shape", "A result has the wrong shape in a hidden test."),
    (" must ", "A result is of the wrong kind in a hidden test."),
    ("", "A result has wrong values in a hidden test."),
)  # fmt: skip
_HOLE = "\0"
_LONGEST = 400  # characters of a sentence that is looked up
_HOLES = 3
_SENTENCE = re.compile(r"(?<=[.?!]) +")
_CHOSEN = re.compile(r"\bgot\b")  # what comes after it is the answer's


def said(text: str, test: str) -> str:
    """Return a reason or hint of a hidden part if the course alone has written it, else "".

    Parameters
    ----------
    test : the source of the test cell.

    Examples
    --------
    >>> test = 'compare(f(Z), "relu(Z)", {"the sign is lost. Look at -1": 0})'
    >>> said("relu(Z) has the wrong sign.", f'{test}; f"{{name}} has the wrong sign."')
    'relu(Z) has the wrong sign.'
    >>> said("relu(Z) must have shape (3,), got (3, 1, 4).", test)
    ''
    """
    words = _of_test(test).joined(_of_course())
    return text if all(words.has(part) for part in _sentences(text)) else ""


def about(reason: str) -> str:
    """Return what a reason of a hidden part is about, in one of a few sentences.

    Examples
    --------
    >>> about("dW must have shape (2, 2), got (31, 41).")
    'A result has the wrong shape in a hidden test.'
    """
    return next(instead for words, instead in ABOUT if words in reason)


@dataclass(frozen=True)
class Wording:
    """Sentences of some sources; ``open`` are those with holes in them, by their first words."""

    whole: frozenset[str] = frozenset()
    holes: tuple[re.Pattern[str], ...] = field(default_factory=tuple)

    def joined(self, other: Wording) -> Wording:
        """Return the sentences of both."""
        return Wording(self.whole | other.whole, (*self.holes, *other.holes))

    def has(self, sentence: str, depth: int = 0) -> bool:
        """Whether it is one of the sentences, or made of them and of names."""
        if sentence in self.whole or re.sub(r"\[\d\]$", "", sentence) in self.whole:
            return True
        if len(sentence) > _LONGEST or depth == 2 or _CHOSEN.search(sentence):
            return False
        found = (pattern.fullmatch(sentence) for pattern in self.holes)
        return any(
            match is not None and all(self.has(_bare(part), depth + 1) for part in match.groups())
            for match in found
        )


def _sentences(text: str) -> list[str]:
    return [bare for part in _SENTENCE.split(text) if (bare := _bare(part))]


def _bare(text: str) -> str:
    return text.strip().rstrip(".?!:").strip()


@cache
def _of_test(source: str) -> Wording:
    return _wording([source])


def _of_course() -> Wording:
    names = [name for name in sys.modules if name.partition(".")[0] == EXERCISES
             or name.startswith(HINTS)]  # fmt: skip
    return _of_modules(tuple(sorted(names)))


@cache
def _of_modules(names: tuple[str, ...]) -> Wording:
    return _wording(filter(None, map(_source, names)))


def _source(name: str) -> str:
    with suppress(Exception):  # a module that keeps no source says nothing that could be known
        return str(sys.modules[name].__spec__.loader.get_source(name))  # type: ignore[union-attr]  # most loaders can
    return ""


def _wording(sources: Iterable[str]) -> Wording:
    texts = {text for source in sources for text in _texts(ast.parse(source))}
    parts = {part for text in texts for part in _sentences(text)}
    open_ones = [p for p in parts if _HOLE in p and p.count(_HOLE) <= _HOLES]
    said_much = [p for p in open_ones if sum(map(str.isalpha, p)) > 2]
    patterns = (re.escape(part).replace(_HOLE, "(.+?)") for part in sorted(said_much))
    whole = frozenset(part for part in parts if _HOLE not in part)
    return Wording(whole, tuple(re.compile(p, re.S) for p in patterns))


def _texts(tree: ast.Module) -> Iterator[str]:
    """Yield the texts in a source; what is put into one is a hole."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else _HOLE for part in node.values
            )
