"""The tests' own server is stopped for certain."""

from __future__ import annotations

import subprocess
import sys

from lab import stop

# Ignores so many signals, as JupyterLab does while a kernel restarts.
STUBBORN = """
import signal, sys, time
left = int(sys.argv[1])
def hear(*_):
    global left
    left -= 1
    if left < 0:
        sys.exit()
signal.signal(signal.SIGTERM, hear)
print("ready", flush=True)
while True:
    time.sleep(0.01)
"""


def stubborn(signals: int) -> subprocess.Popen[bytes]:
    """Return a process that needs one signal more than this."""
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN, str(signals)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process.stdout as out:
        assert out.readline() == b"ready\n"
    return process


def test_a_server_that_lost_a_signal_gets_another() -> None:
    """The second signal ends what has not heard the first."""
    process = stubborn(1)
    assert stop(process, patience=1) >= 2
    assert process.returncode == 0


def test_a_server_that_hears_nothing_is_killed() -> None:
    """After three signals in vain the process is gone all the same."""
    process = stubborn(9)
    assert stop(process, patience=0.2) == 0
    assert process.returncode == -9
