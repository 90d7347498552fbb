"""What a command costs before and after its work: seconds on the clock and on the processors.

    python tests/benchmarks/start_up.py [--rounds 3] [--only "nothing to do"]

`grader demo` makes a class of 14 in a temporary folder; the other commands then run there. The
processor's seconds are those of all processes that a command starts, also of those that outlive
it. They say the same on a busy machine; the clock does not. Shown are the smallest of the rounds.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2)
_TARGETS = {"nothing to do": 2.5, "one submission": 5.0, "demo": 25.0}


def seconds(arguments: list[str]) -> tuple[float, float]:
    """Run ``grader`` with arguments; return the seconds on the clock and on the processors."""
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, "-m", "grader", *arguments], capture_output=True)
    clock = time.monotonic() - started
    if done.returncode:
        raise SystemExit(f"grader {' '.join(arguments)}: {done.stderr.decode()}")
    with suppress(ChildProcessError):
        while True:  # what it left to end by itself
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cases(root: Path) -> dict[str, tuple[list[str], Callable[[], None]]]:
    """Return by name each command and what must be done before it."""
    course = ["week4", "--course", str(root / "demo")]
    work = root / "demo" / "grader" / "work"
    one = ["autograde", *course, "--student", "amara_okafor"]

    def nothing() -> None:
        pass

    def forget() -> None:
        shutil.rmtree(root / "demo", ignore_errors=True)

    def without_gradebook() -> None:
        for path in work.iterdir():
            if path.name != "submitted":
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    return {
        "demo": (["demo", "--output", str(root / "demo")], forget),
        "nothing to do": (["autograde", *course], nothing),
        "one submission": ([*one, "--force"], nothing),
        "feedback": (["feedback", *course], nothing),
        "export": (["export", *course], nothing),
        "report": (["report", *course], nothing),
        "similarity": (["similarity", *course], nothing),
        "release": (["release", *course], nothing),
        "check": (["check", *course], nothing),
        "help": (["--help"], nothing),
        "one submission, no gradebook yet": (one, without_gradebook),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="names of cases, with commas between them")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory(prefix="grader-start-up-") as folder:
        found = cases(Path(folder))
        wanted = ["demo", *filter(None, options.only.split(","))] if options.only else found
        for name in wanted:
            arguments, prepare = found[name]
            times = []
            for _ in range(1 if name == "demo" else options.rounds):
                prepare()
                times.append(seconds(arguments))
            clock, cpu = (min(column) for column in zip(*times, strict=True))
            target = f"   target {_TARGETS[name]:g} s, idle" if name in _TARGETS else ""
            print(f"{name:34} {clock:6.2f} s   {cpu:6.2f} s CPU{target}", flush=True)


if __name__ == "__main__":
    main()
