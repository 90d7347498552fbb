"""How many processes there may be, and how many of a student's there are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_SHARE = 3  # a third of what is free: for two templates, and what else runs
_LEAST = 4


def room_for_tasks(groups: Path = _GROUPS, own: Path = Path("/proc/self/cgroup")) -> int:
    """Return how many processes the students of one template may have together.

    A container may be allowed 64 in all, and the grader needs some of them.
    """
    most = 1 << 20
    with suppress(OSError):
        paths = [line.rpartition(":")[2].strip("/") for line in own.read_text().splitlines()]
        for path in {"", *paths}:
            for folder in (groups / path, groups / "pids" / path):
                with suppress(OSError, ValueError):  # "max" is no number
                    limit = int((folder / "pids.max").read_text())
                    used = int((folder / "pids.current").read_text())
                    most = min(most, max(_LEAST, (limit - used) // _SHARE))
    return most


def tasks_of(sessions: Iterable[int]) -> dict[int, int]:
    """Return how many threads and processes each session has, by its leader's number."""
    counts = dict.fromkeys(sessions, 0)
    for _, session, threads in _processes():
        if session in counts:
            counts[session] += threads
    return {session: count for session, count in counts.items() if count}


def sessions_of_children() -> set[int]:
    """Return the sessions, other than its own, that children of this process are in."""
    mine, own = os.getpid(), os.getsid(0)
    return {session for parent, session, _ in _processes() if parent == mine} - {own}


def _processes() -> Iterator[tuple[int, int, int]]:
    """Give the parent, the session and the number of threads of each process."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            with suppress(OSError, ValueError):
                fields = (
                    Path(f"/proc/{name}/stat")
                    .read_text(errors="replace")
                    .rpartition(")")[2]
                    .split()
                )
                yield int(fields[1]), int(fields[3]), int(fields[17])
