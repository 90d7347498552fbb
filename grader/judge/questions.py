"""Questions to a student's process, and the notebook's clock, which runs while one is open."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import Any

from grader.sandbox.channel import Channel, ChannelError, receive_descriptor, send_descriptor
from grader.sandbox.limits import Limits


class LostError(Exception):
    """The student's process is gone or late; the message says why, for the report."""


class TimeUpError(LostError):
    """A limit on time was reached."""


@dataclass
class Questions:
    """Asks the processes of one notebook; ``spent`` is the seconds that all answers took."""

    limits: Limits
    spent: float = 0.0
    number: int = 0

    def ask(self, channel: Channel, seconds: float, action: str, *arguments: object) -> Any:
        """Return the answer to a question, which may take so long.

        Raises
        ------
        TimeUpError : the notebook's time is used up.
        ChannelError : the process is late or gone, or its answer is none.
        """
        left = self.limits.notebook_seconds - self.spent
        if left <= 0:
            limit = f"{self.limits.notebook_seconds:g} s"
            raise TimeUpError(f"the notebook's {limit} of running time were used up before")
        self.number += 1
        started = time.monotonic()
        deadline = started + min(seconds, left)
        try:
            channel.send((self.number, action, *arguments), deadline=deadline)
            reply = channel.receive(deadline=deadline)
        finally:
            self.spent += time.monotonic() - started
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
        with theirs:
            self.number += 1
            try:
                deadline = time.monotonic() + self.limits.grace_seconds
                channel.send((self.number, "fork"), deadline=deadline)
                send_descriptor(channel.sock, theirs.fileno())
                reply = channel.receive(deadline=deadline)
            except (ChannelError, OSError):
                ours.close()
                raise LostError("the process does not answer") from None
        pid = reply[1] if isinstance(reply, tuple) and len(reply) == 2 else 0
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
