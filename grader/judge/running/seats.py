"""Lends each thread its warm template, and a judge's place at it."""

from __future__ import annotations

import atexit
import contextlib
import os
import threading
from collections.abc import Iterator, Sequence
from typing import Any

from grader.base.errors import GraderError
from grader.judge.assignment import Assignment
from grader.judge.running.run import Finished, Seat, run_job
from grader.sandbox.limits import Limits
from grader.sandbox.server import Lesson, TemplateServer

JUDGE = "grader.judge.running.process:main"
PRELOAD = ("numpy", "numpy.testing", "importlib.metadata", "matplotlib.pyplot")
_local = threading.local()
_servers: list[tuple[int, TemplateServer]] = []


def run(
    assignment: Assignment,
    job: dict[str, Any],
    limits: Limits,
    *,
    isolate: bool,
    lessons: Sequence[Lesson] = (),
) -> Finished:
    """Run a job at this thread's template, which learns the lessons before.

    Raises
    ------
    GraderError : no template comes up.
    """
    try:
        with _seat(assignment, isolate, lessons) as seat:
            return run_job(seat, job, limits)
    except GraderError:  # the template has died, perhaps for want of memory: once more
        with _seat(assignment, isolate, lessons) as seat:
            return run_job(seat, job, limits)


@contextlib.contextmanager
def _seat(assignment: Assignment, isolate: bool, lessons: Sequence[Lesson]) -> Iterator[Seat]:
    """Lend a judge's place at this thread's warm template; one that fails is thrown away."""
    exercises = Lesson.of_exercises(assignment.exercises)
    key = (os.getpid(), isolate, assignment.packages, assignment.preload, exercises.name)
    if getattr(_local, "key", None) != key:
        end_judge()
        _local.key, _local.server = None, None
        _local.server = TemplateServer(
            JUDGE,
            preload=(*PRELOAD, *assignment.packages, *assignment.preload),
            packages=assignment.packages,
            isolate=isolate,
        )
        _local.key, _local.seat = key, Seat(_local.server)
        _servers.append((os.getpid(), _local.server))
        _local.server.learn(exercises)
    try:
        for lesson in lessons:
            _local.server.learn(lesson)
        yield _local.seat
    except GraderError:
        _local.key = None
        _local.server.close()
        raise


def end_judge() -> None:
    """End the judge process of this thread's submission."""
    if getattr(_local, "key", None) is not None:
        with contextlib.suppress(GraderError):  # it went with its template
            _local.seat.leave()


@atexit.register
def close_servers() -> None:
    """End the warm templates of this process."""
    while _servers:
        pid, server = _servers.pop()
        if pid == os.getpid():
            server.close()
    _local.key = None
