"""What runs in the student's process: cells on request, calls on request, and forks.

Nothing here is trusted once the first cell has run, because student code shares the
interpreter.  It need not be: whatever this process says is only ever an *answer*, and the judge
checks every byte of it and keeps the time.
"""

from __future__ import annotations

import builtins
import contextlib
import os
import random
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from grader.sandbox import library
from grader.sandbox import shell as shell_module
from grader.sandbox.absent import AbsentPackage
from grader.sandbox.limits import MEGABYTE, Limits
from grader.sandbox.wire.channel import Channel, ChannelError, receive_descriptor
from grader.sandbox.wire.codec import CodecError, Encoded, encode

_DEPTH = 2  # of a result in the message (number, (kind, result))


class Student:
    """The loop that serves the judge on one channel."""

    def __init__(self, sock: socket.socket, limits: Limits) -> None:
        self.limits, self.number = limits, -1
        self.guard = library.guard()
        self.shell = shell_module.Shell.instance()
        self.channel = self._channel(sock)
        self.actions: dict[str, Callable[..., Any]] = {
            "files": self.files,
            "run": self.run,
            "look": self.look,
            "call": self.call,
            "look at call": self.look_at_call,
            "fork": self.fork,
            "kill": self.kill,
        }

    def _channel(self, sock: socket.socket) -> Channel:
        size = int(self.limits.message_mb * MEGABYTE)
        return Channel(sock, max_bytes=size, generators="receive")

    def serve(self) -> None:
        """Answer requests until the judge closes the channel."""
        while True:
            try:
                number, action, *arguments = self.channel.receive()
            except ChannelError:
                return
            self.number = number
            reply = self.actions[action](*arguments)
            if number >= 0:
                self.channel.send((number, reply))

    def files(self, contents: dict[str, bytes]) -> None:
        """Write the files that belong to the notebook into the scratch folder."""
        for name, content in contents.items():
            path = Path(name)
            with contextlib.suppress(OSError):  # the cell that needs it will say so
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)

    def run(self, source: str, pictures: bool) -> dict[str, Any]:
        """Run a cell."""
        size = int(self.limits.output_kb * 1000)
        return shell_module.run_cell(self.shell, source, output=size, pictures=pictures)

    def look(self, names: list[str]) -> dict[str, Any]:
        """Say what the names are: ("missing",), ("function",), ("data", value) or a refusal."""
        return {name: self._look(name) for name in names}

    def _look(self, name: str) -> tuple[Any, ...]:
        if name not in self.shell.user_ns:
            return ("missing",)
        value = self.shell.user_ns[name]
        if isinstance(value, AbsentPackage):
            return ("missing",)
        if callable(value) and not isinstance(value, (np.ndarray, np.generic)):
            return ("function",)
        size = self.channel.max_bytes // 4
        return self._answer("data", value, size=size, depth=_DEPTH + 1, lenient=True)

    def _answer(
        self, kind: str, value: Any, *more: Any, size: int, depth: int, lenient: bool = False
    ) -> tuple[Any, ...]:
        """Return (kind, value, ...) with the value encoded, or why it cannot travel."""
        try:
            content = encode(value, max_bytes=size, depth=depth, lenient=lenient)
            return (kind, Encoded(content), *more)
        except CodecError as error:
            return ("refused", str(error))

    def call(
        self, name: str, args: Any, kwargs: Any, guard: Any, lent: list[str]
    ) -> tuple[Any, ...]:
        """Call a function of the notebook: ("value", ...), ("error", ...) or ("refused", ...).

        ``guard`` says what of the library stays open, and what else is closed; without one all
        is open. The library is closed until the result has been read: an object may compute only
        then. In the place of what is ``lent`` the judge answers.
        """
        generators = [a for a in (*args, *kwargs.values()) if isinstance(a, np.random.Generator)]
        size = self.channel.max_bytes // 2
        try:
            self.shell.user_ns.update({each: Lent(each, self) for each in lent})
            function = self._function(name)
            plan = self._close(guard)
            value = function(*args, **kwargs)  # what it prints goes to /dev/null
            states = [g.bit_generator.state for g in generators]
            answer = self._answer("value", value, states, size=size, depth=_DEPTH)
            if plan is not None:
                self.guard.called(plan)
        except BaseException as error:  # also SystemExit: the judge decides what it costs
            if self.guard is not None and guard is not None:
                error = self.guard.explained(error)
            return ("error", shell_module.describe(error))
        return answer

    def look_at_call(self, name: str, args: Any, kwargs: Any, guard: Any, lent: list[str]) -> Any:
        """Call a function; say also what its arguments are afterwards."""
        answer = self.call(name, args, kwargs, guard, lent)
        size = self.channel.max_bytes // 4
        after = self._answer("after", (args, kwargs), size=size, depth=_DEPTH + 1, lenient=True)
        return (answer, after)

    def _close(self, guard: Any) -> Any:
        """Close the library by the guard, or open it; return how it was closed."""
        if self.guard is None:
            return None
        return self.guard.open_again() if guard is None else self.guard.close(*guard)

    def _function(self, name: str) -> Callable[..., Any]:
        try:
            function: Callable[..., Any] = self.shell.user_ns[name]
        except KeyError:
            raise NameError(f"name {name!r} is not defined", name=name) from None
        return function  # whatever it is, calling it will tell

    def fork(self) -> int:
        """Fork; the child keeps the state of now and serves the judge on a channel of its own."""
        descriptor = receive_descriptor(self.channel.sock)
        # Forking makes Python draw a new seed; a seed that a cell has set must stay.
        state = random.getstate()
        try:
            pid = os.fork()
        except OSError:  # the limit of processes is used up
            os.close(descriptor)
            return 0
        if pid == 0:
            random.setstate(state)
            self.channel.close()
            self.channel = self._channel(socket.socket(fileno=descriptor))
            self.serve()
            os._exit(0)
        os.close(descriptor)
        return pid

    def kill(self, pid: int) -> tuple[int, int]:
        """End a forked child: its wait status and its largest memory in bytes."""
        try:
            os.kill(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
        except OSError:  # student code has waited for it
            return (0, 0)
        return (status, usage.ru_maxrss * 1024)


class Lent:
    """Stands for a function of the student that has a mistake; the judge's own answers."""

    def __init__(self, name: str, student: Student) -> None:
        self.__name__ = self.__qualname__ = name
        self._student = student

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the judge sends; a generator moves on as if it had been used here."""
        places: dict[Any, Any] = {**dict(enumerate(args)), **kwargs}
        used = {k: v for k, v in places.items() if isinstance(v, np.random.Generator)}
        states = {place: generator.bit_generator.state for place, generator in used.items()}
        plain = tuple(None if k in used else v for k, v in enumerate(args))
        named = {k: None if k in used else v for k, v in kwargs.items()}
        channel = self._student.channel
        channel.send((self._student.number, ("lent", (self.__name__, plain, named, states))))
        match channel.receive():
            case ("value", value, dict(after)):
                for place, state in after.items():
                    used[place].bit_generator.state = state
                return value
            case (_, kind, message):
                found = getattr(builtins, kind, RuntimeError)
                raise found(message)


def main(sock: socket.socket, limits: Limits) -> None:
    """Serve the judge in a process that is confined already."""
    random.seed(0)  # Python draws a new seed at every fork; NumPy keeps the template's
    sys.path.append(os.getcwd())  # last: a file called numpy.py must not hide NumPy
    tempfile.tempdir = os.getcwd()  # the only place that can be written to
    Student(sock, limits).serve()
