"""Watches, from outside, how much memory a submission's processes use, and how many are busy.

The limit of address space holds for each process; sixty-four of them could still fill the
machine.  Control groups would count them together, but need rights that an ordinary user rarely
has.  So the trusted side adds up what /proc says, several times a second while it waits.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from grader.sandbox.confinement.room import stat_fields

_COUNTED = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")
_AT_MOST = ("RssAnon:", "RssShmem:", "VmSwap:")
_BUSY = 3  # threads that may run at the same time before they all have to stand back
_LAST = 19  # the lowest priority


def uses_more(pid: int, limit: float) -> bool:
    """Return whether all processes in the session of process ``pid`` use more memory.

    A page that several processes share is counted once, in equal parts.  The kernel walks through
    every page for that, so it is asked only if the parts, each in full, exceed the limit.  What
    cannot be read counts as nothing.
    """
    names = members(pid)
    if sum(_kilobytes(f"/proc/{name}/status", _AT_MOST) for name in names) * 1024 <= limit:
        return False
    return sum(_kilobytes(f"/proc/{name}/smaps_rollup", _COUNTED) for name in names) * 1024 > limit


def hold_back(pid: int) -> None:
    """Give all threads in the session of process ``pid`` the lowest priority if many run.

    Sixty busy processes would leave the others a sixtieth of the machine.  At the lowest priority
    they weigh together about as much as one ordinary process.
    """
    threads = [task for name in members(pid) for task in _tasks(name)]
    if sum(_runs(task) for task in threads) <= _BUSY:
        return
    for task in threads:
        if task.name == str(pid):
            continue  # the process that runs the cells; what it forks later is not held back yet
        with contextlib.suppress(OSError):  # it has ended
            os.setpriority(os.PRIO_PROCESS, int(task.name), _LAST)


def _tasks(pid: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return []


def _runs(task: Path) -> bool:
    try:
        return stat_fields(task / "stat")[0] == "R"
    except OSError:
        return False


def members(pid: int) -> list[int]:
    """Return the numbers of process ``pid`` and of all others in the session that it leads.

    No process of a student can leave it.  Looking at all processes finds also those that hop from
    parent to parent.
    """
    numbers = (int(name) for name in os.listdir("/proc") if name.isdigit())
    return [number for number in numbers if number == pid or _session(number) == pid]


def _session(pid: int) -> int:
    try:
        return os.getsid(pid)  # a file of /proc for each process would take fifty times as long
    except OSError:  # it has ended
        return 0


def _kilobytes(file: str, counted: tuple[str, ...]) -> int:
    """Return the sum of some lines of a file in /proc."""
    try:
        lines = Path(file).read_text(errors="replace").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(counted))
