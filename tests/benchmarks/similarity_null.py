"""Prints how often ``grader similarity`` accuses the honest, and how many copies it finds.

    nice -n 19 python tests/benchmarks/similarity_null.py [--half 1] [--seed 0] [--size 30=48 ...]

For each size, so many honest classes, and as many in which one in twenty copied. The rule was
made with half 0 of the stored answers; half 1 was kept back for the table. The targets, over all
sizes: at most 1 in 100 honest classes has a pair below "1 in 1000" or with proof, at most 1 in 5
one below "1 in 10"; from 30 students on, 95 % of the copies are above every honest pair. The exit
code is 1 if one is missed.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle, islice

from similarity_people import Crowd, People, here, sizes

from grader.assistant.similarity.comparison import Pair, compare

_SIZES = {10: 40, 20: 40, 30: 48, 60: 40, 120: 20, 300: 8, 600: 4}
_LOOKED_AT = 100
_COPIED = 0.05


@dataclass
class Row:
    """What was seen of the classes of one size."""

    honest: int = 0
    rare: int = 0  # honest classes with a pair below 1 in 1000
    tenth: int = 0
    proved: int = 0
    mute: int = 0  # in which nothing can be said of any pair that is shown
    copies: int = 0
    above: int = 0
    told: int = 0  # copies with proof, or below 1 in 10
    missed: Counter[str] = field(default_factory=Counter)

    def plus(self, other: Row) -> Row:
        """Return the sum of two rows."""
        return Row(*(one + two for one, two in zip(vars(self).values(), vars(other).values(),
                                                   strict=True)))  # fmt: skip

    def __str__(self) -> str:
        of_copies = max(1, self.copies)
        return (
            f"honest {self.honest:4}: below 1 in 1000 {self.rare:3}, below 1 in 10 {self.tenth:3}, "
            f"proof {self.proved:3}, cannot be said {self.mute:3} | copies {self.copies:4}: first "
            f"{100 * self.above / of_copies:5.1f} %, told {100 * self.told / of_copies:5.1f} %"
        )


def see_honest(crowd: Crowd, row: Row) -> None:
    """Count what is said of a class in which nobody copied."""
    pairs = compare(crowd.read, _LOOKED_AT).pairs
    least = min((p.expected for p in pairs if p.expected is not None), default=None)
    row.honest += 1
    row.rare += least is not None and least < 1e-3
    row.tenth += least is not None and least < 0.1
    row.proved += any(pair.proof for pair in pairs)
    row.mute += least is None


def see_copies(crowd: Crowd, row: Row) -> None:
    """Count how many of the copies are above every honest pair."""
    pairs = compare(crowd.read, _LOOKED_AT).pairs
    kinds = [crowd.copied.get(frozenset(p.left.students + p.right.students), "") for p in pairs]
    first = kinds.index("") if "" in kinds else len(kinds)
    row.copies += len(crowd.copied)
    row.above += first
    row.told += sum(bool(kind) and _is_told(pair) for kind, pair in zip(kinds, pairs, strict=True))
    row.missed += Counter(crowd.copied.values()) - Counter(kinds[:first])


def _is_told(pair: Pair) -> bool:
    return bool(pair.proof) or (pair.expected is not None and pair.expected < 0.1)


def main() -> None:
    """Print a line for each size, and one for all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--half", type=int, default=1, choices=(0, 1))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--size", action="append", help="students=classes")
    options = parser.parse_args()
    asked = {int(n): int(k) for n, k in (s.split("=") for s in options.size or [])} or _SIZES
    people = People(here(), options.half, options.seed)
    rows: dict[int, Row] = {}
    for students, classes in asked.items():
        row, start = Row(), time.process_time()
        for number, kind in enumerate(islice(cycle(sizes(students)), classes)):
            honest, copied = people.crowds(kind, options.seed + number, _COPIED)
            see_honest(honest, row)
            see_copies(copied, row)
        rows[students] = row
        print(f"{students:4} students, {row}, {time.process_time() - start:.0f} s of CPU; "
              f"not first: {dict(row.missed)}", flush=True)  # fmt: skip
    every, large = Row(), Row()
    for students, row in rows.items():
        every = every.plus(row)
        large = large.plus(row) if students >= 30 else large
    print(f"all          , {every}\n30 and more  , {large}")
    failed = every.rare + every.proved > every.honest / 100 or every.tenth > every.honest / 5
    raise SystemExit(failed or large.above < 0.95 * large.copies)


if __name__ == "__main__":
    main()
