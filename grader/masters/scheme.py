"""A marking scheme as people mark with it: items that are earned or not, and the points they make.

The items are those of the master's bullets. Each has a name that it keeps when its words or points
change, so that a mark, which is a set of names, follows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from math import fsum, isclose
from typing import Any

from grader.masters.pieces import Bullet, Piece, take_apart
from grader.masters.rubric import against, bullets_of, rubric

KEYS = 9
DOWN = "counted down"


@dataclass(frozen=True)
class Item:
    """Something that is earned or not; ``group`` is the bullet it belongs to, by its number.

    Of a group, an item with ``instead`` is earned alone. ``origin`` is the item it was split from.
    """

    id: str
    group: int
    words: str
    points: float
    instead: bool = False
    origin: str = ""


@dataclass(frozen=True)
class Group:
    """A bullet without its items: how it is called, and what only explains."""

    label: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Scheme:
    """The items of one written answer, which is ``worth`` so many points.

    With ``down``, all is earned at first, and a key takes away. ``note`` is what stands below the
    bullets.
    """

    worth: float
    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    note: str = ""
    down: bool = False

    @property
    def names(self) -> dict[str, Item]:
        """The items by their names."""
        return {item.id: item for item in self.items}

    @property
    def full(self) -> tuple[str, ...]:
        """The items of an answer that has everything."""
        return tuple(item.id for item in self.items if not item.instead and item.points > 0)

    def of_group(self, number: int) -> list[Item]:
        """The items of one bullet."""
        return [item for item in self.items if item.group == number]

    def plain(self) -> dict[str, Any]:
        """The scheme as JSON has it."""
        return asdict(self)


def from_plain(plain: Mapping[str, Any]) -> Scheme:
    """Return the scheme that :meth:`Scheme.plain` was made from."""
    items = tuple(Item(**item) for item in plain["items"])
    groups = tuple(Group(**group) for group in plain["groups"])
    return Scheme(plain["worth"], items, groups, plain["note"], plain["down"])


def scheme_of(source: str, worth: float) -> Scheme:
    """Return the marking scheme of a master's cell; one without bullets has no items.

    Examples
    --------
    >>> text = "- (a) 1 point. Yes. Half of it 0.5.\\n- (b) 1 point. No."
    >>> found = scheme_of(f"### BEGIN SOLUTION\\n{text}\\n### END SOLUTION", 2)
    >>> [(item.id, item.group, item.points, item.instead) for item in found.items]
    [('1', 0, 1.0, False), ('2', 0, 0.5, True), ('3', 1, 1.0, False)]
    """
    head, note = bullets_of(source)
    found = [take_apart(item.words, item.points or 0.0) for item in rubric(source)]
    return from_bullets(found, worth, note, DOWN in head)


def from_bullets(found: Sequence[Bullet], worth: float, note: str, down: bool = False) -> Scheme:
    """Return the scheme that bullets make."""
    pieces = [(number, piece) for number, bullet in enumerate(found) for piece in bullet.pieces]
    items = tuple(Item(str(at), number, piece.words, piece.points, piece.instead)
                  for at, (number, piece) in enumerate(pieces, 1))  # fmt: skip
    return Scheme(worth, items, tuple(Group(b.label, b.remark) for b in found), note, down)


def to_bullets(scheme: Scheme) -> list[Bullet]:
    """Return the bullets that make a scheme."""
    return [
        Bullet(group.label, tuple(Piece(item.words, item.points, item.instead)
                                  for item in scheme.of_group(number)), group.remark)
        for number, group in enumerate(scheme.groups)
    ]  # fmt: skip


def worth_of(bullet: Bullet) -> float:
    """Return what a bullet is worth if all of it is earned."""
    return fsum(piece.points for piece in bullet.pieces if not piece.instead and piece.points > 0)


def problems(source: str, worth: float) -> list[str]:
    """Return what is wrong with a master's scheme: its sum, and items that nobody can give.

    Examples
    --------
    >>> text = "### BEGIN SOLUTION\\n- 1 point.\\n  - 1: So.\\n  - instead 3: More.\\n### END SOLUTION"
    >>> problems(text, 1)
    ['item 2 of the marking scheme gives 3 points, more than the 1 of its bullet']
    """  # noqa: E501  # a scheme on one line
    items = rubric(source)
    if not items:
        return []
    said = [problem] if (problem := against(items, worth)[1]) else []
    return said or problems_of(scheme_of(source, worth))


def problems_of(scheme: Scheme) -> list[str]:
    """Return the same of a scheme that was changed while people marked."""
    said = []
    total = fsum(scheme.names[name].points for name in scheme.full)
    if not isclose(total, scheme.worth):
        of = f"the {scheme.worth:g} points of the exercise"
        said.append(f"the marking scheme adds up to {total:g}, not to {of}")
    worths = [worth_of(bullet) for bullet in to_bullets(scheme)]
    for number, item in enumerate(scheme.items, start=1):
        most = worths[item.group]
        if abs(item.points) > most and not isclose(abs(item.points), most):
            said.append(f"item {number} of the marking scheme gives {item.points:g} points, more "
                        f"than the {most:g} of its bullet")  # fmt: skip
    if len(scheme.items) > KEYS:
        said.append(f"the marking scheme has {len(scheme.items)} items, and the keys 1 to {KEYS} "
                    f"reach {KEYS}: join some")  # fmt: skip
    return said


def allowed(scheme: Scheme, earned: Iterable[str]) -> tuple[str, ...]:
    """Return the earned items in order, without those that another one stands instead of."""
    there = set(earned)
    alone = {item.group: item.id for item in scheme.items if item.instead and item.id in there}
    return tuple(item.id for item in scheme.items
                 if item.id in there and alone.get(item.group, item.id) == item.id)  # fmt: skip


def points(scheme: Scheme, earned: Collection[str], adjustment: float = 0.0) -> tuple[float, float]:
    """Return the points that items make, and what an adjustment gives above the most.

    Examples
    --------
    >>> half = Scheme(1.0, (Item("1", 0, "So.", 1.0), Item("2", 0, "Half", 0.5, True)), (Group(),))
    >>> points(half, ["2"]), points(half, ["1"], 0.25), points(half, [], -1)
    ((0.5, 0.0), (1.0, 0.25), (0.0, 0.0))
    """
    by_items = fsum(scheme.names[name].points for name in allowed(scheme, earned))
    total = min(max(by_items, 0.0), scheme.worth) + adjustment
    return round(min(max(total, 0.0), scheme.worth), 6), round(max(total - scheme.worth, 0.0), 6)


def matched(scheme: Scheme, before: Scheme) -> Scheme:
    """Return a scheme, read anew, in which items that were there before have their names.

    It is the same item if its words are the same, or its place in its bullet.
    """
    free = list(before.items)
    names: dict[str, str] = {}
    tests = (
        lambda new, old: (new.words, new.group) == (old.words, old.group),
        lambda new, old: new.words == old.words,
        lambda new, old: _place(scheme, new) == _place(before, old),
    )
    for same in tests:
        for item in scheme.items:
            old = next((old for old in free if same(item, old)), None)
            if item.id not in names and old:
                names[item.id] = old.id
                free.remove(old)
    later = max((int(item.id) for item in before.items if item.id.isdigit()), default=0)
    for item in scheme.items:
        if item.id not in names:
            later += 1
            names[item.id] = str(later)
    return replace(scheme, items=tuple(replace(item, id=names[item.id]) for item in scheme.items))


def _place(scheme: Scheme, item: Item) -> tuple[int, bool, int]:
    return item.group, item.instead, scheme.of_group(item.group).index(item)
