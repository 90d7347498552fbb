"""What every confinement does, and the steps that all of them share."""

from __future__ import annotations

import os
import resource
import signal
import socket
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from grader.sandbox.confinement import syscalls
from grader.sandbox.limits import MEGABYTE, Limits


class Confinement:
    """One way to shut in the processes that a template forks.

    The templates call, in this order: ``enter`` before they become two, ``serve_students`` in
    that of the students; ``fork`` and, in the child, ``shut_in`` for each student; ``end`` for
    each; ``leave`` last, in both.
    """

    name: ClassVar[str]

    def enter(self, packages: Iterable[str]) -> None:
        """Prepare the template, which has imported all that it will need."""
        syscalls.die_with_parent()

    def serve_students(self) -> None:
        """Prepare the students' template, which the judges' template has just forked."""
        syscalls.die_with_parent()

    def fork(self) -> int:
        """Fork a student's process; return 0 in it."""
        return os.fork()

    def shut_in(self, kept: tuple[int, int], limits: Limits) -> None:
        """Shut this process, just forked, in for good.

        Parameters
        ----------
        kept : the descriptors that stay open beside 0, 1 and 2: the channel to the judge, and
            the socket to the template, which gets the descriptors sent along in ``forked``.
        """
        raise NotImplementedError

    def shut_in_judge(self, limits: Limits) -> None:
        """Limit the memory of a judge's process.

        Four hundred empty texts and a long one are four hundred long ones when a test makes an
        array of them.
        """
        most = self.address_space() + int(limits.memory_mb * MEGABYTE)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

    def forked(self, pid: int, descriptors: Sequence[int], limits: Limits) -> None:
        """Note, in the template, that a process is shut in."""

    def wait_for(self, sock: socket.socket) -> None:
        """Do what students' processes need of the template until a socket can be read."""

    def end(self, pid: int) -> tuple[int, float, int]:
        """Kill a student's process and all that it started.

        Returns its wait status, CPU seconds and largest memory in bytes.
        """
        os.kill(pid, signal.SIGKILL)
        return ended(pid)

    def leave(self) -> None:
        """End and remove what is left, when a template is about to end."""

    def address_space(self) -> int:
        """Return the size of this process's address space in bytes, 0 if nobody says."""
        statm = Path("/proc/self/statm")
        return pages_of(statm.read_bytes()) if statm.exists() else 0


def pages_of(statm: bytes) -> int:
    """Return the size in bytes that a file ``statm`` of /proc tells."""
    return int(statm.split()[0]) * resource.getpagesize()


def ended(pid: int) -> tuple[int, float, int]:
    """Wait for a process: its status, CPU seconds and largest memory in bytes."""
    _, status, usage = os.wait4(pid, 0)
    return status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def close_all_but(kept: tuple[int, ...]) -> None:
    """Close every descriptor but a few; let 0, 1 and 2 lead nowhere."""
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    start = 3
    for descriptor in (*sorted(kept), 1 << 16):
        os.closerange(start, descriptor)
        start = descriptor + 1


def set_limits(limits: Limits, address_space: int, *, processes: bool) -> None:
    """Set the kernel's limits of this process and of everything it forks.

    ``processes``: limit their number too, which the kernel counts for each user.
    """
    seconds = int(limits.notebook_seconds) + 1
    for kind, value in (
        (resource.RLIMIT_AS, address_space + int(limits.memory_mb * MEGABYTE)),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NPROC, int(limits.processes) if processes else resource.RLIM_INFINITY),
        (resource.RLIMIT_FSIZE, int(limits.scratch_mb * MEGABYTE)),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 1),  # 0 would still start the program that collects crashes
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_SIGPENDING, 64),
        (resource.RLIMIT_NICE, 0),
        (resource.RLIMIT_RTPRIO, 0),
    ):
        _, hard = resource.getrlimit(kind)
        unlimited = resource.RLIM_INFINITY
        wanted = max(value, hard) if unlimited in (value, hard) else min(value, hard)
        resource.setrlimit(kind, (wanted, wanted))
