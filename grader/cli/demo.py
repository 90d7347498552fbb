"""``grader demo``: the whole path on a sample class, in a scratch copy of the course.

The class is put together from the stored answers, so it is known what each student deserves, and
the demonstration fails if a single one gets anything else.
"""

from __future__ import annotations

import copy
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from grader.assistant.autograde import autograde
from grader.assistant.export import export
from grader.assistant.feedback import feedback
from grader.base import notebooks
from grader.base.course import CONFIG, Course
from grader.base.errors import GraderError
from grader.cli.console import grading_progress, number
from grader.gradebook.results import Row, table
from grader.instructor.answers import Answer, answered, stored_answers
from grader.instructor.release import release
from grader.masters.exercise import Exercise, exercises

# What is odd about a submission, by student; everyone else only answers.
STUDENTS = {
    "amara_okafor": "",
    "bela_kovacs": "",
    "chen_wei": "",
    "diego_alvarez": "the file was renamed",
    "elif_yilmaz": "",
    "fatima_zahra": "a cell was duplicated",
    "grace_obrien": "",
    "hiroshi_tanaka": "",
    "ingrid_larsen": "unfinished",
    "joao_silva": "",
    "kavya_iyer": "the file is not a notebook",
    "liam_murphy": "",
    "maryam_haddad": "",
    "noor_rahman": "nothing was answered",
}

ESSAY = "Each layer needs the gradient that arrives from the layer above, so we go backwards."


@dataclass
class Sample:
    """One made submission: what the student answered and what that deserves, by exercise."""

    student: str
    oddity: str
    answers: dict[str, str] = field(default_factory=dict)
    deserves: dict[str, float | None] = field(default_factory=dict)

    @property
    def points(self) -> float | None:
        """The sum of what can be graded, or None if nothing can."""
        graded = [points for points in self.deserves.values() if points is not None]
        return sum(graded) if graded else None


def demo(course: Course, folder: Path | None, console: Console) -> bool:
    """Run release, autograde, feedback and export on the sample class and print the table.

    The class does the first week that has stored answers.

    Returns
    -------
    Whether every student got exactly what the stored answers deserve.

    Raises
    ------
    GraderError : no week has stored answers.
    """
    weeks = [name for name in course.assignments() if course.week(name).answers.is_dir()]
    if not weeks:
        raise GraderError("demo: no week has stored answers", hint="Put some into answers/.")
    assignment = weeks[0]
    scratch = scratch_course(course, folder)
    console.print(f"A scratch copy of the course is in {scratch.root}", soft_wrap=True)
    release(scratch, assignment)
    console.print("Released: the students' notebooks, without solutions and hidden tests.")
    samples = make_class(scratch, assignment)
    console.print(f"Handed in: {len(samples)} submissions, made from stored answers.")
    with grading_progress(console) as watch:
        autograde(scratch, assignment, watch=watch)
    pages = feedback(scratch, assignment)
    grades = export(scratch, assignment)
    _, rows = table(scratch, assignment)
    as_deserved = show(console, samples, {row.student: row for row in rows})
    console.print(f"\nA feedback page:  {pages[0]}", soft_wrap=True)
    console.print(f"The grades:       {grades}", soft_wrap=True)
    console.print(
        f"The formgrader:   grader formgrader {assignment} --course {scratch.root}", soft_wrap=True
    )
    return as_deserved


def scratch_course(course: Course, folder: Path | None) -> Course:
    """Copy the weeks into a new folder.

    Raises
    ------
    GraderError : the folder exists already and has something in it.
    """
    if folder is None:
        folder = Path(tempfile.mkdtemp(prefix="grader-demo-"))
    elif folder.exists() and any(folder.iterdir()):
        raise GraderError(f"--output must be a new or empty folder, got {folder}")
    shutil.copytree(course.root / "solutions", folder / "solutions")
    (folder / "grader").mkdir()
    shutil.copy(CONFIG, folder / "grader")  # so that plain nbgrader commands work there too
    return Course(folder.resolve())


def make_class(course: Course, assignment: str) -> list[Sample]:
    """Hand in one submission for each sample student."""
    masters = course.masters(assignment)
    asked = exercises(masters)
    stored: dict[str, list[Answer]] = {}
    for answer in stored_answers(course, assignment):
        if not answer.needs and not builds_on_others(answer, asked):
            stored.setdefault(answer.exercise, []).append(answer)
    samples = []
    for number_, (student, oddity) in enumerate(STUDENTS.items()):
        sample = Sample(student, oddity)
        for place, item in enumerate(asked):
            _choose(sample, item, stored.get(item.name, []), number_, place, len(asked))
        folder = course.submitted(assignment, student)
        folder.mkdir(parents=True)
        for master in masters:
            released = course.release(assignment) / master.name
            _hand_in(folder, answered(released, sample.answers), sample, master, asked)
        samples.append(sample)
    return samples


def builds_on_others(answer: Answer, asked: list[Exercise]) -> bool:
    """Whether it calls another exercise's function, so that its score depends on that answer."""
    others = {item.name for item in asked} - {answer.exercise}
    return bool(others & set(re.findall(r"\w+", answer.body)))


def _choose(
    sample: Sample, item: Exercise, stored: list[Answer], student: int, place: int, count: int
) -> None:
    """Give the student one of the stored answers, and note what it deserves."""
    blank = sample.oddity == "nothing was answered" or (
        sample.oddity == "unfinished" and place >= count // 2
    )
    if item.written:
        if not blank:
            sample.answers[item.name] = ESSAY
        return
    if blank or not stored:
        sample.deserves[item.name] = 0.0
        return
    # The first student has everything right; the others a wrong answer now and then.
    right = [answer for answer in stored if answer.is_right]
    wrong = [answer for answer in stored if not answer.is_right]
    takes_wrong = student > 0 and wrong and (student + 2 * place) % 3 == 0
    choices = wrong if takes_wrong or not right else right
    answer = choices[(student + place) % len(choices)]
    sample.answers[item.name] = answer.body
    sample.deserves[item.name] = answer.score


def _hand_in(
    folder: Path, notebook: Any, sample: Sample, master: Path, asked: list[Exercise]
) -> None:
    """Write one notebook the way this student would."""
    path = folder / master.name
    if sample.oddity == "the file was renamed":
        path = folder / f"{master.stem} (1).ipynb"
    if sample.oddity == "a cell was duplicated":
        place, cell = next(
            (place, cell)
            for place, cell in enumerate(notebook.cells)
            if cell.metadata.get("nbgrader", {}).get("grade")
        )
        pasted = copy.deepcopy(cell)
        pasted.id = "pasted"  # Jupyter gives a pasted cell an id of its own, and nbgrader none
        notebook.cells.insert(place + 1, pasted)
    if sample.oddity == "the file is not a notebook":
        path.write_text("%PDF-1.7 this was never a notebook", encoding="utf-8")
        sample.deserves |= dict.fromkeys(
            [e.name for e in asked if e.notebook == master.stem and not e.written]
        )
        return
    notebooks.write(notebook, path)


def show(console: Console, samples: list[Sample], rows: Mapping[str, Row]) -> bool:
    """Print what each student deserves and got; return whether it is the same everywhere."""
    shown = Table(box=None, pad_edge=False)
    shown.add_column("Student")
    for heading in ("Deserves", "Got", "of"):
        shown.add_column(heading, justify="right")
    shown.add_column("Status")
    shown.add_column("What is odd")
    differences = []
    for sample in samples:
        row = rows[sample.student]
        shown.add_row(
            sample.student,
            number(sample.points),
            number(row.points),
            number(row.max_points),
            row.status,
            sample.oddity,
        )
        differences += [
            f"{sample.student}, {name}: deserves {number(points)}, got {number(row.scores[name])}"
            for name, points in sample.deserves.items()
            if row.scores[name] != points
        ]
    console.print(shown)
    for line in differences:
        console.print(line, style="red", markup=False)
    if not differences:
        console.print(f"All {len(samples)} students have exactly what their answers deserve.")
    return not differences
