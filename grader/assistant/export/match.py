"""Finds the row of an LMS's table that is a student's, by number, id and name.

A wrong row would give a grade to somebody else, so a row that fits two students fits none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from grader.assistant.export.lines import Line
from grader.lms import Listed
from grader.lms.names import key, name_keys, plain


class Lines:
    """The lines of a class, to be asked for; ``unused`` are those that no row asked for.

    Parameters
    ----------
    lines : one for each student.
    number : which of the LMS's numbers its table has: ``lms_id`` or ``participant``.
    """

    def __init__(self, lines: Iterable[Line], number: str) -> None:
        self._number = number
        self.unused = {line.person.student: line for line in lines}
        self._by: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
        for line in self.unused.values():
            own = getattr(line, number)
            for word in {own, *line.person.numbers} if number == "lms_id" else {own}:
                self._by["number"][word].append(line)
            for word in {line.person.student, line.person.email}:
                self._by["id"][word.casefold()].append(line)
            for word in name_keys(line.person.name):
                self._by["name"][word].append(line)
            self._by["team"][plain(line.person.group)].append(line)

    def names(self, rows: Sequence[Listed]) -> Callable[[Listed], str]:
        """Return what finds the name of a row, "" if it decides nothing.

        That is so if two rows have it; and if the row has an id or an address of a kind by which
        others are found, for then it is another person of this name.
        """
        often = Counter(way for one in rows for way in name_keys(one.name))
        telling = {at for one in rows for at, word in enumerate(one.ids)
                   if self._one("id", word.casefold())}  # fmt: skip

        def name(one: Listed) -> str:
            told = any(word for at, word in enumerate(one.ids) if at in telling)
            return "" if told or often[key(one.name)] > 1 else one.name

        return name

    def find(self, number: str, ids: Iterable[str], name: str) -> Line | None:
        """Return the line of a row, None if it is nobody's or could be two students'.

        A number decides, then an id or address, then a name that only one has; each must not be
        contradicted by the one before.
        """
        numbered = self._one("number", number)
        known = {id(line): line for word in ids if (line := self._one("id", word.casefold()))}
        if len(known) > 1:
            return None
        by_id = next(iter(known.values()), None)
        if numbered and by_id and numbered is not by_id:
            return None
        named = self._one("name", key(name))
        if named and number and getattr(named, self._number) not in ("", number):
            named = None  # another person of this name
        found = numbered or by_id or named
        return self.unused.pop(found.person.student, None) if found else None

    def of_team(self, one: Listed) -> Line | None:
        """Return a line of the team whose row this is, if all of the team have the same grade."""
        mates = self._by["team"].get(plain(one.group), []) if not (one.student or one.name) else []
        if len({(line.final, line.is_complete) for line in mates}) != 1:
            return None
        for line in mates:
            self.unused.pop(line.person.student, None)
        return mates[0]

    def _one(self, kind: str, word: str) -> Line | None:
        lines = self._by[kind].get(word, []) if word else []
        return lines[0] if len(lines) == 1 else None
