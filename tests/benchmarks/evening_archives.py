"""The class of the assistant's evening as Canvas, Moodle and a plain folder hand it over.

Beside the class, each archive holds what should not be there: a bomb, a link, an encrypted file,
paths that lead out, what a Mac leaves behind, and the work of somebody whom nobody knows.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evening_class import DEFAULT, Files, Student

MEBIBYTE = 2**20


@dataclass
class Archive:
    """An archive, and what ``collect`` must say about it.

    ``refused`` are pairs of a member's name and the reason; ``unplaced`` are words of the names
    of files that belong to nobody.
    """

    path: Path
    refused: list[tuple[str, str]] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)


def zipped(files: Files, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def packed(student: Student, assignment: str, files: Files) -> Files:
    """Return the files as this student hands them in: loose, in a zip, in a zip in a zip."""
    if student.oddity not in ("a zip", "a zip in a zip"):
        return files
    inside = {f"{assignment}/{name}": data for name, data in files.items()}
    inside |= {f"__MACOSX/{assignment}/._x.ipynb": b"\0", f"{assignment}/.DS_Store": b"\0"}
    if student.oddity == "a zip in a zip":
        inside = {"inner.zip": zipped(inside)}
    return {"my work.zip": zipped(inside)}


def states(student: Student, empty: Files) -> list[Files]:
    """Return what a student handed in one after the other; of a group, one does it for all."""
    if student.oddity in ("absent", "in the group"):
        return []
    again = student.oddity.startswith("handed in again")
    return [empty, student.files] if again else [student.files]


def canvas(students: list[Student], assignment: str, empty: Files) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a Canvas archive; a later state has ``-1`` and a higher number."""
    upload = 900_000
    for student in students:
        for attempt, files in enumerate(states(student, empty)):
            late = "LATE_" if student.late and attempt == len(states(student, empty)) - 1 else ""
            name = re.sub(r"[\W_]", "", _family_first(student.name)).lower()
            who = f"{name}_{late}{student.lms}"
            if student.anonymous:
                who = f"{late}{student.anonymous}"
            if student.oddity == "misspelt":
                who = f"{name}x_{int(student.lms) + 500_000}"
            for file, data in packed(student, assignment, files).items():
                upload += 1
                stem, dot, suffix = file.rpartition(".")
                again = f"-{attempt}" if attempt else ""
                yield f"{who}_{upload}_{stem}{again}{dot}{suffix}", data
    yield "anon_Qz7Ab_899999_01.ipynb", b"{}"
    yield f"somebody_{students[0].lms}_text.html", b"<p>I typed something, too.</p>"


def moodle(students: list[Student], assignment: str, empty: Files) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a Moodle archive, whose numbers are not those of the roster."""
    for number, student in enumerate(students, 4000):
        name = re.sub(r"""[&<>"`|':\\/]""", "", student.name)
        if student.oddity == "misspelt":
            name = f"{name[:-2]}xy"
        if student.oddity == "hands in for the group":
            name = student.group
        files = [state for state in states(student, empty)][-1:]  # Moodle gives the newest only
        late = " (late)" if student.late else ""
        for state in files:
            folder = f"{name}{late}_{number}_assignsubmission_file_"
            for file, data in packed(student, assignment, state).items():
                yield f"{folder}/{file}", data
    yield "Participant_8_assignsubmission_file_/01.ipynb", b"{}"
    typed = f"{students[0].name}_4000_assignsubmission_onlinetext_/onlinetext.html"
    yield typed, b"<p>See the file</p>"


def team_number(student: Student) -> int:
    """Return Moodle's number of a student's team; 0 for nobody's."""
    return 0 if student.group == DEFAULT else 500 + int(student.group.rpartition("_")[2])


def teams(students: list[Student], assignment: str, empty: Files) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a Moodle archive in which teams hand in; nobody's has no number."""
    for student in students:
        if not student.leads:
            continue
        name, number = student.group.replace("_", " "), team_number(student)
        name = f"{name}x" if student.oddity == "misspelt" else name
        late = " (late)" if student.late else ""
        folder = f"{name}{late}{f'_{number}' if number else ''}_assignsubmission_file"
        for state in states(student, empty)[-1:]:
            for file, data in packed(student, assignment, state).items():
                yield f"{folder}/{file}", data
    yield "Participant_8_assignsubmission_file/01.ipynb", b"{}"


def plain(students: list[Student], assignment: str, empty: Files) -> Iterator[tuple[str, bytes]]:
    """Yield the members of a folder with one folder for each student."""
    partners = {one.group: one.id for one in students if one.oddity == "in the group"}
    for number, student in enumerate(students):
        folder = student.id if number % 3 else student.name
        if student.oddity == "misspelt":
            folder = f"{student.name[:-2]}xy"
        if student.oddity == "hands in for the group":
            folder = f"{student.id}+{partners[student.group]}"
        if student.late:
            folder += "_LATE"
        inside = f"{assignment}/" if number % 2 else ""
        for attempt, files in enumerate(states(student, empty)):
            for file, data in packed(student, assignment, files).items():
                stem, dot, suffix = file.rpartition(".")
                again = f" ({attempt})" if attempt else ""
                yield f"{folder}/{inside}{stem}{again}{dot}{suffix}", data


LAYOUTS: dict[str, Callable[[list[Student], str, Files], Iterator[tuple[str, bytes]]]] = {
    "canvas": canvas,
    "moodle": moodle,
    "teams": teams,
    "plain": plain,
}


def write_archive(
    folder: Path, layout: str, students: list[Student], assignment: str, empty: Files
) -> Archive:
    """Write the class in one of the layouts; plain is a folder, the others are zips."""
    members = LAYOUTS[layout](students, assignment, empty)
    unplaced = [_word(layout, one) for one in students if one.oddity == "misspelt"]
    bomb = zipped({"zeros.ipynb": b"\0" * (40 * MEBIBYTE)})
    whose = _place_of(layout, students[-1])
    if layout == "plain":
        archive = Archive(folder / "handed_in")
        _write_folder(archive, dict(members) | {whose.format("bomb.zip"): bomb})
    else:
        archive = Archive(folder / f"{layout}.zip")
        unplaced.append("anon_Qz7Ab" if layout == "canvas" else "Participant")
        _write_zip(archive, members, whose, bomb)
    archive.unplaced += unplaced
    return archive


def _write_folder(archive: Archive, members: Files) -> None:
    for name, data in members.items():
        path = archive.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (archive.path / ".DS_Store").write_bytes(b"\0")
    (archive.path / "link.ipynb").symlink_to("/etc/passwd")
    os.mkfifo(archive.path / "pipe.ipynb")
    archive.refused += [
        ("link.ipynb", "it is a link"),
        ("pipe.ipynb", "it is not a regular file"),
        ("zeros.ipynb", "times its size"),
    ]


def _write_zip(
    archive: Archive, members: Iterator[tuple[str, bytes]], whose: str, bomb: bytes
) -> None:
    with zipfile.ZipFile(archive.path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in members:
            file.writestr(name, data)
        file.writestr(whose.format("bomb.zip"), bomb)
        for name in ("../evil.ipynb", "/etc/evil.ipynb", "C:\\evil.ipynb"):
            file.writestr(name, b"{}")
        file.writestr("__MACOSX/._a.ipynb", b"\0")
        file.writestr(".DS_Store", b"\0")
        link = zipfile.ZipInfo(whose.format("link.ipynb"))
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
        file.writestr(whose.format("secret.ipynb"), b"{}")
        file.infolist()[-1].flag_bits |= 0x1  # in the directory, where readers look
    archive.refused += [
        ("../evil.ipynb", "leads out of the archive"),
        ("/etc/evil.ipynb", "absolute"),
        ("C:/evil.ipynb", "absolute"),
        ("link.ipynb", "it is a link"),
        ("secret.ipynb", "it is encrypted"),
        ("zeros.ipynb", "times its size"),
    ]


def _place_of(layout: str, student: Student) -> str:
    """Return where a student's files are in a layout, with {} for the name of a file."""
    number = int(student.lms) - 70_001
    if layout == "teams":
        team = f"{student.group.replace('_', ' ')}_{team_number(student)}"
        return f"{team}_assignsubmission_file/{{}}"
    return {
        "canvas": f"somebody_{student.lms}_1_{{}}",
        "moodle": f"{student.name}_{4000 + number}_assignsubmission_file_/{{}}",
        "plain": f"{student.id if number % 3 else student.name}/{{}}",
    }[layout]


def _family_first(name: str) -> str:
    if "," in name or " " not in name:
        return name
    first, _, last = name.partition(" ")
    return last + first


def _word(layout: str, student: Student) -> str:
    """Return a word that is in the name of a file which cannot be placed."""
    if layout == "canvas":
        return str(int(student.lms) + 500_000)
    if layout == "teams":
        return f"{student.group.replace('_', ' ')}x"
    return f"{student.name[:-2]}xy"
