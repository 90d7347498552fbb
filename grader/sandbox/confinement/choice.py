"""Which confinement this machine offers: the first that works, tried out once for each process."""

from __future__ import annotations

import json
import os
import platform
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from grader.base.errors import UnconfinedError
from grader.sandbox.confinement import seccomp
from grader.sandbox.confinement.interface import Confinement, ended
from grader.sandbox.confinement.landlock import Landlock
from grader.sandbox.confinement.launch import Become, launch
from grader.sandbox.confinement.namespaces import Namespaces
from grader.sandbox.confinement.unconfined import Unconfined
from grader.sandbox.limits import Limits

BY_NAME: dict[str, type[Confinement]] = {
    kind.name: kind for kind in (Namespaces, Landlock, Unconfined)
}
FIRST, UNCONFINED = Namespaces.name, Unconfined.name
_CONFINED = (FIRST, Landlock.name)
_TRY = (
    "import sys; sys.path[:] = {path!r}; from grader.sandbox.confinement.choice import main; main()"
)


@cache
def chosen() -> str:
    """Return the name of the confinement to use.

    Raises
    ------
    UnconfinedError : none works here; the message says why, and what to do.
    """
    problems = missing()
    if len(problems) < len(_CONFINED):
        return _CONFINED[len(problems)]
    raise UnconfinedError(
        f"Student code cannot be confined on this machine: namespaces are refused ({problems[0]}), "
        f"and so is Landlock ({problems[1]})",
        hint="`grader doctor` says what to do. --unsafe-no-sandbox grades all the same, and every "
        "report says so.",
    )


@cache
def missing() -> tuple[str, ...]:
    """Return what each confinement lacks here, in their order, up to the first that works.

    They are tried in a process of their own, which has one thread and can fork safely.
    """
    path = [os.path.abspath(entry) for entry in sys.path]
    done = subprocess.run(
        [sys.executable, "-s", "-P", "-c", _TRY.format(path=path)],
        stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["it ended at once"]
        return (lines[-1],) * len(_CONFINED)
    return tuple(json.loads(done.stdout))


def main() -> None:
    """Try the confinements and write what each lacks, up to the first that works."""
    problems: list[str] = []
    for name in _CONFINED:
        problem = _problem(BY_NAME[name]())
        if not problem:
            break
        problems.append(problem)
    print(json.dumps(problems))


def _problem(confinement: Confinement) -> str:
    """Return "" if a process can be shut in, else why not."""
    if not seccomp.available():
        return f"no system call numbers are known for {platform.machine()}"

    def prepare(_: socket.socket) -> Callable[[], None]:
        confinement.enter(())
        problem = _student(confinement)
        confinement.leave()
        if problem:
            raise OSError(0, problem)
        return lambda: None

    return _tried(os.fork, prepare, ended)


def _student(confinement: Confinement) -> str:
    def shut_in(say_ready: socket.socket) -> Callable[[], None]:
        number = say_ready.fileno()
        confinement.shut_in((number, number), Limits())
        _look_out()
        return lambda: None

    return _tried(confinement.fork, shut_in, confinement.end)


def _tried(fork: Callable[[], int], become: Become, end: Callable[[int], object]) -> str:
    try:
        pid, problem, sent = launch(fork, become, lambda sock: None)
    except OSError as error:
        return error.strerror or str(error)
    for descriptor in sent:
        os.close(descriptor)
    end(pid)
    return problem


def _look_out() -> None:
    """Raise an error if this process, shut in, still sees the machine or not enough of it.

    A kernel may accept rules that it does not keep.  And what only the rights of root have
    opened, the Python environment for example, is closed now.
    """
    if _opens("/proc/1/stat"):
        raise OSError(0, "files outside the environment can still be opened")
    try:
        os.listdir(os.path.dirname(os.__file__))
    except OSError as error:
        problem = f"the Python environment cannot be read without special rights: {error}"
        raise OSError(0, problem) from error


def _opens(path: str) -> bool:
    with suppress(OSError):
        os.close(os.open(path, os.O_RDONLY))
        return True
    return False
