"""The filters of system calls, step by step and for both kinds of machine.

They are run here by an interpreter of their own, so that the filter for aarch64 is tested on
x86_64 too.
"""

from __future__ import annotations

import errno
import struct

import pytest

from grader.sandbox.confinement import seccomp, syscalls

ALLOW, ASK, KILL, ERROR = 0x7FFF0000, 0x7FC00000, 0x80000000, 0x00050000
REFUSE, NOTHING, ABSENT = ERROR | errno.EPERM, ERROR, ERROR | errno.ENOSYS
MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CLONE_NEWUSER, MAP_SHARED, MAP_ANONYMOUS, O_CREAT = 0x10000000, 1, 0x20, 0o100


def answer(program: bytes, architecture: int, number: int, arguments: tuple[int, ...]) -> int:
    """Return what a classic BPF program says to a call: loads, jumps and returns."""
    padded = (*arguments, *[0] * (6 - len(arguments)))
    data = struct.pack("<IIQ6Q", number, architecture, 0, *padded)
    place = value = 0
    while True:
        code, yes, no, constant = struct.unpack_from("<HBBI", program, 8 * place)
        place += 1
        match code:
            case 0x20:
                (value,) = struct.unpack_from("<I", data, constant)
            case 0x05:
                place += constant
            case 0x15 | 0x35 | 0x45:
                holds = {0x15: value == constant, 0x35: value >= constant, 0x45: value & constant}
                place += yes if holds[code] else no
            case 0x06:
                return int(constant)
            case _:
                raise AssertionError(f"step {place - 1} is {code:#x}")


@pytest.fixture(params=MACHINES)
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Pretend to be on a machine of each kind."""
    monkeypatch.setattr(syscalls, "MACHINE", request.param)
    monkeypatch.setattr(seccomp, "_MEMBER", list(MACHINES).index(request.param))
    return str(request.param)


# name: numbers, arguments, the answer in a private root, with Landlock 7, with Landlock 1
CALLS = {
    "read": ((0, 63), (3, 0, 9), ALLOW, ALLOW, ALLOW),
    "openat, reading": ((257, 56), (3, 0, 0), ALLOW, ALLOW, ALLOW),
    "openat, emptying": ((257, 56), (3, 0, 0o1000), ALLOW, ALLOW, REFUSE),
    "openat, writing": ((257, 56), (3, 0, 0o1001), ALLOW, ALLOW, ALLOW),
    "truncate": ((76, 45), (0, 0), ALLOW, ALLOW, REFUSE),
    "execve": ((59, 221), (), REFUSE, REFUSE, REFUSE),
    "ptrace": ((101, 117), (), REFUSE, REFUSE, REFUSE),
    "socket": ((41, 198), (1, 1), REFUSE, REFUSE, REFUSE),
    "connect": ((42, 203), (), REFUSE, REFUSE, REFUSE),
    "io_uring_setup": ((425, 425), (), REFUSE, REFUSE, REFUSE),
    "sendto, on": ((44, 206), (3, 0, 9, 0, 0, 0), ALLOW, ALLOW, ALLOW),
    "sendto, elsewhere": ((44, 206), (3, 0, 9, 0, 1 << 40, 9), ALLOW, REFUSE, REFUSE),
    "fchmod": ((91, 52), (3, 0o777), ALLOW, REFUSE, REFUSE),
    "fchown": ((93, 55), (3, 0, 0), REFUSE, REFUSE, REFUSE),
    "fork": ((56, 220), (17,), ALLOW, ALLOW, ALLOW),
    "fork into a namespace": ((56, 220), (CLONE_NEWUSER | 17,), REFUSE, REFUSE, REFUSE),
    "clone3": ((435, 435), (), ABSENT, ABSENT, ABSENT),
    "setsid": ((112, 157), (), NOTHING, NOTHING, NOTHING),
    "mmap, private": ((9, 222), (0, 9, 3, 2), ALLOW, ALLOW, ALLOW),
    "mmap, shared": ((9, 222), (0, 9, 3, MAP_SHARED), ALLOW, REFUSE, REFUSE),
    "mmap, private, of no file": ((9, 222), (0, 9, 3, 2 | MAP_ANONYMOUS), ALLOW, ALLOW, ALLOW),
    "mmap, of no file": ((9, 222), (0, 9, 3, MAP_SHARED | MAP_ANONYMOUS), REFUSE, REFUSE, REFUSE),
    "kill, a child": ((62, 129), (78, 9), ALLOW, ALLOW, REFUSE),
    "kill, itself": ((62, 129), (77, 9), ALLOW, NOTHING, NOTHING),
    "alarm, itself": ((62, 129), (77, 14), ALLOW, ALLOW, ALLOW),
    "limits of its own": ((302, 261), (0, 7), ALLOW, ALLOW, ALLOW),
    "limits of another": ((302, 261), (78, 7), REFUSE, REFUSE, REFUSE),
    "terminal, size": ((16, 29), (1, 0x5413), ALLOW, ALLOW, ALLOW),
    "terminal, typing": ((16, 29), (1, 0x5412), REFUSE, REFUSE, REFUSE),
    "lock": ((72, 25), (3, 6), NOTHING, NOTHING, NOTHING),
    "what is locked": ((72, 25), (3, 5), REFUSE, REFUSE, REFUSE),
    "flags of a descriptor": ((72, 25), (3, 1), ALLOW, ALLOW, ALLOW),
    "owner": ((72, 25), (3, 8), REFUSE, REFUSE, REFUSE),
    "read, at": ((327, 286), (3, 0, 1, 0, 0, 0), ALLOW, ALLOW, ALLOW),
    "read what is in memory": ((327, 286), (3, 0, 1, 0, 0, 8), REFUSE, REFUSE, REFUSE),
    "memory, back": ((28, 233), (0, 9, 4), ALLOW, ALLOW, ALLOW),
    "memory, out": ((28, 233), (0, 9, 21), NOTHING, NOTHING, NOTHING),
    "clock": ((228, 113), (1,), ALLOW, ALLOW, ALLOW),
    "clock of another": ((228, 113), (0xFFFFFF02,), REFUSE, REFUSE, REFUSE),
    "pair": ((53, 199), (1, 1), ALLOW, ALLOW, ALLOW),
    "pair of another family": ((53, 199), (30, 1), REFUSE, REFUSE, REFUSE),
    "ignoring an alarm": ((13, 134), (14, 1), ALLOW, ALLOW, ALLOW),
    "ignoring that a child ended": ((13, 134), (17, 1), NOTHING, NOTHING, NOTHING),
    "younger": ((470, 470), (), ABSENT, ABSENT, ABSENT),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_call_gets_its_answer(machine: str, name: str) -> None:
    """The lists hold on both kinds of machine, and an old Landlock is made up for."""
    numbers, arguments, *expected = CALLS[name]
    number = numbers[list(MACHINES).index(machine)]
    programs = seccomp.student(), seccomp.student(7, 77), seccomp.student(1, 77)
    assert [answer(p, MACHINES[machine], number, arguments) for p in programs] == expected


def test_calls_of_another_architecture_kill(machine: str) -> None:
    """Whatever their number, and so do the second set of numbers that x86_64 has."""
    program = seccomp.student(7, 77)
    assert answer(program, 0x40000003, 1, ()) == KILL
    assert answer(program, MACHINES[machine], 0x40000000, ()) == KILL


def test_the_doorkeeper_is_asked(machine: str) -> None:
    """Before a process, a new name or a write, and for nothing else that notebooks do often."""
    member = list(MACHINES).index(machine)
    asked = {(56, 220): (17,), (257, 56): (3, 0, O_CREAT), (1, 64): (), (258, 34): ()}
    passed = {(0, 63): (), (257, 56): (3, 0, 0), (44, 206): (), (9, 222): (), (25, 216): ()}
    for calls, expected in ((asked, ASK), (passed, ALLOW)):
        for numbers, arguments in calls.items():
            found = answer(seccomp.counted(), MACHINES[machine], numbers[member], arguments)
            assert found == expected, numbers
