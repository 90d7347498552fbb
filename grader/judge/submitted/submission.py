"""The files of one submission, as they are read from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from grader.base.digest import files_in
from grader.base.week import EXERCISES
from grader.judge.submitted.reading import LARGEST_FILE, LARGEST_SUBMISSION, LEFT_OUT

_BESIDE_BYTES = 3_000_000
_BESIDE_FILES = 1000  # as many as fit into a job, with all cells


def read_submission(folder: Path) -> dict[str, bytes]:
    """Return the files of a submission, by their path in its folder.

    Huge ones are left out, and of a huge notebook there is no more than shows that it is huge.
    A file for which there is no room is there by its name, so that nobody takes it for missing.
    """
    found: dict[str, bytes] = {}
    room = LARGEST_SUBMISSION
    for other, path in sorted((p.suffix.lower() != ".ipynb", p) for p in files_in(folder)):
        name = path.relative_to(folder)
        if any(n.startswith(".") for n in name.parts):
            continue
        size = min(path.stat().st_size, LARGEST_FILE + 1)
        if size <= min(room, _BESIDE_BYTES if other else LARGEST_FILE + 1):
            with path.open("rb") as file:
                found[name.as_posix()] = file.read(size)
            room -= size
        else:
            found[name.as_posix()] = LEFT_OUT  # it is "not graded", and not missing
    return found


def beside_notebooks(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the student's other files, the small ones first, as far as there is room.

    Their copy of the exercises is not among them: it computes right values.
    """
    kept: dict[str, bytes] = {}
    room = _BESIDE_BYTES
    there = [item for item in files.items() if item[1] != LEFT_OUT]
    for name, data in sorted(there, key=lambda item: len(item[1]))[:_BESIDE_FILES]:
        path = PurePosixPath(name)
        room -= len(data)
        if room > 0 and not path.is_absolute() and not {"..", EXERCISES} & set(path.parts):
            kept[name] = data
    return kept
