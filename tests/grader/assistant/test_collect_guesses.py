"""``grader collect --accept``: the table of guesses goes back, edited or not."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader import cli
from grader.assistant.collect import Collected, collect
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.judge.submitted.submission import read_submission

ROSTER = """student,name,email
00101,Ada King,ada@x
00102,Bob Builder,bob@x
00103,Cyd Vane,cyd@x
00104,Ada Stone,
"""


def collected(course: Course, tmp_path: Path, names: list[str], accept: Path | None = None,
              roster: str = ROSTER) -> Collected:  # fmt: skip
    """Collect a zip with a file of each name, which has its name as its content."""
    (tmp_path / "r.csv").write_text(roster, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return collect(
        course, "week1", tmp_path / "in.zip", roster_file=tmp_path / "r.csv", accept=accept
    )


def work(course: Course) -> dict[str, set[str]]:
    """Return the contents of what will be graded of each student."""
    return {
        student: {data.decode() for data in
                  read_submission(course.submitted("week1", student)).values()}
        for student in course.students("week1")
    }  # fmt: skip


def rows(path: Path) -> list[dict[str, str]]:
    """Return the lines of the table."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


DRIVE = [
    "Ada King - 01_tiny.ipynb",
    "Bob Builder - 01_tiny.ipynb",
    "bob notes.txt",
    "01_tiny.ipynb",
]


def test_the_folder_of_google_classroom_is_guessed_and_accepted(
    course: Course, tmp_path: Path
) -> None:
    """No name in it is believed; unedited the guesses are, and what has none stays."""
    done = collected(course, tmp_path, DRIVE)
    assert work(course) == {}
    assert done.guesses is not None
    assert any(f"--accept {done.guesses}" in line for line in done.lines())
    again = collected(course, tmp_path, DRIVE, done.guesses)
    assert work(course) == {"00101": {DRIVE[0]}, "00102": {DRIVE[1]}}
    assert {item.name for item in again.unplaced} == set(DRIVE[2:])
    third = collected(course, tmp_path, DRIVE, again.guesses)
    assert (third.new, third.unchanged) == ((), ("00101", "00102"))


@pytest.mark.parametrize("around", ["Week 1/", "Übung 3 (Montag)/", "Week 1.zip/"])
def test_a_folder_of_loose_files_is_one_line_for_each(
    course: Course, tmp_path: Path, around: str
) -> None:
    """Drive puts a folder around the files; it is nobody's, and each file has its own guess."""
    files = [f"{around}{name}" for name in DRIVE]
    done = collected(course, tmp_path, files)
    assert done.guesses is not None
    assert any("Google Classroom" in line for line in done.lines())
    assert [row["file"] for row in rows(done.guesses)] == sorted(files)
    collected(course, tmp_path, files, done.guesses)
    assert work(course) == {"00101": {files[0]}, "00102": {files[1]}}


@pytest.mark.parametrize("save", ["as it is", "excel", "german excel", "utf-16"])
def test_a_saved_table_is_read(course: Course, tmp_path: Path, save: str) -> None:
    """A person fills in what has no guess, by id, address or name, and saves in any form."""
    done = collected(course, tmp_path, DRIVE)
    assert done.guesses is not None
    table = rows(done.guesses)
    guessed = {row["file"]: row["student"] for row in table}
    assert guessed[DRIVE[0]] == '="00101"'  # Excel leaves it its zeros
    answers = dict(zip(sorted(DRIVE), ("cyd@X", "Ada King", "00102", ""), strict=True))
    separator = ";" if save == "german excel" else ","
    text = separator.join(table[0]) + "\n"
    for row in table:
        student = answers[row["file"]]
        row["student"] = f'="{student}"' if save == "as it is" and student else student
        text += separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row.values())
        text += "\n"
    encodings = {"german excel": "cp1252", "utf-16": "utf-16"}
    (tmp_path / "mine.csv").write_text(text, encoding=encodings.get(save, "utf-8-sig"))
    collected(course, tmp_path, DRIVE, tmp_path / "mine.csv")
    assert work(course) == {"00103": {DRIVE[3]}, "00101": {DRIVE[0]}, "00102": {DRIVE[1]}}


@pytest.mark.parametrize(
    "names",
    [
        ["Ada King_501_assignsubmission_file_/w.ipynb",
         "Ada King_502_assignsubmission_file_/w.ipynb",
         "Cyd Vane_503_assignsubmission_file_/w.ipynb"],
        ["Adda King/w.ipynb", "Ada Kingg/w.ipynb", "00103/w.ipynb"],
        ["00101/w.ipynb", "Adda King/w.ipynb", "00103/w.ipynb"],
        ["00109/w.ipynb", "00103/w.ipynb"],
        ["Ada King - w.ipynb", "Ada King - w (1).ipynb"],
    ],
    ids=["two of a name", "two alike", "has work", "a number like others", "two files of a name"],
)  # fmt: skip
def test_an_unedited_guess_never_gives_one_s_work_to_another(
    course: Course, tmp_path: Path, names: list[str]
) -> None:
    """Where two may be meant, or who is meant has work already, the table has no student."""
    done = collected(course, tmp_path, names)
    before = work(course)
    assert done.guesses is not None
    assert {row["student"] for row in rows(done.guesses)} == {""}
    collected(course, tmp_path, names, done.guesses)
    assert work(course) == before


def test_a_folder_is_one_line(course: Course, tmp_path: Path) -> None:
    """All files of a hand-in stand in one line, and its word counts for all that is below."""
    names = [f"Adda Kingg/{name}" for name in ("a.ipynb", "b.ipynb", "data/x.csv")]
    done = collected(course, tmp_path, [*names, "00103/w.ipynb"])
    assert done.guesses is not None
    (row,) = rows(done.guesses)
    assert (row["file"], row["name"]) == ("Adda Kingg/", "00101 (Ada King)")
    collected(course, tmp_path, [*names, "00103/w.ipynb"], done.guesses)
    assert work(course)["00101"] == set(names)


@pytest.mark.parametrize("student", ["101", "Ada", "1.01E+02", "00101+00199"])
def test_a_student_whom_nobody_knows_is_refused(
    course: Course, tmp_path: Path, student: str
) -> None:
    """Lost zeros, half a name and a stranger name the line, and nothing is placed."""
    (tmp_path / "g.csv").write_text(f"file,student\n01_tiny.ipynb,{student}\n")
    with pytest.raises(GraderError, match=r"line 2: .* is nobody in the roster"):
        collected(course, tmp_path, DRIVE, tmp_path / "g.csv")
    assert work(course) == {}


def test_another_table_is_refused_and_odd_names_come_back(course: Course, tmp_path: Path) -> None:
    """A table without the columns is named; a file called like a formula is found again."""
    (tmp_path / "g.csv").write_text("student,name\n00101,Ada\n")
    with pytest.raises(GraderError, match="must have the columns file and student"):
        collected(course, tmp_path, DRIVE, tmp_path / "g.csv")
    odd = ["=cmd()/v.ipynb", "+x/w.ipynb", "a\x1bb/x.ipynb"]
    done = collected(course, tmp_path, odd)
    assert done.guesses is not None
    assert all(not row["file"].startswith(("=", "+")) for row in rows(done.guesses))
    text = done.guesses.read_text(encoding="utf-8-sig").replace(",,,", ",00101,,")
    (tmp_path / "g.csv").write_text(text)
    collected(course, tmp_path, odd, tmp_path / "g.csv")
    assert work(course) == {"00101": set(odd)}


def test_the_command_takes_it(course: Course, tmp_path: Path) -> None:
    """From the terminal: collect, look at the table, collect again with it."""
    collected(course, tmp_path, DRIVE)
    asked = ["collect", "week1", str(tmp_path / "in.zip"), "--course", str(course.root)]
    table = course.work / "guesses.csv"
    done = CliRunner().invoke(cli.app, [*asked, "--accept", str(table)])
    assert done.exit_code == 0
    assert "2 student(s) collected" in done.output
