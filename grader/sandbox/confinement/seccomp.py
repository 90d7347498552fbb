"""Filters of system calls, the second line behind what a process can see.

A call that is not on the list fails with EPERM, which Python shows as PermissionError; one that
is younger than the list is answered as by a kernel that has none.  Some calls depend on their
arguments.  The kernel looks a number up once and remembers those that are always allowed, so a
list of what is allowed costs no more than one of what is refused.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Mapping

from grader.sandbox.confinement import calls, syscalls

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_MEMBER = list(_ARCHITECTURES).index(syscalls.MACHINE) if syscalls.MACHINE in _ARCHITECTURES else 0

Steps = list[tuple[int, int, int, int]]
_LOAD, _JUMP, _EQUAL, _AT_LEAST, _BITS, _RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_KILL: Steps = [(_RETURN, 0, 0, 0x80000000)]
_ALLOW: Steps = [(_RETURN, 0, 0, 0x7FFF0000)]
_ASK: Steps = [(_RETURN, 0, 0, 0x7FC00000)]  # the doorkeeper
_NOTHING: Steps = [(_RETURN, 0, 0, 0x00050000)]  # returns 0 and does nothing
_REFUSE: Steps = [(_RETURN, 0, 0, 0x00050000 | errno.EPERM)]
_ABSENT: Steps = [(_RETURN, 0, 0, 0x00050000 | errno.ENOSYS)]
_NO_CALL, _OTHER_ABI = calls.NEWER, 0x40000000  # from here on: too young; numbers of x32

_NEW_NAMESPACE = 0x7E020000  # every CLONE_NEW... flag
_CREATE, _TRUNCATE, _WRITABLE = 0x40 | 0x400000, 0x200, 0x3  # flags of open, O_TMPFILE included
_SHARED, _ANONYMOUS = 0x1, 0x20  # flags of mmap
# Not: leases and notices, which make others wait or watch them; owners, who would be signalled;
# what is locked.
_FCNTL, _LOCK = (0, 1, 2, 3, 4, 1030, 1031, 1032), (6, 7, 37, 38)
_OUT_OF_MEMORY = (12, 20, 21)  # advice of madvise: merge with others', not needed, page out
_SOCKET = (3, 4, 38, 39)  # kind, error, protocol, family; not: who is at the other end
_LOCAL = 1  # the family of sockets that makes pairs; asking for others loads modules
_CHILD_ENDED = 17  # SIGCHLD
_OF_A_PROCESS = 1 << 31  # the clocks of processes, also of others, have negative numbers
_IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # is it a terminal, what waits, close
# Names, and what asks only.  Not: outlive the template, hide from who counts the memory.
_PRCTL = (3, 15, 16, 21, 23, 30, 39, 0x53564D41)


def available() -> bool:
    """Return whether the call numbers of this kind of machine are known."""
    return syscalls.MACHINE in _ARCHITECTURES


def _only(argument: int, *values: int, then: Steps = _ALLOW, otherwise: Steps = _REFUSE) -> Steps:
    """Allow a call if an argument is one of some values."""
    far = len(otherwise) - 1
    tests = [(_EQUAL, len(values) - i + far, 0, value) for i, value in enumerate(values)]
    return [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument), *tests, *otherwise, *then]


def _if_bits(argument: int, bits: int, then: Steps, otherwise: Steps) -> Steps:
    load = (_LOAD, 0, 0, _ARGUMENTS + 8 * argument)
    return [load, (_BITS, len(otherwise), 0, bits), *otherwise, *then]


# Calls that depend on what they are asked, under each confinement.
_DEPENDING: dict[str, Steps] = {
    "clone": _if_bits(0, _NEW_NAMESPACE, _REFUSE, _ALLOW),
    # One session and one group for all: they share the CPU, and end, together.
    "setsid": _NOTHING, "setpgid": _NOTHING,
    "setpriority": _if_bits(1, 0xFFFFFFFF, _REFUSE, _only(0, 0)),
    "sched_setaffinity": _only(0, 0), "prlimit64": _only(0, 0),
    "prctl": _only(0, *_PRCTL), "ioctl": _only(1, *_IOCTL),
    "socketpair": _only(0, _LOCAL), "getsockopt": _only(2, *_SOCKET),
    "clock_gettime": _if_bits(0, _OF_A_PROCESS, _REFUSE, _ALLOW),
    "clock_getres": _if_bits(0, _OF_A_PROCESS, _REFUSE, _ALLOW),
    "clock_nanosleep": _if_bits(0, _OF_A_PROCESS, _REFUSE, _ALLOW),
    "timer_create": _if_bits(0, _OF_A_PROCESS, _REFUSE, _ALLOW),
    # All read the same files: a lock, or which pages are in memory, would be a note to others.
    "fcntl": _only(1, *_LOCK, then=_NOTHING, otherwise=_only(1, *_FCNTL)), "flock": _NOTHING,
    "fadvise64": _NOTHING, "preadv2": _only(5, 0),
    "madvise": _only(2, *_OUT_OF_MEMORY, then=_NOTHING, otherwise=_ALLOW),
    # Who ignores that a child has ended, is never charged for what it used.
    "rt_sigaction": _only(0, _CHILD_ENDED, then=_NOTHING, otherwise=_ALLOW),
    # Nobody needs the disk to hold it for good, and others would wait.
    "fsync": _NOTHING, "fdatasync": _NOTHING,
    # There are none; a copy asks for them.
    "listxattr": _NOTHING, "llistxattr": _NOTHING, "flistxattr": _NOTHING,
    # It stays when all but one page is given back, and the kernel counts that page.
    "mmap": _if_bits(3, _SHARED, _if_bits(3, _ANONYMOUS, _REFUSE, _ALLOW), _ALLOW),
}  # fmt: skip


def student(landlock: int | None = None, pid: int = 0) -> bytes:
    """Return the filter for a student's process.

    Parameters
    ----------
    landlock : None in a private root; else the version of Landlock, and the filter refuses what
        Landlock does not see, or not yet: rights of files, addresses, signals to others.
    pid : the first of the student's processes, with Landlock.
    """
    rules = dict.fromkeys(calls.ALL, _ALLOW) | dict.fromkeys(calls.ABSENT, _ABSENT)
    rules |= _DEPENDING
    if landlock is None:
        return _program(rules)
    rules |= dict.fromkeys(calls.RIGHTS, _REFUSE)
    # A file that is shared is written to without a call.
    rules |= {"mmap": _if_bits(3, _SHARED, _REFUSE, _ALLOW), "sendto": _nowhere(4)}
    if landlock < 3:
        emptied = [_if_bits(n, _TRUNCATE, _if_bits(n, _WRITABLE, _ALLOW, _REFUSE), _ALLOW)
                   for n in (1, 2)]  # fmt: skip
        rules |= {"truncate": _REFUSE, "open": emptied[0], "openat": emptied[1]}
    others = _ALLOW if landlock >= 6 else _REFUSE
    signals = {"kill": 1, "tgkill": 2, "tkill": 1}
    rules |= {name: _signal(argument, pid, others) for name, argument in signals.items()}
    return _program(rules)


def _signal(argument: int, pid: int, others: Steps) -> Steps:
    """Let the first process signal itself, but not end itself: it is number 1 elsewhere."""
    ends = [(_EQUAL, 1, 0, 9), (_EQUAL, 0, 1, 19), *_NOTHING, *_ALLOW]
    itself = [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument), *ends]
    return [(_LOAD, 0, 0, _ARGUMENTS), (_EQUAL, 0, len(itself), pid), *itself, *others]


def _nowhere(argument: int) -> Steps:
    """Allow a call if a pointer is NULL: a message goes where its socket leads."""
    low, high = _ARGUMENTS + 8 * argument, _ARGUMENTS + 8 * argument + 4
    return [(_LOAD, 0, 0, low), (_EQUAL, 0, 2, 0), (_LOAD, 0, 0, high), (_EQUAL, 1, 0, 0),
            *_REFUSE, *_ALLOW]  # fmt: skip


FORKS = ("clone", "fork", "vfork")
WRITES = ("write", "pwrite64")
NAMES = ("open", "openat", "creat", "mkdir", "mkdirat", "symlink", "symlinkat", "link", "linkat")


def counted() -> bytes:
    """Return the filter that asks the doorkeeper before a new process, a new file, a write."""
    rules = dict.fromkeys((*FORKS, *WRITES, *NAMES), _ASK)
    rules |= {name: _if_bits(n, _CREATE, _ASK, _ALLOW) for name, n in (("open", 1), ("openat", 2))}
    return _program(rules, otherwise=_ALLOW)


def numbers(names: tuple[str, ...]) -> frozenset[int]:
    """Return the numbers that calls have on this machine."""
    return frozenset(calls.ALL[name][_MEMBER] for name in names) - {-1}


def _program(rules: Mapping[str, Steps], otherwise: Steps = _REFUSE) -> bytes:
    """Return a filter as the kernel wants it: eight bytes per instruction."""
    table = calls.ALL | calls.ABSENT
    by_number = {table[name][_MEMBER]: rule for name, rule in rules.items()}
    pieces: list[tuple[int, Steps]] = [(0, by_number.get(0, otherwise))]
    for number in range(1, _NO_CALL):
        rule = by_number.get(number, otherwise)
        if rule != pieces[-1][1]:
            pieces.append((number, rule))
    pieces += [(_NO_CALL, _ABSENT if otherwise is _REFUSE else otherwise), (_OTHER_ABI, _KILL)]
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, _ARCHITECTURES[syscalls.MACHINE]),
        *_KILL,  # calls of another architecture have other numbers
        (_LOAD, 0, 0, _NUMBER),
        *_search(pieces),
    ]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)


def _search(pieces: list[tuple[int, Steps]]) -> Steps:
    """Return the search for the piece, of all numbers, that a number lies in."""
    if len(pieces) == 1:
        return pieces[0][1]
    middle = len(pieces) // 2
    below, above = _search(pieces[:middle]), _search(pieces[middle:])
    jump = (_JUMP, 0, 0, len(below))  # a conditional jump reaches 255 steps only
    return [(_AT_LEAST, 0, 1, pieces[middle][0]), jump, *below, *above]


def install(code: bytes, *, listener: bool = False) -> int:
    """Put a filter on this process and everything it forks; there is no way back.

    Returns a descriptor that answers what the filter asks, if a listener is wanted.
    """
    buffer = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    syscalls.no_new_privileges()
    return syscalls.set_filter(ctypes.create_string_buffer(head, len(head)), listener=listener)
