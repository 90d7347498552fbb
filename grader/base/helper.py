"""A process beside this one, for work on bytes that nobody has checked.

A short source that is made for it keeps Python's parser busy for minutes, or ends the process.  No
list of such sources is complete, so they are read where that harms nobody: in a helper, which the
kernel ends when its time is used up.  It lives on from one question to the next.
"""

from __future__ import annotations

import atexit
import os
import pickle
import resource
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Hashable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

_MEMORY = 1_500_000_000  # bytes of address space beyond those at the start
_SIZE = struct.Struct(">Q")
_BOOT = "import sys; sys.path[:] = {path!r}; from grader.base.helper import serve; serve({work!r})"
_local = threading.local()
_all: list[tuple[int, Helper]] = []


class BeyondBoundsError(Exception):
    """The work cannot be done within its bounds; the message says why, to be read after a noun."""


class Helper:
    """A process that answers questions about one thing.

    Parameters
    ----------
    work : ``module:function``; it gets what the questions are about, and returns the function that
        answers them.
    about : travels once, and so may be large.
    """

    def __init__(self, work: str, about: object) -> None:
        path = [os.path.abspath(entry) for entry in sys.path]
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-c", _BOOT.format(path=path, work=work)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONHASHSEED": "0"},  # two helpers answer the same
        )
        self._about: object = about
        self.closed = False

    def ask(self, seconds: int, *question: object) -> Any:
        """Return the answer; a helper that could not answer is of no more use.

        Parameters
        ----------
        seconds : of CPU time that the answer may take.

        Raises
        ------
        BeyondBoundsError : it takes longer, or more memory, or ends the process.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            if self._about is not None:
                _send(self._process.stdin, self._about)
                self._about = None
            _send(self._process.stdin, (seconds, question))
            answered, answer = _received(self._process.stdout)
        except (EOFError, OSError):
            raise BeyondBoundsError(_ended(self._process.wait(), seconds)) from None
        if not answered:
            raise BeyondBoundsError(answer)
        return answer

    def close(self) -> None:
        """End the process."""
        self.closed = True
        self._process.kill()
        with suppress(OSError):  # what it did not take any more is still in the pipe
            self._process.communicate()


def ask(work: str, key: Hashable, about: object, seconds: int, *question: object) -> Any:
    """Ask this thread's helper for some work; one that is about something else is replaced.

    Parameters
    ----------
    key : is equal for what is equally ``about``.

    Raises
    ------
    BeyondBoundsError : as in :meth:`Helper.ask`.
    """
    wanted = (os.getpid(), work, key)
    helper = getattr(_local, "helper", None)
    if helper is None or helper.closed or _local.wanted != wanted:
        if helper is not None and _local.wanted[0] == os.getpid():
            helper.close()
        helper = _local.helper = Helper(work, about)
        _local.wanted = wanted
        _all[:] = [(pid, other) for pid, other in _all if not other.closed]
        _all.append((wanted[0], helper))
    answered = False
    try:
        answer = helper.ask(seconds, *question)
        answered = True
        return answer
    finally:
        if not answered:  # its answer must not be taken for that to the next question
            helper.close()


@atexit.register
def close_helpers() -> None:
    """End the helpers of this process."""
    while _all:
        pid, helper = _all.pop()
        if pid == os.getpid():
            helper.close()


def _ended(status: int, seconds: int) -> str:
    """Return why a process has ended."""
    if status == -signal.SIGXCPU:
        return f"takes more than {seconds} s of computing"
    return "makes Python itself crash" if status < 0 else "ends Python itself"


def _send(pipe: IO[bytes], value: object) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_SIZE.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _received(pipe: IO[bytes]) -> Any:
    """Return what was sent; both ends are the grader's own code."""
    start = pipe.read(_SIZE.size)
    if len(start) < _SIZE.size:
        raise EOFError
    data = pipe.read(_SIZE.unpack(start)[0])
    return pickle.loads(data)


def serve(work: str) -> None:
    """Answer until nobody asks any more: what a helper runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it ends with the process that asks
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    module, _, name = work.partition(":")
    about = _received(asked)
    answer: Callable[..., object] = getattr(import_module(module), name)(about)
    size = int(Path("/proc/self/statm").read_bytes().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + _MEMORY,) * 2)
    with suppress(EOFError, BrokenPipeError):
        while True:
            seconds, question = _received(asked)
            _send(answers, _answered(answer, seconds, question))


def _answered(
    answer: Callable[..., object], seconds: int, question: tuple[object, ...]
) -> tuple[bool, object]:
    """Return whether there is an answer, and it, or why there is none."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
    try:
        return True, answer(*question)
    except MemoryError:
        return False, "takes more memory than there is for it"
    except RecursionError:
        return False, "is nested too deeply for Python"
    except Exception as error:
        return False, f"makes the grader stop with {type(error).__name__}"
