"""The few Linux calls that Python's standard library does not offer, through ctypes."""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct

MACHINE = platform.machine()
_MEMBER = {"x86_64": 0, "aarch64": 1}.get(MACHINE)
_NUMBERS = {
    "clone": (56, 220),
    "pivot_root": (155, 41),
    "mount_setattr": (442, 442),
    "capset": (126, 91),
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}

NEW_USER, NEW_MOUNT, NEW_PID = 0x10000000, 0x00020000, 0x20000000
NEW_NET, NEW_IPC, NEW_UTS = 0x40000000, 0x08000000, 0x04000000
BIND, RECURSIVE, PRIVATE, NO_SUID, NO_DEV = 4096, 16384, 1 << 18, 2, 4
_DETACH = 2
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_ATTR_READ_ONLY, _ATTR_NO_SUID, _ATTR_NO_DEV = 1, 2, 4
_SET_PARENT_DEATH_SIGNAL, _SET_DUMPABLE, _DROP_BOUNDING, _NO_NEW_PRIVILEGES = 1, 4, 24, 38
_SET_CHILD_SUBREAPER = 36
_AMBIENT, _AMBIENT_CLEAR = 47, 4
_COLLAPSE = 25

_libc = ctypes.CDLL(None, use_errno=True)
# PyDLL keeps the interpreter's lock: a fork must not let another thread run in between.
_libc_locked = ctypes.PyDLL(None, use_errno=True)


def _check(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _syscall(name: str, *arguments: object) -> int:
    if _MEMBER is None:
        raise OSError(f"{name}: no system call numbers are known for {MACHINE}")
    return _check(int(_libc.syscall(_NUMBERS[name][_MEMBER], *arguments)), name)


def unshare(flags: int) -> None:
    """Move this process into new namespaces."""
    _check(_libc.unshare(ctypes.c_int(flags)), "unshare")


def fork_into_namespaces(flags: int) -> int:
    """Fork; the child starts in new namespaces and, with NEW_PID, is their process number 1."""
    if _MEMBER is None:
        raise OSError(f"clone: no system call numbers are known for {MACHINE}")
    zero = ctypes.c_long(0)
    number = ctypes.c_long(_NUMBERS["clone"][_MEMBER])
    ctypes.pythonapi.PyOS_BeforeFork()
    pid = int(
        _libc_locked.syscall(number, ctypes.c_long(flags | signal.SIGCHLD), zero, zero, zero, zero)
    )
    if pid == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
        return 0
    error = ctypes.get_errno()
    ctypes.pythonapi.PyOS_AfterFork_Parent()
    if pid < 0:
        raise OSError(error, f"clone: {os.strerror(error)}")
    return pid


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    """Mount, as mount(2)."""
    arguments = [text.encode() or None for text in (source, target, kind)]
    result = _libc.mount(*arguments, ctypes.c_ulong(flags), options.encode() or None)
    _check(result, f"mount {source} on {target}")


def make_read_only(path: str, *, devices: bool = False, recursive: bool = True) -> None:
    """Make a mount read-only, without set-uid and, unless asked, without device files."""
    attributes = _ATTR_READ_ONLY | _ATTR_NO_SUID | (0 if devices else _ATTR_NO_DEV)
    structure = (ctypes.c_uint64 * 4)(attributes, 0, 0, 0)
    _syscall(
        "mount_setattr",
        ctypes.c_int(_AT_FDCWD),
        path.encode(),
        ctypes.c_uint(_AT_RECURSIVE if recursive else 0),
        ctypes.byref(structure),
        ctypes.c_size_t(ctypes.sizeof(structure)),
    )


def change_root(folder: str) -> None:
    """Make ``folder``, a mount, the root of this mount namespace and forget the old root."""
    os.chdir(folder)
    _syscall("pivot_root", b".", b".")
    _check(_libc.umount2(b".", ctypes.c_int(_DETACH)), "umount the old root")
    os.chdir("/")


def collapse(address: int, length: int) -> None:
    """Put memory of this process onto a huge page, as madvise(2) with MADV_COLLAPSE."""
    where, size = ctypes.c_void_p(address), ctypes.c_size_t(length)
    _check(_libc.madvise(where, size, ctypes.c_int(_COLLAPSE)), "madvise")


def _prctl(option: int, *arguments: int) -> int:
    padded = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    return int(_libc.prctl(ctypes.c_int(option), *padded))


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends."""
    _check(_prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL), "prctl")


def set_dumpable() -> None:
    """Let a process that changed its user own its files in /proc again."""
    _check(_prctl(_SET_DUMPABLE, 1), "prctl")


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends."""
    _check(_prctl(_SET_CHILD_SUBREAPER, 1), "prctl")


def set_filter(program: object, *, listener: bool) -> int:
    """Install a filter of system calls, as seccomp(2); with a listener, return its descriptor."""
    set_mode_filter, new_listener = ctypes.c_uint(1), ctypes.c_uint(8 if listener else 0)
    return _syscall("seccomp", set_mode_filter, new_listener, program)


def landlock_version() -> int:
    """Return the version of Landlock's interface.

    Raises
    ------
    OSError : the kernel has none.
    """
    only_version = ctypes.c_uint(1)
    return _syscall("landlock_create_ruleset", None, ctypes.c_size_t(0), only_version)


def landlock_ruleset(files: int, network: int, scopes: int) -> int:
    """Return a descriptor of a new ruleset that refuses these accesses; zeros ask for nothing."""
    attributes = (ctypes.c_uint64 * 3)(files, network, scopes)
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    return _syscall("landlock_create_ruleset", ctypes.byref(attributes), size, ctypes.c_uint(0))


def landlock_allow(ruleset: int, access: int, path: int) -> None:
    """Allow accesses below an open path."""
    rule = struct.pack("=Qi", access, path)
    beneath = ctypes.c_int(1)
    _syscall("landlock_add_rule", ctypes.c_int(ruleset), beneath, rule, ctypes.c_uint(0))


def landlock_restrict(ruleset: int) -> None:
    """Put a ruleset on this process and everything it forks; there is no way back."""
    _syscall("landlock_restrict_self", ctypes.c_int(ruleset), ctypes.c_uint(0))


def no_new_privileges() -> None:
    """From now on no program that is started can have more rights than this process."""
    _check(_prctl(_NO_NEW_PRIVILEGES, 1), "prctl")


def drop_capabilities() -> None:
    """Give up every capability for good, also inside this process's own namespaces."""
    for capability in range(64):
        if _prctl(_DROP_BOUNDING, capability) < 0:
            break  # beyond the last one that this kernel knows
    _prctl(_AMBIENT, _AMBIENT_CLEAR)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # version 3, this process
    _syscall("capset", ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)()))
