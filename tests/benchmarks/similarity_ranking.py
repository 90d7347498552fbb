"""Prints where ``grader similarity`` ranks planted copies among honest answers, and the time.

    python tests/benchmarks/similarity_ranking.py [--students 300] [--seed 0] [--class hard ...]

The target: every copy found, at most 3 honest pairs above the last of them, less than 60 s. The
exit code is 1 if a copy was not found or more pairs are above it. With one notebook of four
exercises that cannot be reached: among so many pairs, some agree in all of them by chance.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from similarity_class import Made, make_class

from grader.assistant.similarity.comparison import Pair, compare
from grader.assistant.similarity.reading import read_class

CLASSES: dict[str, dict[str, Any]] = {
    "own style": {},
    "own style, right only": {"only_right": True},
    "own style, scattered": {"scattered": True},
    "own style, two answers each": {"answers": 2},
    "own style, good and bad students": {"ability": True},
    "hard": {"hard": True},
    "one notebook": {"notebooks": 1},
}
_LOOKED_AT = 2000  # pairs
_ALLOWED = 3  # honest pairs above the last copy


@dataclass
class Ranking:
    """Where the planted pairs are; ``above`` counts the honest pairs above the last of them."""

    lines: list[str]
    found: int
    above: int
    seconds: float
    cpu: float


def rank(made: Made) -> Ranking:
    """Compare a class and look for its planted pairs; a copy beside its source is not honest."""
    start, cpu = time.perf_counter(), os.times()
    read = read_class(made.course, "week4", lambda done, total: None)
    pairs = compare(read, _LOOKED_AT).pairs
    seconds, now = time.perf_counter() - start, os.times()
    lines: list[str] = []
    found = honest = above = 0
    for place, pair in enumerate(pairs, 1):
        kind = made.copies.get(frozenset(pair.left.students + pair.right.students), "")
        if kind:
            found, above = found + 1, honest
        else:
            honest += 1
        if kind or honest <= 3:
            lines.append(_line(place, kind or "(not planted)", pair))
    return Ranking(lines, found, above, seconds, now.user + now.system - cpu.user - cpu.system)


def _line(place: int, kind: str, pair: Pair) -> str:
    return (
        f"  {place:5}  {kind:14}  score {pair.score:5.1f}  {pair.words}  "
        f"{pair.left.name} {pair.right.name}"
    )


def main() -> None:
    """Rank the classes that were asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, default=300)
    parser.add_argument("--copies", type=int, default=4, help="of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--class", dest="classes", action="append", choices=CLASSES)
    options = parser.parse_args()
    failed = False
    for name in options.classes or ["own style", "hard"]:
        with tempfile.TemporaryDirectory() as folder:
            words = {"seed": options.seed, "each": options.copies, **CLASSES[name]}
            made = make_class(Path(folder) / "course", options.students, **words)
            done = rank(made)
        print(
            f"{name}, seed {options.seed}: {done.found} of {len(made.copies)} found, {done.above} "
            f"others above the last; {done.seconds:.1f} s, {done.cpu:.1f} s of CPU"
        )
        print("\n".join(done.lines), flush=True)
        failed |= done.found < len(made.copies) or done.above > _ALLOWED
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
