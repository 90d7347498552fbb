"""Messages between two processes over a socket, each with a deadline and a largest size."""

from __future__ import annotations

import select
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from grader.sandbox.wire.codec import ENTRIES, CodecError, encode
from grader.sandbox.wire.decoder import decode

_HEADER = struct.Struct("<Q")
Deadline = float | Callable[[], float] | None
"""Until when to wait: a ``time.monotonic()``, None for ever, or what says how many seconds to wait
before it is asked again, and raises :class:`LateError` when it is enough."""


class ChannelError(Exception):
    """The other side is gone, too slow, or sends what is no message."""


class ClosedError(ChannelError):
    """The other process has ended."""


class LateError(ChannelError):
    """The deadline has passed."""


class Channel:
    """One end of a socket that carries plain data.

    Parameters
    ----------
    sock : a connected stream socket.
    max_bytes : the largest message that is sent or accepted.
    generators : "send" on the judge's end and "receive" on the student's: random generators
        travel in that direction only.
    entries : how many entries the dicts and sets of a message may have; few from a student, who
        can make keys that collide.
    """

    def __init__(
        self,
        sock: socket.socket,
        *,
        max_bytes: int,
        generators: str = "",
        entries: int = ENTRIES,
    ) -> None:
        self.sock = sock
        self.max_bytes = max_bytes
        self.generators = generators
        self.entries = entries

    def send(self, value: object, *, deadline: Deadline = None) -> None:
        """Send a value.

        Raises
        ------
        CodecError : the value is not plain data or too large; nothing was sent.
        ChannelError : the other side does not take it.
        """
        data = encode(value, max_bytes=self.max_bytes, generators=self.generators == "send")
        message = memoryview(_HEADER.pack(len(data)) + data)
        at_once = 0 if deadline is None else socket.MSG_DONTWAIT
        while message:
            self._wait(select.POLLOUT, deadline)
            try:
                message = message[self.sock.send(message, at_once) :]
            except BlockingIOError:
                continue
            except OSError:
                raise ClosedError from None

    def receive(self, *, deadline: Deadline = None) -> Any:
        """Return the next value.

        Raises
        ------
        ChannelError : closed, late, too large or malformed.
        """
        (length,) = _HEADER.unpack(self._read(_HEADER.size, deadline))
        if length > self.max_bytes + 1024:
            raise ChannelError(f"a message of {length} bytes is too large")
        try:
            data = bytes(self._read(length, deadline))
            receives = self.generators == "receive"
            return decode(data, generators=receives, entries=self.entries)
        except CodecError as error:
            raise ChannelError(str(error)) from None

    def _read(self, length: int, deadline: Deadline) -> bytearray:
        out = bytearray()
        at_once = 0 if deadline is None else socket.MSG_DONTWAIT
        while len(out) < length:
            self._wait(select.POLLIN, deadline)
            try:
                part = self.sock.recv(min(length - len(out), 1 << 20), at_once)
            except BlockingIOError:  # what arrived was urgent, and is no part of the message
                continue
            except OSError:
                raise ClosedError from None
            if not part:
                raise ClosedError
            out += part
        return out

    def _wait(self, event: int, deadline: Deadline) -> None:
        if self.sock.gettimeout() is not None:
            self.sock.settimeout(None)
        if deadline is None:
            return
        waiting = select.poll()
        waiting.register(self.sock, event)
        while True:
            seconds = deadline() if callable(deadline) else deadline - time.monotonic()
            if seconds <= 0:
                raise LateError
            if waiting.poll(1000 * seconds):
                return

    def ready(self, seconds: float) -> bool:
        """Wait until something can be received, or the other side is gone, or time is up."""
        waiting = select.poll()
        waiting.register(self.sock, select.POLLIN)
        return bool(waiting.poll(1000 * seconds))

    def close(self) -> None:
        """Close this end; the other side reads :class:`ClosedError`."""
        self.sock.close()


def send_descriptor(sock: socket.socket, descriptor: int) -> None:
    """Send an open file descriptor beside one byte.

    Raises
    ------
    ChannelError : the other side does not take it.
    """
    sock.settimeout(5)
    try:
        socket.send_fds(sock, [b"#"], [descriptor])
    except OSError:
        raise ClosedError from None


def receive_descriptor(sock: socket.socket) -> int:
    """Return the descriptor that :func:`send_descriptor` sent."""
    _, descriptors, _, _ = socket.recv_fds(sock, 1, 1)
    return descriptors[0]
