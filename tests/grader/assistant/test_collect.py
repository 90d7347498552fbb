"""``grader collect``: a class of thirty with every oddity, in each of the three layouts."""

import csv
import errno
import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from grader import cli
from grader.assistant import receipts
from grader.assistant.collect import collect
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.judge.submitted.submission import read_submission

NAMES = [
    "Ada Lovelace", "Alan Turing", "Emmy Noether", "Zoë Ångström", "李 雷", "Kevin O'Neil",
    "José García Márquez", "Łukasz Żak", "Anna-Lena Groß", "Ngũgĩ Thiongo", "Grace Hopper",
    "Kurt Gödel", "Sofja Kowalewskaja", "Мария Иванова", "Ali bin Hassan", "Bo Ek",
    "Carl Gauss", "Dana Scott", "Eva Tardos", "Fei Li", "Gil Kalai", "Hana Novák",
    "Ida Rhodes", "Jan Łoś", "Kim Min", "Lea Roth", "Max Born", "Nia King", "Olga Taussky",
    "Per Lind",
]  # fmt: skip


@dataclass(frozen=True)
class Member:
    """One of the class; ``lms`` is the LMS's number and ``id`` the course's."""

    id: str
    name: str
    lms: str

    @property
    def canvas(self) -> str:
        """The name as Canvas writes it: the family name first, small, only letters."""
        *first, last = self.name.split()
        return "".join(c for c in (last + "".join(first)).lower() if c.isalnum())


CLASS = [Member(f"{i:04d}", name, str(7000 + i)) for i, name in enumerate(NAMES, 1)]
ABSENT = CLASS[28:]
Files = dict[str, bytes]


def notebook(course: Course, text: str) -> bytes:
    """Return the master with a text in its first cell, so that each state is another file."""
    content = nbformat.read(course.masters("week1")[0], as_version=4)
    content.cells[0].source = text
    return nbformat.writes(content).encode()


def zipped(files: Files) -> bytes:
    """Return a zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def canvas(course: Course) -> Files:
    """Return the class in Canvas's manner: late, resubmitted, renamed, a zip, two files."""
    files = {
        f"{m.canvas}_{m.lms}_{90000 + i}_01_tiny.ipynb": notebook(course, m.name)
        for i, m in enumerate(CLASS[5:28])
    }
    ada, alan, emmy, zoe, lei = CLASS[:5]
    files |= {
        f"{ada.canvas}_LATE_{ada.lms}_80002_01_tiny-2.ipynb": notebook(course, ada.name),
        f"{ada.canvas}_{ada.lms}_80001_01_tiny-1.ipynb": notebook(course, "old"),
        f"{ada.canvas}_{ada.lms}_80000_01_tiny.ipynb": notebook(course, "older"),
        f"{alan.canvas}_{alan.lms}_80003_work.zip": zipped(
            {"week1/01_tiny.ipynb": notebook(course, alan.name), "__MACOSX/._01": b"x"}
        ),
        f"{emmy.canvas}_{emmy.lms}_80004_My homework (1).ipynb": notebook(course, emmy.name),
        f"{emmy.canvas}_{emmy.lms}_80005_notes.txt": b"I worked alone",
        f"{zoe.canvas}_{zoe.lms}_80006_01_tiny.ipynb": notebook(course, zoe.name),
        f"{lei.canvas}_{lei.lms}_80007_01_tiny.ipynb": notebook(course, lei.name),
        "strangersam_99999_80008_01_tiny.ipynb": notebook(course, "nobody"),
    }
    return files


def moodle(course: Course) -> Files:
    """Return the class in Moodle's manner; its numbers are not those of the roster."""
    files = {
        f"{m.name}_{400 + i}_assignsubmission_file_/01_tiny.ipynb": notebook(course, m.name)
        for i, m in enumerate(CLASS[3:28])
    }
    ada, alan, emmy = CLASS[:3]
    files |= {
        f"{ada.name}_301_assignsubmission_file_/01_tiny.ipynb": notebook(course, ada.name),
        f"{ada.name}_301_assignsubmission_onlinetext_/onlinetext.html": b"<p>See the file</p>",
        f"{alan.name}_302_assignsubmission_file_/all.zip": zipped(
            {"inner.zip": zipped({"01_tiny.ipynb": notebook(course, alan.name)})}
        ),
        f"Team B-{emmy.name}_303_assignsubmission_file_01_tiny.ipynb": notebook(course, emmy.name),
        "Sam Stranger_999_assignsubmission_file_/01_tiny.ipynb": notebook(course, "nobody"),
    }
    return files


def plain(course: Course) -> Files:
    """Return the class in folders: ids, names, with and without the assignment, a group."""
    files = {f"{m.id}/01_tiny.ipynb": notebook(course, m.name) for m in CLASS[6:28]}
    ada, alan, emmy, zoe, lei, kevin = CLASS[:6]
    files |= {
        f"{ada.id}/week1/01_tiny.ipynb": notebook(course, ada.name),
        f"{ada.id}/week1/.ipynb_checkpoints/01_tiny-checkpoint.ipynb": b"old",
        f"{alan.name}/01_tiny.ipynb": notebook(course, alan.name),
        f"{emmy.id}.zip": zipped({"01_tiny.ipynb": notebook(course, emmy.name)}),
        f"{zoe.id}_LATE/01_tiny.ipynb": notebook(course, zoe.name),
        f"{lei.id}+{kevin.id}/01_tiny.ipynb": notebook(course, lei.name),
        "Sam Stranger/01_tiny.ipynb": notebook(course, "nobody"),
        ".DS_Store": b"x",
    }
    return files


LAYOUTS = {"canvas": canvas, "moodle": moodle, "plain": plain}


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Return the class's roster as a spreadsheet of a German Windows writes it."""
    path = tmp_path / "class.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Student", "Name", "LMS_ID", "Group"])
        writer.writerows([m.id, m.name, m.lms, f"team {i // 3}"] for i, m in enumerate(CLASS))
    return path


def written(path: Path, files: Files, *, folder: bool = False) -> Path:
    """Write an archive as a zip or as a folder."""
    if not folder:
        path.write_bytes(zipped(files))
        return path
    for name, data in files.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return path


def titles(course: Course) -> dict[str, set[str]]:
    """Return for each student the first cells of the notebooks that will be graded."""
    return {
        student: {
            nbformat.reads(data.decode(), 4).cells[0].source
            for name, data in read_submission(course.submitted("week1", student)).items()
            if name.endswith(".ipynb")
        }
        for student in course.students("week1")
    }


def snapshot(course: Course) -> dict[str, tuple[bytes, int]]:
    """Return content and time of every file in the work folder, but the locks."""
    return {
        str(path.relative_to(course.work)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in course.work.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


@pytest.mark.parametrize("folder", [False, True], ids=["zip", "folder"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_class_is_placed(
    course: Course, tmp_path: Path, roster: Path, layout: str, folder: bool
) -> None:
    """Everyone's newest notebook is graded, absentees and the stranger are named."""
    archive = written(tmp_path / "in.zip", LAYOUTS[layout](course), folder=folder)
    done = collect(course, "week1", archive, roster_file=roster)
    expected = {m.id: {m.name} for m in CLASS[:28]}
    if layout == "plain":
        expected[CLASS[5].id] = {CLASS[4].name}  # the two of a group handed in one file
    assert titles(course) == expected
    assert done.missing == tuple(f"{m.id} ({m.name})" for m in ABSENT)
    assert [item.name.split("/")[0].split("_")[0] for item in done.unplaced] == [
        "strangersam" if layout == "canvas" else "Sam Stranger"
    ]
    assert done.refused == ()
    assert not list(course.work.glob("collect-*"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_second_run_changes_nothing(
    course: Course, tmp_path: Path, roster: Path, layout: str
) -> None:
    """The same archive again leaves every file as it was, to the nanosecond of its time."""
    archive = written(tmp_path / "in.zip", LAYOUTS[layout](course))
    collect(course, "week1", archive, roster_file=roster)
    before = snapshot(course)
    done = collect(course, "week1", archive)
    assert snapshot(course) == before
    assert (len(done.new), len(done.unchanged)) == (0, 28)


def test_old_states_are_kept_and_the_mark_is_read(
    course: Course, tmp_path: Path, roster: Path
) -> None:
    """Of three states the newest is graded, all are kept, and the late mark is the newest's."""
    archive = written(tmp_path / "in.zip", canvas(course))
    done = collect(course, "week1", archive, roster_file=roster)
    receipt = receipts.load(course, "week1", "0001")
    kept = sorted(receipts.collected(course, "week1", "0001").glob("*/*.ipynb"))
    assert [nbformat.read(p, 4).cells[0].source for p in kept] == ["older", "old", "Ada Lovelace"]
    assert receipt.late is True
    assert receipts.load(course, "week1", "0002").late is False
    assert done.late == ("0001",)


@pytest.mark.parametrize(
    ("marks", "late"), [(("", "LATE_"), True), (("LATE_", ""), True), (("", ""), False)]
)
def test_one_late_file_makes_what_is_graded_late(
    course: Course, tmp_path: Path, marks: tuple[str, str], late: bool
) -> None:
    """Of two graded files one was handed in late: the submission is late, whichever it was."""
    names = [f"doejane_{m}1_{10 + i}_0{i}_tiny.ipynb" for i, m in enumerate(marks, 1)]
    archive = {name: notebook(course, name) for name in names}
    done = collect(course, "week1", written(tmp_path / "in.zip", archive))
    receipt = receipts.load(course, "week1", "1")
    assert len(receipt.graded) == 2
    assert receipt.late is late
    assert done.late == (("1",) if late else ())


def test_a_later_archive_adds_and_an_older_one_does_not_go_back(
    course: Course, tmp_path: Path
) -> None:
    """A resubmission replaces what is graded; the first archive again does not undo that."""
    first = written(tmp_path / "1.zip", {"doejane_1_10_01_tiny.ipynb": notebook(course, "one")})
    second = written(
        tmp_path / "2.zip", {"doejane_LATE_1_20_other name.ipynb": notebook(course, "two")}
    )
    for archive in (first, second, first):
        collect(course, "week1", archive)
    assert titles(course) == {"1": {"two"}}
    assert len(receipts.load(course, "week1", "1").versions) == 2


def test_archives_in_the_wrong_order(course: Course, tmp_path: Path) -> None:
    """The higher number of Canvas is the newer state, whichever archive came first."""
    for number, text in ((20, "new"), (10, "old")):
        archive = {f"doejane_1_{number}_01_tiny.ipynb": notebook(course, text)}
        collect(course, "week1", written(tmp_path / f"{number}.zip", archive))
    assert titles(course) == {"1": {"new"}}


def test_what_a_person_placed_is_kept(
    course: Course, tmp_path: Path, hand_in: Callable[..., Path]
) -> None:
    """A file that somebody put there by hand is a version too, and is not lost."""
    hand_in("ada", title="by hand")
    archive = written(tmp_path / "in.zip", {"ada/01_tiny.ipynb": notebook(course, "from the zip")})
    collect(course, "week1", archive)
    assert titles(course) == {"ada": {"from the zip"}}
    versions = receipts.load(course, "week1", "ada").versions
    assert [version.source for version in versions] == ["found in its place", "in.zip"]
    hand_in("ada", title="mended")
    collect(course, "week1", archive)
    assert titles(course) == {"ada": {"mended"}}


def test_one_of_a_group_hands_in_for_all(course: Course, tmp_path: Path, roster: Path) -> None:
    """With ``groups`` the other two of the team get the same notebook; without it they do not."""
    archive = written(tmp_path / "in.zip", {"0001/01_tiny.ipynb": notebook(course, "ours")})
    collect(course, "week1", archive, roster_file=roster)
    assert set(titles(course)) == {"0001"}
    collect(course, "week1", archive, groups=True)
    assert titles(course) == {name: {"ours"} for name in ("0001", "0002", "0003")}


def test_one_number_for_several_students(course: Course, tmp_path: Path) -> None:
    """An LMS number that the roster gives to two students places the file for both."""
    roster = tmp_path / "r.csv"
    roster.write_text("student,lms_id\nada,5\nbob,5\ncy,6\n")
    archive = written(tmp_path / "in.zip", {"team_5_77_01_tiny.ipynb": notebook(course, "x")})
    done = collect(course, "week1", archive, roster_file=roster)
    assert set(titles(course)) == {"ada", "bob"}
    assert done.missing == ("cy",)


def test_a_timestamp_is_kept_where_nbgrader_reads_it(course: Course, tmp_path: Path) -> None:
    """A ``timestamp.txt`` lies beside the notebook, and an old one never beside a newer state."""
    when = "2026-03-01 12:00:00 UTC"
    old = {"ada/01_tiny.ipynb": notebook(course, "old"), "ada/timestamp.txt": when.encode()}
    collect(course, "week1", written(tmp_path / "1.zip", old))
    stamp = course.submitted("week1", "ada") / "timestamp.txt"
    assert stamp.read_text() == when
    new = {"ada/01_tiny.ipynb": notebook(course, "new")}
    collect(course, "week1", written(tmp_path / "2", new, folder=True))
    assert titles(course) == {"ada": {"new"}}
    assert not stamp.exists()


def test_a_guess_is_shown_and_not_acted_on(course: Course, tmp_path: Path, roster: Path) -> None:
    """A misspelt name is not placed; the message asks whether it is the person it looks like."""
    archive = written(tmp_path / "in.zip", {"Grace Hoper/01_tiny.ipynb": notebook(course, "x")})
    done = collect(course, "week1", archive, roster_file=roster)
    assert titles(course) == {}
    assert done.unplaced[0].guess == "0011 (Grace Hopper)"


def test_a_hidden_owner_is_said_once_with_what_to_do(course: Course, tmp_path: Path) -> None:
    """With anonymous grading nobody is guessed at, and one line says how to place the files."""
    roster = tmp_path / "r.csv"
    roster.write_text("student,name,lms_id\nada,Ada,anon_aaaaa\nanton,Anon Bbbbb,7\n")
    names = ("anon_aaaaa_1_01_tiny.ipynb", "anon_bbbbb_2_01_tiny.ipynb", "anon_ccccc_3_x.ipynb")
    archive = written(tmp_path / "i.zip", {name: notebook(course, name) for name in names})
    done = collect(course, "week1", archive, roster_file=roster)
    assert titles(course) == {"ada": {names[0]}}
    text = "\n".join(done.lines())
    assert "anon_bbbbb_2_01_tiny.ipynb: the LMS hides whose it is.\n" in text
    assert text.count("Show the names there") == 1
    assert "Is it" not in text


def test_two_of_the_same_name_are_not_mixed_up(course: Course, tmp_path: Path) -> None:
    """When a name is that of two students, nobody gets the file."""
    roster = tmp_path / "r.csv"
    roster.write_text("student,name\na,Kim Min\nb,Min Kim\n")
    archive = {"Kim Min_1_assignsubmission_file_/01_tiny.ipynb": notebook(course, "x")}
    done = collect(course, "week1", written(tmp_path / "i.zip", archive), roster_file=roster)
    assert len(done.unplaced) == 1
    assert len(done.missing) == 2


def test_a_full_disk_leaves_the_earlier_students_whole(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk is full at the third student, two are complete; the next run does the rest."""
    files = {f"{s}/01_tiny.ipynb": notebook(course, s) for s in ("ada", "bob", "cyd", "dan")}
    archive = written(tmp_path / "in.zip", files)
    copy = shutil.copyfile

    def full(source: Path, target: Path) -> None:
        if "cyd" in str(target):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        copy(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", full)
        with pytest.raises(OSError, match="No space left"):
            collect(course, "week1", archive)
    assert titles(course) == {"ada": {"ada"}, "bob": {"bob"}}
    done = collect(course, "week1", archive)
    assert titles(course) == {s: {s} for s in ("ada", "bob", "cyd", "dan")}
    assert done.unchanged == ("ada", "bob")


def test_the_command_says_what_it_did(course: Course, tmp_path: Path, roster: Path) -> None:
    """The command names absentees, strangers with a guess, and what comes next; exit code 0."""
    archive = written(tmp_path / "in.zip", canvas(course) | {"../evil.ipynb": b"{}"})
    arguments = ["collect", "week1", str(archive), "--roster", str(roster)]
    done = CliRunner().invoke(cli.app, [*arguments, "--course", str(course.root)])
    assert done.exit_code == 0, done.output
    for text in (
        "28 student(s) collected: 28 with something new",
        "2 of the roster have handed in nothing so far.",
        "Marked late by the LMS (1): 0001",
        "Nothing handed in (2):",
        "0029 (Olga Taussky)",
        "../evil.ipynb: its path leads out of the archive",
        "Next: grader autograde week1.",
    ):
        assert text in done.output


def test_what_is_no_archive_is_one_message(course: Course, tmp_path: Path) -> None:
    """A missing file and a file that is no zip are told apart, and nothing is placed."""
    with pytest.raises(GraderError, match="There is no archive"):
        collect(course, "week1", tmp_path / "nothing.zip")
    (tmp_path / "text.zip").write_text("not a zip")
    with pytest.raises(GraderError, match="not a readable zip"):
        collect(course, "week1", tmp_path / "text.zip")
    assert course.students("week1") == []


def test_the_receipt_is_plain_json(course: Course, tmp_path: Path) -> None:
    """The file beside the versions says for each where it came from, for people and programs."""
    name = "doejane_LATE_1_10_01_tiny.ipynb"
    collect(course, "week1", written(tmp_path / "in.zip", {name: notebook(course, "x")}))
    path = receipts.collected(course, "week1", "1") / "receipts.json"
    plain = json.loads(path.read_text(encoding="utf-8"))
    assert plain["late"] is True
    assert plain["versions"][0]["files"][0]["name"] == name
