"""Which question of the bank stands behind a column, which option was taken, and what it is worth.

A question is found by its text where the file has it; else by its place: on the paper of that
version, or in the file that Moodle imported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from grader.base.errors import GraderError
from grader.exam.draw import LETTERS, Exam, versions
from grader.exam.items.headings import CANVAS, MOODLE, Column
from grader.exam.items.options import chosen, likeness, marked, told_apart
from grader.exam.items.reading import Cell, Results
from grader.exam.question import Question

_ALIKE = 0.6  # of the words of a question
Find = Callable[[Column, str], Question]
"""From a column and the letter of a paper to the question, with the options in their order."""


@dataclass(frozen=True)
class Reply:
    """What one student did: points or None, and the texts of the options, None if unknown."""

    who: str
    points: float | None
    chosen: frozenset[str] | None = None
    left_out: bool = False


@dataclass(frozen=True)
class Item:
    """A question with the replies of a class; ``question`` is None if it is not known."""

    name: str
    points: float
    replies: tuple[Reply, ...]
    question: Question | None = None


def items(results: Results, exam: Exam | None) -> list[Item]:
    """Return the items of an exam in its own order, or as they stand in the file.

    Raises
    ------
    GraderError : the file is not one of this exam, or says neither points nor right answers.
    """
    if exam is None:
        return [_unknown(results, column) for column in results.columns]
    find = _finder(results, exam)
    found: dict[str, list[Reply]] = {question.id: [] for question in exam.questions}
    worth = {question.id: float(question.points) for question in exam.questions}
    for sitting in results.sittings:
        for column in results.columns:
            question = find(column, sitting.version)
            worth[question.id] = most = column.points or float(question.points)
            cell = sitting.cells[column.number]
            if results.form == CANVAS and not (cell.answer and told_apart(question)):
                cell = replace(cell, answer=None)  # what is empty there may be a formula
            if (reply := _reply(sitting.who, cell, question, most)) is not None:
                found[question.id].append(reply)
    return [Item(one.id, worth[one.id], tuple(found[one.id]), one) for one in exam.questions]


def _finder(results: Results, exam: Exam) -> Find:
    """Return how the question of a column is found."""
    ids = {question.id for question in exam.questions}
    named = all(column.heading.lower() in ids for column in results.columns)
    if not named and all(column.text for column in results.columns):
        return _by_text(results.columns, exam)
    if not named and len(results.columns) != len(exam.questions):
        raise GraderError(
            f"The results have {len(results.columns)} questions, the exam of seed {exam.seed} has "
            f"{len(exam.questions)}",
            hint="Are --blueprint and --seed those it was made with?",
        )
    if results.form == MOODLE:
        imported = sorted(exam.questions, key=lambda question: question.topic)
        return lambda column, _: imported[column.number - 1]
    papers = {paper.label: paper.questions for paper in versions(exam, len(LETTERS))}

    def on_paper(column: Column, version: str) -> Question:
        if (version or "A") not in papers:
            raise GraderError(f"version must be a letter from A to Z, got {version!r}")
        paper = papers[version or "A"]
        if named:
            return next(one for one in paper if one.id == column.heading.lower())
        return paper[column.number - 1]

    return on_paper


def _by_text(columns: Sequence[Column], exam: Exam) -> Find:
    """Give each column the question whose words are most like its own, each question once.

    What is left where most were found (a text that was all formulas) stands in the same order.
    """
    pairs = sorted(
        ((likeness(column.text, one.prompt), column.number, place)
         for column in columns for place, one in enumerate(exam.questions)),
        reverse=True,
    )  # fmt: skip
    found: dict[int, int] = {}
    for alike, number, place in pairs:
        if alike >= _ALIKE and number not in found and place not in found.values():
            found[number] = place
    left = [place for place in range(len(exam.questions)) if place not in found.values()]
    if len(columns) == len(exam.questions) < 2 * len(found):
        found |= zip((c.number for c in columns if c.number not in found), left, strict=True)
    if strange := [column for column in columns if column.number not in found]:
        raise GraderError(
            f"No question of seed {exam.seed} has the text {strange[0].text[:60]!r}",
            hint="Are --blueprint and --seed those it was made with?",
        )
    return lambda column, _: exam.questions[found[column.number]]


def _reply(who: str, cell: Cell, question: Question, most: float) -> Reply | None:
    """Return what a student did with a question, None if the file does not say."""
    if cell.points is None and cell.answer is None:
        return None
    if cell.answer == "":
        return Reply(who, cell.points or 0.0, None, left_out=True)
    taken = chosen(cell.answer, question) if cell.answer else None
    if cell.points is not None:
        return Reply(who, cell.points, taken)
    share = marked(cell.answer or "", taken, question)
    return None if share is None else Reply(who, share * most, taken)


def _unknown(results: Results, column: Column) -> Item:
    """Return an item of which only the file is known.

    Raises
    ------
    GraderError : the file does not say how many points there were, or what is right.
    """
    cells = [(one.who, one.cells[column.number]) for one in results.sittings]
    replies = []
    for who, cell in cells:
        points = cell.points
        if points is None and cell.answer is not None and cell.right is not None:
            points = float(cell.answer == cell.right)
        if points is not None:
            replies.append(Reply(who, points, left_out=cell.answer == ""))
    if not replies:
        raise GraderError(
            f"The results do not say what is right in {column.heading!r}",
            hint="Give --blueprint and --seed, or Moodle's Grades report as a second file.",
        )
    most = column.points or (1.0 if replies[0].points is None else
                             max(reply.points or 0.0 for reply in replies))  # fmt: skip
    heading = " ".join(column.text.split())[:70] or column.heading
    return Item(heading, most or 1.0, tuple(replies))
