"""Runs one notebook's job: a judge process, the student processes it asks for, and their meters."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from grader.judge.running.process import ENTRIES, MESSAGE_BYTES
from grader.sandbox.limits import MEGABYTE, Limits, in_steps
from grader.sandbox.meter import Meter
from grader.sandbox.server import TemplateServer
from grader.sandbox.watch import hold_back, uses_more
from grader.sandbox.wire.channel import Channel, ChannelError, LateError, send_descriptor

_ATTEMPTS = 3
_WATCH_SECONDS = 0.2
_SILENCE = 5.0  # seconds in which a judge that waits for a student says something
_TEMPLATE_SHARE = 100 * MEGABYTE
_START = "the start of the notebook"
_GLUTTONY = "its processes together used more memory than allowed"


@dataclass
class Finished:
    """What a job came to; ``results`` by exercise as the judge process reported them.

    ``lost`` says of names why they are not what they were for the student.
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
    lost: Mapping[str, str] = field(default_factory=dict)


class Seat:
    """Where one submission's judge process sits; it does its notebooks one after the other."""

    def __init__(self, server: TemplateServer) -> None:
        self.server = server
        self.used = False
        self.pid = 0
        self._channel: Channel | None = None

    def taken(self, limits: Limits) -> Channel:
        """Return the channel to the judge process, which is started if there is none."""
        if self._channel is None:
            self.pid, sock = self.server.start("judge", limits)
            self._channel = Channel(sock, max_bytes=MESSAGE_BYTES, entries=ENTRIES)
        return self._channel

    def leave(self) -> None:
        """End the judge process, if there is one."""
        channel, self._channel, self.used = self._channel, None, False
        if channel is not None:
            channel.close()
            self.server.end(self.pid)


def run_job(seat: Seat, job: dict[str, Any], limits: Limits) -> Finished:
    """Run a job; a test that takes the judge down is left out and the rest is run again."""
    finished = Finished()
    for _ in range(_ATTEMPTS):
        used = seat.used
        done, where, reason = _attempt(seat, job, limits, finished)
        if done is not None:
            finished.results, finished.outputs = done["results"], done["outputs"]
            finished.problems += done["problems"]
            finished.seconds, finished.lost = done["seconds"], done["lost"]
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
    judge = seat.taken(limits)
    watch = _Watch(seat, judge, limits, finished)
    done = False
    where, reason = _START, "the judge process ended"
    try:
        judge.send((asdict(limits), job), deadline=watch.patience)
        while True:
            kind, value = judge.receive(deadline=watch.patience)
            watch.heard(kind)
            if kind == "done":
                seat.used = done = True
                return value, "", ""
            if kind == "begin":
                where = value
            elif kind == "used":
                judge.send(watch.used())
            elif kind == "student":
                _hand_over(judge, watch.start())
            else:
                watch.end_all()
    except LateError:
        reason = "the test took too long outside the student's code"
    except ChannelError:
        pass
    finally:
        if not done:
            seat.leave()
        watch.end_all()
    return None, where, reason


class _Watch:
    """The student processes of one notebook, and what they and the judge use meanwhile."""

    def __init__(self, seat: Seat, judge: Channel, limits: Limits, finished: Finished) -> None:
        self.server, self.limits, self.finished = seat.server, limits, finished
        self.channel = judge
        self.students: list[int] = []
        self.meter = Meter(self.students)
        self.judge = Meter([seat.pid])
        self.most = self.judge.read()[0] + limits.judge_seconds
        self.looked = time.monotonic()
        self.idle: float | None = None  # of the judge, when it was first read in this silence

    def start(self) -> socket.socket:
        """Start a student process; return the socket to it."""
        number, theirs = self.server.start("student", self.limits)
        self.students.append(number)
        return theirs

    def used(self) -> tuple[float, float]:
        """Return what the students have used: CPU seconds, and idle seconds."""
        if self._is_due():
            self._end_gluttons()
        return self.meter.read()

    def heard(self, kind: str) -> None:
        """Note that the judge is not silent any more."""
        self.idle = None
        if kind != "used":
            self.looked = time.monotonic()

    def patience(self) -> float:
        """Return how long to wait for the judge, which computes or waits for a student.

        Raises
        ------
        LateError : it has computed too long, or done nothing for too long.
        """
        if self._is_due():
            self._end_gluttons()
            used, idle = self.judge.read()
            self.idle = idle if self.idle is None else self.idle
            silent = idle - self.idle > self.limits.judge_seconds + _SILENCE
            if used > self.most or (silent and not self.channel.ready(0)):
                raise LateError
        return max(0.001, self.looked + _WATCH_SECONDS - time.monotonic())

    def _is_due(self) -> bool:
        now = time.monotonic()
        due = now - self.looked > _WATCH_SECONDS
        self.looked = now if due else self.looked
        return due

    def _end_gluttons(self) -> None:
        """End processes that use too much memory together, and hold back too busy ones."""
        for pid in list(self.students) if self.server.isolate else ():
            hold_back(pid)
            if uses_more(pid, self.limits.memory_mb * MEGABYTE + _TEMPLATE_SHARE):
                self.students.remove(pid)
                self._end(pid)
                if _GLUTTONY not in self.finished.problems:  # how often, an answer chooses
                    self.finished.problems.append(_GLUTTONY)

    def end_all(self) -> None:
        """End all student processes."""
        while self.students:
            self._end(self.students.pop())

    def _end(self, pid: int) -> None:
        usage = self.server.end(pid)
        self.finished.peak_memory = max(self.finished.peak_memory, in_steps(usage.peak_memory))


def _hand_over(judge: Channel, sock: socket.socket) -> None:
    with sock:
        send_descriptor(judge.sock, sock.fileno())
