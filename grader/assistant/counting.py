"""Which of the files of a student count, by what the receipt says of them.

Of the hand-ins the newest counts for each notebook, unless it is the untouched download and an
older one is not.  Of the files of that hand-in all go to the judge, who takes the one with answers;
where two contradict each other, a person chooses, and the choice holds until another file comes.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.assistant.receipts import File, Receipt, Version

NOTEBOOK = "notebook "  # how the key of a notebook begins
_SHOWN = 10  # signs of a digest that stand for a file whose name cannot be typed

Kept = tuple[Version, File]


@dataclass(frozen=True)
class Count:
    """What counts for one piece of work: ``used``, and ``passed`` that came later and is empty.

    ``chosen`` says that a person decided.
    """

    used: tuple[Kept, ...]
    passed: tuple[Kept, ...] = ()
    chosen: bool = False

    @property
    def answered(self) -> tuple[Kept, ...]:
        """The files that have answers, or of which nobody knows yet."""
        return tuple(kept for kept in self.used if kept[1].answered is not False)

    @property
    def decisive(self) -> tuple[Kept, ...]:
        """The files that say when the work was handed in; an empty one beside another does not."""
        return self.answered or self.used


def counts(receipt: Receipt) -> dict[str, Count]:
    """Return for each piece of work what counts of it."""
    states: dict[str, list[list[Kept]]] = {}
    for version in receipt.versions:
        here: dict[str, list[Kept]] = {}
        for file in version.files:
            here.setdefault(file.key, []).append((version, file))
        for key, state in here.items():
            _insert(states.setdefault(key, []), state)
    return {key: _count(receipt, key, those) for key, those in states.items()}


def _insert(states: list[list[Kept]], state: list[Kept]) -> None:
    """Put a hand-in that was collected last where it belongs in time."""
    at = len(states)
    while at and _newest(state).is_older_than(_newest(states[at - 1])):
        at -= 1
    states.insert(at, state)


def _newest(state: Sequence[Kept]) -> File:
    return max((file for _, file in state), key=lambda file: file.age)


def _count(receipt: Receipt, key: str, states: list[list[Kept]]) -> Count:
    touched = [at for at, state in enumerate(states)
               if any(file.answered is not False for _, file in state)]  # fmt: skip
    at = touched[-1] if touched else len(states) - 1
    choice = receipt.choices.get(key)
    if choice and {file.sha256 for _, file in states[at]} <= set(choice.among):
        wanted = [kept for state in states for kept in state if kept[1].sha256 == choice.sha256]
        if wanted:
            return Count((wanted[-1],), chosen=True)
    return Count(tuple(states[at]), tuple(kept for state in states[at + 1 :] for kept in state))


def candidates(receipt: Receipt, key: str) -> list[Kept]:
    """Return all different files of one piece of work, the newest of equal ones."""
    return list({kept[1].sha256: kept for kept in receipt.files if kept[1].key == key}.values())


def rivals(receipt: Receipt) -> Iterator[tuple[str, list[Kept]]]:
    """Yield the notebooks for which somebody must choose, each with the files."""
    for key, paths in receipt.undecided.items():
        yield (
            key.removeprefix(NOTEBOOK),
            [kept for kept in candidates(receipt, key) if place(kept) in paths],
        )


def place(kept: Kept) -> str:
    """Return where a file is kept, below the student's folder."""
    return f"{kept[0].folder}/{kept[1].path}"


def handle(receipt: Receipt, file: File) -> str:
    """Return what a person types for a file: its name, or a digest where that is not enough."""
    others = [other for other in candidates(receipt, file.key) if other[1].sha256 != file.sha256]
    shared = any(other.path == file.path for _, other in others)
    return file.sha256[:_SHOWN] if shared or not file.path.isprintable() else file.path


def command(receipt: Receipt, assignment: str, student: str, file: File) -> str:
    """Return the command that chooses a file."""
    words = ("grader", "choose", assignment, student, handle(receipt, file))
    return " ".join(map(shlex.quote, words))
