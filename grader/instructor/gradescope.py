"""``grader release --gradescope``: the zip with which Gradescope grades one submission at a time.

Gradescope unpacks it into ``/autograder/source``, runs ``setup.sh`` once, with a network, and then
``run_autograder`` for each submission. That calls :func:`main`, which grades with the engine that
``grader autograde`` uses and writes ``/autograder/results/results.json``.
"""

from __future__ import annotations

import json
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.base.course import Course
from grader.base.digest import files_in
from grader.base.errors import GraderError
from grader.base.files import drafted
from grader.base.records import ExerciseResult, SubmissionResult
from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.running.program import hidden_lines
from grader.judge.submitted.submission import read_submission
from grader.sandbox.doctor import require_confinement
from grader.workers.task import Task, grade

SETUP = """\
#!/bin/bash
# Run once, with a network. The image's own Python may be too old, so that uv brings one if needed;
# it stands where a process without the rights of root can read it.
set -e
export UV_PYTHON_INSTALL_DIR=/autograder/python
apt-get update && apt-get install -y python3-venv
python3 -m venv /autograder/uv
/autograder/uv/bin/pip install uv
/autograder/uv/bin/uv venv --python '>=3.11' /autograder/env
VIRTUAL_ENV=/autograder/env /autograder/uv/bin/uv pip install -e '/autograder/source[grader]'
"""
RUN = """\
#!/bin/sh
exec /autograder/env/bin/python -m grader.instructor.gradescope {name} {accepted}
"""
ACCEPTED = "--unsafe-no-sandbox"
_LEFT_OUT = {"__pycache__", ".ipynb_checkpoints"}
_SOURCE = Path(__file__).resolve().parents[2]


def write_gradescope_zip(course: Course, assignment: str, *, unconfined: bool = False) -> Path:
    """Write ``grader/work/<assignment>-gradescope.zip`` and return its path.

    It holds solutions and hidden tests, and is for Gradescope only.

    Parameters
    ----------
    unconfined : grade also where student code cannot be confined.

    Raises
    ------
    GraderError : there is no such assignment.
    """
    course.masters(assignment)
    files = dict(_files(course, assignment))
    accepted = ACCEPTED if unconfined else ""
    files["setup.sh"] = SETUP.encode()
    files["run_autograder"] = RUN.format(name=assignment, accepted=accepted).encode()
    target = course.work / f"{assignment}-gradescope.zip"
    with drafted(target) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if "/" not in name else 0o644) << 16
            archive.writestr(entry, data)
    return target


def _files(course: Course, assignment: str) -> Iterator[tuple[str, bytes]]:
    """Yield the engine, the library, and of the week what answers are graded with."""
    yield "pyproject.toml", (_SOURCE / "pyproject.toml").read_bytes()
    for package in ("grader", "course_lib"):
        for path in files_in(_SOURCE / package):
            name = path.relative_to(_SOURCE)
            if not _LEFT_OUT & set(name.parts) and name.parts[:2] != ("grader", "work"):
                yield name.as_posix(), path.read_bytes()
    week = course.week(assignment)
    for path in (*week.given, *([week.toml] if week.toml.is_file() else [])):
        yield path.relative_to(course.root).as_posix(), path.read_bytes()


def results(assignment: Assignment, graded: SubmissionResult) -> dict[str, Any]:
    """Return what Gradescope shows: a test for each exercise that a program grades.

    A test with a hidden part is shown once the grades are published. Gradescope wants a score for
    the whole or for each test, and reports an error where one is missing; so an exercise that is
    not graded has no score, and the others keep theirs. There is no other way to a sum that
    counts it neither as a 0 nor as nothing. A notebook that is not among the files has 0 points,
    which the student sees and can change, unless another file may be it.

    Reference: Gradescope's documentation, "Autograder specifications", output format.
    """
    secret = {
        cell.exercise for m in assignment.masters for cell in m.cells if hidden_lines(cell.source)
    }
    written = {c.exercise for m in assignment.masters for c in m.cells if c.role == "manual"}
    tests: list[dict[str, Any]] = []
    for notebook in graded.notebooks:
        asked = [item for item in notebook.exercises
                 if item.verdict != "manual" and item.exercise not in written]  # fmt: skip
        if notebook.lack == "not handed in" and not graded.unused_files:
            tests.append(_absent(notebook.notebook, asked))
        else:
            tests += [_test(item, item.exercise in secret, notebook.lack) for item in asked]
    if not tests:
        return not_graded("nothing was found to grade", "hidden")
    if not graded.isolated:
        note = "Student code was not confined in this run, as the zip was made to allow."
        tests.append({"name": "Confinement", "score": 0.0, "max_score": 0.0, "output": note,
                      "visibility": "hidden"})  # fmt: skip
    return {"stdout_visibility": "hidden", "tests": tests}


def _test(item: ExerciseResult, secret: bool, lack: str) -> dict[str, Any]:
    name = {"name": f"{item.notebook}: {item.exercise}", "max_score": item.max_points}
    if item.points is None:
        # What a file lacks the student may read; a fault of a test could tell what it hides.
        reason, seen = f"Not graded: {item.reason_not_graded}", "visible" if lack else "hidden"
        return {**name, "output": reason, "output_format": "text", "visibility": seen}
    lines = [
        " ".join(filter(None, (f"-{lost.points:g}", lost.part, lost.reason, lost.hint)))
        for lost in item.lost
    ]
    return {
        **name,
        "score": item.points,
        "status": "passed" if item.verdict == "passed" else "failed",
        "output": "\n".join(lines),
        "output_format": "text",
        "visibility": "after_published" if secret else "visible",
    }


def _absent(notebook: str, asked: Sequence[ExerciseResult]) -> dict[str, Any]:
    output = (
        f"There is no file for {notebook} in this submission. Only the newest submission counts: "
        "hand in all files together."
    )
    return {
        "name": notebook,
        "score": 0.0,
        "max_score": sum(item.max_points for item in asked),
        "status": "failed",
        "output": output,
        "output_format": "text",
        "visibility": "visible",
    }


def not_graded(reason: str, visibility: str) -> dict[str, Any]:
    """Return results without a score, which Gradescope reports as an error."""
    test = {"name": "Not graded", "output": reason, "output_format": "text"}
    return {"stdout_visibility": "hidden", "tests": [{**test, "visibility": visibility}]}


def _for_staff(tests: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what a person needs to give the sum by hand; Gradescope shows it to staff only."""
    yield "Not everything could be graded, so there is no sum. Give it by hand:"
    for test in tests:
        score = f"{test['score']:g}" if "score" in test else "not graded"
        most = f" of {test['max_score']:g}" if "max_score" in test else ""
        yield f"{test['name']}: {score}{most}"
        yield from (f"    {line}" for line in test["output"].splitlines())


def main(arguments: list[str], place: Path = Path("/autograder"), root: Path = _SOURCE) -> int:
    """Grade what lies in ``submission`` and write ``results.json``; 1 if it is not graded."""
    started = time.monotonic()
    try:
        isolate = _isolate(accepted=ACCEPTED in arguments)
        compiled = compile_assignment(root / "solutions" / arguments[0])
        graded = grade(Task(compiled, read_submission(place / "submission"), isolate))
        said = results(compiled, graded)
    except Exception as error:  # whatever it is, it is no statement about the student's work
        said = not_graded(f"{type(error).__name__}: {error}", "hidden")
    said["execution_time"] = round(time.monotonic() - started)
    target = place / "results" / "results.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(said, indent=1), encoding="utf-8")
    if all("score" in test for test in said["tests"]):
        return 0
    print("\n".join(_for_staff(said["tests"])))
    return 1


def _isolate(*, accepted: bool) -> bool:
    """Return whether student code is confined; where it cannot be, only if that was accepted."""
    try:
        require_confinement()
    except GraderError:
        if not accepted:
            raise
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
