"""Finds the student that a path means, and guesses when it cannot.

An exact id decides; then an exact name, in any order of its words and without accents. A guess is
only ever shown: nobody's work is placed because two names are alike.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from grader import lms
from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.roster import Person, original_id, safe_id
from grader.lms.names import agree, key, name_keys, plain, words
from grader.lms.system import split_late

_AND = re.compile(r"\s*[,;+&]\s*")
_LONGEST_ID = 100
_ALIKE = 0.55  # of the letters, in order


@dataclass
class People:
    """The roster, ready for questions; without a roster, every id that a path gives is taken.

    Parameters
    ----------
    roster : may be empty.
    groups : what one of a group hands in counts for all of the group.
    known : the folders of those who handed in before; without a roster, all that is known.
    """

    roster: Sequence[Person]
    groups: bool = False
    known: Collection[str] = ()
    _words: list[dict[str, list[Person]]] = field(default_factory=list)
    _numbers: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _names: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _groups: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _whole: list[tuple[Person, set[str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # What a word may be, the surest first: somebody's id must not be another's number.
        self._words = [defaultdict(list), defaultdict(list), defaultdict(list)]
        for person in self.roster:
            kinds = ({person.student, person.folder}, {person.email}, set(person.numbers))
            for known, own in zip(self._words, kinds, strict=True):
                for word in own - {""}:
                    known[word.casefold()].append(person)
            for number in person.numbers:
                self._numbers[number].append(person)
            for way in name_keys(person.name):
                self._names[way].append(person)
            self._whole.append((person, {*words(person.name)}))
            if group := plain(person.group):  # a dash says that there is none
                self._groups[group].append(person)

    def students(self, item: HandedIn) -> list[str]:
        """Return the ids of those who handed this in, as folders; empty if nobody is found."""
        if not self.roster:
            return _as_it_says(item)
        found = self._found(item)
        if self.groups or self._is_groups(item, found):
            names = {plain(person.group) for person in found} - {""}
            found = found + [person for name in sorted(names) for person in self._groups[name]]
        return list(dict.fromkeys(person.folder for person in found))

    def sureness(self, item: HandedIn, student: str) -> int:
        """Return how surely a file is this student's: 2 by an id, an address or a number, 1 by a
        name, 0 by the name of a loose file, which anybody may have written."""
        known = self._numbers.get(item.lms_id, []) if item.lms_id else self._by_id(item.who)
        return 0 if item.loose else 1 + any(person.folder == student for person in known)

    def is_student(self, folder: str) -> bool:
        """Whether a folder's name says by the roster whose it is, be it one or several people."""
        name = split_late(re.sub(r"(?i)\.zip$", "", folder))[0]
        if not self.roster:
            return safe_id(name) in self.known
        ways = [name], [word for word in _AND.split(name) if word]
        return any(way and all(self._by_id(w) or self._one(w) for w in way) for way in ways)

    def is_team(self, name: str) -> bool:
        """Whether a group of the roster is called so."""
        return plain(name) in self._groups

    def is_number(self, number: str) -> bool:
        """Whether the roster has this as the LMS's number of somebody."""
        return number in self._numbers

    def file_of(self, name: str) -> str:
        """Return the id with which the name of a loose file begins, or "".

        An id of a few digits is not believed: ``01_activations.ipynb`` is no student's.
        """
        words = re.split(r"[\s_.,+-]", name)
        ends = [name[: sum(map(len, words[:n])) + n - 1] for n in range(len(words), 0, -1)]
        for start in ends:
            if (len(start) > 3 or start.isalpha()) and self._by_id(start):
                return start
        return ""

    def why_not(self, item: HandedIn) -> str:
        """Return why nobody was found, to be read after the name."""
        if not self.roster:
            return "cannot be an id"
        named, numbered = self._named(item.who), self._numbers.get(item.lms_id, [])
        if numbered:
            return f"has the number of {numbered[0].student} and another name"
        if len(named) > 1:
            return "is the name of several, give their numbers in the column lms_id"
        return "has another number in the roster" if named else "is not in the roster"

    def named(self, text: str) -> list[str]:
        """Return whom a person names, by id, address, number or name, as folders; several with +.

        Empty if one of them is nobody, or may be two.
        """
        if not self.roster:
            return [safe_id(word) for word in _AND.split(text) if word]
        people = self._by_id(text) or self._one(text)
        each = [people] if people else [self._by_id(w) or self._one(w) for w in _AND.split(text)]
        return [person.folder for found in each for person in found] if all(each) else []

    def guess(self, text: str) -> tuple[str, str]:
        """Return the id and the words for whom a text is most like, or twice "".

        A text with somebody's whole name in it is most like that. Numbers are never alike: of
        00103 another student has one digit more in common than anybody else.
        """
        first = self._by_id(re.split(r"[\s_.,+-]", text)[0])
        own = {*words(text.replace("_", " ").replace("-", " "))}
        inside = first or [p for p, name in self._whole if len(name) > 1 and name <= own]
        if inside:
            return _guessed(inside[0]) if len(inside) == 1 else ("", "")
        wanted = plain(text)
        scored = [
            (difflib.SequenceMatcher(None, wanted, word).ratio(), person)
            for person in self.roster
            for word in {plain(person.student), *name_keys(person.name)}
            if any(map(str.isalpha, word))
        ]
        score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        return ("", "") if best is None or score < _ALIKE else _guessed(best)

    def _found(self, item: HandedIn) -> list[Person]:
        if item.lms_id:
            return self._by_number(item)
        if whole := self._by_word(item.who):
            return whole
        each = [self._by_word(word) for word in _AND.split(item.who) if word]
        return [person for people in each for person in people] if all(each) else []

    def _by_word(self, word: str) -> list[Person]:
        return self._by_id(word) or self._one(word) or self._groups.get(plain(word), [])

    def _by_id(self, word: str) -> list[Person]:
        """Return who has this id, address or number; of ``Ada`` and ``ada`` the one that is meant.

        A number may be that of several, who then work together.
        """
        for known in self._words:
            found = known.get(word.casefold(), [])
            exact = [p for p in found if word in (p.student, p.folder, p.email, *p.numbers)]
            if exact or len(found) == 1:
                return exact or found
        return []

    def _by_number(self, item: HandedIn) -> list[Person]:
        """Return who has the number, unless the name beside it says that it is somebody else.

        A number that is new in each assignment hits anybody if those of the roster are of another
        kind: there, the name must agree.
        """
        people, named = self._numbers.get(item.lms_id, []), self._by_name(item)
        if not people:
            return named
        if item.hidden:
            return people
        if not lms.get(item.layout).personal:
            fitting = [p for p in people if not p.name or agree(p.name, item.who)]
            # The number of a group is somebody else's among those of participants.
            return self._one(item.who) or self._groups.get(plain(item.who)) or fitting or named
        own = [person for person in self._named(item.who) if person not in people]
        return [] if own and not any(agree(p.name, item.who) for p in people) else people

    def _by_name(self, item: HandedIn) -> list[Person]:
        """Return who has this name and no other number of this kind."""
        for name in (item.who, *item.also):
            one = self._one(name)
            if one and not (lms.get(item.layout).personal and one[0].lms_id):
                return one
        return self._groups.get(plain(item.who), [])

    def _one(self, name: str) -> list[Person]:
        """Return the one person of this name; of two with the same name, neither."""
        people = self._named(name)
        return people if len(people) == 1 else []

    def _named(self, name: str) -> list[Person]:
        """Return who has this name; accents count where they are all that tells two apart."""
        people = self._names.get(key(name), [])
        own = name_keys(name, accents=True)
        exact = [person for person in people if own & name_keys(person.name, accents=True)]
        return exact if len(exact) == 1 else people

    def _is_groups(self, item: HandedIn, found: Sequence[Person]) -> bool:
        """Whether the name in the path is that of the group of the one who uploaded."""
        groups = {plain(person.group) for person in found} - {""}
        return plain(item.who) in groups and not self._named(item.who)


def _guessed(person: Person) -> tuple[str, str]:
    words = f"{person.student} ({person.name})" if person.name else person.student
    return person.student, words


def _as_it_says(item: HandedIn) -> list[str]:
    """Return the ids that the path itself gives, where there is no roster to ask."""
    words = [item.lms_id] if item.lms_id else [word for word in _AND.split(item.who) if word]
    safe = [word if safe_id(original_id(word)) == word else safe_id(word) for word in words]
    return safe if all(0 < len(name) <= _LONGEST_ID for name in safe) else []
