"""What a judge process does: it grades the notebooks of one submission and ends.

It is forked from the warm template, has no network and no file but the read-only environment,
and gets the tests as a message.  It runs the instructor's code only.
"""

from __future__ import annotations

import gc
import random
import resource
import socket
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from grader.judge.running.carried import (
    CARRIED,
    Lender,
    better,
    solution_functions,
    told_as_lent,
)
from grader.judge.running.cells import Cells, notes
from grader.judge.running.outputs import Keeper
from grader.judge.running.program import Program
from grader.judge.running.proxies import Calls, StudentRaisedError, bind
from grader.judge.running.questions import (
    end_student_processes,
    student_process,
    used_so_far,
)
from grader.judge.running.session import Session
from grader.judge.running.testcell import Outcome, ScoredCell
from grader.judge.text import clean, one_line
from grader.sandbox import library
from grader.sandbox.limits import MEGABYTE, Limits
from grader.sandbox.wire.channel import Channel, ClosedError

MESSAGE_BYTES = 256 * MEGABYTE
ENTRIES = 1_000_000  # a notebook of many cells; nothing that comes from a student is a key


def main(sock: socket.socket, limits: Limits) -> None:
    """Grade the notebooks of a submission: a message with a job, a message with its outcome."""
    gc.disable()  # the process lives for a moment
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    channel = Channel(sock, max_bytes=MESSAGE_BYTES, entries=ENTRIES)
    while True:
        try:
            settings, job = channel.receive()
        except ClosedError:
            return
        limits = Limits(**settings)
        _begin_anew(limits)
        session = Session(
            lambda: student_process(channel),
            lambda: end_student_processes(channel),
            lambda: used_so_far(channel),
            limits,
            job["files"],
        )
        channel.send(("done", Judge(job, session, channel).run()))
        del job, session


def _begin_anew(limits: Limits) -> None:
    """Let nothing of the notebook before reach the next one: numbers, memory, the clock.

    The parent ends a judge in time; the kernel's limit is there for when the parent is gone.
    """
    gc.collect()
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002  # a test may use the old generator
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = used.ru_utime + used.ru_stime + 2 * limits.judge_seconds + 10
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(seconds) + 1 if hard == resource.RLIM_INFINITY else min(int(seconds) + 1, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


class _Inert:
    """What ``get_ipython()`` gives the instructor's cells: every call does nothing."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


class Judge:
    """The run of one notebook.

    Parameters
    ----------
    job : ``items`` in order, each with ``role``, ``parts`` (what the student's process runs),
        and for the master's cells ``program``, ``exercise``, ``points``; ``names`` that the
        solution defines, with their kind; ``imports`` of the solution, a program; ``excluded``
        tests that a judge before this one did not survive; ``empty`` tests in which a result may
        be empty; ``together``: all tests may use the process that ran the cells; ``learning``:
        the notebook is the reference solution, so say what the tests ask for; ``solutions``: all
        of the reference solution, a program, to lend functions of it.
    """

    def __init__(self, job: Mapping[str, Any], session: Session, channel: Channel) -> None:
        self.job, self.session, self.channel = job, session, channel
        self.namespace: dict[str, Any] = {"__name__": "__main__", "get_ipython": _Inert}
        self.namespace["display"] = lambda *args, **kwargs: None
        self.outputs: dict[int, list[dict[str, Any]]] = {}
        self.keeper = Keeper(session.limits)
        self.problems: list[str] = []
        self.snapshots: dict[int, int] = {}
        self.results: dict[str, dict[str, Any]] = {}
        parts = [part for item in job["items"] for part in item["parts"]]
        self.longest = max((part.count("\n") + 1 for part in parts), default=0)
        self.cells = Cells(session, parts, job["names"])
        self.used: list[float] = []
        self.seconds = 0.0

    def run(self) -> dict[str, Any]:
        """Return results by exercise, outputs by the item's number, and problems."""
        before = len(library.asked_answers())
        for number, item in enumerate(self.job["items"]):
            if item["role"] == "test":
                self.snapshots[number] = self.session.snapshot(own=not self.job["together"])
            for _ in item["parts"]:
                self._student_cell(number, item)
        self._tests()
        return {
            "results": self.results,
            "outputs": self.outputs,
            "problems": self.problems[:50],
            "seconds": self.seconds,
            "answers": library.asked_answers()[before:] if self.job["learning"] else [],
            "forbidden": sorted(self.session.forbidden),
            "lost": self.cells.lost,
        }

    def _student_cell(self, number: int, item: Mapping[str, Any]) -> None:
        own = item["role"] in ("answer", "extra", "manual")
        reply = self.cells.run(pictures=own)
        self.problems += [one_line(f"{item['name']}: {note}") for note in notes(reply)]
        failure = reply.get("error")
        if isinstance(failure, dict):
            text = f"{item['name']}: {failure.get('name')}: {failure.get('message')}"
            self.problems.append(one_line(text))
        self.outputs.setdefault(number, []).extend(self.keeper.outputs(reply))

    def _tests(self) -> None:
        """Run the instructor's cells and the tests' open phase, then the hidden phase."""
        self._instructor(self.job["imports"])
        open_tests: list[tuple[ScoredCell, Calls, dict[str, Any]]] = []
        for number, item in enumerate(self.job["items"]):
            if item["role"] in ("locked", "plain"):
                self._instructor(item["program"], self._next_snapshot(number))
            elif item["role"] == "test" and item["exercise"] not in self.job["excluded"]:
                self.channel.send(("begin", item["exercise"]))
                started = self._open_phase(item, self.snapshots[number])
                if started is not None:
                    open_tests.append(started)
        self._time()  # now: in a hidden test the answer could spell its inputs by waiting
        for test, calls, overlay in open_tests:
            self.channel.send(("begin", test.name))
            self._finish(test.name, calls, test.run(1, overlay, calls))
        for snapshot in self.snapshots.values():
            self.session.finish(snapshot)
        if CARRIED not in self.job["excluded"]:
            self._carry_forward()
        for result in self.results.values():
            snapshot = result.pop("snapshot", 0)
            result["seconds"] = self.used[snapshot]
            result["peak_memory"] = self.session.snapshots[snapshot].peak_memory

    def _carry_forward(self) -> None:
        """Judge again, with the reference in an earlier place, what an earlier mistake spoilt."""
        spoilt = [
            (number, item)
            for number, item in enumerate(self.job["items"])
            if item["role"] == "test" and self.results.get(item["exercise"], {}).get("earlier")
        ]
        if not spoilt:
            return
        self.channel.send(("begin", CARRIED))
        functions = solution_functions(self.job["solutions"], self.namespace)
        for number, item in spoilt:
            result = self.results[item["exercise"]]
            lent = [name for name in result["earlier"] if callable(functions.get(name))]
            lender = Lender({name: functions[name] for name in lent})
            snapshot = self.session.again(self.snapshots[number])
            self.session.questions.lender = lender.answer
            with told_as_lent(lent):
                second = self._both_phases(item, snapshot, lender)
            self.session.finish(snapshot)
            kept = {key: result.pop(key) for key in ("snapshot", "empty")}
            self.results[item["exercise"]] = asdict(better(Outcome(**result), second, lent)) | kept
        self.session.questions.lender = None

    def _both_phases(
        self, item: Mapping[str, Any], snapshot: int, lender: Lender
    ) -> Outcome | None:
        """Run a whole test once more, with functions that are lent."""
        test = self._test(item)
        calls = self._calls(snapshot, test, [*lender.functions])
        bound = bind(calls, self.job["names"], test.program.used)
        overlay = {**self.namespace, **bound, **lender.functions}
        return test.run(0, overlay, calls) or test.run(1, overlay, calls)

    def _calls(self, snapshot: int, test: ScoredCell | None, lent: Sequence[str] = ()) -> Calls:
        may = test is None or test.name in self.job["empty"]
        file, program = (test.file, test.program) if test else ("", None)
        return Calls(self.session, snapshot, file, program, may_be_empty=may, lent=lent)

    def _test(self, item: Mapping[str, Any]) -> ScoredCell:
        program = Program.unpacked(item["program"])
        return ScoredCell(item["exercise"], program, item["points"], self.job["names"])

    def _next_snapshot(self, number: int) -> int | None:
        return next((s for n, s in self.snapshots.items() if n > number), None)

    def _instructor(self, program: bytes, snapshot: int | None = None) -> None:
        """Run a cell of the instructor; what it needs and does not get, its tests will say."""
        if not program:
            return
        before = dict(self.namespace)
        if snapshot is not None:
            self.namespace.update(bind(self._calls(snapshot, None), self.job["names"], set()))
        try:
            Program.unpacked(program).run(0, self.namespace)
        except (Exception, SystemExit) as error:
            if not isinstance(error, StudentRaisedError):
                self.problems.append(
                    one_line(f"instructor's cell: {type(error).__name__}: {error}")
                )
        for name in self.job["names"]:
            self.namespace.pop(name, None)
            if name in before:
                self.namespace[name] = before[name]

    def _open_phase(
        self, item: Mapping[str, Any], snapshot: int
    ) -> tuple[ScoredCell, Calls, dict[str, Any]] | None:
        """Run a test up to its hidden part; return it if it goes on."""
        if not item["program"]:
            self.results[item["exercise"]] = asdict(Outcome("fault", reason=item["fault"]))
            return None
        test = self._test(item)
        calls = self._calls(snapshot, test)
        bound = bind(calls, self.job["names"], test.program.used)
        overlay = {**self.namespace, **bound}
        outcome = test.run(0, overlay, calls)
        self.namespace.update({k: v for k, v in overlay.items() if k not in bound})
        if outcome is None:
            return test, calls, overlay
        self._finish(test.name, calls, outcome)
        return None

    def _finish(self, name: str, calls: Calls, outcome: Outcome | None) -> None:
        outcome = outcome or Outcome("score", 0.0)
        outcome.reason = clean(outcome.reason)
        told = {"snapshot": calls.snapshot, "empty": calls.was_empty}
        self.results[name] = {**asdict(outcome), **told}

    def _time(self) -> None:
        """Note how long everything took so far."""
        self.used = [snapshot.used for snapshot in self.session.snapshots]
        self.seconds = self.session.questions.spent
