"""What this machine offers to confine student code; the data behind ``grader doctor``."""

from __future__ import annotations

import ctypes
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader.base.errors import GraderError
from grader.sandbox import seccomp, syscalls
from grader.sandbox.limits import Limits
from grader.sandbox.server import TemplateServer

_LANDLOCK_CREATE_RULESET = 444


@dataclass(frozen=True)
class Finding:
    """One line of defence: whether it is there, whether grading needs it, and what it stops."""

    name: str
    available: bool
    needed: bool
    stops: str
    detail: str = ""


def examine() -> list[Finding]:
    """Try everything that the sandbox uses and return what was found.

    Nothing is changed on the machine: each attempt is made in a process of its own.
    """
    linux = platform.system() == "Linux"
    userns = _child_can(lambda: syscalls.unshare(syscalls.NEW_USER)) if linux else "not Linux"
    whole = _whole_sandbox() if linux else "not Linux"
    memory = Path("/sys/fs/cgroup/cgroup.controllers")
    controllers = memory.read_text() if memory.exists() else ""
    landlock = _landlock_version() if linux else 0
    return [
        Finding("user namespaces", not userns, True, "rights over the machine", userns),
        Finding("the whole sandbox", not whole, True, "all that grader.sandbox promises", whole),
        Finding(
            "system call filter", seccomp.available(), False,
            "mounting, tracing, programs, io_uring: most ways out of a namespace",
            "" if seccomp.available() else f"no call numbers are known for {platform.machine()}",
        ),
        Finding(
            "memory control group", "memory" in controllers, False,
            "not used: the grader adds up the memory of all processes itself",
        ),
        Finding(
            "Landlock", landlock > 0, False, "not used: the private root shows no other file",
            f"version {landlock}" if landlock > 0 else "",
        ),
    ]  # fmt: skip


def require_isolation() -> None:
    """Refuse to go on when this machine cannot confine student code.

    Raises
    ------
    GraderError : it cannot; the message says what is missing.
    """
    problem = _whole_sandbox() if platform.system() == "Linux" else "this is not Linux"
    if problem:
        raise GraderError(
            f"Student code cannot be confined on this machine: {problem}",
            hint="`grader doctor` says more. --unsafe-no-sandbox grades all the same, and every "
            "report will say so.",
        )


def _child_can(action: Callable[[], object]) -> str:
    """Return "" if the action works in a forked process, else why not."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            action()
        except OSError as error:
            os.write(write, str(error).encode()[:500])
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        reason = pipe.read()
    os.waitpid(pid, 0)
    return reason


def _whole_sandbox() -> str:
    """Return "" if a student process starts and answers, else why not."""
    try:
        with TemplateServer("grader.sandbox.student:main", preload=(), packages=()) as server:
            pid, sock = server.start("student", Limits())
            sock.close()
            server.end(pid)
            return ""
    except GraderError as error:
        return error.message
    except OSError as error:
        return str(error)


def _landlock_version() -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    number = ctypes.c_long(_LANDLOCK_CREATE_RULESET)
    zero = ctypes.c_size_t(0)
    return int(libc.syscall(number, None, zero, ctypes.c_uint(1)))
