"""The class of the assistant's evening: who is in it, what each answers, and what that deserves.

Everyone answers each exercise with one of the stored answers, so the points are known beforehand.
What is odd about a student comes round every thirty students; the names that trouble spreadsheets
and file systems belong to the first five.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat

from grader.base.course import Course
from grader.cli.demo import builds_on_others
from grader.instructor.answers import Answer, answered, stored_answers
from grader.masters.exercise import Exercise, exercises

ESSAY = "The gradient of a sum is the sum of the gradients, so every layer gets its share."
PDF = b"%PDF-1.7 this was never a notebook"

# One student each, then again from the thirtieth on.
ODDITIES = (
    "late",
    "handed in again",  # the first state was empty
    "handed in again, late",
    "several files",
    "a zip",
    "a zip in a zip",
    "hands in for the group",
    "in the group",
    "renamed",
    "cut short",
    "not a notebook",
    "nothing answered",
    "copied",
    "absent",
    "misspelt",  # nobody can say whose it is
    "anonymous",  # Canvas only
)
_ROUND = 30
TEAM = 3
DEFAULT = "Default group"  # Moodle's name for the team of those who are in none
_ODD_NAMES = ("李雷", "Zoë Ångström", "O'Neil, Jr.", "=cmd()", "Ngũgĩ wa Thiong'o")
_FIRST = (
    "Ada", "Emmy", "José", "Łukasz", "Мария", "Anna-Lena", "Kofi", "Sofía", "Chen", "Noor",
    "Björn", "Aisha", "Yuki", "Søren", "Priya", "Tomáš", "Leïla", "Omar", "Ingrid", "Hana",
)  # fmt: skip
_LAST = (
    "Lovelace", "Noether", "García Márquez", "Żak", "Иванова", "Groß", "Mensah", "Núñez", "Wei",
    "Rahman", "Lindqvist", "Diallo", "Tanaka", "Kierkegaard", "Iyer", "Novák", "Benali", "Haddad",
    "Larsen", "Kovács",
)  # fmt: skip

Files = dict[str, bytes]
Scores = dict[str, float | None]


@dataclass
class Student:
    """One of the class; ``lms`` is the LMS's number, ``anonymous`` the one it shows instead.

    In a class of teams, ``leads`` marks the one whose work is the team's.
    """

    id: str
    name: str
    lms: str
    oddity: str
    group: str = ""
    anonymous: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    deserves: Scores = field(default_factory=dict)
    files: Files = field(default_factory=dict)
    leads: bool = True

    @property
    def absent(self) -> bool:
        """Whether nothing of this student can be collected."""
        return self.oddity in ("absent", "misspelt")

    @property
    def late(self) -> bool:
        """Whether the LMS marks what is graded as late."""
        return self.oddity in ("late", "handed in again, late")

    @property
    def total(self) -> float | None:
        """What the program can give; None if nothing can be graded."""
        scores = [score for score in self.deserves.values() if score is not None]
        return sum(scores) if scores else None


def make_class(course: Course, assignment: str, count: int, seed: int = 5) -> list[Student]:
    """Return ``count`` students with their notebooks; the released notebooks must be there."""
    asked = exercises(course.masters(assignment))
    stored: dict[str, list[Answer]] = {item.name: [] for item in asked}
    for answer in stored_answers(course, assignment):
        if not builds_on_others(answer, asked):
            stored[answer.exercise].append(answer)
    rng = random.Random(seed)
    students: list[Student] = []
    for number in range(count):
        student = _student(number)
        _answer(student, asked, stored, rng)
        if student.oddity == "in the group":
            _share(students[-1], student)
        if student.oddity == "copied":
            student.answers = {
                name: f"# my own work\n{code}" if "def " in code else code
                for name, code in students[-7].answers.items()
            }
            student.deserves = dict(students[-7].deserves)
        student.files = _notebooks(course, assignment, student, asked)
        students.append(student)
    return students


def make_teams(course: Course, assignment: str, count: int) -> list[Student]:
    """Return a class of teams of three, of whom one hands in for all, as Moodle has it.

    Those whom :func:`make_class` puts into groups of two are in no team here: Moodle takes them all
    for one, its default group.
    """
    leaders = make_class(course, assignment, count // TEAM)
    nobodys = [one for one in leaders if one.group]
    students = []
    for number in range(len(leaders) * TEAM):
        leader = leaders[number % len(leaders)]
        of_default = leader in nobodys
        own, work = _student(number), nobodys[0] if of_default else leader
        group = DEFAULT if of_default else f"Team_{number % len(leaders) + 1}"
        students.append(replace(work, id=own.id, name=own.name, lms=own.lms, group=group,
                                deserves=dict(work.deserves),
                                leads=leader is work and number < len(leaders)))  # fmt: skip
    return students


def _student(number: int) -> Student:
    at = number % _ROUND - len(_ODD_NAMES)
    oddity = ODDITIES[at] if 0 <= at < len(ODDITIES) else ""
    if number < len(_ODD_NAMES):
        name = _ODD_NAMES[number]
    else:
        name = f"{_FIRST[number % 20]} {_LAST[(number + number // 20) % 20]}"
    identity = {"=cmd()": "=cmd()", "Zoë Ångström": "zoë"}.get(name, f"{number + 1:05}")
    student = Student(identity, name, str(70_001 + number), oddity)
    if oddity in ("hands in for the group", "in the group"):
        student.group = f"Team {number // _ROUND + 1}"
    if oddity == "anonymous":
        student.anonymous = f"anon_x{number:04}"
    return student


def _answer(
    student: Student, asked: list[Exercise], stored: Mapping[str, list[Answer]], rng: random.Random
) -> None:
    """Choose an answer for each exercise, right two times out of three."""
    if student.oddity == "nothing answered":
        student.deserves = {item.name: 0.0 for item in asked}
        return
    for item in asked:
        if item.written:
            student.deserves[item.name] = None  # for a person
            student.answers[item.name] = ESSAY
            continue
        right = [answer for answer in stored[item.name] if answer.is_right]
        wrong = [answer for answer in stored[item.name] if not answer.is_right]
        answer = rng.choice(wrong if wrong and rng.random() < 1 / 3 else right)
        student.answers[item.name] = answer.body
        # Without a package that it needs nobody can say what it does: it is not graded.
        student.deserves[item.name] = None if answer.missing else answer.score


def _share(one: Student, other: Student) -> None:
    """Give the second of a group what the first hands in."""
    other.answers, other.deserves = dict(one.answers), dict(one.deserves)


def _notebooks(course: Course, assignment: str, student: Student, asked: list[Exercise]) -> Files:
    """Return the student's notebooks as they leave the student's computer."""
    files: Files = {}
    for master in course.masters(assignment):
        notebook = answered(course.release(assignment) / master.name, student.answers)
        files[master.name] = nbformat.writes(notebook).encode()
    first = next(iter(files))
    if student.oddity == "renamed":
        files = {"My homework.ipynb" if name == first else name: c for name, c in files.items()}
    if student.oddity == "cut short":
        files[first] = files[first][:-30]
    if student.oddity == "not a notebook":
        files[first] = PDF
        stem = Path(first).stem
        student.deserves |= dict.fromkeys(item.name for item in asked if item.notebook == stem)
    if student.oddity == "several files":
        files |= {"notes.txt": b"I worked alone.", "figure.png": b"\x89PNG\r\n\x1a\n"}
    return files


def empty_notebooks(course: Course, assignment: str) -> Files:
    """Return the notebooks as they were released: the state before an answer."""
    masters = course.masters(assignment)
    return {path.name: (course.release(assignment) / path.name).read_bytes() for path in masters}


def write_roster(path: Path, students: list[Student], layout: str) -> None:
    """Write the class as a spreadsheet of a Windows in Europe does: semicolons and a BOM."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Student", "Name", "LMS_ID", "Email", "Group"])
        for one in students:
            number = one.anonymous if layout == "canvas" and one.anonymous else one.lms
            mail = f"{one.lms}@example.org"
            writer.writerow([one.id, one.name, number, mail, one.group])
