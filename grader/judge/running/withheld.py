"""What may be said of a hidden test: what its author wrote, and nothing that an answer chose.

An answer sees the inputs of a hidden test.  It could spell them in all that it chooses: a shape, a
count, a place, a line, a kind of error, a text.  So of each sentence stays what stands in the
course's own sources; what was put into it is three dots, unless it stands there too, as a name
does.  Of an error in the student's code is said that there was one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from grader.sandbox.library import HINTS

WRONG = "A hidden test failed."

_STOPPED = (
    # what stands in the reason, what is said instead
    ("stopped with TimeLimit", "Your code took too long in a hidden test."),
    ("stopped with Crash", "Your code ended its own process in a hidden test."),
    ("must not return anything empty", "Something empty was returned in a hidden test."),
    ("must return plain data", "Something else than data was returned in a hidden test."),
    ("Your code stopped", "Your code stopped with an error in a hidden test."),
    ("Your code ended", "Your code ended the program in a hidden test."),
)
_HOLE, _DOTS = "\0", "..."
_LONGEST = 400  # characters of a sentence that is looked up
_SENTENCE = re.compile(r"(?<=[.?!]) +")
_CHOSEN = re.compile(r"\bgot\b")  # what comes after it is the answer's
_INDEXED = re.compile(r"\[\d\]$")


def withhold(
    results: Mapping[str, Any], tests: Mapping[str, str], exercises: Mapping[str, str]
) -> None:
    """Leave of the reasons and hints of hidden parts what no answer can have chosen.

    Parameters
    ----------
    results : by exercise, as the judge's process reported them.
    tests : the sources of the test cells, by exercise.
    exercises : the sources of the week's exercises.
    """
    for name, result in results.items():
        for item in result["lost"]:
            if item.get("part") in result["secret"]:
                wording = _of_test(tests[name], tuple(sorted(exercises.items())))
                ended = stopped(item["reason"])
                item["hint"] = "" if ended else wording.said(item["hint"])
                item["reason"] = ended or wording.said(item["reason"]) or WRONG


def stopped(reason: str) -> str:
    """Return what is said of an answer that stopped in a hidden test; "" if it did not.

    Examples
    --------
    >>> stopped("Your code stopped with MyError: 41, line 59: `raise`")
    'Your code stopped with an error in a hidden test.'
    """
    return next((instead for words, instead in _STOPPED if words in reason), "")


@dataclass(frozen=True)
class Wording:
    """The sentences of some sources: ``whole`` ones, and between their holes the ``open`` ones."""

    whole: frozenset[str]
    open: tuple[tuple[str, ...], ...]

    def said(self, text: str) -> str:
        """Return of a text the sentences that stand in the sources, without what was chosen.

        Examples
        --------
        >>> wording = _wording(['("dW", "the sign is lost. Look at -1", f"{name}: {text}.")',
        ...                     'f"{name} must have shape {right}, got {answer}."'])
        >>> wording.said("dW: the sign is lost. Look at -1")
        'dW: the sign is lost. Look at -1'
        >>> wording.said("dW must have shape (3,), got (31, 41, 59). The sign is 31337.")
        'dW must have shape ..., got ....'
        """
        found = []
        for part in _SENTENCE.split(text):
            bare = _bare(part)
            kept = self._kept(bare) if bare else ""
            found += [kept + part.strip()[len(bare) :][:1]] if kept else []
            if _CHOSEN.search(part):
                break
        return " ".join(found)

    def _kept(self, sentence: str, *, nested: bool = True) -> str:
        """Return of a sentence what stands in the sources; "" if nothing does."""
        if _INDEXED.sub("", sentence) in self.whole:
            return sentence
        if len(sentence) > _LONGEST:
            return ""
        made = (self._refilled(p, _between(p, sentence), nested) for p in self.open)
        return max(made, key=_letters, default="")

    def _refilled(self, pieces: Sequence[str], holes: Sequence[str], nested: bool) -> str:
        """Return a sentence with what may stand in its holes; "" if it is not this one.

        Only what comes after a name and a colon may have holes of its own: in others, an answer
        could choose how often a sentence is put into itself.
        """
        text, open_ones = pieces[0], self.open if nested and not _letters("".join(pieces)) else ()
        words = Wording(self.whole, open_ones)
        for hole, piece in zip(holes, pieces[1:], strict=False):
            known = "" if _CHOSEN.search(text) else words._kept(_bare(hole), nested=False)
            text += (hole if known == _bare(hole) else known or _DOTS) + piece
        return text if holes else ""


def _between(pieces: Sequence[str], text: str) -> list[str]:
    """Return what stands between some pieces in a text that consists of both, or nothing."""
    first, *middle, last = pieces
    if not (text.startswith(first) and text[len(first) :].endswith(last)):
        return []
    at, end, holes = len(first), len(text) - len(last), list[str]()
    for piece in middle:
        found = text.find(piece, at + 1, end)
        if found < 0:
            return []
        holes.append(text[at:found])
        at = found + len(piece)
    return [*holes, text[at:end]] if at < end else []


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _bare(text: str) -> str:
    return text.strip().rstrip(".?!:").strip()


@cache
def _of_test(test: str, exercises: tuple[tuple[str, str], ...]) -> Wording:
    course, own = _of_course(exercises), _wording([test])
    return Wording(course.whole | own.whole, course.open + own.open)


@cache
def _of_course(exercises: tuple[tuple[str, str], ...]) -> Wording:
    """Return what the exercises say, and the library that finds mistakes, if there is one."""
    package, _, folder = HINTS.partition(".")
    spec = find_spec(package)
    places = spec.submodule_search_locations if spec else None
    files = [path for place in places or () for path in Path(place, folder).glob("*.py")]
    return _wording([text for _, text in exercises] + [f.read_text("utf-8") for f in sorted(files)])


def _wording(sources: Iterable[str]) -> Wording:
    texts = {text for source in sources for text in _texts(source)}
    parts = {_bare(part) for text in texts for part in _SENTENCE.split(text)}
    whole = frozenset(part for part in parts if _HOLE not in part and _letters(part))
    made = (
        part for part in sorted(parts) if _HOLE in part and (_letters(part) > 2 or ": " in part)
    )
    return Wording(whole, tuple(tuple(part.split(_HOLE)) for part in made))


def _texts(source: str) -> Iterator[str]:
    """Yield the texts in a source; what is put into one is a hole."""
    with suppress(SyntaxError):  # the test that needs it says so
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                parts = (
                    str(v.value) if isinstance(v, ast.Constant) else _HOLE for v in node.values
                )
                yield "".join(parts)
