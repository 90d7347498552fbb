"""How this machine confines student code, why in this way, and what would be better.

The first lines work on every system: they say on macOS and Windows how to get to a Linux.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.base.errors import GraderError, UnconfinedError

_ELSEWHERE = {
    "Darwin": ("macOS", "Install Docker Desktop, open this folder in VS Code and choose Reopen in "
               "Container; `.devcontainer/` has all it needs."),
    "Windows": ("Windows", "Run `wsl --install` once, copy this folder into the Linux that it "
                "brings (WSL 2), and use the same commands there."),
}  # fmt: skip
_NAMES = {
    "namespaces": "a private root and namespaces for every process, and a filter of system calls",
    "landlock": "Landlock, a filter of system calls and a doorkeeper",
}
_KERNEL = "The kernel of the machine is shared: a hole in it is a way out."
_NOT_STOPPED = {
    "namespaces": (_KERNEL,),
    "landlock": (
        _KERNEL,
        "An answer can ask whether a file or a process exists, how large a file is, when it was "
        "changed and read, and where a link leads; never what is in it, and never what else is in "
        "its folder. A later answer can see when it was read.",
        "It sees its real process number and folder, which differ in a regrade.",
        "Files that it deletes and keeps open may take 1 GB of the disk until it ends.",
        "It cannot write to /tmp by that name, map a file into shared memory, or change the rights "
        "of a file; its own folder, where it starts, works.",
    ),
}
_LANDLOCK = ("Have Landlock: Linux 5.13 or newer with landlock in the kernel's parameter lsm=, and "
             "a container that passes its calls on; gVisor has none.")  # fmt: skip
_OLD_LANDLOCK = "It cannot signal its own children: this Landlock cannot tell them from others."
_SCOPES = 6  # the version that can


@dataclass(frozen=True)
class Examination:
    """What the doctor found.

    Parameters
    ----------
    confinement : how student code is confined, in words; "" if it cannot be.
    why : why in this way, or why not.
    not_stopped : what this confinement lets through.
    better : what to do to get a better one, or one at all.
    """

    confinement: str
    why: str
    not_stopped: tuple[str, ...] = ()
    better: tuple[str, ...] = ()


def require_confinement() -> None:
    """Refuse to go on when this machine cannot confine student code.

    Raises
    ------
    UnconfinedError : it cannot; the message says why, and what to do.
    """
    system = platform.system()
    if system != "Linux":
        name, hint = _ELSEWHERE.get(system, (system, "Run it in a Linux container."))
        raise UnconfinedError(f"Grading needs Linux, and this is {name}", hint=hint)
    from grader.sandbox.confinement import choice

    choice.chosen()


def examine() -> Examination:
    """Try everything that grading uses, in processes of their own, and return what was found."""
    try:
        require_confinement()
    except UnconfinedError as error:
        linux = platform.system() == "Linux"
        better = (*_remedies(), _LANDLOCK) if linux else (error.hint,)
        return Examination("", error.message.partition(": ")[2] or error.message, better=better)
    from grader.sandbox.confinement import choice, syscalls

    name, problems = choice.chosen(), choice.missing()
    fault = _fault()
    if fault:
        return Examination("", fault)
    not_stopped = list(_NOT_STOPPED[name])
    if name == choice.FIRST:
        return Examination(_NAMES[name], "The kernel allows both here.", tuple(not_stopped))
    version = syscalls.landlock_version()
    not_stopped += [_OLD_LANDLOCK] if version < _SCOPES else []
    why = f"Namespaces are refused here ({problems[0]}); Landlock has version {version}."
    return Examination(_NAMES[name], why, tuple(not_stopped), tuple(_remedies()))


def _fault() -> str:
    """Return "" if a student process starts with all that it needs, else why not."""
    from grader.sandbox.limits import Limits
    from grader.sandbox.server import TemplateServer

    try:
        with TemplateServer("grader.sandbox.student:main", preload=(), packages=()) as server:
            pid, sock = server.start("student", Limits())
            sock.close()
            server.end(pid)
            return ""
    except (GraderError, OSError) as error:
        return str(error)


def _setting(name: str) -> str:
    with suppress(OSError):
        return Path("/proc/sys", name).read_text().strip()
    return ""


def _remedies() -> Iterator[str]:
    """Say for each thing that refuses namespaces how to have them."""
    if _setting("user/max_user_namespaces") == "0":
        yield "Allow user namespaces: sudo sysctl user.max_user_namespaces=10000"
    if _setting("kernel/unprivileged_userns_clone") == "0":
        yield "Allow user namespaces: sudo sysctl kernel.unprivileged_userns_clone=1"
    if _setting("kernel/apparmor_restrict_unprivileged_userns") == "1":
        yield ("AppArmor refuses them to ordinary users (Ubuntu): "
               "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0")  # fmt: skip
    if _is_filtered():
        yield ("In a container they need docker run --security-opt seccomp=unconfined "
               "--security-opt apparmor=unconfined, which opens the container itself.")  # fmt: skip


def _is_filtered() -> bool:
    with suppress(OSError):
        return "Seccomp:\t2" in Path("/proc/self/status").read_text()
    return False
