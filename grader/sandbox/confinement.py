"""How a process is shut in: once for the template, once more for every student process.

What each line of defence stops:

======================  =====================================================================
user namespace          rights over the machine; as root the template also becomes ``nobody``
private read-only root  seeing or changing any file that is not the Python environment
own tmpfs for scratch   leaving a file behind, filling the disk, reading another student's file
PID namespace           seeing, signalling or outliving; one kill ends every process in it
network namespace       any network, the machine's own services and abstract sockets included
IPC namespace           shared memory, queues and semaphores that outlive the process
no capabilities         everything that the new user namespace would otherwise grant
no_new_privs, seccomp   set-uid programs; mounting, tracing, new namespaces, running programs
rlimits                 CPU time, memory, fork bombs, huge files, descriptors, core dumps
closed descriptors      talking to anything but the judge, over one socket
empty environment       secrets in variables
killed from outside     endless loops and deadlocks: the judge's clock, not the student's
======================  =====================================================================
"""

from __future__ import annotations

import os
import resource
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox import rootfs, seccomp, syscalls
from grader.sandbox.limits import MEGABYTE, Limits

STUDENT = syscalls.NEW_USER | syscalls.NEW_MOUNT | syscalls.NEW_PID | syscalls.NEW_IPC
_TEMPLATE = syscalls.NEW_MOUNT | syscalls.NEW_NET | syscalls.NEW_IPC | syscalls.NEW_UTS
_INNER_ID = 1000
_NOBODY = 65534


@dataclass(frozen=True)
class Proc:
    """An open handle on /proc, kept by the template because its root has none."""

    descriptor: int

    @classmethod
    def open(cls) -> Proc:
        """Open /proc while it can still be seen."""
        return cls(os.open("/proc", os.O_PATH | os.O_DIRECTORY))

    def write(self, name: str, text: str) -> None:
        """Write a file of this process's own folder in /proc."""
        descriptor = os.open(f"self/{name}", os.O_WRONLY, dir_fd=self.descriptor)
        try:
            os.write(descriptor, text.encode())
        finally:
            os.close(descriptor)

    def address_space(self) -> int:
        """Return the size of this process's address space in bytes."""
        descriptor = os.open("self/statm", os.O_RDONLY, dir_fd=self.descriptor)
        try:
            return int(os.read(descriptor, 200).split()[0]) * resource.getpagesize()
        finally:
            os.close(descriptor)


def confine_template(packages: Iterable[str]) -> Proc:
    """Move the template, and so everything forked from it, into the private root.

    As root it then becomes ``nobody``; an ordinary user needs user namespaces for it.
    """
    proc = Proc.open()
    syscalls.die_with_parent()
    folders = rootfs.visible_folders(packages)
    if os.getuid() == 0:
        syscalls.unshare(_TEMPLATE)
        _enter_root(folders)
        _become(_NOBODY)
    else:
        outside = os.getuid(), os.getgid()
        syscalls.unshare(_TEMPLATE | syscalls.NEW_USER)
        _map_ids(proc, outside, outside)
        _enter_root(folders)
    syscalls.no_new_privileges()
    return proc


def _enter_root(folders: Iterable[Path]) -> None:
    where = Path(tempfile.mkdtemp(prefix="grader-root-"))
    try:
        # The folder is only a place to mount on; it is removed from outside the new root.
        parent = os.open(where.parent, os.O_PATH | os.O_DIRECTORY)
        rootfs.enter(where, folders)
        os.rmdir(where.name, dir_fd=parent)
    finally:
        os.close(parent)


def _become(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    syscalls.set_dumpable()
    syscalls.die_with_parent()  # the change of user has switched it off


def _map_ids(proc: Proc, inside: tuple[int, int], outside: tuple[int, int]) -> None:
    proc.write("setgroups", "deny")
    proc.write("uid_map", f"{inside[0]} {outside[0]} 1")
    proc.write("gid_map", f"{inside[1]} {outside[1]} 1")


def confine_student(
    proc: Proc, outside: tuple[int, int], kept: tuple[int, ...], limits: Limits
) -> None:
    """Shut this process in for good; it has just been forked into namespaces ``STUDENT``.

    Parameters
    ----------
    outside : the user and group that the template has.
    kept : the descriptors that stay open beside 0, 1 and 2.
    """
    syscalls.die_with_parent()
    _map_ids(proc, (_INNER_ID, _INNER_ID), outside)
    size = int(limits.scratch_mb * MEGABYTE)
    options = f"size={size},nr_inodes=10000,mode=700"
    syscalls.mount("scratch", rootfs.SCRATCH, "tmpfs", syscalls.NO_SUID | syscalls.NO_DEV, options)
    address_space = proc.address_space()
    _close_all_but(kept)
    os.setsid()
    os.umask(0o077)
    os.chdir(rootfs.SCRATCH)
    syscalls.drop_capabilities()
    set_limits(limits, address_space)
    seccomp.install()


def _close_all_but(kept: tuple[int, ...]) -> None:
    null = os.open("/dev/null", os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    start = 3
    for descriptor in (*sorted(kept), 1 << 16):
        os.closerange(start, descriptor)
        start = descriptor + 1


def set_limits(limits: Limits, address_space: int, *, processes: bool = True) -> None:
    """Set the kernel's limits of this process and of everything it forks."""
    count = int(limits.processes) if processes else resource.RLIM_INFINITY
    seconds = int(limits.notebook_seconds) + 1
    for kind, value in (
        (resource.RLIMIT_AS, address_space + int(limits.memory_mb * MEGABYTE)),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_NPROC, count),
        (resource.RLIMIT_FSIZE, int(limits.scratch_mb * MEGABYTE)),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 0),
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


def confine_without_isolation(scratch: str, kept: tuple[int, ...], limits: Limits) -> None:
    """Set limits only: the student's code sees the machine.  For ``--unsafe-no-sandbox``."""
    syscalls.die_with_parent()
    address_space = _visible_address_space()
    _close_all_but(kept)
    os.setsid()
    os.chdir(scratch)
    # Process numbers are counted per user here: a limit would count everything that user runs.
    set_limits(limits, address_space, processes=False)


def limit_judge(proc: Proc | None, limits: Limits) -> None:
    """Limit the memory of a judge process.

    Four hundred empty texts and a long one are four hundred long ones when a test makes an array
    of them.
    """
    used = proc.address_space() if proc is not None else _visible_address_space()
    most = used + int(limits.memory_mb * MEGABYTE)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _visible_address_space() -> int:
    """Return the size of this process's address space in bytes, 0 if nobody says."""
    statm = Path("/proc/self/statm")
    pages = int(statm.read_text().split()[0]) if statm.exists() else 0
    return pages * resource.getpagesize()
