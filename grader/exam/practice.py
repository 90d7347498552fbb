"""Practice sheets for a whole class: one per student, each with questions of its own."""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from grader.base.errors import GraderError
from grader.exam.blueprint import Blueprint
from grader.exam.draw import draw_exam, student_seed
from grader.exam.writers import paper
from grader.lms import class_list

Job = TypeVar("Job")
Made = TypeVar("Made")
_LEGAL = re.compile(r"[\w.@+-]+")
_WORTHWHILE = 8  # sheets; fewer are made faster without a second process


def students(path: Path) -> list[str]:
    """Return the student ids of a class list, in every form in which ``grader collect`` takes one.

    Raises
    ------
    GraderError : the file cannot be read or holds no ids.
    """
    ids = [one.student for one in class_list(path, "list of students")]
    if not ids:
        raise GraderError(f"students {path}: there is no student id in it")
    return ids


def sheets(blueprint: Blueprint, seed: int, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each student's id and PDF, as they are ready, in the order of the ids.

    Raises
    ------
    GraderError : an id cannot be part of a file name, or the blueprint cannot be met.
    """
    unique = legal(ids)
    yield from zip(unique, each(partial(sheet, blueprint, seed), unique), strict=True)


def legal(ids: Sequence[str]) -> list[str]:
    """Return the ids, each once.

    Raises
    ------
    GraderError : an id cannot be part of a file name.
    """
    unique = list(dict.fromkeys(ids))
    for student in unique:
        if not _LEGAL.fullmatch(student) or student.startswith("."):
            raise GraderError(
                f"students: {student!r} cannot be part of a file name",
                hint="Use letters, digits and . _ - + @ only.",
            )
    return unique


def each(make: Callable[[Job], Made], jobs: Sequence[Job]) -> Iterator[Made]:
    """Yield what is made of each job, in order; several processes share the work."""
    processes = os.cpu_count() or 1
    if len(jobs) < _WORTHWHILE or processes == 1:
        yield from map(make, jobs)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from pool.map(make, jobs, chunksize=4)


def sheet(blueprint: Blueprint, seed: int, student: str) -> bytes:
    """Return the PDF of one student: the same seed and id give the same bytes."""
    exam = draw_exam(blueprint, student_seed(seed, student), label=student)
    return paper.practice(replace(exam, seed=seed))  # prints the class's seed, to make it again by
