"""Nobody's work goes to somebody else: names, numbers and ids that could be taken for another's."""

import json
import zipfile
from pathlib import Path

import pytest

from grader.assistant.collect import Collected, collect
from grader.assistant.collect.archive import Limits
from grader.assistant.roster import safe_id
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.judge.submitted.submission import read_submission

ROSTER = """student,name,lms_id,email,group
0007,"O'Neil, Jr.",7001,a@x.org,
=cmd(),=cmd(),7002,b@x.org,
1e5,李雷,7003,c@x.org,
s4,Zoë Groß,7004,d@x.org,
s5,Anna Müller,7005,e@x.org,
s6,Anna Muller,7006,f@x.org,
s7,Kim Lee,7007,g@x.org,
s8,Kim Lee,7008,h@x.org,
s_9,"Smith_2, Joe",7009,i@x.org,
Ada,Ada Big,7010,j@x.org,
ada,Ada Small,7011,k@x.org,
7012,Number Id,9999,l@x.org,
s13,Other Person,7012,m@x.org,Team Red
01,Short Id,7014,n@x.org,Team Red
doe-1,Doe One,7015,o@x.org,
"""
# Whose each file is; "" where only a person can say.
CANVAS = {
    "oneiljr_LATE_7001_100_nn.ipynb": "0007",
    "cmd_7002_101_nn.ipynb": "=cmd()",
    "李雷_7003_102_nn.ipynb": "1e5",
    "smith_2joe_7009_103_nn.ipynb": "s_9",
    "smith_2_7009_104_other.ipynb": "s_9",
    "idnumber_9999_105_nn.ipynb": "7012",
    "personother_7012_106_nn.ipynb": "s13",
    "newnameaftermarriage_7005_107_nn.ipynb": "s5",
    "doeone_7001_108_other.ipynb": "",  # the name of one, the number of another
    "leekim_5555_109_nn.ipynb": "",
}
MOODLE = {
    "ONeil, Jr._1_assignsubmission_file_/nn.ipynb": "0007",
    "Zoe\u0308 Groß_4_assignsubmission_file/nn.ipynb": "s4",
    "Anna Müller_5_assignsubmission_file_nn.ipynb": "s5",
    "Anna Muller_6_assignsubmission_file_/a/b/nn.ipynb": "s6",
    "Smith 2, Joe_9_assignsubmission_file_/nn.ipynb": "s_9",
    "Kim Lee_7008_assignsubmission_file_/nn.ipynb": "s8",
    "Kim Lee_7_assignsubmission_file_/nn.ipynb": "",
    "Ada Big_7001_assignsubmission_file_/nn.ipynb": "Ada",  # a participation, not 0007's number
    "Nobody Known_7002_assignsubmission_file_/nn.ipynb": "",
    "Teilnehmerin_7011_assignsubmission_file_/nn.ipynb": "ada",
    "Participante_8_assignsubmission_file_/nn.ipynb": "",
    "Default group_assignsubmission_file_/nn.ipynb": "",
    "Red-Doe One_77_assignsubmission_onlinetext_/onlinetext.html": "doe-1",
}
PLAIN = {
    "0007/nn.ipynb": "0007",
    "1e5/nn.ipynb": "1e5",
    "Ada/nn.ipynb": "Ada",
    "ada/nn.ipynb": "ada",
    "7012/nn.ipynb": "7012",  # an id, and another's number
    "01/nn.ipynb": "01",
    "01_tiny.ipynb": "",  # a notebook's name, and not 01's
    "doe-1_nn.ipynb": "doe-1",
    "Kim Lee/nn.ipynb": "",
}
BLACKBOARD = {
    "Week 4_s4_attempt_2026-11-21-23-58-02_nn.ipynb": "s4",
    "Week 4_s_9_attempt_2026-11-21-23-58-02_nn.ipynb": "s_9",
    "Week 4_zz_attempt_2026-11-21-23-58-02_nn.ipynb": "",
}
BRIGHTSPACE = {
    "12-34 - Anna Müller - Nov 20, 2026 1158 PM/nn.ipynb": "s5",
    "13-34 - Kim Lee - 20 novembre 2026 23h58/nn.ipynb": "",
    "14-34 - Zoë Groß - Nov 20, 2026 1158 PM - nn.ipynb": "s4",
}
TEAMS = {
    "Anna Müller/Week 4/Version 2/nn.ipynb": "s5",
    "Kim Lee/Week 4/Version 1/nn.ipynb": "",
    "Doe One/Week 4/Version 11/a/nn.ipynb": "doe-1",
}
LAYOUTS = {"canvas": CANVAS, "moodle": MOODLE, "plain": PLAIN, "blackboard": BLACKBOARD,
           "brightspace": BRIGHTSPACE, "teams": TEAMS}  # fmt: skip


def collected(course: Course, tmp_path: Path, files: dict[str, bytes]) -> Collected:
    """Collect files of these names from a zip."""
    roster, archive = tmp_path / "r.csv", tmp_path / "a.zip"
    roster.write_text(ROSTER, encoding="utf-8")
    with zipfile.ZipFile(archive, "w") as file:
        for name, data in files.items():
            file.writestr(name, data)
    return collect(course, "week1", archive, roster_file=roster)


def owners(course: Course) -> dict[bytes, str]:
    """Return for each content the folder of the student who has it."""
    return {
        data: student
        for student in course.students("week1")
        for data in read_submission(course.submitted("week1", student)).values()
    }


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_each_file_is_its_owners_or_named(
    course: Course, tmp_path: Path, layout: dict[str, str]
) -> None:
    """A file is placed where it belongs; one that could be two people's is placed nowhere."""
    done = collected(course, tmp_path, {name: name.encode() for name in layout})
    expected = {name.encode(): safe_id(who) for name, who in layout.items() if who}
    assert owners(course) == expected
    assert len(done.unplaced) == sum(not who for who in layout.values())


def test_the_reason_says_what_is_wrong(course: Course, tmp_path: Path) -> None:
    """A name of two, a number of somebody else, and a stranger are told apart."""
    canvas = {"doeone_7001_1_a.ipynb": b"1", "stranger_5_1_a.ipynb": b"3", "s4_x.ipynb": b"4"}
    moodle = {"Kim Lee_7_assignsubmission_file_/a.ipynb": b"2"}
    unplaced = [collected(course, tmp_path, files).unplaced for files in (canvas, moodle)]
    lines = "\n".join(item.line for items in unplaced for item in items)
    assert "doeone 7001 has the number of 0007 and another name. Is it doe-1 (Doe One)?" in lines
    assert "Kim Lee 7 is the name of several, give their numbers" in lines
    assert "stranger 5 is not in the roster. Nobody has a name like it." in lines
    assert "its name does not say whose it is. Is it s4 (Zoë Groß)?" in lines


def test_a_group_is_known_by_its_name(course: Course, tmp_path: Path) -> None:
    """Canvas writes a group's name and the number of who uploaded: the work is everyone's."""
    collected(course, tmp_path, {"teamred_7012_1_nn.ipynb": b"x"})
    assert course.students("week1") == ["01", "s13"]


def test_a_notebook_under_another_name_is_graded(course: Course, tmp_path: Path) -> None:
    """What a browser saved as text or JSON is a notebook; other JSON stays what it is."""
    notebook = course.masters("week1")[0].read_bytes()
    collected(course, tmp_path, {
        "zoe_7004_1_01_tiny.ipynb.txt": notebook, "a_7005_1_01_tiny.json": notebook,
        "b_7006_1_data.json": json.dumps({"nbformat": 4}).encode(),
        "c_7007_1_01_tiny.IPYNB": notebook,
    })  # fmt: skip
    found = {s: sorted(read_submission(course.submitted("week1", s))) for s in
             course.students("week1")}  # fmt: skip
    assert found == {"s4": ["01_tiny.ipynb"], "s5": ["01_tiny.ipynb"], "s6": ["data.json"],
                     "s7": ["01_tiny.IPYNB"]}  # fmt: skip


def test_what_is_no_notebook_is_named_with_its_file(course: Course, tmp_path: Path) -> None:
    """Who handed in a page or a RAR archive is listed with it; the archive is kept, not opened."""
    done = collected(course, tmp_path, {
        "zoe_7004_1_export.html": b"<html>", "a_7005_1_work.rar": b"Rar!\x1a\x07",
    })  # fmt: skip
    assert done.without_notebook == ("s4 (export.html)", "s5 (work.rar)")
    assert done.refused == (
        "a_7005_1_work.rar: it is a RAR archive: kept, but not opened; unpack it",
    )


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"\0" * 257 + b"ustar", "a tar archive"),
        (b"PK\x03\x04 and then the line broke", "not a readable zip"),
    ],
)
def test_another_kind_of_archive_is_named(
    course: Course, tmp_path: Path, start: bytes, kind: str
) -> None:
    """An archive that is no zip, or only its beginning, is one message that says what it is."""
    path = tmp_path / "in.bin"
    path.write_bytes(start)
    with pytest.raises(GraderError, match=kind) as caught:
        collect(course, "week1", path)
    assert "download it again" in caught.value.hint


def test_too_wide_an_archive_is_not_even_listed(course: Course, tmp_path: Path) -> None:
    """A zip that promises more members than a class hands in is refused as a whole."""
    path = tmp_path / "wide.zip"
    with zipfile.ZipFile(path, "w") as file:
        for number in range(12):
            file.writestr(f"ada/{number}", b"")
    with pytest.raises(GraderError, match="must have at most 10 files, got 12"):
        collect(course, "week1", path, limits=Limits(files=10))


def test_an_empty_archive_is_said(course: Course, tmp_path: Path) -> None:
    """A zip without a member is no error, and nobody takes it for a class that did nothing."""
    done = collected(course, tmp_path, {})
    assert "There is no file in the archive." in list(done.lines())
