"""What ``grader doctor`` finds on machines of several kinds, and what the commands then do."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.sandbox.confinement import syscalls

SCRIPT = "from grader.sandbox.doctor import examine; print(examine().confinement[:14])"


# Answers a call as a kernel or a container that refuses it does: a filter of four steps.
REFUSE = """
import ctypes, struct
steps = ((0x20, 0, 0, 0), (0x15, 0, 1, {number}), (6, 0, 0, 0x50000 + {error}),
         (6, 0, 0, 0x7FFF0000))
code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in steps))
head = struct.pack("@HxxxxxxP", 4, ctypes.addressof(code))
syscalls.no_new_privileges()
syscalls.set_filter(ctypes.create_string_buffer(head), listener=False)
"""
NO_LANDLOCK = REFUSE.format(number=444, error=38)  # ENOSYS
NO_MOUNT = REFUSE.format(
    number={"x86_64": 165, "aarch64": 40}[syscalls.MACHINE], error=13
)  # EACCES


def test_this_machine_has_the_better_confinement() -> None:
    """The tests run as root or with user namespaces, so nothing is left to be done."""
    code = SCRIPT + "; print(examine().better)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "a private root\n()\n", done.stderr


def _in_user_namespace(
    code: str, inside: int, *, closed: bool, refused: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run Python as user ``inside`` of a new user namespace; closed: it may make no more."""
    boot = (
        "import os, sys; from grader.sandbox.confinement import syscalls\n"
        "user, group = os.getuid(), os.getgid()\n"
        "syscalls.unshare(syscalls.NEW_USER)\n"
        "open('/proc/self/setgroups', 'w').write('deny')\n"
        f"open('/proc/self/uid_map', 'w').write(f'{inside} {{user}} 1')\n"
        f"open('/proc/self/gid_map', 'w').write(f'{inside} {{group}} 1')\n"
        f"if {closed}: open('/proc/sys/user/max_user_namespaces', 'w').write('0')\n"
        f"{refused}\n"
        f"os.execv(sys.executable, [sys.executable, '-c', {code!r}])"
    )
    return subprocess.run([sys.executable, "-c", boot], capture_output=True, text=True, check=False)


def test_an_ordinary_user_is_enough() -> None:
    """A user without any rights can confine student code."""
    done = _in_user_namespace(SCRIPT, 1234, closed=False)
    assert done.stdout == "a private root\n", done.stderr


@pytest.mark.parametrize("user", [0, 1234])
def test_without_namespaces_landlock_is_used(user: int) -> None:
    """Where no namespace can be made, student code is still confined, for root and for a user."""
    done = _in_user_namespace(SCRIPT, user, closed=True)
    assert done.stdout == "Landlock, a fi\n", done.stderr


def test_namespaces_without_rights_are_not_used() -> None:
    """AppArmor lets an ordinary user make a namespace, and then refuses to mount in it."""
    code = "from grader.sandbox.doctor import examine; print(examine().why)"
    done = _in_user_namespace(code, 1234, closed=False, refused=NO_MOUNT)
    assert "mount none on /: Permission denied" in done.stdout, done.stderr
    assert "Landlock has version" in done.stdout


def test_without_landlock_too_it_refuses() -> None:
    """Then there is a clear error with both reasons, and nothing is run."""
    code = "import sys; sys.argv[1:] = ['demo']; from grader.cli import main; main()"
    done = _in_user_namespace(code, 1234, closed=True, refused=NO_LANDLOCK)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Student code cannot be confined on this machine" in done.stderr
    assert "Landlock (landlock_create_ruleset: Function not implemented)" in done.stderr
    assert "--unsafe-no-sandbox" in done.stderr


@pytest.mark.parametrize(("system", "way"), [("Darwin", "Container"), ("Windows", "WSL 2")])
@pytest.mark.parametrize("command", ["demo", "autograde week4", "check week4", "regrade week4"])
def test_elsewhere_it_says_how(system: str, way: str, command: str) -> None:
    """macOS and Windows cannot grade; two lines say what to do, with no module of Unix needed."""
    code = (
        "import platform, sys\nplatform.system = lambda: " + repr(system) + "\n"
        "sys.modules.update(dict.fromkeys(('fcntl', 'resource', 'pwd', 'termios')))\n"
        f"sys.argv[1:] = {command.split()!r}\nfrom grader.cli import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    assert "Grading needs Linux" in lines[0]
    assert way in lines[1]
