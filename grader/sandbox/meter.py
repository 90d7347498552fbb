"""What student processes use, told from outside: CPU seconds, and seconds of doing nothing.

A second on the wall says nothing where many want the same processor.  The kernel counts for each
process what it ran, and for each thread how long it was ready to run and had to stand in line.
Seconds in which nothing ran and nothing stood in line were spent asleep, waiting or deadlocked;
no other machine would have done more in them.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from grader.sandbox.confinement.room import stat_fields
from grader.sandbox.watch import members

_TICK = 1 / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.01
_WHOLE_PROCESS = 2  # of the CPU clocks that each process has: all its threads, ended ones too


class Meter:
    """Adds up what some processes, their threads and all that they started have used.

    Ended processes count too: one that was waited for in the times of its parent, one that was
    not waited for as it was last seen.

    Parameters
    ----------
    roots : the numbers of the processes; it may change between two readings.

    Examples
    --------
    >>> meter = Meter([os.getpid()])
    >>> before, _ = meter.read()
    >>> start = time.process_time()
    >>> while time.process_time() < start + 0.05: pass
    >>> meter.read()[0] - before > 0.01
    True
    """

    def __init__(self, roots: Collection[int]) -> None:
        self.roots = roots
        self.idle = 0.0
        self._used: dict[int, float] = {}  # by root
        self._seen: dict[int, dict[tuple[int, str], float]] = {}  # by root, then by process
        self._busy: dict[tuple[int, str], float] = {}  # by thread: seconds it ran or stood in line
        self._at = time.monotonic()

    def read(self) -> tuple[float, float]:
        """Return the CPU seconds of all, and the seconds in which none did anything.

        Both only grow.  Idle are the seconds between two readings without what ran or stood in
        line meanwhile, and none at all if something is just about to run.
        """
        before, busy, waits = sum(self._used.values()), {}, False
        for root in list(self.roots):
            own, all_used = self._seen.setdefault(root, {}), 0.0
            for pid in members(root):
                with suppress(OSError, IndexError, ValueError):  # it has ended meanwhile
                    fields = stat_fields(f"/proc/{pid}/stat")
                    used = own[pid, fields[19]] = _cpu_seconds(pid, fields)
                    all_used += used + _TICK * (int(fields[13]) + int(fields[14]))
                    for name, state, seconds in _threads(pid, fields):
                        busy[pid, name] = seconds
                        waits |= state == "R"
            self._used[root] = max(self._used.get(root, 0.0), sum(own.values()), all_used)
        used = sum(self._used.values())
        now = time.monotonic()
        ran = sum(max(0.0, s - self._busy.get(name, 0.0)) for name, s in busy.items())
        if not waits:
            self.idle += max(0.0, now - self._at - max(ran, used - before))
        self._busy, self._at = busy, now
        return used, self.idle


def _cpu_seconds(pid: int, fields: list[str]) -> float:
    """Return what a process ran itself; the kernel's clock is finer than its files."""
    try:
        return time.clock_gettime(~pid << 3 | _WHOLE_PROCESS)
    except OSError:
        return _TICK * (int(fields[11]) + int(fields[12]))


def _threads(pid: int, fields: list[str]) -> list[tuple[str, str, float]]:
    """Return for each thread its number, its state, and how long it ran and stood in line."""
    if fields[17] == "1":
        return [(str(pid), fields[0], _ran_or_stood(f"/proc/{pid}"))]
    tasks = f"/proc/{pid}/task"
    return [
        (name, stat_fields(f"{tasks}/{name}/stat")[0], _ran_or_stood(f"{tasks}/{name}"))
        for name in os.listdir(tasks)
        if Path(tasks, name).exists()
    ]


def _ran_or_stood(folder: str) -> float:
    with suppress(OSError, ValueError, IndexError):  # a kernel that does not count this
        ran, stood = Path(folder, "schedstat").read_text(errors="replace").split()[:2]
        return (int(ran) + int(stood)) / 1e9
    return 0.0
