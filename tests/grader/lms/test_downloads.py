"""The downloads of further systems, built as their sources write them, go to the right students."""

import zipfile
from pathlib import Path

import pytest

from grader.assistant.collect import Collected, collect
from grader.assistant.collect.archive import Entry
from grader.assistant.collect.naming import read_names
from grader.assistant.collect.people import People
from grader.assistant.roster import Person, parse
from grader.base.course import Course
from grader.judge.submitted.submission import read_submission
from grader.lms import Download, get

ROSTER = """student,name,lms_id,email,group
00101,Ada King,,ada@uni.example,Red
00102,Bob Müller,,bob@uni.example,Red
00103,Cyd Vane,,cyd@uni.example,Blue
"""
UUID = "6f0e5bd1-7c39-4a30-9d4c-3f1d52a6a001"
INDEX = """submission_1001:
  :submitters:
  - :name: Ada King
    :sid: {sid}
    :email: ada@uni.example
  :created_at: 2026-11-20 10:00:00.000000000 Z
  :results:
    output: "  :submitters:\\n  - :sid: '00103'"
submission_1002:
  :submitters:
  - :name: "Bob M\\xFCller"
    :sid: ''
    :email: BOB@uni.example
  - :name: Cyd Vane
    :sid: '999'
"""
Files = dict[str, str]


def collected(course: Course, tmp_path: Path, files: Files, roster: str = ROSTER) -> Collected:
    """Collect a zip of these files; the content of a file of work is what is looked for."""
    (tmp_path / "r.csv").write_text(roster, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return collect(course, "week1", tmp_path / "in.zip", roster_file=tmp_path / "r.csv")


def work(course: Course) -> dict[str, dict[str, str]]:
    """Return what will be graded of each student, by name."""
    return {
        student: {name: data.decode() for name, data in
                  read_submission(course.submitted("week1", student)).items()}
        for student in course.students("week1")
    }  # fmt: skip


def owners(course: Course) -> dict[str, set[str]]:
    """Return the contents of what will be graded of each student."""
    return {student: set(files.values()) for student, files in work(course).items()}


TYPED = "My answer stands here."


def note(login: str, text: str = "Kein Text zu dieser Aufgabe.") -> Files:
    """Return a file and the note that Blackboard lays beside it, in any language."""
    head = f"HW_{login}_attempt_2026-11-20-10-00-00"
    said = f"Name: {login}\nNote: 00\n\nText:\n{text}\n\nDateien:\n\tw.ipynb\n\t{head}_w.ipynb\n"
    return {f"{head}_w.ipynb": login, f"{head}.txt": said}


CASES: dict[str, tuple[Files, dict[str, set[str]]]] = {
    "sakai": (
        {"HW 1/King, Ada(00101)/Submission attachment(s)/w.ipynb": "a",
         "HW 1/King, Ada(00101)/King, Ada(00101)_submissionText.html": "typed",
         "HW 1/King, Ada(00101)/feedbackText.html": "teacher",
         "HW 1/King, Ada(00101)/comments.txt": "teacher",
         "HW 1/King, Ada(00101)/Feedback Attachment(s)/w.ipynb": "teacher",
         "HW 1/Vane, Cyd(00103)/Anhänge der Einreichung/w.ipynb": "c",
         "HW 1/grades.xls": "teacher"},
        {"00101": {"a", "typed"}, "00103": {"c"}},
    ),
    "sakai without folders": (
        {"HW 1/King, Ada(00101)_Submission attachment(s)_my_w.ipynb": "a",
         "HW 1/King, Ada(00101)__submissionText.html": "typed",
         "HW 1/Vane, Cyd(00103)_Submission attachment(s)_w.ipynb": "c"},
        {"00101": {"a", "typed"}, "00103": {"c"}},
    ),
    "sakai with its own numbers": (  # the id had a letter that Sakai does not write
        {f"HW 1/King, Ada({UUID})/Submission attachment(s)/w.ipynb": "a",
         "HW 1/Vane, Cyd(00103)/Submission attachment(s)/w.ipynb": "c"},
        {"00101": {"a"}, "00103": {"c"}},
    ),
    "sakai groups": (
        {f"HW 1/Red ({UUID})/Submission attachment(s)/w.ipynb": "r",
         f"HW 1/Blue ({UUID[:-1]}2)/Submission attachment(s)/w.ipynb": "b",
         f"HW 1/Red ({UUID})/members.txt": "teacher"},
        {"00101": {"r"}, "00102": {"r"}, "00103": {"b"}},
    ),
    "sakai several in a row": (
        {"HW 1/King, Ada(00101); Muller, Bob(00102)/Submission attachment(s)/w.ipynb": "r",
         "HW 1/Vane, Cyd(00103)/Submission attachment(s)/w.ipynb": "c"},
        {"00101": {"r"}, "00102": {"r"}, "00103": {"c"}},
    ),
    "ilias": (
        {"HW_1/Abgaben/King_Ada_ada1_812/w.ipynb": "a",
         "HW_1/Abgaben/Mueller_Bob_00102_813/Verspaetete Abgabe - w.ipynb": "b"},
        {"00101": {"a"}, "00102": {"b"}},
    ),
    "ilias teams": (  # Slandy95/eCampus-collective-team-feedback-upload
        {"Blatt 01/Abgaben/Team 70001/King_Ada_00101_812/w.ipynb": "a",
         "Blatt 01/Abgaben/Team 70002/Vane_Cyd_s_cyd_814/w.ipynb": "c"},
        {"00101": {"a"}, "00103": {"c"}},
    ),
    "olat": (
        {"ita_HW_1_20261120/King_Ada_00101/1_task/task.pdf": "teacher",
         "ita_HW_1_20261120/King_Ada_00101/2_submissions/w.ipynb": "old",
         "ita_HW_1_20261120/King_Ada_00101/3_corrections/w.ipynb": "teacher",
         "ita_HW_1_20261120/King_Ada_00101/8_revisions_3/w.ipynb": "older",
            "ita_HW_1_20261120/King_Ada_00101/10_revisions_4/w.ipynb": "a",
         "ita_HW_1_20261120/Vane_Cyd_1179649/2_submissions/w.ipynb": "c",
         "ita_HW_1_20261120/solutions/w.ipynb": "teacher"},
        {"00101": {"a"}, "00103": {"c"}},
    ),
    "olat groups": (
        {"Red_1179648/1_submissions/w.ipynb": "r", "Blue_1179650/1_submissions/w.ipynb": "b"},
        {"00101": {"r"}, "00102": {"r"}, "00103": {"b"}},
    ),
    "gradescope": (
        {"assignment_7_export/submission_metadata.yml": INDEX.format(sid="'00101'"),
         "assignment_7_export/submission_1001/w.ipynb": "a",
         "assignment_7_export/submission_1001/submission_metadata.yml": "mine",
         "assignment_7_export/submission_1002/w.ipynb": "r"},
        {"00101": {"a", "mine"}, "00102": {"r"}, "00103": {"r"}},
    ),
    "gradescope without quotation marks": (
        {"submission_metadata.yml": INDEX.format(sid="00101"), "submission_1001/w.ipynb": "a",
         "submission_1002/w.ipynb": "r"},
        {"00101": {"a"}, "00102": {"r"}, "00103": {"r"}},
    ),
    "github": (  # github/docs 31415: the name of the folder
        {"hw-1-submissions/hw-1-00101/notebooks/week1/w.ipynb": "a",
         "hw-1-submissions/hw-1-00101/.git/config": "git",
         "hw-1-submissions/hw-1-00103/notebooks/week1/w.ipynb": "c"},
        {"00101": {"a"}, "00103": {"c"}},
    ),
    "github, repositories downloaded one by one": (
        {"hw-1-00101-main.zip/hw-1-00101-main/w.ipynb": "a",
         "hw-1-00103-master/w.ipynb": "c"},
        {"00101": {"a"}, "00103": {"c"}},
    ),
    "ilias without numbers": (
        {"HW_1/King_Ada_00101/w.ipynb": "a", "HW_1/Vane_Cyd_00103/w.ipynb": "c"},
        {"00101": {"a"}, "00103": {"c"}},
    ),
    "github teams": (  # the slug of the team
        {"hw-1-submissions/hw-1-red/w.ipynb": "r", "hw-1-submissions/hw-1-blue/w.ipynb": "b"},
        {"00101": {"r"}, "00102": {"r"}, "00103": {"b"}},
    ),
    "teams, where the title looks like a version": (
        {"Submitted files/Ada King/Week 1/Version 1/w.ipynb": "old",
         "Submitted files/Ada King/Week 1/Version 2/w.ipynb": "a",
         "Submitted files/Cyd Vane/Week 1/Version 1/w.ipynb": "c"},
        {"00101": {"a"}, "00103": {"c"}},
    ),
    "canvas, late in small letters": (
        {"kingada_late_1815_90210_w.ipynb": "a", "vanecyd_1816_90211_w.ipynb": "c"},
        {"00101": {"a"}, "00103": {"c"}},
    ),
    "github without a title": (  # github/gh-classroom 104: the folder was called -submissions
        {"-submissions/hw-1-00101/w.ipynb": "a", "-submissions/hw-1-00103/w.ipynb": "c"},
        {"00101": {"a"}, "00103": {"c"}},
    ),
    "google forms": (
        {"HW (File responses)/Your notebook/w - Ada King.ipynb": "a",
         "HW (File responses)/Your notebook/w - Bob Muller - Cyd Vane.ipynb": "c",
         "HW (File responses)/Your notebook/w - Bob Müller (1).ipynb": "b"},
        {"00101": {"a"}, "00102": {"b"}, "00103": {"c"}},
    ),
    "blackboard, where nobody typed": (
        {**note("00101"), **note("00102"), **note("00103")},
        {who: {who} for who in ("00101", "00102", "00103")},
    ),
    "blackboard, where two copied what they typed": (
        {**note("00101", TYPED), **note("00102", TYPED)},
        {who: {*note(who, TYPED).values()} for who in ("00101", "00102")},
    ),
    "blackboard groups": (
        {"HW_1_Red_attempt_2026-11-20-10-00-00_w.ipynb": "r",
         "HW_1_Blue_attempt_2026-11-20-10-00-00_w.ipynb": "b"},
        {"00101": {"r"}, "00102": {"r"}, "00103": {"b"}},
    ),
    "blackboard": (
        {"HW_2026_1_00101_attempt_2026-11-20-10-00-00_w_00103_1.ipynb": "a",
         "HW_2026_1_00101_attempt_2026-11-20-10-00-00.txt": "note",
         "HW_2026_1_00103_attempt_2026-11-20-10-00-00_w.ipynb": "c"},
        {"00101": {"a", "note"}, "00103": {"c"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_download_goes_to_its_students(course: Course, tmp_path: Path, case: str) -> None:
    """Everyone has what is theirs; what the teacher or the system laid into it is nobody's."""
    files, expected = CASES[case]
    done = collected(course, tmp_path, files)
    assert owners(course) == expected
    assert done.unplaced == ()


@pytest.mark.parametrize(
    "files",
    [
        {"HW/King, Ada(x1)/Submission attachment(s)/w.ipynb": "1",
         "HW/King, Ada(x2)/Submission attachment(s)/w.ipynb": "2"},
        {"HW/King_Ada_x1_7/w.ipynb": "1", "HW/King_Ada_x2_8/w.ipynb": "2"},
        {"King_Ada_x1/1_submissions/w.ipynb": "1", "King_Ada_x2/1_submissions/w.ipynb": "2"},
        {"submission_metadata.yml": "submission_1:\n  :submitters:\n  - :name: Ada King\n"
                                    "submission_2:\n  :submitters:\n  - :name: Ada King\n",
         "submission_1/w.ipynb": "1", "submission_2/w.ipynb": "2"},
    ],
    ids=["sakai", "ilias", "olat", "gradescope"],
)  # fmt: skip
def test_two_of_one_name_are_nobody(course: Course, tmp_path: Path, files: Files) -> None:
    """Where the ids are unknown, two folders of one name place nothing, and both are listed."""
    done = collected(course, tmp_path, files)
    assert work(course) == {}
    assert [bool("two people in the archive" in item.reason) for item in done.unplaced] == [
        True
    ] * 2


def test_sakai_s_own_time_is_kept_and_a_student_s_is_not_it(course: Course, tmp_path: Path) -> None:
    """timestamp.txt beside the attachments is Sakai's; one among them stays where it was."""
    collected(course, tmp_path, {
        "HW/King, Ada(00101)/timestamp.txt": "2026-11-20T09:00:00Z",
        "HW/King, Ada(00101)/Submission attachment(s)/timestamp.txt": "2020-01-01T00:00:00Z",
        "HW/Vane, Cyd(00103)/timestamp.txt": "2026-11-20T09:00:00Z",
    })  # fmt: skip
    assert work(course)["00101"]["timestamp.txt"] == "2026-11-20T09:00:00Z"


def test_what_is_missing_from_a_download_is_said(course: Course, tmp_path: Path) -> None:
    """Gradescope's folders without its list are nobody's, and one line says what to do."""
    done = collected(course, tmp_path, {
        "submission_1001/w.ipynb": "a", "submission_1002/submission_metadata.yml": "x: 1"
    })  # fmt: skip
    assert len(done.unplaced) == 2
    assert any("leave that file beside the folders" in line for line in done.lines())


def test_a_hidden_name_is_hidden(course: Course, tmp_path: Path) -> None:
    """Sakai's number in place of a name is nobody's, and no guess is made."""
    done = collected(course, tmp_path, {
        f"HW/{UUID} Anonymous/Submission attachment(s)/w.ipynb": "a",
        f"HW/{UUID[:-1]}2 Anonymous/Submission attachment(s)/w.ipynb": "b",
    })  # fmt: skip
    assert [item.hidden for item in done.unplaced] == [True, True]


def test_a_note_of_blackboard_s_is_work_where_something_was_typed() -> None:
    """What most notes say is Blackboard's; the one text that is somebody's is kept."""
    files: Files = {}
    for who in ("s1", "s2", "s3", "s4"):
        files |= note(who, TYPED) if who == "s3" else note(who)
    paths, texts = [(name,) for name in files], list(files.values())
    download = Download(paths, People([]), content=lambda at: texts[at].encode())
    kept = [parts[0] for parts, label in zip(paths, get("blackboard").read(download), strict=True)
            if label is not None and parts[0].endswith(".txt")]  # fmt: skip
    assert kept == ["HW_s3_attempt_2026-11-20-10-00-00.txt"]


def test_a_repository_has_other_weeks_in_it(tmp_path: Path) -> None:
    """Of a course's repository only this week is work."""
    names = [f"hw-submissions/hw-{who}/notebooks/{week}/w.ipynb"
             for who in ("ada", "bob") for week in ("week1", "week2")]  # fmt: skip
    entries = [Entry(tuple(name.split("/")), tmp_path, "") for name in names]
    found, unclear = read_names(entries, "week1", {"week2"}, People([]))
    assert [(item.who, item.file[1]) for item in found] == [("ada", "week1"), ("bob", "week1")]
    assert unclear == []


@pytest.mark.parametrize(
    "names",
    [
        ("team-a/w.ipynb", "team-b/w.ipynb"),
        ("Gruppe_A_1/00101/w.ipynb", "Gruppe_A_2/00103/w.ipynb"),
        ("ws_24_001/w.ipynb", "ws_24_002/w.ipynb"),
        ("hw-x-00101/w.ipynb",),
        ("w - draft.ipynb", "w - final.ipynb"),
    ],
)
def test_names_that_people_gave_are_no_system_s(names: tuple[str, ...], tmp_path: Path) -> None:
    """Dashes, underscores and numbers make no download where the roster knows nobody by them."""
    entries = [Entry(tuple(name.split("/")), tmp_path, "") for name in names]
    roster = People([Person("00101", "Ada King"), Person("00103", "Cyd Vane")])
    found, _ = read_names(entries, "week1", set(), roster)
    assert {item.layout for item in found} <= {"plain"}


@pytest.mark.parametrize(
    "text",
    [
        '"identifier","github_username","github_id","name"\n"00101","ada-codes","7","Ada King"\n',
        "assignment_name,github_username,roster_identifier,points_awarded\nHW,ada-codes,00101,3\n",
    ],
)
def test_the_class_list_of_github_classroom(course: Course, tmp_path: Path, text: str) -> None:
    """The course's id stays the id, and the account finds the repository."""
    (person,) = parse(text.encode(), tmp_path / "classroom_roster.csv")
    assert (person.student, person.lms_id) == ("00101", "ada-codes")
    collected(course, tmp_path, {
        "hw-submissions/hw-ada-codes/w.ipynb": "a", "hw-submissions/hw-other/w.ipynb": "?",
    }, text)  # fmt: skip
    assert owners(course) == {"00101": {"a"}}
