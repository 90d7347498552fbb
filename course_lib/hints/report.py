"""The score of one exercise: parts with points, and a reason for each point lost."""

from __future__ import annotations

import contextlib
import io
import linecache
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import fsum
from types import TracebackType
from typing import Any

from course_lib.hints.advice import advice
from course_lib.hints.cases import Evidence
from course_lib.hints.contract import ChanceError, ChangedError, keep_promises
from course_lib.hints.delegation import own_work
from course_lib.hints.diagnosis import Diagnosis
from course_lib.hints.errors import DelegationError, HintError, NotDoneError
from course_lib.hints.explanations import Cause
from course_lib.hints.promise import Promise
from course_lib.hints.score import Lost, Score, loses, remember

_LIBRARY = re.compile(
    r"[/\\](course_lib|grader|site-packages|lib[/\\]python3[^/\\]*)[/\\]|^<frozen"
)
_LONGEST = 300  # characters of a student's own error message that are shown
_OF_THE_RUN = ("DelegationError", "TimeLimit", "Crash", "NotImplementedError")
_PROMISES = "keeps its promises"
_running: list[str] = []
_STUB = re.compile(r"cannot unpack non-iterable (NoneType|ellipsis)|'(NoneType|ellipsis)' object")


class _Answer:
    """A function of the student, its promise, and what is wrong with it once that is asked."""

    def __init__(self, call: Callable[..., Any], promise: Promise) -> None:
        self.call, self.promise = call, promise
        self._found: dict[tuple[Any, ...], Diagnosis] = {}

    def diagnosis(self, seen: Evidence | None) -> Diagnosis:
        """Return what is wrong on the panel, if this function is meant."""
        if seen is not None and seen.case.exercise != self.promise.name:
            return Diagnosis(self.call, self.promise)
        like = seen.case if seen else None
        branch = tuple(v for v in (like.inputs if like else ()) if isinstance(v, (str, bool)))
        if branch not in self._found:
            self._found[branch] = Diagnosis(self.call, self.promise)
            with contextlib.suppress(Exception):  # where it stops, the part says it itself
                self._found[branch] = Diagnosis.of(self.call, self.promise, like)
        return self._found[branch]


class Report:
    """Collects the parts of one exercise and makes its score.

    Parameters
    ----------
    name : the exercise, as its cell is called.
    points : what the whole exercise is worth, hidden tests included.
    calls : earlier exercises whose functions, of the same names, the answer may call. If one of
        them lost points in its own test, a lost part says so, because its mistakes come along.
        The grader then judges the answer once more with the reference in that place.
    carry : False where calling them rightly is what is tested, so that nothing is put in place.

    Examples
    --------
    >>> report = Report("double", points=2)
    >>> with report.part("positive", points=1):
    ...     pass
    >>> with report.part("negative", points=1):
    ...     raise HintError("the sign is lost.")
    >>> report.score(), report.score().lost[0].reason
    (1.0, 'the sign is lost.')
    """

    def __init__(
        self, name: str, points: float, *, calls: Sequence[str] = (), carry: bool = True
    ) -> None:
        if not points > 0:
            raise ValueError(f"Report: points must be positive, got {points}.")
        self.name = name
        self.points = points
        self._calls, self._carry = tuple(calls), carry
        self._answers: list[_Answer] = []
        self._worth: dict[str, float] = {}
        self._lost: list[Lost] = []

    def answer(self, function: Callable[..., Any], promise: Promise) -> Callable[..., Any]:
        """Return the student's function, guarded: what the promise does not allow is closed.

        A part that is lost later is explained by what this function returns on the promise's
        panel.
        """
        guarded = own_work(function, allow=promise.allow, forbid=promise.forbid)
        self._answers.append(_Answer(guarded, promise))
        return guarded

    def promises(self, points: float) -> None:
        """Run the part "keeps its promises" for every function that :meth:`answer` was given."""
        with self.part(_PROMISES, points):
            for answer in self._answers:
                try:
                    keep_promises(answer.call, answer.promise)
                except ChanceError as error:
                    if not self._lost:
                        raise
                    first = self._lost[0]  # the checks of chance say more than one example
                    raise HintError(first.reason, first.hint) from error

    @contextlib.contextmanager
    def part(self, name: str, points: float) -> Iterator[None]:
        """Run one part; an exception in it loses the part and becomes its reason.

        Warnings and text on stderr cost nothing and are not shown.
        """
        if name in self._worth:
            raise ValueError(f"Report.part: names must be unique, got {name!r} twice.")
        if not points > 0:
            raise ValueError(f"Report.part: points must be positive, got {points}.")
        self._worth[name] = points
        _running.append(name)
        try:
            with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
                warnings.simplefilter("ignore")
                yield
        except (Exception, SystemExit) as error:
            self._lost.append(Lost(name, points, *self._told(*self._cause_of(error))))
        finally:
            _running.pop()

    def score(self) -> Score:
        """Return the points of the parts that passed.

        In a released notebook the hidden parts are gone; the score is then scaled so that all
        visible parts together give full points, and its table says that hidden tests follow.

        Raises
        ------
        ValueError : the parts are worth more than the exercise.
        """
        earlier = tuple(name for name in self._calls if self._lost and loses(name))
        total = fsum(self._worth.values())
        if total > self.points + 1e-9:
            raise ValueError(
                f"Report {self.name}: parts must be worth at most {self.points:g} points, "
                f"got {total:g}."
            )
        passed = total - fsum(item.points for item in self._lost)
        points = round(self.points * passed / total, 2) if total else 0.0
        score = Score(
            min(points, self.points),
            max_points=self.points,
            name=self.name,
            parts=tuple(self._worth),
            lost=tuple(self._with_earlier(earlier)),
            earlier=earlier if self._carry else (),
            more_to_come=total < self.points - 1e-9,
        )
        remember(score)
        return score

    def _told(self, reason: str, hint: str) -> tuple[str, str]:
        """Return what an earlier part says if it is the same, perhaps with the case before it."""
        for lost in self._lost:
            if lost.reason.endswith(reason) or reason.endswith(lost.reason):
                return lost.reason, lost.hint
        return reason, hint

    def _cause_of(self, error: BaseException) -> tuple[str, str]:
        """Return reason and hint of a lost part: the cause that explains it, or what it says."""
        own = _explain(error)
        if isinstance(error, (NotDoneError, SystemExit)) or type(error).__name__ in _OF_THE_RUN:
            return own
        if isinstance(error, ChangedError):
            return own
        seen: Evidence | None = getattr(error, "evidence", None)
        only = len(self._answers) == 1  # else a check that is no comparison must name its function
        meant = [a for a in self._answers if seen or only or a.promise.name in own[0]]
        diagnoses = [answer.diagnosis(seen) for answer in meant]
        causes = [cause for found in diagnoses for cause in found.causes]
        if not isinstance(error, HintError):  # it stopped: only a named mistake says why
            causes = [cause for cause in causes if cause.text]
        fits = (c for c in causes if (c.sure if seen is None else seen.name in c.results))
        cause = next(fits, None)
        if cause is None and seen is not None and isinstance(error, HintError):
            cause = _only_there(diagnoses, seen, error)
        return (cause.reason, cause.hint) if cause else own

    def _with_earlier(self, earlier: Sequence[str]) -> Iterator[Lost]:
        """Yield the lost parts; the first one names earlier exercises that lost points too."""
        names = " and ".join(earlier)
        for i, lost in enumerate(self._lost):
            if earlier and i == 0:
                more = f"If you call {names}: the test of it lost points too. Mend it first."
                yield replace(lost, hint=f"{lost.hint} {more}".strip())
            else:
                yield lost


def _only_there(diagnoses: Sequence[Diagnosis], seen: Evidence, error: HintError) -> Cause | None:
    """Return what explains a result that is wrong in a part alone, None if the part does."""
    for found in diagnoses:
        if found.promise.name == seen.case.exercise:
            with contextlib.suppress(Exception):  # where it stops, the part says it itself
                return found.only_there(seen, error.mistake, vague=error.vague)
    return None


def running_part() -> str:
    """Return the name of the part that is running, "" outside of all parts."""
    return _running[-1] if _running else ""


def _explain(error: BaseException) -> tuple[str, str]:
    """Return reason and hint for whatever a part raised; never the source of a test."""
    if isinstance(error, HintError):
        return error.reason, error.hint
    if type(error).__name__ == "DelegationError":  # it came from the grader's other process
        return _delegation(error)
    if isinstance(error, NotImplementedError) or _unpacked_a_stub(error):
        done = NotDoneError("The exercise")
        return done.reason, done.hint
    if isinstance(error, AssertionError) and not _student_line(error.__traceback__):
        return str(error) or "A check of the answer failed.", ""
    said = str(error)
    said = said if len(said) <= _LONGEST else said[:_LONGEST] + " ..."
    if isinstance(error, SystemExit):
        return "Your code ended the program.", "Remove exit() or sys.exit()."
    line = getattr(error, "student_line", "") or _student_line(error.__traceback__)
    where = f", {line}" if line else ""
    return f"Your code stopped with {type(error).__name__}: {said}{where}", advice(
        error, said, line
    )


def _delegation(error: BaseException) -> tuple[str, str]:
    model = DelegationError("a library function")
    return str(error).removesuffix(model.hint).strip() or model.reason, model.hint


def _unpacked_a_stub(error: BaseException) -> bool:
    """Return whether the test itself stumbled over the None or ``...`` of a stub."""
    trace = _from_the_test(error.__traceback__)
    outermost = trace is not None and trace.tb_next is None
    return isinstance(error, TypeError) and outermost and bool(_STUB.search(str(error)))


def _from_the_test(trace: TracebackType | None) -> TracebackType | None:
    """Return the traceback without the frames of this file: it begins in the test cell."""
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    return trace


def _student_line(trace: TracebackType | None) -> str:
    """Return ``line 3: `z = W @ x` `` for the innermost line of the student's own code."""
    trace = _from_the_test(trace)
    if trace is None:
        return ""
    test_file = trace.tb_frame.f_code.co_filename
    found = ""
    while (trace := trace.tb_next) is not None:
        file = trace.tb_frame.f_code.co_filename
        if file != test_file and not _LIBRARY.search(file):
            source = linecache.getline(file, trace.tb_lineno, trace.tb_frame.f_globals).strip()
            found = f"line {trace.tb_lineno}" + (f": `{source}`" if source else "")
    return found
