"""Reads from a path who handed it in, as Canvas, Moodle and others name what they hand over.

Canvas       ``lovelaceada_LATE_1815_90210_01_activations-2.ipynb``, with anonymous grading
             ``anon_x7Qb2_90210_01_activations.ipynb``, for typed text
             ``lovelaceada_1815_text.html``
Moodle       ``Ada Lovelace_1815_assignsubmission_file_/01_activations.ipynb``, since Moodle 4.1
             without the last ``_``, or all in one name; for nobody's group
             ``Default group_assignsubmission_file_/01_activations.ipynb``
Blackboard   ``Week 4_ada_attempt_2026-11-20-23-58-02_01_activations.ipynb``
Brightspace  ``1815-90210 - Ada Lovelace - Nov 20, 2026 1158 PM/01_activations.ipynb``

A zip inside an archive is a folder here, so ``..._work.zip/week4/01_activations.ipynb`` is fine.
"""

from __future__ import annotations

import re
from dataclasses import replace

from grader.assistant.collect.archive import Entry
from grader.assistant.collect.handed_in import HIDDEN, Asked, HandedIn, split_attempt, split_late

_UPLOAD = r"_(?:(?P<number>\d+)_(?P<file>.+)|(?P<typed>(?:text|link)\.html))"
# Canvas drops what is neither letter nor digit, so that nothing may be left of a name.
_CANVAS = re.compile(rf"(?P<name>[^/]*?)_(?P<late>LATE_)?(?P<user>\d+){_UPLOAD}", re.DOTALL)
_ANONYMOUS = re.compile(
    rf"(?P<late>LATE_)?(?P<name>anon)_(?P<user>[A-Za-z0-9]+){_UPLOAD}", re.DOTALL
)
_MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<user>\d+))?_assignsubmission_(?P<kind>[a-z]+)_?(?P<file>.*)", re.DOTALL
)
_BLACKBOARD = re.compile(
    r".+_(?P<name>[^_]+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|(?P<note>\.txt))",
    re.DOTALL,
)
_BRIGHTSPACE = re.compile(r"\d+-\d+ - (?P<name>.+) - (?P<when>.*\d{4}.*)", re.DOTALL)


def as_lms(entry: Entry, common: int, asked: Asked) -> HandedIn | None:
    """Return what a path says in the manner of an LMS; folders around the class are passed over.

    Further in, a name that looks like Canvas's is the student's own.
    """
    for at, part in enumerate(entry.parts):
        inside = entry.parts[at + 1 :]
        known = _moodle(entry, part, inside)
        if known is None and at <= common:
            known = _canvas(entry, part, inside, asked) or _others(entry, part, inside)
        if known is not None:
            return known
    return None


def _canvas(entry: Entry, part: str, inside: tuple[str, ...], asked: Asked) -> HandedIn | None:
    anonymous = _ANONYMOUS.fullmatch(part)
    match = anonymous or _CANVAS.fullmatch(part)
    if match is None:
        return None
    if not anonymous and not asked.is_number(match["user"]):
        match = _with_digits(part, asked) or match
    file = match["file"] or match["typed"]
    return HandedIn(
        entry,
        "canvas",
        who="" if anonymous else match["name"],
        file=inside or (file,),
        lms_id=(HIDDEN if anonymous else "") + match["user"],
        number=int(match["number"] or 0),
        late=bool(match["late"]),
        attempt=split_attempt(file)[1],  # of the zip, if it was one
    )


def _with_digits(part: str, asked: Asked) -> re.Match[str] | None:
    """Return the reading of ``smith_2_1815_90210_nn.ipynb`` in which the number is somebody's.

    A name may end in a number of its own; then the first two numbers are not user and upload.
    """
    for number in re.finditer(r"_(\d+)(?=_)", part):
        if asked.is_number(number[1]):
            shorter = rf"(?P<name>.{{{number.start()}}})_(?P<late>LATE_)?(?P<user>\d+){_UPLOAD}"
            return re.fullmatch(shorter, part, re.DOTALL)
    return None


def _moodle(entry: Entry, part: str, inside: tuple[str, ...]) -> HandedIn | None:
    match = _MOODLE.fullmatch(part)
    if match is None or not (inside or match["file"]):
        return None
    name, late = split_late(match["name"])
    file = inside or (match["file"],)
    attempt = split_attempt(file[-1])[1]
    return HandedIn(entry, "moodle", name, file, match["user"] or "", late=late, attempt=attempt)


def _others(entry: Entry, part: str, inside: tuple[str, ...]) -> HandedIn | None:
    """Return what the names of Blackboard and Brightspace say; the first also say when."""
    if match := _BLACKBOARD.fullmatch(part):
        day, clock = match["when"][:10], match["when"][11:].replace("-", ":")
        timed = replace(entry, modified=f"{day}T{clock}")
        file = inside or (match["file"] or "attempt.txt",)
        return HandedIn(timed, "plain", match["name"], file, attempt=split_attempt(file[-1])[1])
    match = _BRIGHTSPACE.fullmatch(part)
    if match is None or not inside:
        return None
    return HandedIn(entry, "plain", match["name"], inside, attempt=split_attempt(inside[-1])[1])
