"""A class that sits an exam, and the files that Moodle, Canvas and a table of marks make of it.

The forms follow Moodle's `mod/quiz/report` and Canvas's `student_analysis.rb`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grader.exam import markup
from grader.exam.draw import LETTERS, Exam, versions
from grader.exam.question import Choice, Numeric, Question, Short
from grader.exam.writers.html import line_html

STUDENTS = 30


@dataclass(frozen=True)
class Sat:
    """An exam that was sat: points (students, questions), and what each one wrote."""

    exam: Exam
    points: np.ndarray
    written: list[list[str]]


def sit(exam: Exam, seed: int = 3) -> Sat:
    """Let each student be right with a probability that grows with skill; None is partly right."""
    rng = np.random.default_rng(seed)
    skill = rng.normal(size=STUDENTS)
    points = np.zeros((STUDENTS, len(exam.questions)))
    written = []
    for i in range(STUDENTS):
        row = []
        for j, question in enumerate(exam.questions):
            right = bool(rng.uniform() < 1 / (1 + np.exp(0.8 * (j % 3 - 1) - 1.5 * skill[i])))
            points[i, j] = question.points * right
            row.append(_answer(question, right, rng))
        written.append(row)
    return Sat(exam, points, written)


def _answer(question: Question, right: bool, rng: np.random.Generator) -> str:
    """Return the text of an option as the bank has it, a number, or a word."""
    answer = question.answer
    if isinstance(answer, Choice):
        fitting = [option.text for option in answer.options if option.correct]
        wrong = [option.text for option in answer.options if not option.correct]
        if answer.several and right:
            return "; ".join(fitting)
        return fitting[0] if right else wrong[int(rng.integers(len(wrong)))]
    if isinstance(answer, Numeric):
        return f"{answer.value if right else answer.value + 100:.4f}"
    if isinstance(answer, Short):
        return answer.accepted[0] if right else "odd"
    return "a derivation"


def _write(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _in_moodle(text: str) -> str:
    return "; ".join(re.sub("<[^>]*>", "", line_html(part, "latex")) for part in text.split("; "))


def moodle_responses(sat: Sat, path: Path, *, texts: bool = True) -> Path:
    """Write Moodle's Responses report, with the questions and right answers if asked for."""
    order = sorted(range(len(sat.exam.questions)), key=lambda j: sat.exam.questions[j].topic)
    head = ["Last name", "First name", "Email address", "Status", "Started", "Completed",
            "Duration", "Grade/10.00"]  # fmt: skip
    for n in range(1, len(order) + 1):
        head += [f"Question {n}"] * texts + [f"Response {n}"] + [f"Right answer {n}"] * texts
    rows: list[list[object]] = [head]
    for i in range(STUDENTS):
        row: list[object] = [f"Last{i}", f"First{i}", f"s{i}@example.org", "Finished",
                             "3 November 2026 10:00 AM", "3 November 2026 10:41 AM", "41 mins",
                             "5.00"]  # fmt: skip
        for j in order:
            question = sat.exam.questions[j]
            asked = re.sub("<[^>]*>", "", line_html(question.prompt, "latex"))
            right = _in_moodle(_answer(question, True, np.random.default_rng(0)))
            row += [asked] * texts + [_in_moodle(sat.written[i][j])] + [right] * texts
        rows.append(row)
    return _write(path, rows)


def moodle_grades(sat: Sat, path: Path) -> Path:
    """Write Moodle's Grades report in German, with its last row of averages."""
    order = sorted(range(len(sat.exam.questions)), key=lambda j: sat.exam.questions[j].topic)
    worth = [sat.exam.questions[j].points for j in order]
    rows: list[list[object]] = [
        ["Nachname", "Vorname", "E-Mail-Adresse", "Status", "Bewertung/10,00"]
        + [f"F {n} /{most},00" for n, most in enumerate(worth, start=1)]
    ]
    for i in range(STUDENTS):
        marks = [f"{sat.points[i, j]:.2f}".replace(".", ",") for j in order]
        rows.append([f"Last{i}", f"First{i}", f"s{i}@example.org", "Beendet", "5,00", *marks])
    means = [f"{sat.points[:, j].mean():.2f}".replace(".", ",") for j in order]
    rows.append(["Gesamtdurchschnitt", "", "", "", "5,00", *means])
    return _write(path, rows)


def canvas(sat: Sat, path: Path) -> Path:
    """Write Canvas's Student Analysis: formulas are pictures, so their text is gone."""
    head: list[object] = ["name", "id", "sis_id", "section", "section_id", "section_sis_id",
                          "submitted", "attempt"]  # fmt: skip
    for j, question in enumerate(sat.exam.questions):
        head += [f"{1000 + j}: {_in_canvas(question.prompt)}", float(question.points)]
    rows: list[list[object]] = [[*head, "n correct", "n incorrect", "score"]]
    for i in range(STUDENTS):
        row: list[object] = [f"First{i} Last{i}", 500 + i, "", "A", 7, "",
                             "2026-11-03 10:41:00 UTC", 1]  # fmt: skip
        for j in range(len(sat.exam.questions)):
            row += [_taken_in_canvas(sat, i, j), sat.points[i, j]]
        rows.append([*row, 0, 0, sat.points[i].sum()])
    return _write(path, rows)


def _taken_in_canvas(sat: Sat, i: int, j: int) -> str:
    answer, written = sat.exam.questions[j].answer, sat.written[i][j]
    if not isinstance(answer, Choice) or not answer.several:
        return _in_canvas(written)
    return ",".join(_in_canvas(part).replace(",", r"\,") for part in written.split("; "))


def _in_canvas(text: str) -> str:
    spans = [span for block in markup.blocks(text) for span in block.spans]
    return "".join(span.text for span in spans if span.kind != "math")


def marks(sat: Sat, path: Path, *, papers: int = 4) -> Path:
    """Write what a person types from papers: letters for options, points for the rest."""
    made = versions(sat.exam, papers)
    place = {question.id: j for j, question in enumerate(sat.exam.questions)}
    rows: list[list[object]] = [
        ["student", "version", *(f"Q{n + 1}" for n in range(len(sat.exam.questions)))]
    ]
    for i in range(STUDENTS):
        paper = made[i % papers]
        row: list[object] = [f"s{i}", paper.label]
        for question in paper.questions:
            j = place[question.id]
            row.append(_letters(question, sat.written[i][j]) or f"{sat.points[i, j]:g}")
        rows.append(row)
    return _write(path, rows)


def _letters(question: Question, written: str) -> str:
    if not isinstance(question.answer, Choice):
        return ""
    taken = written.split("; ") if question.answer.several else [written]
    return "".join(LETTERS[k] for k, one in enumerate(question.answer.options) if one.text in taken)
