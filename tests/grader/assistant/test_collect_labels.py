"""What a student writes is never structure: no name inside a hand-in takes a classmate's place."""

import io
import zipfile
from pathlib import Path

import pytest

from grader.assistant import receipts
from grader.assistant.collect import Collected, collect
from grader.assistant.collect.layouts import read_labels
from grader.assistant.collect.people import People
from grader.assistant.roster import Person
from grader.base.course import Course
from grader.judge.submitted.submission import read_submission
from grader.lms import Download, Label
from grader.lms.names import plain

ROSTER = """student,name,lms_id,email
ada,Ada King,1001,ada@x.org
bob,Bob Builder,1002,bob@x.org
cyd,Cyd Vane,1003,cyd@x.org
"""
# Names as each system writes them, for {who} and {file}; the attacker is Ada, the victim Bob.
NAMES = {
    "blackboard": {who: f"Week_4_{who}_attempt_2026-11-2{at}-10-00-00_{{}}"
                   for at, who in enumerate(("ada", "bob", "cyd"))},
    "brightspace": {"ada": "7-9 - Ada King - Nov 20, 2026 1158 PM/{}",
                    "bob": "8-9 - Bob Builder - Nov 20, 2026 1158 PM/{}",
                    "cyd": "9-9 - Cyd Vane - Nov 20, 2026 1158 PM/{}"},
    "brightspace_flat": {"ada": "7-9 - Ada King - Nov 20, 2026 1158 PM - {}",
                         "bob": "8-9 - Bob Builder - Nov 20, 2026 1158 PM - {}",
                         "cyd": "9-9 - Cyd Vane - Nov 20, 2026 1158 PM - {}"},
    "canvas": {"ada": "kingada_1001_51_{}", "bob": "builderbob_1002_52_{}",
               "cyd": "vanecyd_LATE_1003_53_{}"},
    "moodle": {"ada": "Ada King_71_assignsubmission_file_/{}",
               "bob": "Bob Builder_72_assignsubmission_file_/{}",
               "cyd": "Cyd Vane_73_assignsubmission_file_/{}"},
    "moodle_flat": {"ada": "Ada King_71_assignsubmission_file_{}",
                    "bob": "Bob Builder_72_assignsubmission_file_{}",
                    "cyd": "Cyd Vane_73_assignsubmission_file_{}"},
    "plain": {"ada": "ada/{}", "bob": "bob/{}", "cyd": "Cyd Vane/{}"},
    "teams": {"ada": "Ada King/Week 4/Version 1/{}", "bob": "Bob Builder/Week 4/Version 1/{}",
              "cyd": "Cyd Vane/Week 4/Version 2/{}"},
}  # fmt: skip
# What Ada may call a file, a zip or a folder of hers to look like Bob.
LABELS = [
    "-BobBuilder_1002_assignsubmission_file_x.ipynb",
    "Bob Builder_72_assignsubmission_file_x.ipynb",
    "Bob Builder_72_assignsubmission_file_.zip",
    "x_bob_attempt_2026-11-29-10-00-00_x.ipynb",
    "x_bob_attempt_2026-11-29-10-00-00.zip",
    "builderbob_1002_99_x.ipynb",
    "_1002_99_x.ipynb",
    "builderbob_1002_99_x.zip",
    "8-9 - Bob Builder - Nov 29, 2026 1158 PM - x.ipynb",
    "8-9 - Bob Builder - Nov 29, 2026 1158 PM.zip",
    "bob.zip",
    "bob_x.ipynb",
    "bob@x.org.zip",
]
FOLDERS = [
    "bob", "bob@x.org", "1002", "Bob Builder", "Bob Builder_72_assignsubmission_file_",
    "8-9 - Bob Builder - Nov 29, 2026 1158 PM", "builderbob_1002_99_x", "bob.zip",
    "x_bob_attempt_2026-11-29-10-00-00_x", "Bob Builder/Week 4/Version 9", "week1", "submissions",
]  # fmt: skip
SYSTEM = {"brightspace_flat": "brightspace", "moodle_flat": "moodle"}


def packed(files: dict[str, bytes]) -> bytes:
    """Return a zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def collected(course: Course, tmp_path: Path, files: dict[str, bytes]) -> Collected:
    """Collect a zip of these files with the roster."""
    (tmp_path / "r.csv").write_text(ROSTER)
    (tmp_path / "in.zip").write_bytes(packed(files))
    return collect(course, "week1", tmp_path / "in.zip", roster_file=tmp_path / "r.csv")


def work(course: Course) -> dict[str, set[bytes]]:
    """Return what will be graded of each student."""
    return {
        student: set(read_submission(course.submitted("week1", student)).values())
        for student in course.students("week1")
    }


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("alone", [False, True], ids=["with the class", "alone"])
def test_no_name_inside_a_hand_in_is_anybody(
    course: Course, tmp_path: Path, layout: str, alone: bool
) -> None:
    """Files, zips and folders of Ada's that look like any system's name for Bob are Ada's work."""
    names = NAMES[layout]
    class_ = {} if alone else {names[who].format("w.ipynb"): who.encode() for who in ("bob", "cyd")}
    hers = {}
    for at, label in enumerate(LABELS):
        data = f"ada's {at}".encode()
        inner = packed({"w.ipynb": data, f"bob/{at}.ipynb": data})
        hers[names["ada"].format(label)] = inner if label.endswith(".zip") else data
    if names["ada"].endswith("/{}"):  # elsewhere nobody can hand in a folder
        hers |= {names["ada"].format(f"{folder}/{at}.ipynb"): f"ada's {folder}".encode()
                 for at, folder in enumerate(FOLDERS)}  # fmt: skip
    hers[names["ada"].format("w.zip")] = packed({
        f"{folder}/{at}.ipynb": f"ada's {folder}".encode() for at, folder in enumerate(FOLDERS)
    })  # fmt: skip
    done = collected(course, tmp_path, class_ | hers)
    found = work(course)
    assert {who: found.get(who) for who in ("bob", "cyd")} == (
        {"bob": None, "cyd": None} if alone else {"bob": {b"bob"}, "cyd": {b"cyd"}}
    )
    assert {f"ada's {at}".encode() for at in range(len(LABELS))} <= found["ada"]
    assert {f"ada's {folder}".encode() for folder in FOLDERS} <= found["ada"]
    assert done.unplaced == ()
    version = receipts.load(course, "week1", "ada").versions[-1]
    assert {file.layout for file in version.files} == {SYSTEM.get(layout, layout)}


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("label", LABELS)
def test_one_file_of_one_in_a_class_of_two_decides_nothing(layout: str, label: str) -> None:
    """Where half of all names look like another system's, the one that wrote them all is it."""
    roster = People([Person("ada", "Ada King", "1001"), Person("bob", "Bob Builder", "1002")])
    names = [NAMES[layout]["bob"].format("w.ipynb"), NAMES[layout]["ada"].format(label)]
    labels = read_labels(Download([tuple(name.split("/")) for name in names], roster))
    found = [label for label in labels if isinstance(label, Label)]
    assert [one.layout for one in found] == [SYSTEM.get(layout, layout)] * 2
    assert "ada" in plain(found[1].who)
    assert "bob" not in plain(found[1].who)


@pytest.mark.parametrize("inner", FOLDERS)
def test_whoever_the_roster_does_not_know_is_not_read_further_in(
    course: Course, tmp_path: Path, inner: str
) -> None:
    """A folder with a misspelt name is named with a guess, whatever lies in it."""
    done = collected(course, tmp_path, {
        "ada/w.ipynb": b"ada", "Adda Kingg/w.ipynb": b"?", f"Adda Kingg/{inner}/w.ipynb": b"?",
    })  # fmt: skip
    assert work(course) == {"ada": {b"ada"}}
    assert len(done.unplaced) == 1


def test_students_may_lie_in_folders_of_their_groups(course: Course, tmp_path: Path) -> None:
    """Where most folders of groups hold students' folders, that row is the students'."""
    collected(course, tmp_path, {
        "Monday/ada/w.ipynb": b"ada", "Tuesday/Cyd Vane/bob/w.ipynb": b"cyd",
        "Tuesday/bob/w.ipynb": b"bob",
    })  # fmt: skip
    assert work(course) == {"ada": {b"ada"}, "bob": {b"bob"}, "cyd": {b"cyd"}}


@pytest.mark.parametrize("layout", ["canvas", "moodle", "blackboard", "brightspace"])
def test_several_downloads_may_lie_in_one_folder(
    course: Course, tmp_path: Path, layout: str
) -> None:
    """Zips of one system beside each other are read as each alone is."""
    names = NAMES[layout]
    collected(course, tmp_path, {
        "group 1.zip": packed({names["ada"].format("w.ipynb"): b"ada"}),
        "group 2.zip": packed({names["bob"].format("w.ipynb"): b"bob"}),
    })  # fmt: skip
    assert work(course) == {"ada": {b"ada"}, "bob": {b"bob"}}


def test_a_file_laid_beside_a_download_is_read_as_people_name_things(
    course: Course, tmp_path: Path
) -> None:
    """What came by mail may lie beside the folders of Moodle; its own files are nobody's work."""
    done = collected(course, tmp_path, {
        NAMES["moodle"]["ada"].format("w.ipynb"): b"ada", "cyd/w.ipynb": b"cyd",
        NAMES["moodle"]["bob"].format("w.ipynb"): b"bob", "notes.txt": b"?",
    })  # fmt: skip
    assert work(course) == {"ada": {b"ada"}, "bob": {b"bob"}, "cyd": {b"cyd"}}
    assert [item.name for item in done.unplaced] == ["notes.txt"]
    files = {NAMES["brightspace"]["ada"].format("w.ipynb"): b"ada", "index.html": b"<ul>"}
    assert collected(course, tmp_path, files).unplaced == ()


@pytest.mark.parametrize("layout", ["canvas", "moodle", "brightspace"])
def test_two_persons_of_one_name_are_both_named(
    course: Course, tmp_path: Path, layout: str
) -> None:
    """Two numbers with the name of one student are two people: neither replaces the other."""
    names = {
        "canvas": ("kingada_501_1_w.ipynb", "kingada_502_2_w.ipynb", "builderbob_1002_3_w.ipynb"),
        "moodle": ("Ada King_501_assignsubmission_file_/w.ipynb",
                   "Ada King_502_assignsubmission_file_/w.ipynb",
                   "Bob Builder_503_assignsubmission_file_/w.ipynb"),
        "brightspace": tuple(f"{n}-9 - {who} - Nov 20, 2026 1158 PM/w.ipynb" for n, who in
                             ((501, "Ada King"), (502, "Ada King"), (503, "Bob Builder"))),
    }[layout]  # fmt: skip
    (tmp_path / "r.csv").write_text(ROSTER.replace("1001", ""))
    (tmp_path / "in.zip").write_bytes(packed({name: name.encode() for name in names}))
    done = collect(course, "week1", tmp_path / "in.zip", roster_file=tmp_path / "r.csv")
    assert work(course) == {"bob": {names[2].encode()}}
    assert [item.name for item in done.unplaced] == list(names[:2])
    for item, other in zip(done.unplaced, (names[1], names[0]), strict=True):
        assert f"is the name of two people in the archive, see {other}" in item.reason


def test_who_would_be_replaced_is_kept_and_both_are_named(course: Course, tmp_path: Path) -> None:
    """A folder says more than a loose file's name, and a number more than a name."""
    done = collected(course, tmp_path, {
        "bob/w.ipynb": b"bob", "ada/w.ipynb": b"ada", "bob_w.ipynb": b"not bob's",
        "Ada King/w.ipynb": b"another Ada's",
    })  # fmt: skip
    assert work(course) == {"ada": {b"ada"}, "bob": {b"bob"}}
    said = [item.line for item in done.unplaced]
    assert any("Ada King is not taken for ada, whose work came as ada/w.ipynb" in s for s in said)
    assert any("bob_w.ipynb: bob is not taken for bob, whose work came as bob/w" in s for s in said)
    mailed = {"Ada King_77_assignsubmission_file_/w.ipynb": b"first", "ada/v.ipynb": b"mailed"}
    assert collected(course, tmp_path, mailed).unplaced == ()  # a person laid it beside
    files = {"Ada King_1001_assignsubmission_file_/w.ipynb": b"newer",
             "Ada King_77_assignsubmission_file_/w.ipynb": b"no"}  # fmt: skip
    done = collected(course, tmp_path, files)
    assert work(course)["ada"] == {b"newer", b"mailed"}
    assert len(done.unplaced) == 1
