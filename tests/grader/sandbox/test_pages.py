"""Huge pages for the template's memory."""

import subprocess
import sys

from grader.sandbox.pages import own_memory

MAPS = """\
55d0c0000000-55d0c0200000 r-xp 00000000 08:01 77 /usr/bin/python3
55d0c1000000-55d0c1200000 rw-p 00000000 00:00 0 [heap]
7f0000000000-7f0000400000 rw-p 00000000 00:00 0
7f0001000000-7f0001400000 rw-s 00000000 00:01 9 /dev/shm/x (deleted)
7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0 [stack]
"""


def test_only_private_memory_is_moved() -> None:
    """Code, files, shared memory and the stack stay as they are."""
    heap, arena = (0x55D0C1000000, 0x55D0C1200000), (0x7F0000000000, 0x7F0000400000)
    assert list(own_memory(MAPS)) == [heap, arena]


def test_the_content_of_memory_stays() -> None:
    """A process has the same data after its memory was moved, on any kernel."""
    source = (
        "from grader.sandbox.pages import gather\n"
        "kept = [bytes([i]) * 100_000 for i in range(200)]\n"
        "gather()\n"
        "print(all(set(part) == {i} for i, part in enumerate(kept)))"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("True\n", "")
