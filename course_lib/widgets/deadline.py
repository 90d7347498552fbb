"""A time limit for what a plot computes: the student's own function may never come back.

Interrupting the kernel does not help there. It stops only the main thread while a cell runs; in
JupyterLab a control's change arrives in another thread, and a playing plot runs between cells.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LIMIT = 10.0  # seconds; the slowest honest frame takes about one


class OutOfTime(BaseException):
    """Raised in the late thread. No ``Exception``: a student's ``except`` must not swallow it."""


@contextmanager
def deadline(seconds: float | None = None) -> Iterator[None]:
    """Raise OutOfTime in the block when it takes longer; code written in C is not stopped.

    Examples
    --------
    >>> with deadline(0.05):
    ...     while True:
    ...         pass
    Traceback (most recent call last):
        ...
    course_lib.widgets.deadline.OutOfTime
    """
    thread, lock, over = threading.get_ident(), threading.Lock(), False

    def fire() -> None:
        with lock:
            if not over:
                _raise_in(thread, OutOfTime)

    timer = threading.Timer(LIMIT if seconds is None else seconds, fire)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        # After this the timer does nothing, and what it has set off just now is taken back.
        with lock:
            over = True
            _raise_in(thread, None)
        timer.cancel()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Let a thread raise ``error`` at its next step; None takes back what is not yet raised."""
    what = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
