"""Every seed of every question in the forms for Moodle, Canvas and the browser.

    .venv/bin/python tests/benchmarks/exam_seeds.py [SEEDS] [PART/PARTS]

Without arguments seeds 0 to 999 of all questions at all levels. What is equal is written once:
whole questions that differ in more than their numbers, then every different answer by itself.
Answers in words and a twentieth of the numbers are also held against their own spellings. It ends
with what was refused, and with a status that is not zero if that is anything.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

from grader.base.errors import GraderError
from grader.exam import bank
from grader.exam.blueprint import Blueprint, Pick
from grader.exam.draw import Exam
from grader.exam.question import Answer, Choice, Numeric, Question, Short
from grader.exam.spellings import of_number, of_text
from grader.exam.writers import quiz as quiz_writer
from grader.exam.writers.canvas import canvas
from grader.exam.writers.moodle import moodle

quiz_writer._font = lambda page: ""  # type: ignore[assignment]  # it takes a second and knows no seed
FORMS = {"canvas": canvas, "moodle": moodle, "quiz": quiz_writer.quiz}

READ_EVERY = 20  # of the numbers


def variants(entry: bank.Entry, level: int, seeds: int) -> tuple[list[Question], list[str]]:
    """Return the different variants of a question at a level, and what could not be drawn."""
    whole: dict[str, Question] = {}
    answers: dict[str, Question] = {}
    refused = []
    for seed in range(seeds):
        try:
            drawn = entry.draw(bank.variant_rng(seed, entry.id, level), level)
        except GraderError as error:
            refused.append(f"draw, seed {seed}: {error}")
            continue
        bare = _bare(drawn.answer)
        kind = re.sub(r"[0-9]+", "0", repr((drawn.prompt, drawn.solution, drawn.answer)))
        whole.setdefault(kind, drawn if not whole else replace(drawn, figure=None))
        plain = replace(drawn, prompt="?", solution=("So.",), answer=bare, figure=None)
        answers.setdefault(repr(bare), plain)
    found = enumerate([*whole.values(), *answers.values()])
    return [replace(q, prompt=f"({i})\n\n{q.prompt}") for i, q in found], refused


def _bare(answer: Answer) -> Answer:
    """Return an answer without its reasons, the options in one order."""
    if isinstance(answer, Choice):
        by_text = sorted(answer.options, key=lambda option: option.text)
        return replace(answer, options=tuple(replace(o, because="So.") for o in by_text))
    if isinstance(answer, Numeric):
        return replace(answer, mistakes=tuple(replace(m, because="So.") for m in answer.mistakes))
    return answer


def write(name: str, questions: list[Question]) -> list[str]:
    """Return what a form refuses of some questions; all of them at once if it refuses none."""
    try:
        FORMS[name](Exam(Blueprint((Pick(),), title="All"), 1, tuple(questions)))
    except Exception as error:
        if len(questions) == 1:
            return [f"{name}: {questions[0].prompt[:60]!r}: {type(error).__name__}: {error}"]
        half = len(questions) // 2
        return write(name, questions[:half]) + write(name, questions[half:])
    return []


def misread(question: Question) -> list[str]:
    """Return the spellings of an answer that it does not take itself."""
    answer = question.answer
    if isinstance(answer, Short):
        texts: Sequence[str] = of_text(answer)
    elif isinstance(answer, Numeric):
        texts = [*of_number(answer), f"{answer.value:.4f}", f"{answer.value:.4f}".replace(".", ",")]
    else:
        return []
    return [f"{question.id}: {text!r} is not taken" for text in texts if not answer.accepts(text)]


def main(seeds: int = 1000, part: str = "1/1") -> int:
    """Write everything, and print the figures."""
    which, parts = map(int, part.split("/"))
    entries = list(bank.load().values())[which - 1 :: parts]
    start, drawn, different, faults = time.perf_counter(), 0, 0, []
    for entry in entries:
        for level in (1, 2, 3):
            questions, refused = variants(entry, level, seeds)
            drawn, different = drawn + seeds, different + len(questions)
            for name in FORMS:
                refused += write(name, questions)
            some = [q for i, q in enumerate(questions) if q.kind == "short" or i % READ_EVERY == 0]
            refused += [text for question in some for text in misread(question)]
            faults += [f"{entry.id}, level {level}: {text}" for text in refused]
        print(f"{entry.id}: {len(faults)} refused so far", flush=True)
    print(*faults, sep="\n")
    print(
        f"{len(entries)} questions, {drawn} draws, {different} different texts and answers in "
        f"{len(FORMS)} forms: {len(faults)} refused, {time.perf_counter() - start:.0f} s"
    )
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(*(int(a) if a.isdigit() else a for a in sys.argv[1:])))
