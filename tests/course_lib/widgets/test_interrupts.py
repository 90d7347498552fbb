"""An interrupt reaches a plot that works beside the main thread."""

from __future__ import annotations

import signal
import threading
from types import SimpleNamespace

from course_lib.widgets import interrupts


def test_an_endless_loop_in_another_thread_ends_and_the_thread_goes_on() -> None:
    """The loop gets a KeyboardInterrupt; what comes after the block is not hit."""
    inside, heard = threading.Event(), []

    def work() -> None:
        for _ in range(2):
            try:
                with interrupts.interruptible():
                    inside.set()
                    while True:
                        pass
            except KeyboardInterrupt:
                heard.append("interrupted")

    thread = threading.Thread(target=work)
    thread.start()
    for count in (1, 2):
        assert inside.wait(30)
        inside.clear()
        while len(heard) < count:
            interrupts._pass_on(signal.SIGINT, None)
            thread.join(0.01)
    thread.join(30)
    assert heard == ["interrupted", "interrupted"]
    assert not interrupts._working


def test_between_two_cells_the_kernel_listens_unless_somebody_else_does() -> None:
    """An ignored signal is replaced, a handler of somebody else's is not."""
    ignoring = SimpleNamespace(kernel=SimpleNamespace(saved_sigint_handler=signal.SIG_IGN))
    other = SimpleNamespace(kernel=SimpleNamespace(saved_sigint_handler=signal.default_int_handler))
    for shell in (ignoring, other, SimpleNamespace(kernel=None), None):
        interrupts.listen(shell)
    assert ignoring.kernel.saved_sigint_handler is interrupts._pass_on
    assert other.kernel.saved_sigint_handler is signal.default_int_handler
