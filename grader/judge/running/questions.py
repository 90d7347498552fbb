"""Questions to a student's process, and what each answer may cost."""

from __future__ import annotations

import math
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from grader.sandbox.limits import Limits
from grader.sandbox.wire.channel import (
    Channel,
    ChannelError,
    LateError,
    receive_descriptor,
    send_descriptor,
)
from grader.sandbox.wire.codec import CodecError

_SOONEST, _LATEST = 0.2, 2.0  # seconds between two readings of what the processes have used
_PROCESSORS = os.cpu_count() or 1


class LostError(Exception):
    """The student's process is gone or late; the message says why, for the report.

    ``is_plain``: it has ended or was slow, and did not send what no process sends by itself.
    """

    def __init__(self, message: str, *, is_plain: bool = True) -> None:
        super().__init__(message)
        self.is_plain = is_plain


class TimeUpError(LostError):
    """A limit on time was reached."""


@dataclass(eq=False)
class Account:
    """What one cell, or one part of a test, may use, and what it has used."""

    seconds: float
    idle_seconds: float
    cpu: float = 0.0
    idle: float = 0.0

    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return self.cpu > self.seconds or self.idle > self.idle_seconds

    def __str__(self) -> str:
        """Say what was used up: "used 10 CPU seconds, 10 are allowed".

        How long it waited in all depends on when somebody looked, and so on the machine's load.
        """
        if self.cpu > self.seconds:
            used = max(self.seconds, math.floor(self.cpu))
            return f"used {used:g} CPU seconds, {self.seconds:g} are allowed"
        return f"waited without computing for more than the {self.idle_seconds:g} s allowed"


@dataclass
class Questions:
    """Asks the processes of one notebook.

    Parameters
    ----------
    usage : reads what all processes of the notebook have used: CPU seconds, and idle seconds.
    spent : the seconds on the wall that all answers took.
    reading : CPU seconds of this process while it waited for answers and read them.
    lender : answers what a process asks of functions that were lent to it, if any were.
    """

    limits: Limits
    usage: Callable[[], tuple[float, float]]
    spent: float = 0.0
    reading: float = 0.0
    number: int = 0
    lender: Callable[[Any], tuple[Any, ...]] | None = None

    def __post_init__(self) -> None:
        """Begin with nothing used."""
        most = self.limits.notebook_seconds
        self._all = Account(most, most)
        self._cpu = self._idle = self._own = 0.0  # as it was read last
        self._read_at, self._read_in = time.monotonic(), 0
        self._account = self.grace()

    def grace(self) -> Account:
        """Return what a request may use that runs no code of the student."""
        return Account(self.limits.grace_seconds, self.limits.grace_seconds)

    def used(self) -> float:
        """Return the CPU and idle seconds of all questions, as they were read last."""
        return self._all.cpu + self._all.idle

    def ask(self, channel: Channel, account: Account, action: str, *arguments: object) -> Any:
        """Return the answer to a question; what it costs goes to the account.

        Raises
        ------
        TimeUpError : the notebook's time is used up.
        LateError : the account is empty.
        ChannelError : the process is gone, or its answer is none.
        """
        started = self._open(channel, account)
        try:
            channel.send((self.number, action, *arguments), deadline=self._patience)
            reply = self._heard(channel)
        finally:
            self._charge_reading()
            seconds = time.monotonic() - started
            self.spent += seconds
        if seconds > _SOONEST:
            self._read(answered=True)
        return self._answer(reply)

    def _heard(self, channel: Channel) -> Any:
        """Return the reply; what the process asks before it, for a lent function, is answered."""
        while True:
            reply = channel.receive(deadline=self._patience)
            match reply:
                case (int(number), (str("lent"), asked)) if self.lender and number == self.number:
                    before = time.process_time()
                    answer = self.lender(asked)
                    self._own += time.process_time() - before  # not what the answer costs
                    try:
                        channel.send(answer, deadline=self._patience)
                    except CodecError as error:
                        channel.send(("error", "TypeError", str(error)), deadline=self._patience)
                case _:
                    return reply

    def _open(self, channel: Channel, account: Account) -> float:
        """Begin a question; return when it began."""
        if self._is_over():
            raise TimeUpError(f"{self.why(self.grace())} before")
        self.number += 1
        now, self._own = time.monotonic(), time.process_time()
        before, self._account, self._channel = self._account, account, channel
        if now - self._read_at > _SOONEST:  # what was used before may be another's
            self._charge(account if account is before else None)
        return now

    def _patience(self) -> float:
        """Return how many seconds to wait before what the answer costs is looked at."""
        left = self._read_at + self._pause() - time.monotonic()
        if left > 0:
            return left
        self._read()
        return self._pause()

    def _pause(self) -> float:
        computing = (self._account.seconds - self._account.cpu) / _PROCESSORS
        left = min(computing, self._account.idle_seconds - self._account.idle)
        return min(max(_SOONEST, left / 4), _LATEST)

    def _read(self, *, answered: bool = False) -> None:
        """Charge the account of the open question; raise LateError if it is empty then."""
        self._charge_reading()
        self._charge(self._account, answered=answered)
        if self._account.is_empty() or self._is_over():
            raise LateError

    def _is_over(self) -> bool:
        return self.used() > self.limits.notebook_seconds or self._reads_too_long()

    def _reads_too_long(self) -> bool:
        return self.reading > self.limits.judge_seconds / 2

    def why(self, account: Account) -> str:
        """Say what was used up when the account's question was late."""
        if self._reads_too_long():
            return f"the notebook's answers took {self.limits.judge_seconds / 2:g} s to read"
        limit = f"{self.limits.notebook_seconds:g} s"
        used_up = f"the notebook's {limit} of computing and waiting were used up"
        return used_up if self._is_over() else str(account)

    def _charge_reading(self) -> None:
        """Charge the open question what this process computes for it.

        An answer can be made so that it takes long to read, or come byte by byte.
        """
        now = time.process_time()
        seconds, self._own = now - self._own, now
        self.reading += seconds
        for each in (self._account, self._all):
            each.cpu += seconds

    def _charge(self, account: Account | None, *, answered: bool = False) -> None:
        """Charge what was used since the last reading.

        Idle counts only inside one question, and not if there is an answer meanwhile: who waits
        then is this process, for its turn on a busy machine.
        """
        cpu, idle = self.usage()
        waits = self._read_in == self.number and not (answered or self._channel.ready(0))
        for each in (account, self._all):
            if each is not None:
                each.cpu += cpu - self._cpu
                each.idle += idle - self._idle if waits else 0.0
        self._cpu, self._idle = cpu, idle
        self._read_at, self._read_in = time.monotonic(), self.number

    def _answer(self, reply: Any) -> Any:
        if not isinstance(reply, tuple) or len(reply) != 2 or not _is(reply[0], self.number):
            raise ChannelError("the process sent an answer to no question")
        return reply[1]

    def fork(self, channel: Channel) -> tuple[Channel, int]:
        """Let a process fork; return the channel to the new one, and what number it says it has.

        Raises
        ------
        LostError : the process does not answer or cannot fork.
        """
        ours, theirs = socket.socketpair()
        self._open(channel, self.grace())
        with theirs:
            try:
                channel.send((self.number, "fork"), deadline=self._patience)
                send_descriptor(channel.sock, theirs.fileno())
                pid = self._answer(channel.receive(deadline=self._patience))
            except (ChannelError, OSError):
                ours.close()
                raise LostError("the process does not answer") from None
            finally:
                self._charge_reading()
        if not isinstance(pid, int) or pid <= 0:
            ours.close()
            raise LostError("the process cannot fork")
        return Channel(ours, max_bytes=channel.max_bytes, generators="send"), pid


def _is(sent: object, number: int) -> bool:
    """Return whether a number was sent; an array could not even be compared with it."""
    return isinstance(sent, int) and sent == number


def end_student_processes(judge: Channel) -> None:
    """Ask the trusted parent to end all student processes that it has started."""
    judge.send(("end", None))


def student_process(judge: Channel) -> socket.socket:
    """Ask the trusted parent for a new student process; return the socket to it."""
    judge.send(("student", None))
    return socket.socket(fileno=receive_descriptor(judge.sock))


def used_so_far(judge: Channel) -> tuple[float, float]:
    """Ask the trusted parent for the CPU and idle seconds of all student processes so far."""
    judge.send(("used", None))
    cpu, idle = judge.receive()
    return cpu, idle
