"""What a submission uses counts, whoever of it does the work; standing in line is no rest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from grader.sandbox.limits import Limits
from grader.sandbox.meter import Meter
from grader.sandbox.server import TemplateServer
from grader.sandbox.wire.channel import Channel

BURN = (
    "import os, time, hashlib, threading\n"
    "def burn(seconds, clock=time.process_time):\n"
    "    while clock() < seconds:\n"
    "        hashlib.sha256(bytes(1_000_000))\n"
)
DONE = "print(time.process_time() + sum(os.times()[2:4]))"
WORKERS = {
    "one thread": "burn(0.4)\n",
    "threads": (
        "all_of = [threading.Thread(target=burn, args=(0.6,)) for _ in range(3)]\n"
        "for thread in all_of: thread.start()\n"
        "for thread in all_of: thread.join()\n"
    ),
    "a child that is waited for": "if os.fork() == 0:\n    burn(0.4); os._exit(0)\nos.wait()\n",
}
NOT_WAITED_FOR = {
    "a child that has ended": "if os.fork() == 0:\n    burn(0.4); os._exit(0)\n",
    "a child that runs": "if os.fork() == 0:\n    burn(0.4); time.sleep(600)\n",
    "an orphan": (
        "if os.fork() == 0:\n"
        "    if os.fork() == 0:\n"
        "        os.setsid(); burn(0.4); time.sleep(600)\n"
        "    os._exit(0)\n"
        "os.wait()\n"
    ),
}


def run(channel: Channel, cell: str) -> str:
    """Run a cell and return the reply."""
    channel.send((1, "run", cell, False))
    return str(channel.receive())


@pytest.fixture
def student() -> Iterator[tuple[int, Channel]]:
    """Return the number of a fresh student process and the channel to it."""
    with TemplateServer("grader.sandbox.student:main", preload=["numpy"], packages=[]) as server:
        pid, sock = server.start("student", Limits(processes=20))
        channel = Channel(sock, max_bytes=10**7)
        yield pid, channel
        channel.close()
        server.end(pid)


@pytest.fixture
def busy_processor() -> Iterator[int]:
    """Keep one processor busy with eight processes, and return its number."""
    processor = min(os.sched_getaffinity(0))
    code = f"import os; os.sched_setaffinity(0, {{{processor}}})\nwhile True: pass"
    busy = [subprocess.Popen([sys.executable, "-S", "-c", code]) for _ in range(8)]
    yield processor
    for process in busy:
        process.kill()
        process.wait()


@pytest.mark.parametrize("name", WORKERS)
def test_all_that_a_process_has_done_counts(student: tuple[int, Channel], name: str) -> None:
    """Threads and ended children count as much as the kernel tells the process itself."""
    pid, channel = student
    meter = Meter([pid])
    run(channel, BURN)
    before, _ = meter.read()
    told = float(re.findall(r"\d+\.\d+", run(channel, WORKERS[name] + DONE))[0])
    assert told >= 0.35  # by another clock than that which the cell looks at
    assert meter.read()[0] - before == pytest.approx(told, abs=0.1)


@pytest.mark.parametrize("name", NOT_WAITED_FOR)
def test_what_nobody_waits_for_counts(student: tuple[int, Channel], name: str) -> None:
    """A child counts while it runs, when nobody asks how it ended, and when it has no parent."""
    pid, channel = student
    meter = Meter([pid])
    run(channel, BURN + NOT_WAITED_FOR[name])
    for _ in range(1000):
        if meter.read()[0] >= 0.4:
            break
        time.sleep(0.05)
    assert 0.4 <= meter.read()[0] < 1.0


def test_what_has_ended_is_not_forgotten(student: tuple[int, Channel]) -> None:
    """A process that is ended from outside has used what it had used, and the next one adds."""
    pid, channel = student
    roots = [pid]
    meter = Meter(roots)
    run(channel, BURN + "burn(0.4)")
    used, _ = meter.read()
    roots.clear()
    assert meter.read()[0] == used >= 0.4


def idle_part(student: tuple[int, Channel], cell: str) -> float:
    """Run a cell and read the meter meanwhile; return the idle part of the time it took."""
    pid, channel = student
    meter = Meter([pid])
    run(channel, BURN)
    started, (_, before) = time.monotonic(), meter.read()
    channel.send((1, "run", cell, False))
    while not channel.ready(0.1):
        meter.read()
    return (meter.read()[1] - before) / (time.monotonic() - started)


@pytest.mark.parametrize(
    "cell",
    ["time.sleep(1)", "threading.Event().wait(1)", "for _ in range(100): time.sleep(0.01)"],
)
def test_waiting_is_idle(student: tuple[int, Channel], cell: str) -> None:
    """Whoever sleeps or waits for a lock is idle for as long as that takes."""
    # On a busy machine it wakes late, and standing in line is not idle: the best of some tries.
    assert any(idle_part(student, cell) > 0.7 for _ in range(10))


def test_standing_in_line_is_not_idle(student: tuple[int, Channel], busy_processor: int) -> None:
    """A process that gets a fortieth of a processor is not idle, though it hardly moves."""
    os.sched_setaffinity(student[0], {busy_processor})
    os.setpriority(os.PRIO_PROCESS, student[0], 5)
    cell = "burn(time.process_time() + 0.1)"
    assert any(idle_part(student, cell) < 0.3 for _ in range(10))


def test_a_matrix_product_starts_no_thread(student: tuple[int, Channel]) -> None:
    """BLAS computes with one thread, so that its sums do not depend on who else computes."""
    pid, channel = student
    product = "np.ones((700, 700)) @ np.ones((700, 700))"
    assert "700.0" in run(channel, f"import numpy as np\nprint(({product})[0, 0])")
    assert len(os.listdir(f"/proc/{pid}/task")) == 1
