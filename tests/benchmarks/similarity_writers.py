"""Stored answers as different people write them, read once and not once for each student.

An answer is kept with blanks for its local names and the words of its comments. Whoever writes it
fills them in; what it consists of is the same for all, and is read only once.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import similarity_copies as copies

from grader.assistant.similarity.given import Reader
from grader.assistant.similarity.wording import statements

_BLANK = re.compile(r"zq(\d+)qz")
_COMMENT = re.compile(r"(?<=# )\w+ \w+ \w+$", re.M)
_OFTEN = (0.3, 0.6, 1.0)  # how many of the usual names somebody replaces


@dataclass(frozen=True)
class _Form:
    text: str
    names: list[str]
    said: set[str]
    keys: frozenset[int]


class Writers:
    """Writes answers, and reads what it has written without parsing it."""

    def __init__(self, reader: Reader, seed: int) -> None:
        self.reader = reader
        self._said = frozenset(key for source, is_code in reader.sources if is_code
                               for key in map(hash, statements(source)))  # fmt: skip
        self._styles = random.Random(f"styles {seed}")
        self._forms: dict[tuple[str, int], _Form] = {}
        self._keys: dict[str, frozenset[int]] = {}
        self._wording: dict[str, frozenset[int]] = {}
        reader.keys = self._known(self._keys, reader.keys)  # type: ignore[method-assign]
        reader.wording = self._known(self._wording, reader.wording)  # type: ignore[assignment]

    def write(self, body: str, rng: random.Random) -> str:
        """Return a stored answer as somebody writes it."""
        at = body, rng.randrange(4)
        if at not in self._forms:
            self._forms[at] = self._form(body)
        form = self._forms[at]
        often = rng.choice(_OFTEN)
        fresh = copies.new_names(len(form.names), rng)
        filled = [new if rng.random() < often or not name else name
                  for name, new in zip(form.names, fresh, strict=True)]  # fmt: skip
        text = _filled(form.text, filled)
        self._keys[text] = form.keys
        self._wording[text] = frozenset(hash(_filled(s, filled)) for s in form.said) - self._said
        return text

    def _form(self, body: str) -> _Form:
        rng, names = self._styles, []

        def blanks(own: list[str]) -> dict[str, str]:
            names.extend(own)
            return {name: f"zq{number}qz" for number, name in enumerate(own)}

        def words(match: re.Match[str]) -> str:
            names.extend([""] * 3)
            return " ".join(f"zq{len(names) - back}qz" for back in (3, 2, 1))

        text = copies.habitual(body, rng) if rng.random() < 0.5 else body
        text = copies.with_names(text, blanks)
        text = copies.commented(text, rng) if rng.random() < 0.5 else text
        text = _COMMENT.sub(words, text)
        return _Form(text, names, statements(text), self.reader.keys(text, True))

    @staticmethod
    def _known(
        known: dict[str, frozenset[int]], read: Callable[[str, bool], frozenset[int]]
    ) -> Callable[[str, bool], frozenset[int]]:
        kept = lru_cache(maxsize=None)(read)
        return lambda source, is_code: known[source] if source in known else kept(source, is_code)


def _filled(text: str, names: list[str]) -> str:
    return _BLANK.sub(lambda match: names[int(match[1])], text)
