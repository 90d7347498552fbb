"""What the test cells compare with, right results and known mistakes, stays what it was.

``same_cases.json`` has, for each exercise, a checksum of every case that its test cell makes, hidden
part included: inputs, right results and what each named mistake gives, to three digits.  Whether
the right results are right is tested elsewhere; a mistake's number has no other test than the
stored answer that makes it.  After a change that is meant, ``python
tests/notebooks/test_same_cases.py`` writes the file anew, and its diff names the exercises.
"""

from __future__ import annotations

import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from course_lib.hints.cases import Case

STORED = Path(__file__).with_name("same_cases.json")
NAMES = sorted(path.stem for path in STORED.with_name("prose").glob("*.toml"))


def plain(value: Any) -> Any:
    """Return numbers to three digits of the largest, and everything else as it is written."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple) and any(isinstance(v, list | tuple | dict) for v in value):
        return [plain(item) for item in value]
    try:
        flat = np.asarray(value, dtype=float).ravel()
    except (TypeError, ValueError):
        return type(value).__name__ if callable(value) else str(value)[:200]
    finite = np.abs(flat[np.isfinite(flat)])
    scale = float(finite.max(initial=0)) or 1.0
    return [f"{scale:.3g}", *(f"{round(v / scale, 3) + 0.0:.3f}" for v in flat)]


def cases(opened: Any) -> dict[str, list[str]]:
    """Return the checksums of all cases that the test cells of a notebook make, by exercise."""
    found: dict[str, list[str]] = defaultdict(list)
    honest = Case.__init__

    def noted(self: Case, *arguments: Any, **named: Any) -> None:
        honest(self, *arguments, **named)
        mistakes = {
            name: {why: wrong() if callable(wrong) else wrong for why, wrong in known.items()}
            for name, known in self.mistakes.items()
        }
        content = [plain(self.inputs), plain(self.right), plain(mistakes), self.n, self.hint]
        line = json.dumps(content, ensure_ascii=False)
        found[self.exercise].append(f"{zlib.crc32(line.encode()):08x}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Case, "__init__", noted)
        opened.run(opened.graded(), {"__name__": "__main__"})
    return {name: sorted({*sums}) for name, sums in found.items()}


@pytest.mark.parametrize("name", NAMES)
def test_the_cases_are_what_they_were(master: Callable[[str], Any], name: str) -> None:
    """An exercise whose cases changed is named."""
    now, stored = cases(master(name)), json.loads(STORED.read_text())[name]
    assert [key for key in {*now, *stored} if now.get(key) != stored.get(key)] == []


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    from conftest import Master

    content = {name: cases(Master(name)) for name in NAMES}
    STORED.write_text(json.dumps(content, indent=1) + "\n")
    sys.stdout.write(f"{sum(map(len, content.values()))} exercises\n")
