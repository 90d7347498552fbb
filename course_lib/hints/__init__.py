"""Tests that teach: compare an answer, name the mistake, give credit for the parts that are right.

A test cell is a few lines::

    report = hints.Report("dense_backward", points=8)
    with report.part("dW", points=3):
        dW, db, dX = hints.unpack(dense_backward(upstream, X, W), "dW", "db", "dX")
        hints.compare(dW, expected, name="dW", n=len(X))
    report.score()

A lost part carries a reason and a hint. Neither ever shows the expected value: the reader
learns what went wrong, not what to type.
"""

from course_lib.hints.cases import Case
from course_lib.hints.comparison import choices, compare, scalar, unpack
from course_lib.hints.delegation import own_work
from course_lib.hints.errors import DelegationError, HintError, NotDoneError, require
from course_lib.hints.promise import Promise, promise
from course_lib.hints.randomness import differs, same_each_time, share
from course_lib.hints.report import Report
from course_lib.hints.score import Lost, Score, summary

__all__ = [
    "Case",
    "DelegationError",
    "HintError",
    "Lost",
    "NotDoneError",
    "Promise",
    "Report",
    "Score",
    "choices",
    "compare",
    "differs",
    "own_work",
    "promise",
    "require",
    "same_each_time",
    "scalar",
    "share",
    "summary",
    "unpack",
]
