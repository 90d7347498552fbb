"""The first confinement: a private root and a machine of its own for every process.

As root the template also becomes ``nobody``; an ordinary user needs user namespaces for it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from grader.sandbox.confinement import rootfs, seccomp, syscalls
from grader.sandbox.confinement.interface import Confinement, close_all_but, pages_of, set_limits
from grader.sandbox.limits import MEGABYTE, Limits

_STUDENT = syscalls.NEW_USER | syscalls.NEW_MOUNT | syscalls.NEW_PID | syscalls.NEW_IPC
_TEMPLATE = syscalls.NEW_MOUNT | syscalls.NEW_NET | syscalls.NEW_IPC | syscalls.NEW_UTS
_INNER_ID = 1000
_NOBODY = 65534


class Namespaces(Confinement):
    """Private root, PID, network and IPC namespaces, no capability, a filter of system calls."""

    name = "namespaces"

    def enter(self, packages: Iterable[str]) -> None:
        """Move the template, and so everything forked from it, into the private root."""
        # Kept open, since the new root has no /proc.
        self.proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY)
        super().enter(packages)
        folders = rootfs.visible_folders(packages)
        if os.getuid() == 0:
            syscalls.unshare(_TEMPLATE)
            _enter_root(folders)
            _become(_NOBODY)
        else:
            outside = os.getuid(), os.getgid()
            syscalls.unshare(_TEMPLATE | syscalls.NEW_USER)
            self._map_ids(outside, outside)
            _enter_root(folders)
        syscalls.no_new_privileges()
        self.outside = os.getuid(), os.getgid()

    def fork(self) -> int:
        """Fork into new namespaces, where the child is process number 1."""
        return syscalls.fork_into_namespaces(_STUDENT)

    def shut_in(self, kept: tuple[int, int], limits: Limits) -> None:
        """Mount a scratch folder, give up every right, and install the filter."""
        syscalls.die_with_parent()
        self._map_ids((_INNER_ID, _INNER_ID), self.outside)
        size = int(limits.scratch_mb * MEGABYTE)
        options = f"size={size},nr_inodes=10000,mode=700"
        flags = syscalls.NO_SUID | syscalls.NO_DEV
        syscalls.mount("scratch", rootfs.SCRATCH, "tmpfs", flags, options)
        address_space = self.address_space()
        close_all_but(kept)
        os.setsid()
        os.umask(0o077)
        os.chdir(rootfs.SCRATCH)
        syscalls.drop_capabilities()
        set_limits(limits, address_space, processes=True)
        seccomp.install(seccomp.student())

    def address_space(self) -> int:
        """Return the size of this process's address space in bytes."""
        descriptor = os.open("self/statm", os.O_RDONLY, dir_fd=self.proc)
        try:
            return pages_of(os.read(descriptor, 200))
        finally:
            os.close(descriptor)

    def _map_ids(self, inside: tuple[int, int], outside: tuple[int, int]) -> None:
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{inside[0]} {outside[0]} 1"),
            ("gid_map", f"{inside[1]} {outside[1]} 1"),
        ):
            descriptor = os.open(f"self/{name}", os.O_WRONLY, dir_fd=self.proc)
            try:
                os.write(descriptor, text.encode())
            finally:
                os.close(descriptor)


def _enter_root(folders: Iterable[Path]) -> None:
    where = Path(tempfile.mkdtemp(prefix="grader-root-"))
    # The folder is only a place to mount on; it is removed from outside the new root.
    parent = os.open(where.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        rootfs.enter(where, folders)
    finally:
        with suppress(OSError):
            os.rmdir(where.name, dir_fd=parent)
        os.close(parent)


def _become(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    syscalls.set_dumpable()
    syscalls.die_with_parent()  # the change of user has switched it off
