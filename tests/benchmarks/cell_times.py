"""What a solved notebook costs when it is graded, and its dearest test cell, in seconds of CPU.

Run it:  python tests/benchmarks/cell_times.py [week4]

All cells but the demonstrations run in this process, each notebook in a namespace of its own; the
course is imported before.  A student waits for one test cell at a time: the target for each is one
second.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.weeks.masters import WEEKS, Master


def seconds_by_cell(master: Master) -> dict[str, float]:
    space: dict[str, Any] = {"__name__": "__main__"}
    used = {}
    for cell in master.graded():
        start = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            master.run([cell], space)
        used[cell.id] = time.process_time() - start
    return used


def main(name: str) -> None:
    (week,) = (week for week in WEEKS if week.folder.name == name)
    for path in sorted(week.folder.glob("*.ipynb")):
        master = Master(path)
        used = seconds_by_cell(master)
        tests = {c.id for c in master.code if c.metadata.get("nbgrader", {}).get("grade")}
        dearest = max(tests & used.keys(), key=lambda cell: used[cell])
        total = f"{path.stem:28} {sum(used.values()):6.2f} s"
        print(f"{total}   dearest {dearest} {used[dearest]:.2f} s")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "week4")
