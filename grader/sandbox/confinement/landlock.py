"""The second confinement: for where namespaces are refused, as in most containers.

The templates stay what they are.  A student's process, forked from the warm template, gives up
every right and shuts itself in before any code of the student runs.
"""

from __future__ import annotations

import os
import signal
import socket
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader.sandbox.confinement import rootfs, rules, seccomp, syscalls
from grader.sandbox.confinement.doorkeeper import Doorkeeper
from grader.sandbox.confinement.interface import Confinement, close_all_but, ended, set_limits
from grader.sandbox.confinement.removal import remove
from grader.sandbox.confinement.room import room_for_tasks, sessions_of_children
from grader.sandbox.limits import Limits

_OWN_FAULTS = {
    signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV, signal.SIGSYS,
    signal.SIGTRAP, signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD, signal.SIGCONT,
}  # fmt: skip


class Landlock(Confinement):
    """Rules for files, a filter of system calls, a doorkeeper, one group of processes."""

    name = "landlock"

    def enter(self, packages: Iterable[str]) -> None:
        """Find out what may be read.

        No death with the parent here: a template whose parent is killed reads the end of its
        socket and then ends all student processes, which nothing else would.
        """
        self.readable: list[str | Path] = [*rootfs.visible_folders(packages), *rules.DEVICES]
        self.version = syscalls.landlock_version()
        self.place = tempfile.mkdtemp(prefix="grader-scratch-")
        self.scratch = ""
        self.folders: dict[int, str] = {}
        self.doorkeeper = Doorkeeper(room_for_tasks())
        syscalls.adopt_orphans()

    def serve_students(self) -> None:
        """Be there for the orphans of the students' processes; an orphan would outlive."""
        syscalls.adopt_orphans()

    def fork(self) -> int:
        """Fork, with a new scratch folder for the child."""
        self.scratch = tempfile.mkdtemp(dir=self.place)
        pid = os.fork()
        self.folders[pid] = self.scratch
        return pid

    def shut_in(self, kept: tuple[int, int], limits: Limits) -> None:
        """Leave everything, in an order in which nothing is needed that is already gone."""
        syscalls.die_with_parent()
        address_space = self.address_space()
        close_all_but(kept)
        os.setsid()
        os.umask(0o077)
        os.chdir(self.scratch)
        os.environ.update(HOME=self.scratch, MPLCONFIGDIR=f"{self.scratch}/.matplotlib")
        syscalls.drop_capabilities()
        set_limits(limits, address_space, processes=False)
        _ignore_what_ends_it()
        _spare_what_copies_rights(self.scratch)
        rules.shut_in(self.readable, self.scratch)
        listener = seccomp.install(seccomp.counted(), listener=True)
        socket.send_fds(socket.socket(fileno=os.dup(kept[1])), [b" "], [listener])
        os.close(listener)
        seccomp.install(seccomp.student(self.version, os.getpid()))

    def shut_in_judge(self, limits: Limits) -> None:
        """Let a judge, which runs the instructor's code, read the environment and no more."""
        super().shut_in_judge(limits)
        syscalls.drop_capabilities()
        rules.shut_in(self.readable)

    def forked(self, pid: int, descriptors: Sequence[int], limits: Limits) -> None:
        """Take the end that answers what the process is asked at its door."""
        for listener in descriptors:
            self.doorkeeper.open(listener, pid, self.folders[pid], limits)

    def wait_for(self, sock: socket.socket) -> None:
        """Answer at the doors meanwhile."""
        self.doorkeeper.wait_for(sock)

    def end(self, pid: int) -> tuple[int, float, int]:
        """Kill the group, which nobody can leave, and wait for each of it.

        The kernel kills a group at once, so that no fork slips through.  Orphans are children of
        this process.
        """
        _kill_group(pid)
        status, seconds, peak = ended(pid)
        with suppress(ChildProcessError):  # none is left
            while True:
                _, more, other = ended(-pid)
                seconds, peak = seconds + more, max(peak, other)
        self.doorkeeper.close(pid)
        remove(self.folders.pop(pid))
        return status, seconds, peak

    def leave(self) -> None:
        """End what a students' template that was killed has left behind."""
        while orphans := sessions_of_children():
            for session in orphans:
                _kill_group(session)
                with suppress(ChildProcessError):
                    while True:
                        ended(-session)
        remove(self.place)


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:  # it was not shut in yet
        with suppress(ProcessLookupError):
            os.kill(leader, signal.SIGKILL)


def _ignore_what_ends_it() -> None:
    """Ignore the signals that end or stop a process, as process number 1 of a namespace does.

    Those of its own faults stay; the kernel sends them when there is no way to go on.
    """
    for number in signal.valid_signals() - _OWN_FAULTS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, signal.SIG_IGN)


def _spare_what_copies_rights(scratch: str) -> None:
    """Let ``shutil.copy`` go on in the own folder, though rights and times cannot be changed."""
    scratch = os.path.realpath(scratch)

    def spared(change: Callable[..., None]) -> Callable[..., None]:
        def change_if_allowed(path: Any, *args: Any, **kwargs: Any) -> None:
            try:
                change(path, *args, **kwargs)
            except PermissionError:
                own = isinstance(path, (str, Path)) and Path(path).resolve().is_relative_to(scratch)
                if not own:
                    raise
                os.stat(path)  # says so if it is not there

        return change_if_allowed

    os.chmod, os.utime = spared(os.chmod), spared(os.utime)
