"""How much computing, waiting, memory and output a submission may use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from grader.base.errors import GraderError

MEGABYTE = 1 << 20
_STEP = 250 * MEGABYTE


def in_steps(memory: int) -> int:
    """Return an amount of memory in large steps: an answer chooses it, and could spell by it.

    Examples
    --------
    >>> in_steps(123_456_789) // MEGABYTE, in_steps(0)
    (250, 0)
    """
    return -(-memory // _STEP) * _STEP


@dataclass(frozen=True)
class Limits:
    """The limits of one notebook.  All are enforced from outside the student's process.

    CPU time is that of all processes and threads together, ended ones included.

    A master may change them for its notebook in the notebook metadata,
    ``{"course": {"limits": {"part_seconds": 30}}}``.  What a submission says there is ignored.

    Parameters
    ----------
    cell_seconds : CPU time of one cell of the student.
    part_seconds : CPU time of all calls that one part of a test makes, together.
    idle_seconds : how long a cell or a part may sleep, wait or be deadlocked.  Standing in line
        for a processor is none of these, so an overloaded machine ends nobody.
    extra_seconds : CPU and idle time of the slow cells of a notebook that no test needs; what is
        left of them then is not run.
    notebook_seconds : CPU and idle time of everything the notebook does in student processes.
    judge_seconds : CPU time of the test cells themselves, and how long they may do nothing;
        beyond it the grader is at fault.
    grace_seconds : CPU or idle time of a request that runs no code of the student, such as a fork.
    memory_mb : memory of a student process beyond what the warm template has already, and of
        all processes of a submission together.
    processes : processes and threads at the same time.
    scratch_mb : size of the scratch folder, and of the largest file in it.
    message_mb : size of one value that travels between student and judge.
    output_kb : text that is kept of one cell's output; of a notebook twenty times as much.
    figures : pictures that are kept of one notebook, at most 500 kB each.

    Examples
    --------
    >>> Limits().changed_by({"part_seconds": 30}, where="02_backprop").part_seconds
    30.0
    """

    cell_seconds: float = 10.0
    part_seconds: float = 10.0
    idle_seconds: float = 20.0
    extra_seconds: float = 30.0
    notebook_seconds: float = 600.0
    judge_seconds: float = 60.0
    grace_seconds: float = 2.0
    memory_mb: float = 1024
    processes: float = 64
    scratch_mb: float = 64
    message_mb: float = 32
    output_kb: float = 50
    figures: float = 8

    def changed_by(self, changes: Mapping[str, Any], *, where: str) -> Limits:
        """Return these limits with the changes that a master's metadata asks for.

        Raises
        ------
        GraderError : a limit is unknown, or not a positive number.
        """
        known = {field.name for field in fields(self)}
        for name, value in changes.items():
            if name not in known:
                raise GraderError(
                    f"{where}: there is no limit {name!r}", hint=f"Known: {', '.join(known)}."
                )
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not number or not 0 < value < float("inf"):
                raise GraderError(f"{where}: {name} must be a positive number, got {value!r}")
        return replace(self, **{name: float(value) for name, value in changes.items()})
