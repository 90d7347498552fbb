"""A filter of system calls: the second line behind the namespaces.

The namespaces decide what can be *seen*.  This filter takes away calls that NumPy and a figure
never need and through which most escapes from namespaces have gone: mounting, new namespaces,
tracing, loading into the kernel, io_uring, BPF, keys.  It also refuses to start programs, to
open network sockets, to get memory that the memory limit does not count, and what is counted for
the whole machine or user and would be missing elsewhere: descriptors on their way through a
socket, asynchronous requests, watched files, leases on files.  A refused call fails with EPERM,
which Python shows as PermissionError.
"""

from __future__ import annotations

import ctypes
import errno
import struct

from grader.sandbox.syscalls import MACHINE, no_new_privileges

# Numbers from the kernel's tables: (x86_64, aarch64).
_REFUSED = {
    "execve": (59, 221), "execveat": (322, 281), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "unshare": (272, 97), "setns": (308, 268),
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425), "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    "open_by_handle_at": (304, 265), "init_module": (175, 105), "finit_module": (313, 273),
    "delete_module": (176, 106), "kexec_load": (246, 104), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "settimeofday": (164, 170),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "sethostname": (170, 161), "setdomainname": (171, 162), "personality": (135, 92),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194),
    "msgget": (68, 186), "mq_open": (240, 180), "semget": (64, 190),
    "sendmsg": (46, 211), "sendmmsg": (307, 269), "io_setup": (206, 0),
    "inotify_init": (253, 26), "inotify_init1": (294, 26), "fanotify_init": (300, 262),
    "kcmp": (312, 272), "name_to_handle_at": (303, 264), "kexec_file_load": (320, 294),
}  # fmt: skip
_CLONE, _CLONE3, _SOCKET, _PRCTL = (56, 220), (435, 435), (41, 198), (157, 167)
_SETSID, _FCNTL = (112, 157), (72, 25)
_NEWER = 463  # the first call that is younger than this table
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NEW_NAMESPACE = 0x7E020000  # every CLONE_NEW... flag
_AF_UNIX = 1
_DEATH_SIGNAL, _DUMPABLE = 1, 4  # prctl: outlive the template; hide from who counts the memory

_SET_LEASE, _NOTIFY = 1024, 1026  # fcntl: make others wait for a file; see who reads it

_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _SECOND_ARGUMENT = 0, 4, 16, 24
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000


def available() -> bool:
    """Return whether the call numbers of this kind of machine are known."""
    return MACHINE in _ARCHITECTURES


def program() -> bytes:
    """Return the filter as the kernel wants it: eight bytes per instruction."""
    member = list(_ARCHITECTURES).index(MACHINE)
    refused = [numbers[member] for numbers in _REFUSED.values()]
    refuse, allow = (_RETURN, 0, 0, _ERRNO | errno.EPERM), (_RETURN, 0, 0, _ALLOW)
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, _ARCHITECTURES[MACHINE]),
        (_RETURN, 0, 0, _KILL),  # calls of another architecture have other numbers
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_AT_LEAST, 0, 1, 0x40000000),  # the x32 numbers of x86_64
        (_RETURN, 0, 0, _KILL),
        (_JUMP_AT_LEAST, 0, 1, _NEWER),
        (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),  # as on a kernel that does not have it
        (_JUMP_EQUAL, 0, 1, _CLONE3[member]),
        (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),  # the C library then uses clone
        (_JUMP_EQUAL, 0, 3, _CLONE[member]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_BITS, len(refused) + 18, 0, _NEW_NAMESPACE),
        allow,
        (_JUMP_EQUAL, 0, 3, _SOCKET[member]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_EQUAL, 0, len(refused) + 14, _AF_UNIX),
        allow,
        (_JUMP_EQUAL, 0, 1, _SETSID[member]),
        (_RETURN, 0, 0, _ERRNO | 0),  # does nothing: each session has its own share of the CPU
        (_JUMP_EQUAL, 0, 4, _PRCTL[member]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_EQUAL, len(refused) + 8, 0, _DEATH_SIGNAL),
        (_JUMP_EQUAL, len(refused) + 7, 0, _DUMPABLE),
        allow,
        (_JUMP_EQUAL, 0, 4, _FCNTL[member]),
        (_LOAD, 0, 0, _SECOND_ARGUMENT),
        (_JUMP_EQUAL, len(refused) + 3, 0, _SET_LEASE),
        (_JUMP_EQUAL, len(refused) + 2, 0, _NOTIFY),
        allow,
        *[(_JUMP_EQUAL, len(refused) - i, 0, number) for i, number in enumerate(refused)],
        allow,
        refuse,
    ]
    return b"".join(struct.pack("<HBBI", *step) for step in steps)


def install() -> None:
    """Put the filter on this process and everything it forks; there is no way back."""
    code = program()
    buffer = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    no_new_privileges()
    libc = ctypes.CDLL(None, use_errno=True)
    set_seccomp, filter_mode = 22, 2
    result = libc.prctl(
        ctypes.c_int(set_seccomp),
        ctypes.c_ulong(filter_mode),
        ctypes.create_string_buffer(head, len(head)),
    )
    if result != 0:
        raise OSError(ctypes.get_errno(), "seccomp")
