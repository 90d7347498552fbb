"""Runs one notebook's job: a judge process, the student processes it asks for, and the clock."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from grader.judge.process import MESSAGE_BYTES
from grader.sandbox.channel import Channel, ChannelError, LateError, send_descriptor
from grader.sandbox.limits import MEGABYTE, Limits
from grader.sandbox.server import TemplateServer
from grader.sandbox.watch import crowding, hold_back, uses_more

_ATTEMPTS = 3
_WATCH_SECONDS = 0.2
_TEMPLATE_SHARE = 100 * MEGABYTE
_START = "the start of the notebook"


@dataclass
class Finished:
    """What a job came to; ``results`` by exercise as the judge process reported them.

    ``answers`` and ``forbidden`` are what the tests have asked for, of a reference solution.
    """

    results: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    outputs: Mapping[int, list[dict[str, Any]]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    seconds: float = 0.0
    peak_memory: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    answers: list[Any] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


class Seat:
    """Where one submission's judge process sits; it does its notebooks one after the other."""

    def __init__(self, server: TemplateServer) -> None:
        self.server = server
        self.used = False
        self._pid = 0
        self._channel: Channel | None = None

    def taken(self, limits: Limits) -> Channel:
        """Return the channel to the judge process, which is started if there is none."""
        if self._channel is None:
            self._pid, sock = self.server.start("judge", limits)
            self._channel = Channel(sock, max_bytes=MESSAGE_BYTES)
        return self._channel

    def leave(self) -> None:
        """End the judge process, if there is one."""
        channel, self._channel, self.used = self._channel, None, False
        if channel is not None:
            channel.close()
            self.server.end(self._pid)


def run_job(seat: Seat, job: dict[str, Any], limits: Limits) -> Finished:
    """Run a job; a test that takes the judge down is left out and the rest is run again."""
    finished = Finished()
    limits = limits.stretched(crowding())
    for _ in range(_ATTEMPTS):
        used = seat.used
        done, where, reason = _attempt(seat, job, limits, finished)
        if done is not None:
            finished.results, finished.outputs = done["results"], done["outputs"]
            finished.problems += done["problems"]
            finished.seconds = done["seconds"]
            finished.answers, finished.forbidden = done["answers"], done["forbidden"]
            return finished
        if used:
            continue  # perhaps the notebook before has ended it: once more with a fresh one
        finished.faults[where] = reason
        if where == _START:
            break
        job = {**job, "excluded": [*job["excluded"], where]}
    finished.faults[""] = f"the judge could not finish the notebook: {reason}"
    return finished


def _attempt(
    seat: Seat, job: dict[str, Any], limits: Limits, finished: Finished
) -> tuple[dict[str, Any] | None, str, str]:
    """Have a judge process do the job; without a result, say in which test it was and why."""
    server, judge = seat.server, seat.taken(limits)
    students: list[int] = []
    done = False
    where, reason = _START, "the judge process ended"
    deadline = time.monotonic() + limits.notebook_seconds + limits.judge_seconds
    try:
        judge.send((asdict(limits), job), deadline=deadline)
        while True:
            while time.monotonic() < deadline and not judge.ready(_WATCH_SECONDS):
                _end_gluttons(server, students, limits, finished)
            kind, value = judge.receive(deadline=deadline)
            if kind == "done":
                seat.used = done = True
                return value, "", ""
            if kind == "begin":
                where = value
            elif kind == "student":
                number, theirs = server.start("student", limits)
                students.append(number)
                _hand_over(judge, theirs)
            else:
                _end_all(server, students, finished)
    except LateError:
        reason = "the test took too long outside the student's code"
    except ChannelError:
        pass
    finally:
        if not done:
            seat.leave()
        _end_all(server, students, finished)
    return None, where, reason


def _end_all(server: TemplateServer, students: list[int], finished: Finished) -> None:
    while students:
        _end(server, students.pop(), finished)


def _end(server: TemplateServer, pid: int, finished: Finished) -> None:
    usage = server.end(pid)
    finished.peak_memory = max(finished.peak_memory, usage.peak_memory)


def _end_gluttons(
    server: TemplateServer, students: list[int], limits: Limits, finished: Finished
) -> None:
    """End student processes that use too much memory together, and hold back too busy ones."""
    for pid in list(students) if server.isolate else ():
        hold_back(pid)
        if uses_more(pid, limits.memory_mb * MEGABYTE + _TEMPLATE_SHARE):
            students.remove(pid)
            _end(server, pid, finished)
            finished.problems.append("its processes together used more memory than allowed")


def _hand_over(judge: Channel, sock: socket.socket) -> None:
    with sock:
        send_descriptor(judge.sock, sock.fileno())
