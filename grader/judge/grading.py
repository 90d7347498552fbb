"""Grades one submission: the engine's entry point.

``grade_submission`` may be called from a process pool, from threads and on a cluster: its
arguments and its result are plain data, and every thread keeps its own warm template.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.base.records import Lack, NotebookResult, SubmissionResult
from grader.judge.assignment import Assignment, Master
from grader.judge.autograded import autograded
from grader.judge.prepared import Prepared, prepare
from grader.judge.reference import learnt
from grader.judge.running.seats import end_judge, run
from grader.judge.running.withheld import withhold
from grader.judge.submitted.submission import beside_notebooks
from grader.judge.unread import lacks
from grader.judge.verdicts import exercise_results, not_graded


def grade_submission(
    assignment: Assignment, files: Mapping[str, bytes], *, isolate: bool = True
) -> SubmissionResult:
    """Grade what one student handed in.

    Parameters
    ----------
    assignment : the compiled masters.
    files : content by name; notebooks are found by content, other files go into the scratch
        folder of the student's process (those of the instructor with the same name win).
    isolate : False runs the student's code without a sandbox. For ``--unsafe-no-sandbox`` only.

    Raises
    ------
    GraderError : this machine cannot confine a process, and ``isolate`` is True.
    """
    notebooks = {n: d for n, d in files.items() if n.lower().endswith(".ipynb")}
    others = beside_notebooks({n: d for n, d in files.items() if n not in notebooks})
    chosen, unused = prepare(assignment, notebooks, files.keys() - notebooks)
    beside = {**others, **assignment.files}
    try:
        results = tuple(
            _notebook(assignment, master, chosen.get(master.name), beside, isolate)
            for master in assignment.masters
        )
    finally:
        end_judge()
    return SubmissionResult(results, unused, isolated=isolate)


def _notebook(
    assignment: Assignment,
    master: Master,
    found: Prepared | None,
    beside: Mapping[str, bytes],
    isolate: bool,
) -> NotebookResult:
    if found is None:
        nothing = not_graded(master, "no file for this notebook was handed in")
        return NotebookResult(master.name, "", nothing, lack="not handed in")
    if found.reason:
        nothing, rivals = not_graded(master, found.reason), found.rivals
        lack: Lack = "" if rivals else "unreadable"
        return NotebookResult(master.name, found.file, nothing, lack=lack, rivals=rivals)
    items = found.items
    reference = learnt(assignment, master, isolate=isolate)
    job = {**found.job, "files": dict(beside), "empty": reference.empty}
    lessons = list(reference.lessons([part for item in items for part in item.parts]))
    finished = run(assignment, job, master.limits, isolate=isolate, lessons=lessons)
    tests = {cell.exercise: cell.source for cell in master.cells if cell.role == "test"}
    withhold(finished.results, tests, assignment.exercises)
    lacking = lacks(items, master, finished.lost)
    exercises = exercise_results(master, items, finished, reference.faults, found.excused, lacking)
    by_name = {result.exercise: result for result in exercises}
    return NotebookResult(
        master.name,
        found.file,
        exercises,
        found.repairs,
        tuple(finished.problems),
        finished.seconds,
        finished.peak_memory,
        autograded(master, items, finished.outputs, by_name),
    )
