"""Two people of one name: a name decides only where roster, archive and table have it once."""

import zipfile
from pathlib import Path

import pytest

from grader.assistant.collect import Collected, collect
from grader.assistant.export.filled import fill
from grader.assistant.export.lines import Line
from grader.assistant.roster import Person
from grader.base.course import Course

ROSTER = "student,name,email\n00101,Ada Lovelace,ada@uni.example\n00103,Max King,max@uni.example\n"


def collected(course: Course, tmp_path: Path, names: list[str], roster: str = ROSTER) -> Collected:
    """Collect a zip with a file of each name, which has its name as its content."""
    (tmp_path / "r.csv").write_text(roster, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return collect(course, "week1", tmp_path / "in.zip", roster_file=tmp_path / "r.csv")


def moodle(*names: str) -> list[str]:
    """Return what Moodle writes for people with numbers from 501 on."""
    return [f"{name}_{501 + at}_assignsubmission_file_/w.ipynb" for at, name in enumerate(names)]


@pytest.mark.parametrize(
    "names",
    [
        moodle("Ada Lovelace", "Ada Lovelace (she_her)", "Max King"),
        moodle("Ada Lovelace", "Dr. Ada Lovelace", "Max King"),
        moodle("Ada Lovelace", "Team A-Ada Lovelace", "Max King"),
        moodle("Ada Lovelace (sie_ihr)", "Lovelace Ada, M.Sc.", "Max King"),
        moodle("Ethan Lin", "Ethan Lin", "Max King"),  # RunestoneInteractive/RunestoneServer 1158
        moodle("Joshua L", "Joshua L", "Max King"),  # mathematicalthinking/encompass 76
    ],
)
def test_a_name_that_two_have_in_the_archive_places_nothing(
    course: Course, tmp_path: Path, names: list[str]
) -> None:
    """Neither of two, written in whichever way, is the one of the roster; the third is placed."""
    roster = ROSTER + "00105,Ethan Lin,\n00106,Joshua Lee,\n00107,Joshua Long,\n"
    done = collected(course, tmp_path, names, roster)
    assert course.students("week1") == ["00103"]
    assert sorted(item.name for item in done.unplaced) == sorted(names[:2])


@pytest.mark.parametrize(
    "name",
    ["Ada Lovelace (she_her)", "Ada Lovelace (she, her, hers)", "Dr. Ada Lovelace", "Lovelace, Ada",
     "Prof. Dr.-Ing. Ada Lovelace", "Frau Ada Lovelace", "Ada Lovelace, M.Sc.",
     "Ada Lovelace [sie|ihr]", "Ada Lovelace Ph.D."],
)  # fmt: skip
def test_a_title_and_pronouns_are_no_part_of_a_name(
    course: Course, tmp_path: Path, name: str
) -> None:
    """One person with a title, a degree or pronouns is the one of the roster."""
    collected(course, tmp_path, moodle(name, "Max King"))
    assert course.students("week1") == ["00101", "00103"]


@pytest.mark.parametrize("other", ["Dr. Ada Lovelace", "Ada Lovelace (they/them)", "Lovelace, Ada"])
def test_two_in_the_roster_are_told_apart_by_no_title(
    course: Course, tmp_path: Path, other: str
) -> None:
    """Who differs in a title only has the same name, so a folder of that name is nobody's."""
    roster = f'{ROSTER}00104,"{other}",\n'
    done = collected(course, tmp_path, moodle("Ada Lovelace", "Max King"), roster)
    assert course.students("week1") == ["00103"]
    assert "is the name of several" in done.unplaced[0].reason


@pytest.mark.parametrize("folder", ["ADA@uni.Example", "Ada@Uni.Example", "00101"])
def test_ids_and_addresses_decide_whatever_their_case(
    course: Course, tmp_path: Path, folder: str
) -> None:
    """An address in another case is the same person, and another of the name changes nothing."""
    collected(course, tmp_path, [f"{folder}/w.ipynb", "Ada Lovelace/w.ipynb", "00103/w.ipynb"])
    assert course.students("week1") == ["00101", "00103"]
    placed = next(course.submitted("week1", "00101").iterdir())
    assert placed.read_text() == f"{folder}/w.ipynb"


HEAD = "Identifier,Full name,ID number,Email address,Grade,Maximum Grade\n"
MAX = "Participant 502,Max King,00103,max@uni.example,,5\n"


@pytest.mark.parametrize(
    "rows",
    [
        "Participant 501,Ada Lovelace,,,,5\nParticipant 503,Ada Lovelace (she/her),,,,5\n",
        "Participant 501,Ada Lovelace,,,,5\nParticipant 503,Dr. Ada Lovelace,,,,5\n",
        "Participant 501,Ada Lovelace,,ada2@uni.example,,5\n",
        "Participant 501,Ada Lovelace,00999,,,5\n",
    ],
    ids=["pronouns", "title", "another address", "another number"],
)
def test_a_name_fills_no_row_that_may_be_another_s(tmp_path: Path, rows: str) -> None:
    """Two rows of one name, or one with an id of the kind that finds others, get no grade."""
    path = tmp_path / "w.csv"
    path.write_text(HEAD + MAX + rows)
    class_ = [
        Line(
            Person("00101", "Ada Lovelace", email="ada@uni.example"), {"a": 4.5}, 5.0, 4.5, "", ""
        ),
        Line(Person("00103", "Max King", email="MAX@uni.example"), {"a": 2.5}, 5.0, 2.5, "", ""),
    ]
    filled = fill(path, "week1", "", class_, partial=False)
    assert "2.5" in filled.text
    assert "4.5" not in filled.text
    assert any("not to be told apart (1): 00101" in remark for remark in filled.remarks)


def test_two_of_one_name_each_get_their_own_by_id(tmp_path: Path) -> None:
    """Two of one name who are both in the class get their grades by number, in either case."""
    path = tmp_path / "w.csv"  # RunestoneInteractive/RunestoneServer 1038
    path.write_text(
        f"{HEAD}Participant 1,Ethan Lin,,ETHAN@uni.example,,5\nParticipant 2,Ethan Lin,e2,,,5\n"
    )
    class_ = [Line(Person("e1", "Ethan Lin", email="ethan@uni.example"), {"a": 1.0}, 5.0, 1.0, "",
                   ""),
              Line(Person("E2", "Ethan Lin"), {"a": 2.0}, 5.0, 2.0, "", "")]  # fmt: skip
    rows = fill(path, "week1", "", class_, partial=False).text.splitlines()
    assert [row.split(",")[4] for row in rows[1:]] == ["1", "2"]


def test_an_id_that_a_spreadsheet_changed_is_not_filled_in(tmp_path: Path) -> None:
    """A table of the LMS that was saved by a spreadsheet is refused with the line."""
    path = tmp_path / "w.csv"
    path.write_text(HEAD + MAX + "Participant 501,Ada Lovelace,1.01E+02,,,5\n")
    with pytest.raises(Exception, match=r"line 3: a spreadsheet has made '1\.01E\+02'"):
        fill(path, "week1", "", [], partial=False)
