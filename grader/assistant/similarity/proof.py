"""What two students share to the letter: so long that nobody writes it twice.

It needs no class to compare with, and nothing that differs elsewhere takes it away. Rows of twelve
words are looked for, past layout and capitals; in code, names and comments are words, too. What was
given to everybody is left out, and so is what many of the class have: they were given it too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from grader.assistant.similarity.cells import Place, Work
from grader.assistant.similarity.reading import ClassWork

Words = tuple[str, ...]
Numbers = tuple[int, int]  # of two works of a class
_WORD = re.compile(r"\w+")
_ROW = 12  # words
_MANY = 0.25  # of the class
_FEW = 3  # works, in a small class
_LONG = {True: 100, False: 30}  # words in a row: some 15 lines of code, some sentences
_WHOLE_TEXT = 20  # words of a written answer that is equal as a whole
_WHOLE_WORK = 60  # words, in answers that are all equal
_WHOLE_FILE = 40  # words, where even what Jupyter adds is equal


@dataclass(frozen=True)
class Proof:
    """So many ``words`` of a pair are equal: in a row, as ``rows`` says for each exercise, or in
    all that was handed in, as answers or as ``files`` that are equal byte by byte."""

    words: int
    rows: tuple[tuple[Place, int], ...] = ()
    files: bool = False

    @property
    def in_words(self) -> str:
        """What there is to see, without what it means."""
        if self.files:
            return f"the files are equal byte by byte, with {self.words} words of their own"
        if not self.rows:
            return f"all answers are equal to the letter, {self.words} words"
        told = ", ".join(f"{words} in {exercise}" for (_, exercise), words in self.rows)
        return f"words in a row that are equal to the letter: {told}"


def proofs(read: ClassWork) -> dict[Numbers, Proof]:
    """Return what is proof for each pair of works that has one, by their numbers."""
    given = {row for source, _ in read.reader.sources for row in _rows(words_of(source))}
    found: dict[Numbers, Proof] = {}
    for pair, rows in _in_rows(read, given).items():
        long = [(at[0], n) for at, n in rows.items() if n >= _needed(read, pair, at)]
        if long:
            long.sort(key=lambda row: -row[1])
            found[pair] = Proof(sum(words for _, words in long), tuple(long))
    return found | dict(_equal(read))


def _equal(read: ClassWork) -> Iterator[tuple[Numbers, Proof]]:
    """Yield the pairs of whom everything is equal, unless it is too short to mean anything."""
    alike: dict[object, list[int]] = defaultdict(list)
    for number, work in enumerate(read.works):
        alike[tuple(sorted((place, _answer(work, place)) for place in work.sources))].append(number)
    given = {line for source, _ in read.reader.sources for line in _lines(source)}
    for numbers in alike.values():
        cells = [cell for found in read.works[numbers[0]].sources.values() for cell in found]
        own = (line for source, _ in cells for line in _lines(source) if line not in given)
        words = sum(map(len, own))
        for one, other in combinations(numbers, 2):
            files = read.works[one].content == read.works[other].content
            if words >= (_WHOLE_FILE if files else _WHOLE_WORK):
                yield (one, other), Proof(words, files=files)


def words_of(source: str) -> Words:
    """Return the words, names and numbers of a cell in order.

    Examples
    --------
    >>> words_of("x_1 = 2*Y  # Twice")
    ('x_1', '2', 'y', 'twice')
    """
    return tuple(word.casefold() for word in _WORD.findall(source))


def _lines(source: str) -> list[Words]:
    return [words_of(line) for line in source.splitlines()]


def _answer(work: Work, place: Place) -> Words:
    return words_of("\n".join(source for source, _ in work.sources[place]))


def _rows(words: Words) -> list[int]:
    return [hash(row) for row in zip(*(words[start:] for start in range(_ROW)), strict=False)]


Where = tuple[Place, bool]  # an exercise, and whether it is the code there


def _in_rows(read: ClassWork, given: set[int]) -> dict[Numbers, dict[Where, int]]:
    """Return for each pair how many words in a row of the first are equal, by exercise."""
    rows = [_by_place(work) for work in read.works]
    holders = Counter(key for kept in rows for key in {k for keys in kept.values() for k in keys})
    most = max(_FEW, int(_MANY * len(rows)))
    kept = {key for key, count in holders.items() if 1 < count <= most} - given
    whose: dict[int, list[int]] = defaultdict(list)
    for number, places in enumerate(rows):
        for key in {key for keys in places.values() for key in keys} & kept:
            whose[key].append(number)
    shared: dict[Numbers, set[int]] = defaultdict(set)
    for key, numbers in whose.items():
        for pair in combinations(numbers, 2):
            shared[pair].add(key)
    return {
        pair: {at: _longest([key in keys for key in found]) for at, found in rows[pair[0]].items()}
        for pair, keys in shared.items()
    }


def _by_place(work: Work) -> dict[Where, list[int]]:
    found: dict[Where, list[int]] = {}
    for place, cells in work.sources.items():
        for source, is_code in cells:
            found.setdefault((place, is_code), []).extend(_rows(words_of(source)))
    return found


def _longest(shared: Sequence[bool]) -> int:
    """Return how many words the most rows in order cover.

    Examples
    --------
    >>> _longest([True, False, True, True]), _longest([False])
    (13, 0)
    """
    longest = current = 0
    for is_shared in shared:
        current = current + 1 if is_shared else 0
        longest = max(longest, current)
    return longest + _ROW - 1 if longest else 0


def _needed(read: ClassWork, pair: Numbers, at: Where) -> int:
    """Return how many words in a row are proof; fewer do if they are a whole written answer."""
    place, is_code = at
    one, other = (read.works[number] for number in pair)
    whole = not is_code and _answer(one, place) == _answer(other, place)
    return _WHOLE_TEXT if whole else _LONG[is_code]
