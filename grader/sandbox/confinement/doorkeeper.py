"""Counts what the kernel counts for a user or a disk, and not for one student's processes.

A filter stops a process of a student at each fork, new file and write, and the kernel asks here,
in the template.  Only numbers are looked at, which the process cannot change while it waits.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import socket
import struct
import time
from contextlib import suppress
from dataclasses import dataclass

from grader.sandbox.confinement import seccomp
from grader.sandbox.confinement.room import tasks_of
from grader.sandbox.limits import MEGABYTE, Limits

_RECEIVE, _SEND = 0xC0502100, 0xC0182101  # ioctls of seccomp_unotify(2)
_QUESTION, _REPLY = struct.Struct("=QIIiIQ6Q"), struct.Struct("=QqiI")
_GO_ON = 1
_ENTRY = 1 << 14  # bytes that a name counts: many of them take long to remove
_LIFETIME = 16  # how often the scratch folder may be filled, counting what was deleted
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
_PAUSE = 0.02  # seconds for which a refusal holds without another look


@dataclass
class Door:
    """What the processes of one student have, as far as it is counted."""

    pid: int
    scratch: str
    most_tasks: int
    most_bytes: int
    tasks: int = 1
    written: int = 0
    total: int = 0
    shut_until: float = 0.0


class Doorkeeper:
    """Answers for all student processes of one template.

    Parameters
    ----------
    room : processes that all of them together may have.
    """

    def __init__(self, room: int) -> None:
        self.room = room
        self.doors: dict[int, Door] = {}
        self.poll = select.poll()
        self.forks = seccomp.numbers(seccomp.FORKS)
        self.writes = seccomp.numbers(seccomp.WRITES)

    def open(self, listener: int, pid: int, scratch: str, limits: Limits) -> None:
        """Answer the questions that come from a listener."""
        most = int(limits.scratch_mb * MEGABYTE)
        self.doors[listener] = Door(pid, scratch, int(limits.processes), most)
        self.poll.register(listener, select.POLLIN)

    def close(self, pid: int) -> None:
        """Forget a process that has ended."""
        for listener in [number for number, door in self.doors.items() if door.pid == pid]:
            with suppress(KeyError):
                self.poll.unregister(listener)
            del self.doors[listener]
            os.close(listener)

    def wait_for(self, sock: socket.socket) -> None:
        """Answer until a socket can be read, or its other end is closed."""
        self.poll.register(sock, select.POLLIN)
        try:
            while True:
                found = self.poll.poll()
                for number, happened in found:
                    if number in self.doors and happened & select.POLLIN:
                        self._answer(number)
                    elif number in self.doors:
                        self.poll.unregister(number)  # all its processes have ended
                if any(number == sock.fileno() for number, _ in found):
                    return
        finally:
            self.poll.unregister(sock)

    def _answer(self, listener: int) -> None:
        question = bytearray(_QUESTION.size)
        with suppress(OSError):  # who asked has ended meanwhile
            fcntl.ioctl(listener, _RECEIVE, question)
            number, _, _, call, _, _, *arguments = _QUESTION.unpack(question)
            refusal = self._refusal(self.doors[listener], call, arguments)
            fcntl.ioctl(listener, _SEND, _REPLY.pack(number, 0, -refusal, 0 if refusal else _GO_ON))

    def _refusal(self, door: Door, call: int, arguments: list[int]) -> int:
        """Return 0, or the error that a call ends with."""
        if call in self.forks:
            return self._fork(door)
        return self._write(door, arguments[2] if call in self.writes else _ENTRY)

    def _fork(self, door: Door) -> int:
        if not self._has_room(door):
            if time.monotonic() < door.shut_until:
                return errno.EAGAIN
            counts = tasks_of({other.pid for other in self.doors.values()})
            for other in self.doors.values():
                other.tasks = counts.get(other.pid, other.tasks)
            if not self._has_room(door):
                door.shut_until = time.monotonic() + _PAUSE
                return errno.EAGAIN
        door.tasks += 1
        return 0

    def _has_room(self, door: Door) -> bool:
        together = sum(other.tasks for other in self.doors.values())
        return door.tasks < door.most_tasks and together < self.room

    def _write(self, door: Door, size: int) -> int:
        if door.written + size > door.most_bytes:
            if time.monotonic() < door.shut_until:
                return errno.ENOSPC
            door.written = _used(door.scratch, door.most_bytes)
        if door.written + size > door.most_bytes or door.total > _LIFETIME * door.most_bytes:
            door.shut_until = time.monotonic() + _PAUSE
            return errno.ENOSPC
        door.written += size
        door.total += size
        return 0


def _used(folder: str, most: int) -> int:
    """Return the bytes that a folder holds; ``most`` if they are more, or cannot be looked at."""
    try:
        return min(most, _bytes_in(os.open(folder, _FOLDER), most))
    except (OSError, RecursionError):
        return most


def _bytes_in(descriptor: int, most: int) -> int:
    """Return the bytes in an open folder, and close it.

    Meanwhile a folder can become a link to another place, which is not followed.
    """
    total = 0
    try:
        with os.scandir(descriptor) as entries:
            for entry in entries:
                total += max(_ENTRY, entry.stat(follow_symlinks=False).st_size)
                if total < most and entry.is_dir(follow_symlinks=False):
                    inner = os.open(entry.name, _FOLDER, dir_fd=descriptor)
                    total += _bytes_in(inner, most - total)
                if total >= most:
                    break
    finally:
        os.close(descriptor)
    return total
