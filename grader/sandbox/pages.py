"""Gathers the template's memory on huge pages, because every fork copies the page tables.

The template has about fifteen thousand small pages of its own, and is forked some forty times for
one student.  On pages of 2 MB the same memory needs a few entries.  Only what is there already is
moved: what a forked process allocates later is as it always was.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from grader.sandbox.confinement import syscalls

_HUGE = 1 << 21


def gather() -> None:
    """Move this process's memory onto huge pages, as far as the kernel can; else do nothing."""
    with contextlib.suppress(OSError):  # /proc is not there: not Linux
        for start, end in own_memory(Path("/proc/self/maps").read_text()):
            for address in range(-(-start // _HUGE) * _HUGE, end - _HUGE + 1, _HUGE):
                with contextlib.suppress(OSError):  # a place that has no memory yet
                    syscalls.collapse(address, _HUGE)


def own_memory(maps: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what a process may write to and shares with no file.

    Examples
    --------
    >>> list(own_memory("10000-30000 rw-p 00000000 00:00 0 [heap]"))
    [(65536, 196608)]
    >>> list(own_memory("10000-30000 rw-p 00000000 08:01 77 /lib/libm.so"))
    []
    """
    for line in maps.splitlines():
        where, rights, _, _, file, *name = line.split()
        if rights == "rw-p" and file == "0" and name in ([], ["[heap]"]):
            start, _, end = where.partition("-")
            yield int(start, 16), int(end, 16)
