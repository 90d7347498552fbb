"""Whose a file is, as its path says, in the manners of Canvas, Moodle and plain folders."""

from pathlib import Path

import pytest

from grader.assistant.collect.archive import Entry
from grader.assistant.collect.handed_in import HandedIn
from grader.assistant.collect.naming import read_names
from grader.assistant.collect.people import People
from grader.assistant.roster import Person


def read(*names: str, people: People | None = None) -> tuple[list[HandedIn], list[str]]:
    """Return what the paths say, and the names of those that say nothing."""
    entries = [Entry(tuple(name.split("/")), Path("x"), "") for name in names]
    found, unclear = read_names(entries, "week4", {"week3"}, people or People([]))
    return found, [entry.name for entry, _ in unclear]


@pytest.mark.parametrize(
    ("name", "layout", "who", "lms_id", "file", "late", "attempt"),
    [
        ("doejane_12_34_nn.ipynb", "canvas", "doejane", "12", "nn.ipynb", False, 0),
        ("doejane_LATE_12_34_nn-2.ipynb", "canvas", "doejane", "12", "nn-2.ipynb", True, 2),
        ("o-neil_12_34_my_file_5_6.ipynb", "canvas", "o-neil", "12", "my_file_5_6.ipynb", False, 0),
        ("doe_12_34_w-1.zip/week4/nn.ipynb", "canvas", "doe", "12", "nn.ipynb", False, 1),
        ("week4/doe_12_34_nn.ipynb", "canvas", "doe", "12", "nn.ipynb", False, 0),
        ("_12_34_01_nn.ipynb", "canvas", "", "12", "01_nn.ipynb", False, 0),
        ("_LATE_12_34_nn.ipynb", "canvas", "", "12", "nn.ipynb", True, 0),
        ("doejane_LATE_12_text.html", "canvas", "doejane", "12", "text.html", True, 0),
        ("anon_x7Qb2_34_01_nn.ipynb", "canvas", "", "anon_x7Qb2", "01_nn.ipynb", False, 0),
        ("LATE_anon_12345_34_nn-1.ipynb", "canvas", "", "anon_12345", "nn-1.ipynb", True, 1),
        ("anon_x7Qb2_link.html", "canvas", "", "anon_x7Qb2", "link.html", False, 0),
        (
            "Jane Doe_7_assignsubmission_file_/nn.ipynb",
            "moodle",
            "Jane Doe",
            "7",
            "nn.ipynb",
            None,
            0,
        ),
        (
            "Jane Doe_7_assignsubmission_file_nn.ipynb",
            "moodle",
            "Jane Doe",
            "7",
            "nn.ipynb",
            None,
            0,
        ),
        (
            "J_9_assignsubmission_file_/run_1_2_x.ipynb",
            "moodle",
            "J",
            "9",
            "run_1_2_x.ipynb",
            None,
            0,
        ),
        (
            "J_9_assignsubmission_onlinetext_/onlinetext.html",
            "moodle",
            "J",
            "9",
            "onlinetext.html",
            None,
            0,
        ),
        ("ada/nn.ipynb", "plain", "ada", "", "nn.ipynb", None, 0),
        ("ada/week4/data/nn (3).ipynb", "plain", "ada", "", "data/nn (3).ipynb", None, 3),
        ("ada_LATE/nn.ipynb", "plain", "ada", "", "nn.ipynb", True, 0),
        ("submissions/ada.zip/nn.ipynb", "plain", "ada", "", "nn.ipynb", None, 0),
    ],
)
def test_a_path_says_whose_it_is(
    name: str, layout: str, who: str, lms_id: str, file: str, late: bool | None, attempt: int
) -> None:
    """Name, number, file, late mark and attempt are read from each form."""
    ((item,), unclear) = read(name)
    said = (item.layout, item.who, item.lms_id, "/".join(item.file), item.late, item.attempt)
    assert said == (layout, who, lms_id, file, late, attempt)
    assert unclear == []


def test_folders_around_the_class_are_passed_over() -> None:
    """One folder with many students in it is not a student; one student's folders are."""
    found, _ = read("export/ada/week4/01.ipynb", "export/bob/01.ipynb", "export/bob/data/x.csv")
    assert [item.who for item in found] == ["ada", "bob", "bob"]
    found, _ = read("ada/src/01.ipynb", "ada/data/x.csv", people=People([Person("ada")]))
    assert [item.who for item in found] == ["ada", "ada"]


def test_a_loose_file_and_another_assignment_are_named() -> None:
    """A file in no folder, and work for another week, are left to a person."""
    found, unclear = read("nn.ipynb", "ada/week3/01.ipynb", "ada/week4/01.ipynb")
    assert [item.entry.name for item in found] == ["ada/week4/01.ipynb"]
    assert unclear == ["nn.ipynb", "ada/week3/01.ipynb"]


ROSTER = [
    Person("ada", "Ada King Lovelace", "12", "ada@uni.org", "red"),
    Person("zoe", "Zoë Ångström", "13", group="red"),
    Person("jan", "Jan Kowalski", group="—"),
    Person("eve", "Eve", "anon_x7Qb2", group="-"),
]


@pytest.mark.parametrize(
    ("name", "students"),
    [
        ("anything_12_99_nn.ipynb", ["ada"]),
        ("kowalskijan_77_99_nn.ipynb", ["jan"]),
        ("angstromzoe_77_99_nn.ipynb", []),
        ("ZOE ANGSTROM_500_assignsubmission_file_/nn.ipynb", ["zoe"]),
        ("Lovelace Ada King_500_assignsubmission_file_/nn.ipynb", ["ada"]),
        ("ADA@uni.org/nn.ipynb", ["ada"]),
        ("Red/nn.ipynb", ["ada", "zoe"]),
        ("ada+jan/nn.ipynb", ["ada", "jan"]),
        ("ada+nobody/nn.ipynb", []),
        ("anon_x7Qb2_99_nn.ipynb", ["eve"]),
        ("anon_x7qb2_99_nn.ipynb", []),
        ("Participant_500_assignsubmission_file_/nn.ipynb", []),
        ("—/nn.ipynb", []),
    ],
)
def test_the_roster_decides(name: str, students: list[str]) -> None:
    """Numbers, names without accents, addresses and groups are found; a contradiction is not."""
    people = People(ROSTER)
    ((item,), _) = read(name, people=people)
    assert people.students(item) == students


def test_a_dash_is_no_group() -> None:
    """Who is in no group by the roster hands in for nobody else."""
    people = People(ROSTER, groups=True)
    ((item,), _) = read("jan/nn.ipynb", people=people)
    assert people.students(item) == ["jan"]


@pytest.mark.parametrize("text", ["garciamarquezhanax", "Hana Garcia Marques", "hanagarcia"])
def test_a_guess_knows_names_with_the_family_name_in_front(text: str) -> None:
    """Canvas writes a family name of two words first; another of that name is no better guess."""
    people = People([Person("1", "Ada García Márquez"), Person("2", "Hana García Márquez")])
    assert people.guess(text) == ("2", "2 (Hana García Márquez)")
