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
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.sandbox import library, pages, shell, student
from grader.sandbox.confinement import syscalls
from grader.sandbox.confinement.choice import BY_NAME
from grader.sandbox.confinement.interface import Confinement, ended
from grader.sandbox.confinement.launch import launch
from grader.sandbox.limits import Limits
from grader.sandbox.wire.channel import Channel, ChannelError, receive_descriptor

Entry = Callable[[socket.socket, Limits], None]


class Template:
    """A fork server.  Every request is (action, argument); the reply is ("ok" | "error", value).

    Parameters
    ----------
    kind : what it forks, "judge" or "student".
    run : what such a process does.
    learn : makes this process know more, for all that it forks later.
    confinement : how the students' processes are shut in.
    """

    def __init__(
        self,
        kind: str,
        control: socket.socket,
        run: Entry,
        learn: Callable[[Any], None],
        confinement: Confinement,
    ) -> None:
        self.kind = kind
        self.actions: dict[str, Callable[[Any], Any]] = {
            "start": self.start, "end": self.end, "learn": self.learn
        }  # fmt: skip
        self.control = Channel(control, max_bytes=1 << 20)
        self.run = run
        self.learned = learn
        self.confinement = confinement
        self.children: set[int] = set()

    def serve(self) -> None:
        """Fork and end processes until the parent goes away."""
        self.control.send(("ok", os.getpid()))
        while True:
            self.confinement.wait_for(self.control.sock)
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
        limits, channel = Limits(**settings), receive_descriptor(self.control.sock)
        student = self.kind == "student"

        def become(say_ready: socket.socket) -> Callable[[], None]:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            if student:
                self.confinement.shut_in((channel, say_ready.fileno()), limits)
            else:
                self.control.close()
                syscalls.die_with_parent()
                self.confinement.shut_in_judge(limits)
            return lambda: self.run(socket.socket(fileno=channel), limits)

        try:
            fork = self.confinement.fork if student else os.fork
            pid, problem, sent = launch(fork, become, self.confinement.wait_for)
        finally:
            os.close(channel)
        self.children.add(pid)
        if problem:
            self.end(pid)
            raise OSError(f"{self.kind}: {problem}")
        if student:
            self.confinement.forked(pid, sent, limits)
        return pid

    def end(self, pid: int) -> tuple[int, float, int]:
        """Kill a process and all that it started.

        Returns its wait status, CPU seconds and largest memory in bytes.
        """
        self.children.remove(pid)
        if self.kind == "student":
            return self.confinement.end(pid)
        os.kill(pid, signal.SIGKILL)
        return ended(pid)


def main() -> None:
    """Import everything, prepare the confinement, become two, and serve."""
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
    confinement = BY_NAME[settings["confinement"]]()
    confinement.enter(settings["packages"])
    _set_environment()
    np.random.seed(0)  # noqa: NPY002  # an unseeded answer is the same in a regrade
    students = os.fork()
    kind = "judge" if students else "student"
    if students:
        library.keep_answers()
    else:
        confinement.serve_students()
        library.close_answers()
        shell.settle()
    controls.pop("student" if students else "judge").close()
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every page that the forks share
    learn = library.learn if students else library.load_forbidden
    Template(kind, controls[kind], runs[kind], learn, confinement).serve()
    if students:
        os.waitpid(students, 0)
    confinement.leave()


def _set_environment() -> None:
    for name in set(os.environ) - {"LANG", "LC_ALL", "TZ"}:
        del os.environ[name]
    home = {"HOME": "/scratch", "MPLBACKEND": "agg", "MPLCONFIGDIR": "/scratch/.matplotlib"}
    home["COURSE_SANDBOX"] = "1"  # the interactive plots of course_lib are inert then
    os.environ.update(home, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
