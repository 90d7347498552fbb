"""Are any two known mistakes of an exercise the same on its panel? Many panels for each.

    python tests/benchmarks/confusion.py [--seeds 200] [--only FUNCTION]

For every promise of week 4: how many mistakes it knows, how many pairs of them (and of each with
the right value) were compared on how many panels, and how many pairs came out equal on one.
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "solutions" / "week4")]

from tests.weeks.week4.test_promises import PROMISES, confused  # noqa: E402  # needs the path


def main() -> None:
    """Print a row for each promise and the pairs that were confused."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    print(f"{'function':22}{'mistakes':>9}{'pairs':>8}{'panels':>8}{'confused':>10}")
    for name, promise in PROMISES.items():
        if given.only not in ("", name):
            continue
        examples = [promise.example(each) for each in promise.examples]
        known = promise.panel()[0].mistakes.values()
        pairs = sum(math.comb(len(texts) + 1, 2) for texts in known)
        found = [
            (seed, pair)
            for seed in range(given.seeds)
            for pair in confused([*promise.panel(1000 + 10 * seed), *examples], promise.rtol)
        ]
        print(
            f"{name:22}{sum(map(len, known)):9}{pairs:8}{given.seeds:8}{len(found):10}", flush=True
        )
        for seed, pair in found[:10]:
            print(f"    panel {seed}: {pair}")


if __name__ == "__main__":
    main()
