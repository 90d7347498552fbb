"""The warm template: a process with everything imported, from which all others are forked.

There are two of it.  The judges' template serves its parent over one socket; it has forked the
students' template, which serves over another, and only then learns what computes right answers.
Neither ever runs a student's code or sees a test, so there is nothing in them that a student's
process could inherit.  When the parent goes away, or the sockets close, both end and take every
process they forked with them.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from grader.sandbox import confinement, library, pages, shell, student, syscalls
from grader.sandbox.channel import Channel, ChannelError, receive_descriptor
from grader.sandbox.limits import Limits

_READY = b"ready"
Entry = Callable[[socket.socket, Limits], None]


class Template:
    """A fork server.  Every request is (action, argument); the reply is ("ok" | "error", value).

    Parameters
    ----------
    kind : what it forks, "judge" or "student".
    run : what such a process does.
    learn : makes this process know more, for all that it forks later.
    proc : None without isolation.
    """

    def __init__(
        self,
        kind: str,
        control: socket.socket,
        run: Entry,
        learn: Callable[[Any], None],
        proc: confinement.Proc | None,
    ) -> None:
        self.kind = kind
        self.actions: dict[str, Callable[[Any], Any]] = {
            "start": self.start, "end": self.end, "learn": self.learn
        }  # fmt: skip
        self.control = Channel(control, max_bytes=1 << 20)
        self.run = run
        self.learned = learn
        self.proc = proc
        self.outside = os.getuid(), os.getgid()
        self.children: dict[int, str] = {}  # process number: its scratch folder, if there is one

    def serve(self) -> None:
        """Fork and end processes until the parent goes away."""
        self.control.send(("ok", os.getpid()))
        while True:
            try:
                action, argument = self.control.receive()
            except ChannelError:
                break
            try:
                self.control.send(("ok", self.actions[action](argument)))
            except OSError as error:
                self.control.send(("error", str(error)))
        for pid in list(self.children):
            self.end(pid)

    def learn(self, what: Any) -> None:
        """Know more; what fails here, the processes will do for themselves."""
        with contextlib.suppress(Exception):
            self.learned(what)
        gc.freeze()

    def start(self, settings: dict[str, float]) -> int:
        """Fork a process that talks on the descriptor sent along.

        Raises
        ------
        OSError : it could not be forked or confined; then none of its code has run.
        """
        descriptor = receive_descriptor(self.control.sock)
        ready, say_ready = os.pipe()
        confined = self.kind == "student" and self.proc is not None
        scratch = ""
        if self.kind == "student" and not confined:
            scratch = tempfile.mkdtemp(prefix="grader-scratch-")
        try:
            pid = syscalls.fork_into_namespaces(confinement.STUDENT) if confined else os.fork()
            if pid == 0:
                self._child((descriptor, say_ready), scratch, Limits(**settings))
            self.children[pid] = scratch
        finally:
            os.close(descriptor)
            os.close(say_ready)
            with os.fdopen(ready, "rb") as pipe:
                answer = pipe.read(500)
        if answer != _READY:
            self.end(pid)
            raise OSError(answer.decode(errors="replace") or "it ended at once")
        return pid

    def _child(self, kept: tuple[int, int], scratch: str, limits: Limits) -> NoReturn:
        """Become a judge or a student process."""
        channel, say_ready = kept
        try:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            if self.kind == "judge":
                self.control.close()
                syscalls.die_with_parent()
                confinement.limit_judge(self.proc, limits)
            elif self.proc is not None:
                confinement.confine_student(self.proc, self.outside, kept, limits)
            else:
                confinement.confine_without_isolation(scratch, kept, limits)
            os.write(say_ready, _READY)
            os.close(say_ready)
            self.run(socket.socket(fileno=channel), limits)
        except BaseException as error:
            # Before it was ready, the parent is told; later, standard error is the place.
            for place in (say_ready, 2):
                with contextlib.suppress(OSError):
                    os.write(place, f"{self.kind}: {type(error).__name__}: {error}\n".encode())
                    break
            os._exit(70)
        os._exit(0)

    def end(self, pid: int) -> tuple[int, float, int]:
        """Kill a process and, through its PID namespace, all that it started.

        Returns its wait status, CPU seconds and largest memory in bytes.
        """
        scratch = self.children.pop(pid)
        os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        return status, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def main() -> None:
    """Import everything, move into the private root, become two, and serve."""
    settings: dict[str, Any] = json.loads(sys.argv[1])
    controls = {kind: socket.socket(fileno=number) for kind, number in settings["controls"].items()}
    # The parent handles Ctrl-C; the template ends when the parent closes the sockets.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    module, _, function = settings["judge"].partition(":")
    runs: dict[str, Entry] = {"student": student.main}
    for name in settings["preload"]:
        with contextlib.suppress(ImportError):  # the cell that imports it will say so
            importlib.import_module(name)
    runs["judge"] = getattr(importlib.import_module(module), function)
    shell.prepare()
    library.prepare()
    gc.collect()
    pages.gather()  # now, as /proc cannot be seen later
    proc = confinement.confine_template(settings["packages"]) if settings["isolate"] else None
    _set_environment()
    np.random.seed(0)  # noqa: NPY002  # an unseeded answer is the same in a regrade
    students = os.fork()
    kind = "judge" if students else "student"
    if students:
        library.keep_answers()
    else:
        syscalls.die_with_parent()
        library.close_answers()
        shell.settle()
    controls.pop("student" if students else "judge").close()
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every page that the forks share
    learn = library.learn if students else library.load_forbidden
    Template(kind, controls[kind], runs[kind], learn, proc).serve()
    if students:
        os.waitpid(students, 0)


def _set_environment() -> None:
    for name in set(os.environ) - {"LANG", "LC_ALL", "TZ"}:
        del os.environ[name]
    home = {"HOME": "/scratch", "MPLBACKEND": "agg", "MPLCONFIGDIR": "/scratch/.matplotlib"}
    home["COURSE_SANDBOX"] = "1"  # the interactive plots of course_lib are inert then
    os.environ.update(home, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
