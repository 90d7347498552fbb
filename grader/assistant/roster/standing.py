"""Who left the class, joined it, changed the group or may have two ids, by all rosters so far.

Nobody who has work disappears with a line of the roster: the name stays known, and a word says
what happened.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.assistant.roster.person import Person, original_id
from grader.base.course import Course
from grader.base.files import write_whole
from grader.lms.names import name_keys

LEFT = "not in the roster"


@dataclass(frozen=True)
class Known:
    """What all rosters said of one person: the last line, whether it came later than the first
    roster, and the groups one after the other."""

    person: Person
    joined: bool
    groups: tuple[str, ...]


def _path(course: Course) -> Path:
    return course.work / "roster-so-far.json"


def so_far(course: Course) -> dict[str, Known]:
    """Return everybody who was ever in a roster, by folder; nobody if there was none."""
    try:
        plain = json.loads(_path(course).read_text(encoding="utf-8"))
        return {name: Known(Person(**one["person"]), one["joined"], tuple(one["groups"]))
                for name, one in plain.items()}  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def note(course: Course, before: Sequence[Person], people: Iterable[Person]) -> None:
    """Remember a new roster beside all earlier ones.

    Parameters
    ----------
    before : the roster until now, which may be from before the earlier ones were remembered.
    """
    known = so_far(course) or {one.folder: Known(one, False, (one.group,)) for one in before}
    first = not known
    for one in people:
        old = known.get(one.folder)
        groups = old.groups if old else ()
        groups = groups if groups[-1:] == (one.group,) else (*groups, one.group)
        known[one.folder] = Known(one, old.joined if old else not first, groups)
    plain = {name: asdict(one) for name, one in known.items()}
    write_whole(_path(course), json.dumps(plain, ensure_ascii=False, indent=1))


def words(course: Course, people: Mapping[str, Person], present: Collection[str]) -> dict[str, str]:
    """Return what is to be said of those in the class or with work, by folder.

    Parameters
    ----------
    people : today's roster; without one nothing can be said.
    present : the folders of everybody with work or in the roster.
    """
    if not people:
        return {}
    known = so_far(course)
    found = {name: [*_changes(known.get(name), name in people)] for name in present}
    everybody = {name: people[name] if name in people else _last(known, name) for name in present}
    for name, other in _twice(everybody, people):
        found[name].append(f"perhaps the same person as {original_id(other)}")
    return {name: ", ".join(said) for name, said in found.items() if said}


def _changes(known: Known | None, there: bool) -> Iterable[str]:
    if not there:
        yield LEFT
    if known and there and known.joined:
        yield "joined later"
    if known and len(known.groups) > 1:
        yield f"was in group {known.groups[-2] or '(none)'} before"


def _last(known: Mapping[str, Known], name: str) -> Person:
    return known[name].person if name in known else Person(original_id(name))


def _twice(
    everybody: Mapping[str, Person], people: Mapping[str, Person]
) -> Iterable[tuple[str, str]]:
    """Yield pairs of folders that one person may have: by address, number, or name.

    Two of one name in the roster are two people, as far as anybody can tell.
    """
    owners: dict[str, list[str]] = {}
    for name, one in everybody.items():
        keys = {f"@{one.email.casefold()}" if one.email else "", *(f"#{n}" for n in one.numbers)}
        for key in keys | {f"={key}" for key in name_keys(one.name)}:
            owners.setdefault(key, []).append(name)
    pairs = {(a, b) for key, names in owners.items() if key for a in names for b in names
             if a != b and not (key[0] == "=" and a in people and b in people)}  # fmt: skip
    yield from sorted(pairs)
