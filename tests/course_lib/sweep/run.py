"""The sweep over all calls, and its table:  python -m tests.course_lib.sweep.run [name ...]."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any

import numpy as np

from tests.course_lib.sweep.calls import CALLS
from tests.course_lib.sweep.kinds import Argument, kinds, verdict


def fresh(arguments: dict[str, Argument]) -> dict[str, Any]:
    """Return arguments that fit; a generator starts anew, so that every call draws the same."""
    return {
        name: np.random.default_rng(0) if argument.kind == "rng" else argument.value
        for name, argument in arguments.items()
    }


def sweep(name: str) -> list[tuple[str, str, str]]:
    """Return (argument, kind, verdict) for every odd kind of every argument of one call."""
    call, arguments = CALLS[name]
    plain = call(**fresh(arguments))
    return [
        (argument, kind, verdict(call, fresh(arguments), argument, expected, value, plain))
        for argument, of in arguments.items()
        for kind, expected, value in kinds(of)
    ]


def main(names: list[str]) -> None:
    total: Counter[str] = Counter()
    odd = set()
    for name in names or CALLS:
        found = sweep(name)
        counts = Counter(text.split(":")[0] for _, _, text in found)
        print(
            f"{name:40} " + "  ".join(f"{k} {counts[k]:4}" for k in ("right", "refused", "wrong"))
        )
        for argument, kind, text in found:
            odd.add(kind)
            if text.startswith("wrong"):
                print(f"    {argument} as {kind}: {text}")
        total += counts
    calls = len(names or CALLS)
    print(f"{calls} calls, {len(odd)} kinds of argument: {dict(total)}, wrong {total['wrong']}")


if __name__ == "__main__":
    main(sys.argv[1:])
