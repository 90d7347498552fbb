"""No confinement: the student's code sees the machine.  For ``--unsafe-no-sandbox``."""

from __future__ import annotations

import os
import shutil
import tempfile

from grader.sandbox.confinement import syscalls
from grader.sandbox.confinement.interface import Confinement, close_all_but, set_limits
from grader.sandbox.limits import Limits


class Unconfined(Confinement):
    """Limits only, and a scratch folder that is removed afterwards."""

    name = "none"

    def __init__(self) -> None:
        self.scratch = ""
        self.folders: dict[int, str] = {}

    def fork(self) -> int:
        """Fork, with a new scratch folder for the child."""
        self.scratch = tempfile.mkdtemp(prefix="grader-scratch-")
        pid = os.fork()
        self.folders[pid] = self.scratch
        return pid

    def shut_in(self, kept: tuple[int, int], limits: Limits) -> None:
        """Set limits only; of processes none, since it would count everything the user runs."""
        syscalls.die_with_parent()
        address_space = self.address_space()
        close_all_but(kept)
        os.setsid()
        os.chdir(self.scratch)
        set_limits(limits, address_space, processes=False)

    def end(self, pid: int) -> tuple[int, float, int]:
        """Kill a process and remove its folder."""
        usage = super().end(pid)
        shutil.rmtree(self.folders.pop(pid), ignore_errors=True)
        return usage
