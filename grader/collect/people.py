"""Finds the student that a path means, and guesses when it cannot.

An exact id decides; then an exact name, in any order of its words and without accents. A guess is
only ever shown: nobody's work is placed because two names are alike.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.collect.naming import HandedIn
from grader.roster import Person, original_id, safe_id

_AND = re.compile(r"\s*[,;+&]\s*")
_LETTERS_AS_TWO = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_LONGEST_ID = 100


@dataclass
class People:
    """The roster, ready for questions; without a roster, every id that a path gives is taken.

    Parameters
    ----------
    roster : may be empty.
    groups : what one of a group hands in counts for all of the group.
    """

    roster: Sequence[Person]
    groups: bool = False
    _ids: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _numbers: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _names: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _groups: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for person in self.roster:
            for word in {person.student, person.folder, person.email, *_numbers(person)} - {""}:
                self._ids[word.casefold()].append(person)
            for number in _numbers(person):
                self._numbers[number].append(person)
            for key in name_keys(person.name):
                self._names[key].append(person)
            if group := squeezed(person.group):  # a dash says that there is none
                self._groups[group].append(person)

    def students(self, item: HandedIn) -> list[str]:
        """Return the ids of those who handed this in, as folders; empty if nobody is found."""
        if not self.roster:
            return _as_it_says(item)
        found = self._found(item)
        if self.groups:
            names = {squeezed(person.group) for person in found} - {""}
            found = found + [person for name in sorted(names) for person in self._groups[name]]
        return list(dict.fromkeys(person.folder for person in found))

    def is_student(self, folder: str) -> bool:
        """Whether a folder's name alone says whose it is, by the roster."""
        return bool(self._ids.get(folder.casefold().removesuffix(".zip")))

    def guess(self, text: str) -> str:
        """Return the person of the roster whose name or id is most like a text, or ""."""
        wanted = squeezed(text)
        scored = [
            (difflib.SequenceMatcher(None, wanted, word).ratio(), person)
            for person in self.roster
            for word in {squeezed(person.student), *name_keys(person.name)} - {""}
        ]
        score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or score < 0.5:
            return ""
        return f"{best.student} ({best.name})" if best.name else best.student

    def _found(self, item: HandedIn) -> list[Person]:
        if item.lms_id:
            by_number = self._numbers.get(item.lms_id, [])
            return by_number or self._by_name(item)
        if whole := self._by_word(item.who):
            return whole
        each = [self._by_word(word) for word in _AND.split(item.who) if word]
        return [person for people in each for person in people] if all(each) else []

    def _by_word(self, word: str) -> list[Person]:
        by_id = self._ids.get(word.casefold(), [])
        return by_id or self._one(word) or self._groups.get(squeezed(word), [])

    def _by_name(self, item: HandedIn) -> list[Person]:
        """Return who has this name and no other number; Moodle may write a group before it.

        Moodle's number is that of a participation and is new in each assignment, so a roster
        whose numbers are others does not speak against the name there.
        """
        names = [item.who]
        if item.layout == "moodle" and "-" in item.who:
            names += [item.who.partition("-")[2], item.who.rpartition("-")[2]]
        for name in names:
            one = self._one(name)
            if one and (item.layout == "moodle" or not one[0].lms_id):
                return one
        return self._groups.get(squeezed(item.who), [])

    def _one(self, name: str) -> list[Person]:
        """Return the one person of this name; of two with the same name, neither."""
        people = self._names.get(squeezed(name), [])
        return people if len(people) == 1 else []


def squeezed(text: str) -> str:
    """Return the letters and digits of a text, small and without accents.

    Examples
    --------
    >>> squeezed("O'Neil, Zoë"), squeezed("李 雷")
    ('oneilzoe', '李雷')
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS_AS_TWO))
    return "".join(letter for letter in plain if letter.isalnum())


def name_keys(name: str) -> set[str]:
    """Return how an LMS may write a name: as it is, and with each of its words in front.

    Examples
    --------
    >>> sorted(name_keys("Ada King Lovelace"))
    ['adakinglovelace', 'kinglovelaceada', 'lovelaceadaking']
    """
    words = [squeezed(word) for word in name.replace(",", " ").split()]
    return {"".join(words[i:] + words[:i]) for i in range(len(words))} - {""}


def _numbers(person: Person) -> set[str]:
    """Return the LMS's numbers of a person; a roster may give several, such as ``12;98``."""
    return {number for number in re.split(r"[\s,;|/]+", person.lms_id) if number}


def _as_it_says(item: HandedIn) -> list[str]:
    """Return the ids that the path itself gives, where there is no roster to ask."""
    words = [item.lms_id] if item.lms_id else [word for word in _AND.split(item.who) if word]
    safe = [word if safe_id(original_id(word)) == word else safe_id(word) for word in words]
    return safe if all(0 < len(name) <= _LONGEST_ID for name in safe) else []
