"""The trusted side's handle on the warm template."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any

from grader.base.errors import GraderError
from grader.sandbox.confinement import choice
from grader.sandbox.limits import Limits
from grader.sandbox.wire.channel import Channel, ChannelError, send_descriptor
from grader.sandbox.wire.codec import CodecError

_KINDS = ("judge", "student")
_BOOT = "import sys; sys.path[:] = {path!r}; from grader.sandbox.template import main; main()"


@dataclass(frozen=True)
class Usage:
    """What the kernel counted for a process that has ended."""

    status: int
    seconds: float
    peak_memory: int


@dataclass(frozen=True)
class Lesson:
    """What a template is taught, for all processes that it starts later.

    For a "judge": the exercises of the week, or calls that compute right answers, which a judge
    then has from the start.  For a "student": dotted names of library functions that an answer
    must not call.
    """

    kind: str
    name: str
    content: Any

    @classmethod
    def of_exercises(cls, modules: Mapping[str, str]) -> Lesson:
        """The exercises of a week, named by their content."""
        digest = hashlib.sha256(repr(sorted(modules.items())).encode()).hexdigest()
        return cls("judge", f"exercises {digest}", dict(modules))


class TemplateServer:
    """Starts the template, and through it judge and student processes.

    Parameters
    ----------
    judge : ``module:function``, what a judge process runs.
    preload : modules to import once, for everybody.
    packages : packages outside the Python environment that student code may import.
    isolate : False only when the person at the keyboard asked for it.

    Raises
    ------
    GraderError : the template does not come up, for example because this machine can confine no
        process.
    """

    def __init__(
        self, judge: str, *, preload: Sequence[str], packages: Sequence[str], isolate: bool = True
    ) -> None:
        pairs = {kind: socket.socketpair() for kind in _KINDS}
        numbers = {kind: theirs.fileno() for kind, (_, theirs) in pairs.items()}
        settings = {
            "controls": numbers,
            "judge": judge,
            "preload": list(preload),
            "packages": list(packages),
            "confinement": choice.chosen() if isolate else choice.UNCONFINED,
        }
        path = [os.path.abspath(entry) for entry in sys.path]
        self.isolate = isolate
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the server
        self._process = subprocess.Popen(
            # Not -I: it would ignore the seed of the hashes, which _environment() sets.
            [sys.executable, "-s", "-P", "-c", _BOOT.format(path=path), json.dumps(settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            pass_fds=list(numbers.values()),
            env=_environment(),
        )
        self._learned: set[str] = set()  # names of lessons
        self._kinds: dict[int, str] = {}  # of the processes that run
        self._controls: dict[str, Channel] = {}
        for kind, (ours, theirs) in pairs.items():
            theirs.close()
            self._controls[kind] = Channel(ours, max_bytes=1 << 20)
        for kind in _KINDS:
            self._answer(kind, "The sandbox did not start")

    def start(self, kind: str, limits: Limits) -> tuple[int, socket.socket]:
        """Start a "judge" or a "student" process; return its number and the socket to it."""
        ours, theirs = socket.socketpair()
        control = self._controls[kind]
        try:
            with theirs:
                control.send(("start", asdict(limits)))
                send_descriptor(control.sock, theirs.fileno())
                pid = int(self._answer(kind, f"A {kind} process did not start"))
                self._kinds[pid] = kind
                return pid, ours
        except BaseException as error:
            ours.close()
            if isinstance(error, (ChannelError, OSError)):
                raise self._lost(f"A {kind} process did not start") from None
            raise

    def end(self, pid: int) -> Usage:
        """Kill a process and everything it started, and return what it used."""
        failed = f"Process {pid} could not be ended"
        kind = self._kinds.pop(pid)
        try:
            self._controls[kind].send(("end", pid))
        except ChannelError:
            raise self._lost(failed) from None
        return Usage(*self._answer(kind, failed))

    def learn(self, lesson: Lesson) -> None:
        """Let all processes of a kind that start from now on know something; once is enough."""
        if lesson.name in self._learned:
            return
        self._learned.add(lesson.name)
        failed = f"The {lesson.kind} template did not answer"
        try:
            self._controls[lesson.kind].send(("learn", lesson.content))
        except CodecError:
            return  # the processes do without
        except ChannelError:
            raise self._lost(failed) from None
        self._answer(lesson.kind, failed)

    def _answer(self, kind: str, failed: str) -> Any:
        try:
            state, value = self._controls[kind].receive()
        except ChannelError:
            raise self._lost(failed) from None
        if state == "error":
            raise GraderError(f"{failed}: {value}", hint=_DOCTOR)
        return value

    def _lost(self, failed: str) -> GraderError:
        return GraderError(f"{failed}: {self.last_error()}", hint=_DOCTOR)

    def last_error(self) -> str:
        """Return the last line that the template or a process of it wrote as an error."""
        if self._errors.closed:
            return "it was closed"
        self._errors.seek(0)
        lines = self._errors.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "no reason given"

    def close(self) -> None:
        """End the template and everything it started."""
        for control in self._controls.values():
            control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()

    def __enter__(self) -> TemplateServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


_DOCTOR = "`grader doctor` says what this machine offers."


def _environment() -> dict[str, str]:
    """Return what the template needs of the environment; nothing else can leak to a student."""
    names = ("HOME", "LANG", "LC_ALL", "TMPDIR", "TZ")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    one_thread = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
    # Fixed hashes: the order of a set is the same in a regrade.
    return {**kept, **one_thread, "PYTHONHASHSEED": "0", "MPLBACKEND": "agg"}
