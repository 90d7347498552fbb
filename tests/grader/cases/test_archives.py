"""Archives that were misread once, through the commands that an assistant types.

Their outcome was written down before anything was mended.  The archives in ``data`` are as the
systems made them; each has the first notebook with right answers.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from grader.base.course import Course
from grader.cli.demo import scratch_course
from tests.grader.cases.commands import ROOT, grader

DATA = Path(__file__).parent / "data"
NAME = "01_activations.ipynb"
CLASS = "student,name,email\n00101,Ada Lovelace,ada@uni.example\n00103,Max King,max@uni.example\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a new course with week 4."""
    return scratch_course(Course(ROOT), tmp_path / "course").root


def collected(root: Path, archive: Path, roster: str) -> tuple[str, dict[str, list[str]]]:
    """Collect an archive; return what was printed, and the notebooks of each student."""
    (root / "class.csv").write_text(roster, encoding="utf-8")
    said = grader(root, "collect", "week4", str(archive), "--roster", str(root / "class.csv"))
    found: dict[str, list[str]] = {}
    for path in sorted((root / "grader" / "work" / "submitted").glob("*/week4/*.ipynb")):
        found.setdefault(path.parts[-3], []).append(path.name)
    return said, found


@pytest.mark.parametrize(
    ("archive", "roster", "students"),
    [
        ("sakai", CLASS, ["00101", "00103"]),
        ("gradescope", CLASS, ["00101", "00103"]),
        ("blackboard_title_with_number", CLASS, ["00103"]),
        ("github_classroom", "student,name\nada-codes,Ada\nmaxking99,Max\n",
         ["ada-codes", "maxking99"]),
    ],
)  # fmt: skip
def test_download_of_a_system_is_placed(
    root: Path, archive: str, roster: str, students: list[str]
) -> None:
    """Each file goes to the student in whose place the system has put it."""
    _, found = collected(root, DATA / f"{archive}.zip", roster)
    assert sorted(found) == students


@pytest.mark.slow
def test_solved_copy_in_a_zip_is_graded_and_the_untouched_one_named(root: Path) -> None:
    """Of two copies in one hand-in the answers decide, and not the number behind the name."""
    roster = "student,name\n00105,Jean_Luc O'Neill\n"
    _, found = collected(root, DATA / "moodle_zip_in_zip_two_copies.zip", roster)
    assert found == {"00105": ["01_activations (1).ipynb", NAME]}
    grader(root, "autograde", "week4")
    grader(root, "export", "week4", "--format", "json", "--to", str(root / "grades.json"))
    assert '"points": 14' in (root / "grades.json").read_text()
    page = (root / "grader" / "work" / "reports" / "week4-to-do.html").read_text()
    assert "01_activations (1).ipynb" in page


def test_two_people_of_one_name_are_not_placed(root: Path) -> None:
    """Two numbers with the name of one student: neither is that student's, and both are named."""
    untouched = (ROOT / "notebooks" / "week4" / NAME).read_bytes()
    folders = ("Ada Lovelace_501", "Ada Lovelace_502", "Max King_503")
    with zipfile.ZipFile(root / "in.zip", "w") as archive:
        for folder in folders:
            archive.writestr(f"{folder}_assignsubmission_file_/{NAME}", untouched)
    said, found = collected(root, root / "in.zip", CLASS)
    assert list(found) == ["00103"]
    assert "is the name of two people in the archive" in said
    assert "Could not be placed (2)" in said


@pytest.mark.parametrize(
    ("roster", "ids"),
    [
        ("student,name\r00101,Ada\r00103,Max\r", ["00101", "00103"]),
        ('student,name\n="00101",Ada\n="00103",Max\n', ["00101", "00103"]),
        ("Machine Learning WS 2026,,\nExported 20.11.2026,,\nstudent,name,email\n00101,Ada,a@x\n",
         ["00101"]),
    ],
    ids=["cr_line_ends", "excel_text_ids", "title_above_header"],
)  # fmt: skip
def test_roster_is_read_as_it_was_meant(root: Path, roster: str, ids: list[str]) -> None:
    """Line ends of an old editor, ids as formulas and a title above the header change no id."""
    (root / "in" / "00101").mkdir(parents=True)
    (root / "in" / "00101" / NAME).write_bytes((ROOT / "notebooks" / "week4" / NAME).read_bytes())
    _, found = collected(root, root / "in", roster)
    kept = (root / "grader" / "work" / "roster.csv").read_text().splitlines()
    assert [line.partition(",")[0] for line in kept[1:]] == ids
    assert list(found) == ["00101"]


@pytest.mark.slow
def test_row_of_the_lms_is_filled_in_only_for_one_person(root: Path) -> None:
    """Two rows with the name of one student without an e-mail: neither gets the grade."""
    (root / "in" / "00101").mkdir(parents=True)
    (root / "in" / "00101" / NAME).write_bytes((ROOT / "notebooks" / "week4" / NAME).read_bytes())
    collected(root, root / "in", "student,name\n00101,Ada Lovelace\n")
    grader(root, "autograde", "week4")
    rows = [
        'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade",'
        '"Last modified (grade)","Feedback comments"',
        'Participant 501,"Ada Lovelace",ada@x,x,,100.00,-,',
        'Participant 503,"Ada Lovelace",ada2@x,x,,100.00,-,',
    ]
    (root / "rows.csv").write_text("\n".join(rows) + "\n")
    out = root / "out.csv"
    said = grader(root, "export", "week4", "--template", str(root / "rows.csv"), "--partial",
                  "--to", str(out))  # fmt: skip
    assert [line.split(",")[4] for line in out.read_text().splitlines()[1:]] == ["", ""]
    assert "not to be told apart (1): 00101" in said
