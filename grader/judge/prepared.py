"""Reads, matches and repairs what one student handed in, within bounds.

All that looks at the student's bytes before they are confined happens here, in a helper
(:mod:`grader.base.helper`).  What is too slow, too large or too deep there, or ends it, is "not
graded": that file's exercises if it is one file, and never another student's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.base.helper import BeyondBoundsError, ask
from grader.judge.assignment import Assignment, Master
from grader.judge.doubts import beside as in_files
from grader.judge.running.demos import keep_used
from grader.judge.running.job import job_of
from grader.judge.submitted.choice import assign_files
from grader.judge.submitted.item import Item
from grader.judge.submitted.joined import separate
from grader.judge.submitted.matching import best_master, match_cells
from grader.judge.submitted.reading import Submitted, read
from grader.judge.submitted.repair import repair
from grader.judge.unread import excuses, leave_out_newer

SECONDS = 10  # of CPU; an honest submission takes a hundredth
_ALONE = 5  # for one file, when it is to be found out which of them is the slow one
_SLOW_FILES = 4  # then the rest is not tried


@dataclass(frozen=True)
class Prepared:
    """A notebook of a submission before a line of it has run.

    ``reason`` says why it cannot be, and ``rivals`` are the files between which a person must
    choose before; ``job`` lacks the files beside it and what the reference solution has shown;
    ``excused`` are the exercises that are not graded if they lose points.
    """

    file: str
    reason: str = ""
    rivals: tuple[str, ...] = ()
    items: list[Item] = field(default_factory=list)
    repairs: tuple[Any, ...] = ()
    job: dict[str, Any] = field(default_factory=dict)
    excused: dict[str, str] = field(default_factory=dict)


Found = tuple[dict[str, Prepared], dict[str, str]]


def prepare(
    assignment: Assignment, files: Mapping[str, bytes], beside: Iterable[str] = ()
) -> Found:
    """Return the notebook for each master's name, and the reason for each file that is not used.

    Never raises because of what is in a file.

    Parameters
    ----------
    beside : the names of files that are no notebooks.
    """
    others = tuple(beside)
    try:
        return _asked(assignment, SECONDS, files, others)
    except BeyondBoundsError as error:
        together = f"reading all these files {error}"
    refused = dict(_refused(assignment, files))
    for reasons in (refused, dict.fromkeys(files, together)):
        try:
            return _asked(assignment, SECONDS, {**files, **reasons}, others)
        except BeyondBoundsError:
            continue
    nothing = {master.name: Prepared("", together) for master in assignment.masters}
    return nothing, dict.fromkeys(["the files"], together)


def _refused(assignment: Assignment, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the files that cannot be read alone, each with the reason."""
    slow = 0
    for name, data in files.items():
        if slow == _SLOW_FILES:
            yield name, "too many files before it could not be read"
            continue
        try:
            _asked(assignment, _ALONE, {name: data}, ())
        except BeyondBoundsError as error:
            slow += 1
            yield name, f"reading this file {error}"


def master_of(assignment: Assignment, name: str, data: bytes) -> str:
    """Return the name of the master that a file was made from; "" if that is none, or unknown."""
    return str(_or("", assignment, "master_of", name, data))


def is_notebook(assignment: Assignment, data: bytes) -> bool:
    """Return whether a file of another name has the text of a notebook."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") or b'"nbformat"' not in data:
        return False
    return bool(_or(False, assignment, "is_notebook", data))


def _or(otherwise: Any, assignment: Assignment, *question: object) -> Any:
    try:
        return ask(_WORK, _key(assignment), assignment, _ALONE, *question)
    except BeyondBoundsError:
        return otherwise


def _asked(
    assignment: Assignment, seconds: int, files: Mapping[str, bytes | str], beside: tuple[str, ...]
) -> Found:
    question = "prepare", dict(files), beside
    found: Found = ask(_WORK, _key(assignment), assignment, seconds, *question)
    return found


_WORK = "grader.judge.prepared:reader"


def _key(assignment: Assignment) -> tuple[object, ...]:
    """Return what is equal for equal assignments."""
    digests = (master.digest for master in assignment.masters)
    return assignment.name, assignment.run_demo, assignment.only, *digests


def reader(assignment: Assignment) -> Callable[..., object]:
    """Return what a helper answers with: the first word of a question says which of these."""

    def prepare(files: Mapping[str, bytes | str], beside: tuple[str, ...]) -> Found:
        chosen, unused = assign_files(files, assignment.masters, beside)
        separate(chosen, assignment.masters)
        masters = (master for master in assignment.masters if master.name in chosen)
        return {m.name: _prepared(assignment, m, chosen[m.name], beside) for m in masters}, unused

    def master_of(name: str, data: bytes) -> str:
        master = best_master(read(name, data), assignment.masters)
        return master.name if master else ""

    known = {"prepare": prepare, "master_of": master_of, "is_notebook": _is_notebook}
    return lambda what, *question: known[what](*question)  # type: ignore[operator]  # each its own


def _prepared(
    assignment: Assignment, master: Master, submitted: Submitted, beside: tuple[str, ...]
) -> Prepared:
    if submitted.reason:
        return Prepared(submitted.file, submitted.reason, tuple(submitted.rivals))
    if not match_cells(submitted.cells, master):
        reason = "none of the notebook's cells is in it; ask for the right one"
        return Prepared(submitted.file, reason)
    repaired = repair(submitted, master)
    excused = in_files(repaired.items, master, beside)
    excused |= excuses(submitted, repaired.items, master)
    leave_out_newer(submitted, repaired)
    if not assignment.run_demo:
        keep_used(repaired.items, master.solution_names)
    job = job_of(assignment, master, repaired.items, {}, [])
    return Prepared(submitted.file, "", (), repaired.items, tuple(repaired.repairs), job, excused)


def _is_notebook(data: bytes) -> bool:
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(notebook, dict) and isinstance(notebook.get("cells"), list)
