"""Interrupting the kernel stops a plot too, in whatever thread it works.

JupyterLab delivers the events of widgets in a thread of their own. Python raises
KeyboardInterrupt in the main thread only, and an idle kernel ignores the signal altogether: an
endless loop in a student's function would run on until the kernel is restarted. So here the
signal is passed on to the threads in which a plot is at work.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# How many guarded blocks each thread is in; the main one between two cells, when a plot plays.
_working: dict[int, int] = {}
# Re-entrant, because the handler may break in while the main thread holds it.
_lock = threading.RLock()


@contextmanager
def interruptible() -> Iterator[None]:
    """Let an interrupt of the kernel raise KeyboardInterrupt in this block, in any thread."""
    me = threading.get_ident()
    here = threading.current_thread() is threading.main_thread()
    if here and signal.getsignal(signal.SIGINT) is not _pass_on:
        yield  # while a cell runs, Python itself does it in the main thread
        return
    with _lock:
        _working[me] = _working.get(me, 0) + 1
    try:
        yield
    finally:
        with _lock:
            _working[me] -= 1
            if not _working[me]:
                del _working[me]
                _raise_in(me, None)  # one that came too late must not hit what follows


def listen(shell: Any) -> None:
    """Hear interrupts between two cells; to be called while a cell runs.

    A kernel puts back its own handler at the end of the cell, from ``saved_sigint_handler``; where
    there is none, or somebody else listens already, nothing is changed.
    """
    kernel: Any = getattr(shell, "kernel", None)
    if getattr(kernel, "saved_sigint_handler", None) is signal.SIG_IGN:
        kernel.saved_sigint_handler = _pass_on


def _pass_on(_number: int, _frame: Any) -> None:
    with _lock:
        for thread in _working:
            _raise_in(thread, KeyboardInterrupt)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    what = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)
