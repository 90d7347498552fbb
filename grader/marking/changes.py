"""A rubric that changes while people mark: every mark follows, and is shown before it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, isclose
from typing import Any

from grader.base.errors import GraderError
from grader.gradebook.history import State
from grader.marking.lines import Key, Lines
from grader.marking.store import Change, Step, Store
from grader.masters.scheme import Group, Item, Scheme, matched, problems_of


@dataclass(frozen=True)
class Effect:
    """What a new rubric does to one answer's mark: its points before and after."""

    key: Key
    before: float
    after: float
    final: bool


@dataclass(frozen=True)
class Preview:
    """What a change of the rubric would do, without doing it.

    ``kept`` are marks that somebody typed as points, which no rubric changes.
    """

    scheme: Scheme
    effects: tuple[Effect, ...]
    kept: int
    problems: tuple[str, ...]

    @property
    def given(self) -> list[Effect]:
        """The given marks whose points change."""
        return [one for one in self.effects if one.final and not isclose(one.before, one.after)]


def edited(scheme: Scheme, wanted: Sequence[Mapping[str, Any]]) -> Scheme:
    """Return a rubric with the items that somebody wrote, in their order.

    Parameters
    ----------
    wanted : for each item ``id`` ("" for a new one), ``group``, ``words``, ``points``,
        ``instead``, and ``origin``, the item that it was split from.

    Raises
    ------
    GraderError : an item without words, points that are no number, no item at all.
    """
    later = max([0, *(int(i.id) for i in scheme.items if i.id.isdigit()),
                 *(int(i.origin) for i in scheme.items if i.origin.isdigit())])  # fmt: skip
    items: list[Item] = []
    for number, plain in enumerate(wanted, start=1):
        words, points = " ".join(str(plain["words"]).split()), plain["points"]
        if not words:
            raise GraderError(f"Item {number} must have words", hint="Or delete it.")
        if not isinstance(points, (int, float)) or not abs(points) <= 1000:
            raise GraderError(f"Item {number}: its points must be a number, got {points!r}")
        name = str(plain.get("id", ""))
        if not name:
            later += 1
            name = str(later)
        items.append(Item(name, int(plain["group"]), words, round(float(points), 4),
                          bool(plain.get("instead")), str(plain.get("origin", ""))))  # fmt: skip
    if not items:
        raise GraderError("A rubric must have an item")
    if len({item.id for item in items}) < len(items):
        raise GraderError("Two items have one name", hint="Open the rubric anew.")
    used = sorted({item.group for item in items})
    known = dict(enumerate(scheme.groups))
    groups = tuple(known.get(number, Group()) for number in used)
    order = sorted(items, key=lambda item: item.group)
    return replace(scheme, groups=groups, items=tuple(
        replace(item, group=used.index(item.group)) for item in order
    ))  # fmt: skip


def carried(state: State, before: Scheme, after: Scheme) -> State:
    """Return a mark's state under another rubric: what an item that is gone was worth goes with it.

    Who had an item that was split has all its parts. If a split is taken back, whoever has all
    parts has the item again; the points of a single part stay, as an adjustment.

    Examples
    --------
    >>> one = Scheme(1, (Item("1", 0, "Both", 1.0),), (Group(),))
    >>> two = Scheme(1, (Item("2", 0, "This", 0.5, False, "1"), Item("3", 0, "That", 0.5, False, "1")), (Group(),))
    >>> split = carried(State(("1",)), one, two)
    >>> split.earned, carried(split, two, one).earned
    (('2', '3'), ('1',))
    >>> carried(State(("2",)), two, one).adjustment
    0.5
    """  # noqa: E501  # a scheme on one line
    if state.by_hand is not None:
        return state
    old, new = before.names, after.names
    earned = [name for name in state.earned if name in new]
    split = set(state.earned) - new.keys()
    earned += [item.id for item in after.items if item.origin in split and item.id not in old]
    adjustment = state.adjustment
    for origin in {item.origin for item in before.items} & new.keys() - old.keys():
        parts = [item for item in before.items if item.origin == origin]
        have = [item for item in parts if item.id in state.earned]
        if len(have) == len(parts):
            earned.append(origin)
        else:
            adjustment += fsum(item.points for item in have)
    comments = {name: text for name, text in state.comments.items() if name in new}
    gone = [text for name, text in state.comments.items() if name not in new]
    comment = "\n".join(filter(None, [state.comment, *gone]))
    return replace(state, earned=tuple(earned), adjustment=round(adjustment, 6), comments=comments,
                   comment=comment).within(after)  # fmt: skip


def preview(lines: Lines, exercise: str, before: Scheme, after: Scheme) -> Preview:
    """Return what another rubric would do to the marks of an exercise."""
    effects, kept = [], 0
    for key, state, new in _all(lines, exercise, before, after):
        if state.by_hand is not None:
            kept += state.final and key[2] == 1
        elif key[2] == 1:
            old_points, new_points = state.points(before), new.points(after)
            effects.append(Effect(key, sum(old_points), sum(new_points), state.final))
    return Preview(after, tuple(effects), kept, tuple(problems_of(after)))


def change(store: Store, exercise: str, version: int, after: Scheme, step: Step) -> None:
    """Change the rubric, and every mark with it, in one step.

    Raises
    ------
    ConflictError : somebody has changed the rubric, or a mark, meanwhile.
    """
    before = store.scheme(exercise)[1]
    changes = [
        Change(key, store.lines.last(key).seq, new)
        for key, state, new in _all(store.refresh(), exercise, before, after)
        if state != new or state.points(before) != new.points(after)
        or (state.final and state.words(before) != new.words(after))
    ]  # fmt: skip
    store.put(changes, step, version, (exercise, after))


def _all(
    lines: Lines, exercise: str, before: Scheme, after: Scheme
) -> Iterator[tuple[Key, State, State]]:
    for key in sorted(lines.of):
        if key[0] == exercise:
            state = lines.last(key).state
            yield key, state, carried(state, before, after)


def from_master(store: Store, exercise: str) -> Scheme | None:
    """Return the master's scheme with the items' names, None if it is the one in use."""
    now = store.scheme(exercise)[1]
    new = matched(store.masters[exercise], now)
    same = [(i.words, i.points, i.instead, i.group) for i in new.items] == [
        (i.words, i.points, i.instead, i.group) for i in now.items
    ]
    return None if same and new.worth == now.worth else new
