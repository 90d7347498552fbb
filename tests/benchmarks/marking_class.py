"""A class of 300 with three written answers each, graded but for a person, made without a sandbox.

The texts are varied, empty, equal, nearly equal, long, full of HTML, right to left, and hostile.
They are put into the records as they are, without the cleaning that ``autograde`` does before.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from grader.base import notebooks
from grader.base.course import Course
from grader.base.records import ExerciseResult, NotebookResult, Repair, SubmissionResult
from grader.gradebook import opened, register, save
from grader.gradebook.answers import answers
from grader.gradebook.marks import marks
from grader.gradebook.store import Stored, store
from grader.judge.source import code
from grader.masters.exercise import Exercise, exercises

ROOT = Path(__file__).parents[2]
HOSTILE = (
    "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\"><use href='data:image/svg+xml,x'/></svg>",
    "<iframe src='https://example.org' srcdoc='<script>parent.document.title=1</script>'></iframe>",
    "<style>body{display:none}</style><link rel=stylesheet href=https://example.org/a.css>",
    "[press](javascript:document.title='owned') ![](https://example.org/pixel.png)",
    "a\x00b\x1b[31mred\x07 \u202eevil\u2066 \ufeff",
    "$\\href{javascript:document.title='owned'}{x}$ $\\class{a}{b}$ $" + "\\frac{" * 300 + "$",
    "&lt;script&gt;alert(1)&lt;/script&gt; <!-- --><math><mtext><img src=x onerror=alert(1)>",
    "> " * 3000 + "deep",
    "a" + "\u0301" * 5000,
)  # fmt: skip
_PARTS = {
    "why_zero": (
        "$A_1 = \\mathrm{relu}(0) = 0$, so $\\partial L/\\partial W_2 = A_1^\\top \\delta_2 = 0$.",
        "$W_2$ is zero and therefore nothing arrives at the hidden layer.",
        "Only $\\partial L/\\partial b_2$ is not zero.", "All gradients are zero.",
        "Only $b_2$ moves, so the network learns the mean of $y$.", "It cannot learn anything.",
        "With 0.5 everywhere all hidden units stay equal, so it is like one unit.",
        "Yes, because then the gradients are not zero.", "I am not sure about (c).",
    ),
    "twice_counted": (
        "$P = (1+\\lambda)s/(1+\\lambda s) = 2.5/3 = 5/6$.", "A score of 0.5 means one half.",
        "The costs are counted twice, in the loss and in the threshold.",
        "Her threshold asks for $25/26 \\approx 0.96$.", "Too many good borrowers are refused.",
        "Keep the loss and approve from $s \\ge 1/2$.", "Or use cross-entropy and 5/6.",
        "Then costs may change without new training.", "A small model spends its effort well.",
    ),
    "which_penalty": (
        "(a) L1, because its constant pull makes weights exactly zero.", "(a) Lasso.",
        "(b) L2 shares the weight among correlated features.", "(b) Ridge.",
        "(c) Elastic net: it selects, and keeps groups together.", "(c) Lasso, it selects.",
        "(d) No, a correlated feature may have been kept in its place.", "(d) Yes.",
        "(d) No.", "Another sample may keep it.",
    ),
}  # fmt: skip
_RIGHT_TO_LEFT = "الأوزان كلها صفر، لذلك $W_2 = 0$ ولا يتعلم إلا $b_2$. כל המשקלים אפס."


def text_of(exercise: str, number: int, rng: random.Random) -> str:
    """Return one student's answer; what is odd about it comes round every 30 students."""
    parts = _PARTS[exercise]
    kind = number % 30
    if kind in (3, 17):
        return ""
    if kind in (5, 6, 7):
        return " ".join(parts[:3])
    if kind == 8:
        return f"{' '.join(parts[:4])} {rng.choice(('So', 'Thus', 'Hence'))} it is."
    if kind == 11:
        return "\n\n".join(f"{n}. {rng.choice(parts)}" for n in range(400))
    if kind == 13:
        return f"<div class='x'><b>{rng.choice(parts)}</b><table><tr><td>1</table></div>"
    if kind == 19:
        return _RIGHT_TO_LEFT
    if kind == 23:
        return f"{rng.choice(parts)}\n\n{HOSTILE[number // 30 % len(HOSTILE)]}"
    chosen = rng.sample(parts, rng.randint(2, 5))
    filler = f"In my experiment {rng.randint(2, 900)} of {rng.randint(1000, 9000)} steps showed it."
    return " ".join([*chosen, *([filler] if rng.random() < 0.7 else [])])


def make(root: Path, students: int = 300, db: str = "", *, everybody: bool = False) -> Course:
    """Make the course in an empty folder, with its gradebook and records; return it.

    Parameters
    ----------
    everybody : nobody leaves an answer empty, so that all of them wait for a person.
    """
    shutil.copytree(ROOT / "solutions", root / "solutions",
                    ignore=shutil.ignore_patterns("answers", ".*"))  # fmt: skip
    course = Course(root, db)
    register(course, "week4")
    asked = exercises(course.masters("week4"))
    given = {
        cell.metadata["nbgrader"]["grade_id"]: code.visible(cell.source)
        for master in course.masters("week4") for cell in notebooks.read(master).cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "markdown"
    }  # fmt: skip
    rng = random.Random(4)
    with opened(course, "week4") as gradebook:
        for number in range(students):
            name = f"s{number:03}"
            result = _result(asked, given, number, rng, "No idea." if everybody else "")
            save(gradebook, "week4", name, marks(result))
            store(course, "week4", Stored(name, "d.e", result, {}, answers(result)))
    return course


def _result(
    asked: list[Exercise], given: dict[str, str], number: int, rng: random.Random, empty: str
) -> SubmissionResult:
    found = []
    for notebook in dict.fromkeys(item.notebook for item in asked):
        mine = [item for item in asked if item.notebook == notebook]
        cells, results, repairs = [], [], []
        for item in mine:
            text = (text_of(item.name, number, rng) or empty) if item.written else ""
            points = (None if text else 0.0) if item.written else item.points * rng.random()
            if item.written:
                about = {"nbgrader": {"grade_id": item.name, "solution": True, "grade": True}}
                source = f"{given[item.name]}\n\n{text or '*Write your answer here.*'}"
                cells.append({"cell_type": "markdown", "source": source, "metadata": about})
            if item.written and number % 40 == 9:
                repairs.append(Repair("the written answer stands in the cell below", item.name))
            verdict = "manual" if item.written else "passed"
            results.append(ExerciseResult(item.name, item.cell, notebook, points, item.points,
                                          verdict))  # fmt: skip
        found.append(NotebookResult(notebook, f"{notebook}.ipynb", tuple(results), tuple(repairs),
                                    autograded={"cells": cells}))  # fmt: skip
    return SubmissionResult(tuple(found))
