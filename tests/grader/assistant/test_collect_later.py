"""A later archive, and forged names in it: whoever is there already keeps the place."""

from datetime import datetime
from pathlib import Path

import pytest

from grader.assistant.collect import collect
from grader.assistant.late import Rule, of_class
from grader.base.course import Course
from tests.grader.assistant.test_collect_labels import (
    BESIDE,
    LABELS,
    NAMES,
    ROSTER,
    collected,
    packed,
    work,
)

# More that Ada may write; \u200b has no width, \u202e turns the text around, o\u0308 is an ö of two
# signs, and "bo" is the beginning of an id.
MORE = [
    "BOB.zip", "b\u200bob.zip", "\u202ebob_x.ipynb", "Bo\u0308b.zip", "bo_x.ipynb", "bob2_x.ipynb",
    "bob_LATE.zip", "Bob Builder (late).zip", "bob+cyd.zip", "1002.zip", "1002_x.ipynb",
    "anon_1002_99_x.ipynb", "LATE_anon_1002_99_x.ipynb", "index.html", "timestamp.txt",
    "Team A.zip", "Student Work.zip", "week1.zip", "builderbob_text.html",
]  # fmt: skip
WHOLE = {"a whole class": [name["bob"].format("w.ipynb") for name in NAMES.values()]
                          + [name["cyd"].format("w.ipynb") for name in NAMES.values()]}  # fmt: skip


@pytest.mark.parametrize("layout", NAMES)
@pytest.mark.parametrize("roster", [True, False])
def test_a_later_archive_replaces_no_classmate(
    course: Course, tmp_path: Path, layout: str, roster: bool
) -> None:
    """What Ada hands in later, alone in its archive, is hers by whatever name: nobody else's work
    changes, and nobody new is there. With a roster and without one."""
    names = NAMES[layout]
    (tmp_path / "r.csv").write_text(ROSTER)
    rest = {"roster_file": tmp_path / "r.csv"} if roster else {}
    beside = BESIDE.get(layout, {}) if roster else {}
    first = {name.format("w.ipynb"): who.encode() for who, name in names.items()}
    (tmp_path / "1.zip").write_bytes(packed({**first, **beside}))
    collect(course, "week1", tmp_path / "1.zip", **rest)
    before = {who: files for who, files in work(course).items() if files != {b"ada"}}
    assert len(before) == 2
    inner = packed(dict.fromkeys(WHOLE["a whole class"], b"ada's"))
    for at, label in enumerate((*LABELS[:6], *MORE)):
        data = inner if label.endswith(".zip") else b"ada's"
        (tmp_path / f"{at}.zip").write_bytes(packed({names["ada"].format(label): data, **beside}))
        collect(course, "week1", tmp_path / f"{at}.zip", **rest)
        after = work(course)
        assert {who: after[who] for who in before} == before, label
        assert len(after) == 3, label


@pytest.mark.parametrize("layout", ["canvas", "moodle", "brightspace"])
def test_a_namesake_in_a_later_archive_is_named_and_not_placed(
    course: Course, tmp_path: Path, layout: str
) -> None:
    """A system that gave Ada King one number gives another one to another person of that name:
    the work that is there stays, and both files are named."""
    first, second = {
        "canvas": ("kingada_501_1_w.ipynb", "kingada_502_2_w.ipynb"),
        "moodle": ("Ada King_501_assignsubmission_file_/w.ipynb",
                   "Ada King_502_assignsubmission_file_/w.ipynb"),
        "brightspace": ("501-9 - Ada King - Nov 20, 2026 1158 PM/w.ipynb",
                        "502-9 - Ada King - Nov 21, 2026 1158 PM/w.ipynb"),
    }[layout]  # fmt: skip
    (tmp_path / "r.csv").write_text(ROSTER.replace("1001", ""))
    rest = {"roster_file": tmp_path / "r.csv"}
    for name in (first, second):
        (tmp_path / "in.zip").write_bytes(packed({name: name.encode()}))
        done = collect(course, "week1", tmp_path / "in.zip", **rest)
    assert work(course) == {"ada": {first.encode()}}
    (item,) = done.unplaced
    assert item.name == second
    assert f"is not taken for ada, whose work came as {first}" in item.reason


def test_an_assignment_that_was_made_again_has_new_numbers(course: Course, tmp_path: Path) -> None:
    """Where Moodle gives all of a class new numbers, nobody is another person."""
    for start in (71, 171):
        names = [f"{who}_{start + at}_assignsubmission_file_/w.ipynb"
                 for at, who in enumerate(("Ada King", "Bob Builder", "Cyd Vane"))]  # fmt: skip
        done = collected(course, tmp_path, {name: name.encode() for name in names})
        assert done.unplaced == ()
    assert work(course)["bob"] == {names[1].encode()}


def test_two_spellings_of_one_name_take_no_place(course: Course, tmp_path: Path) -> None:
    """Capitals, composed letters and signs without width make no second student, and no copy of
    one is lost: the folders of one person lie together, those of two are both named."""
    names = ["Bob Builder/w.ipynb", "bob/w.ipynb", "BOB BUILDER/w.ipynb"]
    done = collected(course, tmp_path, {name: name.encode() for name in (*names, "ada/w.ipynb")})
    assert work(course)["bob"] == {b"bob/w.ipynb"}  # an id is surer than a name
    assert {item.name for item in done.unplaced} == {names[0], names[2]}
    (tmp_path / "r.csv").write_text("student,name\nzo\u00eb,Zo\u00eb\nada,Ada\n")
    both = {"zo\u00eb/w.ipynb": b"one sign", "zoe\u0308/v.ipynb": b"two signs", "ada/w": b"a"}
    (tmp_path / "in.zip").write_bytes(packed(both))
    collect(course, "week1", tmp_path / "in.zip", roster_file=tmp_path / "r.csv")
    assert work(course)["zo_0xeb_"] == {b"one sign", b"two signs"}


def test_without_a_roster_whoever_was_there_before_is_known(course: Course, tmp_path: Path) -> None:
    """A folder of one who handed in already is no folder around a class, though it holds one."""
    for number, names in enumerate((["ada/w", "bob/w"], ["ada/bob/w", "ada/cyd/w"])):
        path = tmp_path / f"{number}.zip"
        path.write_bytes(packed({f"{name}.ipynb": name.encode() for name in names}))
        collect(course, "week1", path)
    assert work(course) == {"ada": {b"ada/w", b"ada/bob/w", b"ada/cyd/w"}, "bob": {b"bob/w"}}


def test_a_time_in_a_zip_that_a_student_packed_is_not_believed(
    course: Course, tmp_path: Path
) -> None:
    """A ``timestamp.txt`` counts where a person laid it, and not where the student did."""
    collected(course, tmp_path, {
        "ada/w.zip": packed({"w.ipynb": b"a", "timestamp.txt": b"2026-01-01 10:00:00 UTC"}),
        "bob/w.ipynb": b"b", "bob/timestamp.txt": b"2026-01-01 10:00:00 UTC",
    })  # fmt: skip
    rule = Rule(due=datetime(2026, 2, 1))
    found = of_class(course, "week1", ["ada", "bob"], rule)
    assert found["bob"].handed_in is not None
    assert found["ada"].handed_in is None
