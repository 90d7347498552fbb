"""Grades one submission: the engine's entry point.

``grade_submission`` may be called from a process pool, from threads and on a cluster: its
arguments and its result are plain data, and every thread keeps its own warm template.
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.base.records import Lack, NotebookResult, SubmissionResult
from grader.judge.assignment import Assignment, Master
from grader.judge.autograded import autograded
from grader.judge.reference import learnt
from grader.judge.running.demos import keep_used
from grader.judge.running.job import job_of
from grader.judge.running.seats import end_judge, run
from grader.judge.submitted.choice import assign_files
from grader.judge.submitted.joined import separate
from grader.judge.submitted.matching import match_cells
from grader.judge.submitted.reading import Submitted
from grader.judge.submitted.repair import repair
from grader.judge.submitted.submission import beside_notebooks
from grader.judge.unread import excuses, lacks, leave_out_newer
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
    chosen, unused = assign_files(notebooks, assignment.masters, files.keys() - notebooks)
    separate(chosen, assignment.masters)
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
    submitted: Submitted | None,
    beside: Mapping[str, bytes],
    isolate: bool,
) -> NotebookResult:
    if submitted is None:
        nothing = not_graded(master, "no file for this notebook was handed in")
        return NotebookResult(master.name, "", nothing, lack="not handed in")
    if submitted.reason:
        nothing, rivals = not_graded(master, submitted.reason), tuple(submitted.rivals)
        lack: Lack = "" if rivals else "unreadable"
        return NotebookResult(master.name, submitted.file, nothing, lack=lack, rivals=rivals)
    if not match_cells(submitted.cells, master):
        nothing = not_graded(master, "none of the notebook's cells is in it; ask for the right one")
        return NotebookResult(master.name, submitted.file, nothing, lack="unreadable")
    reference = learnt(assignment, master, isolate=isolate)
    repaired = repair(submitted, master)
    excused = excuses(submitted, repaired.items, master)
    leave_out_newer(submitted, repaired)
    if not assignment.run_demo:
        keep_used(repaired.items, master.solution_names)
    job = job_of(assignment, master, repaired.items, beside, reference.empty)
    lessons = list(reference.lessons([part for item in repaired.items for part in item.parts]))
    finished = run(assignment, job, master.limits, isolate=isolate, lessons=lessons)
    lacking = lacks(repaired.items, master, finished.lost)
    exercises = exercise_results(
        master, repaired.items, finished, reference.faults, excused, lacking
    )
    by_name = {result.exercise: result for result in exercises}
    return NotebookResult(
        master.name,
        submitted.file,
        exercises,
        tuple(repaired.repairs),
        tuple(finished.problems),
        finished.seconds,
        finished.peak_memory,
        autograded(master, repaired.items, finished.outputs, by_name),
    )
