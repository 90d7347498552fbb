"""Runs a test cell in the judge and reads its score.

A test cell runs in two phases.  First, for all tests of the notebook, the statements before the
hidden tests; later, when nothing the student wrote can be shown any more, the hidden ones and
what follows them.  A message that a student's function makes up in a hidden test is withheld, so
that neither outputs nor reasons can carry a hidden test's inputs out.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from grader.judge.running.program import Nothing, Program, lines_of
from grader.judge.running.proxies import Calls, FaultError, StudentRaisedError
from grader.judge.running.withheld import WRONG, stopped
from grader.judge.text import clean, one_line


@dataclass
class Outcome:
    """What a test cell came to.

    ``status`` is "score", "failed" (the answer's doing), "suspect" (an exception that is the
    answer's doing if the reference solution passes) or "fault" (the test's own).
    """

    status: str
    points: float = 0.0
    reason: str = ""
    lost: list[dict[str, Any]] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)  # exercises whose mistakes may come along
    note: str = ""
    secret: list[str] = field(default_factory=list)  # parts of ``lost`` that are hidden


def file_of(name: str) -> str:
    """Return the file name under which the test of an exercise is compiled."""
    return f"<test {name}>"


class ScoredCell:
    """A test cell, compiled, with what it is worth and the names that the solution defines."""

    def __init__(
        self, name: str, program: Program, points: float, names: Iterable[str] = ()
    ) -> None:
        self.name, self.points, self.names = name, points, frozenset(names)
        self.program, self.hidden = program, program.hidden
        self.file = file_of(name)

    def run(self, phase: int, namespace: dict[str, Any], calls: Calls) -> Outcome | None:
        """Run one phase; return its outcome, or None if the cell goes on."""
        calls.secret = phase == 1 and bool(self.hidden)
        try:
            value = self.program.run(phase, namespace)
        except (Exception, SystemExit) as error:
            return self._raised(error, secret=calls.secret)
        if phase == 0 and self.program.goes_on:
            return None
        return self._marked(read_score(value, self.points))

    def _marked(self, outcome: Outcome) -> Outcome:
        """Note which lost parts are hidden: their reasons could say what an answer has chosen.

        A reason that a visible part has too was found before the hidden tests began.
        """
        shown = [item for item in outcome.lost if item["part"] in self.program.shown]
        told = {(item["reason"], item["hint"]) for item in shown}
        hidden = (item for item in outcome.lost if self.hidden and item not in shown)
        outcome.secret = sorted(
            {item["part"] for item in hidden if (item["reason"], item["hint"]) not in told}
        )
        return outcome

    def _raised(self, error: BaseException, *, secret: bool) -> Outcome:
        if isinstance(error, FaultError):
            return Outcome("suspect", reason=one_line(f"the test {error}"))
        if isinstance(error, StudentRaisedError):
            where = f", {error.student_line}" if error.student_line else ""
            reason = f"Your code stopped with {type(error).__name__}: {error}{where}"
            return Outcome("failed", reason=(secret and stopped(reason)) or reason)
        if isinstance(error, AssertionError):
            return Outcome("failed", reason=self._assertion(error, secret))
        if isinstance(error, NameError) and error.name in self.names:
            return Outcome("failed", reason=f"{error.name} is not defined by your notebook.")
        text = one_line(f"{type(error).__name__}: {error}")
        shown = "A hidden test could not use your result." if secret else (
            f"The test could not use your result: {text}"
        )  # fmt: skip
        return Outcome("suspect", reason=shown, lost=[{"fault": text}])

    def _line(self, error: BaseException) -> int:
        trace, line = error.__traceback__, 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == self.file:
                line = trace.tb_lineno
            trace = trace.tb_next
        return line

    def _assertion(self, error: AssertionError, secret: bool) -> str:
        """Return what may be said: never the text of a hidden test or its expected values."""
        line = self._line(error)
        tree = ast.parse(self.program.source)
        asserts = [n for n in ast.walk(tree) if isinstance(n, ast.Assert)]
        node = next((n for n in asserts if line in lines_of(n)), None)
        if secret:
            said = node.msg if node is not None else None
            return clean(said.value) if isinstance(said, ast.Constant) else WRONG
        if str(error):
            return clean(error)
        return "A check of the answer failed." if node is None else (
            one_line(f"This check failed: {ast.unparse(node)}")
        )  # fmt: skip


def read_score(value: Any, points: float) -> Outcome:
    """Return the score that a test cell's last value stands for.

    No value means that every check passed, as in nbgrader.  A number is partial credit.  What is
    no score at all is the test's fault if the reference solution gives no score either, and else
    the answer's: ``f(2) == 4`` is an array where an array was returned.
    """
    if value is Nothing or value is None:
        return Outcome("score", points)
    if isinstance(value, (bool, np.bool_)):
        if value:
            return Outcome("score", points)
        return Outcome("failed", reason="A check of the answer failed.")
    if isinstance(value, np.ndarray) and value.ndim == 0:
        value = value[()]
    if not isinstance(value, (int, float, np.integer, np.floating)):
        text = f"the test ends with a {type(value).__name__}, not a score"
        return Outcome("suspect", reason=text)
    score = float(value)
    if math.isnan(score) or score < 0 or score > points + 1e-9:
        return Outcome("suspect", reason=f"the test gave {score:g} of {points:g} points")
    lost = [
        {
            "part": one_line(getattr(item, "part", "")),
            "points": float(getattr(item, "points", 0.0)),
            "reason": clean(getattr(item, "reason", "")),
            "hint": clean(getattr(item, "hint", "")),
        }
        for item in getattr(value, "lost", ())
    ]
    earlier = [str(name) for name in getattr(value, "earlier", ())]
    return Outcome("score", min(score, points), lost=lost, earlier=earlier)
