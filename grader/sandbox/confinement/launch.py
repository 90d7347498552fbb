"""Forks a process that shuts itself in, and hears from it whether that went well."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Callable
from typing import NoReturn

_READY = b"ready"
Become = Callable[[socket.socket], Callable[[], None]]


def launch(
    fork: Callable[[], int],
    become: Become,
    wait_for: Callable[[socket.socket], None],
) -> tuple[int, str, list[int]]:
    """Return the number of a new process, what went wrong ("" if nothing), what it sent along.

    Parameters
    ----------
    become : shuts the new process in, and returns what it does then; it may send descriptors.
    wait_for : is called before each read, so that the parent can serve others meanwhile.
    """
    ready, say_ready = socket.socketpair()
    with ready:
        with say_ready:
            pid = fork()
            if pid == 0:
                ready.close()
                _run(say_ready, become)
        answer, descriptors = b"", []
        while True:
            wait_for(ready)
            part, sent, _, _ = socket.recv_fds(ready, 500, 1)
            descriptors += sent
            if not part:
                break
            answer += part
    if answer.strip() == _READY:
        return pid, "", descriptors
    return pid, answer.decode(errors="replace").strip() or "it ended at once", descriptors


def _run(say_ready: socket.socket, become: Become) -> NoReturn:
    try:
        run = become(say_ready)
        say_ready.send(_READY)
        say_ready.close()
        run()
    except BaseException as error:
        # Before it was ready, the parent is told; later, standard error is the place.
        reason = error.strerror if isinstance(error, OSError) else ""
        message = f"{reason or f'{type(error).__name__}: {error}'}\n".encode()
        with contextlib.suppress(OSError):
            say_ready.send(message) if say_ready.fileno() >= 0 else os.write(2, message)
        os._exit(70)
    os._exit(0)
