"""A submission that keeps many processes busy stands back for the others."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.sandbox.limits import Limits
from grader.sandbox.server import TemplateServer
from grader.sandbox.watch import hold_back, members, uses_more
from grader.sandbox.wire.channel import Channel

BUSY = (
    "import os\n"
    "for _ in range({count}):\n"
    "    if os.fork() == 0:\n"
    "        os.setsid()\n"
    "        while True:\n"
    "            pass\n"
)


@pytest.fixture
def student() -> Iterator[tuple[int, Callable[[str], object]]]:
    """Return the number of a fresh student process, and a function that runs a cell in it."""
    with TemplateServer(
        "grader.sandbox.student:main", preload=["numpy"], packages=["course_lib"]
    ) as server:
        pid, sock = server.start("student", Limits(processes=20))
        channel = Channel(sock, max_bytes=10**7)

        def run(source: str) -> object:
            channel.send((1, "run", source, False))
            return channel.receive()

        yield pid, run
        channel.close()
        server.end(pid)


def _priorities(pid: int) -> list[int]:
    """Return the priorities of a process and of all that it forked."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [os.getpriority(os.PRIO_PROCESS, number) for number in (pid, *map(int, children))]


def test_many_busy_processes_get_the_lowest_priority(
    student: tuple[int, Callable[[str], object]],
) -> None:
    """All that a submission started stands back once many of its processes run."""
    pid, run = student
    run(BUSY.format(count=8))
    for _ in range(100):
        hold_back(pid)
        if set(_priorities(pid)[1:]) == {19}:
            break
        time.sleep(0.05)  # until the kernel has started them
    assert _priorities(pid)[1:] == [19] * 8


def test_one_busy_process_keeps_its_priority(
    student: tuple[int, Callable[[str], object]],
) -> None:
    """An honest answer that computes is not slowed down."""
    pid, run = student
    run(BUSY.format(count=1))
    before = _priorities(pid)
    hold_back(pid)
    assert _priorities(pid) == before
    assert 19 not in before


def test_a_session_of_its_own_is_not_given(student: tuple[int, Callable[[str], object]]) -> None:
    """The kernel may share the CPU between sessions; a submission has one."""
    _, run = student
    source = "import os\nif os.fork() == 0:\n    os.setsid(); os._exit(os.getsid(0))\n"
    reply = run(source + "print(os.waitstatus_to_exitcode(os.wait()[1]), os.getsid(0))")
    assert "'stdout': '1 1\\n'" in str(reply)


def test_memory_of_all_processes_counts_together(
    student: tuple[int, Callable[[str], object]],
) -> None:
    """Three processes with 40 MB each use more than 100 MB; pages that they share count once."""
    pid, run = student
    fill = (
        "import os, time\n"
        "r, w = os.pipe()\n"
        "kept = {kept}\n"
        "for _ in range(3):\n"
        "    if os.fork() == 0:\n"
        "        {child}\n"
        "        os.write(w, b'.')\n"
        "        time.sleep(600)\n"
        "for _ in range(3):\n"
        "    os.read(r, 1)\n"
    )
    run(fill.format(kept="b'x' * 40_000_000", child="pass"))
    assert not uses_more(pid, 150e6)
    run(fill.format(kept="b''", child="mine = bytearray(os.urandom(1)) * 40_000_000"))
    assert uses_more(pid, 150e6)


def test_a_process_with_a_name_that_is_no_text_is_counted() -> None:
    """Whatever a process of somebody else calls itself, the processes here are found."""
    code = (
        "import ctypes, sys\n"
        "ctypes.CDLL(None).prctl(15, b'\\xff) R (', 0, 0, 0)\n"
        "print(flush=True)\n"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        start_new_session=True,
    ) as odd:  # fmt: skip
        assert odd.stdin is not None
        assert odd.stdout is not None
        odd.stdout.readline()
        assert members(odd.pid) == [odd.pid]
        assert members(os.getpid())
        assert uses_more(odd.pid, 0)
        odd.stdin.close()
