"""The same class in every form of file has the same numbers, and they are NumPy's."""

from pathlib import Path

import numpy as np
import pytest
import simulated
from typer.testing import CliRunner

from grader.base.errors import GraderError
from grader.cli import app
from grader.exam.blueprint import parse
from grader.exam.draw import draw_exam
from grader.exam.items import figures, matching, reading
from grader.exam.items.options import told_apart
from grader.exam.question import Choice

PLAN = """
[[pick]]
kind = "numeric"
count = 3
[[pick]]
kind = "choice"
count = 3
[[pick]]
kind = "several"
[[pick]]
kind = "short"
"""


@pytest.fixture(scope="module")
def sat() -> simulated.Sat:
    """Thirty students and eight questions of every kind that a machine marks."""
    return simulated.sit(draw_exam(parse(PLAN), 7))


def analysed(sat: simulated.Sat, *files: Path) -> list[figures.Figures]:
    """Return the figures that `grader exam items` prints."""
    read = reading.read(files, [one.id for one in sat.exam.questions])
    return figures.analyse(matching.items(read, sat.exam))


FORMS = {
    "moodle, with texts": lambda sat, to: [simulated.moodle_responses(sat, to / "a.csv")],
    "moodle, answers": lambda sat, to: [simulated.moodle_responses(sat, to / "a.csv", texts=False)],
    "moodle, grades": lambda sat, to: [simulated.moodle_grades(sat, to / "a.csv")],
    "moodle, both": lambda sat, to: [
        simulated.moodle_grades(sat, to / "a.csv"),
        simulated.moodle_responses(sat, to / "b.csv", texts=False),
    ],
    "canvas": lambda sat, to: [simulated.canvas(sat, to / "a.csv")],
    "four papers": lambda sat, to: [simulated.marks(sat, to / "a.csv")],
    "one paper": lambda sat, to: [simulated.marks(sat, to / "a.csv", papers=1)],
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_numbers_of_numpy(
    sat: simulated.Sat, tmp_path: Path, form: str
) -> None:
    """Facility is the mean share; discrimination the correlation with the share of the rest."""
    found = analysed(sat, *FORMS[form](sat, tmp_path))
    assert [one.item.name for one in found] == [one.id for one in sat.exam.questions]
    for j, one in enumerate(found):
        most = sat.exam.questions[j].points
        rest = sat.points.sum(axis=1) - sat.points[:, j]
        assert one.count == simulated.STUDENTS
        assert one.facility == pytest.approx(sat.points[:, j].mean() / most, abs=1e-9)
        expected = np.corrcoef(sat.points[:, j], rest)[0, 1]
        assert one.discrimination == pytest.approx(expected, abs=0.00501)


@pytest.mark.parametrize("form", [name for name in FORMS if name != "moodle, grades"])
def test_every_form_counts_who_took_which_option(
    sat: simulated.Sat, tmp_path: Path, form: str
) -> None:
    """On shuffled papers too; the counts are those of the texts that were written."""
    found = analysed(sat, *FORMS[form](sat, tmp_path))
    for j, question in enumerate(sat.exam.questions):
        pictures = form == "canvas" and not told_apart(question)
        if pictures or not isinstance(question.answer, Choice):
            assert found[j].options == ()
            continue
        written = [row[j].split("; ") for row in sat.written]
        assert {one.text: one.takers for one in found[j].options} == {
            option.text: sum(option.text in texts for texts in written)
            for option in question.answer.options
        }


def test_rows_that_are_no_students_and_second_attempts_are_left_out(tmp_path: Path) -> None:
    """Moodle's averages, who was absent, and who came twice, each with a note."""
    path = tmp_path / "grades.csv"
    path.write_text(
        "Last name,First name,Email address,Q. 1 /1.00,Q. 2 /2.00\n"
        "A,Ada,ada@x.org,1.00,Requires grading\nA,Ada,ada@x.org,1.00,2.00\n"
        "B,Bob,bob@x.org,-,1.50\nC,Cleo,cleo@x.org,-,-\nOverall average,,,0.50,1.75\n"
    )
    read = reading.read([path])
    assert [(one.who, one.cells[1].points, one.cells[2].points) for one in read.sittings] == [
        ("ada@x.org", 1.0, None), ("bob@x.org", 0.0, 1.5),
    ]  # fmt: skip
    assert read.sittings[1].cells[1].answer == ""
    assert len(read.notes) == 3


@pytest.mark.parametrize(
    ("text", "seed", "said"),
    [
        ("student,mark\nada,3\n", 7, "no column is a question, got student, mark"),
        ("student,1,2\nada,3,1\n", 7, "have 2 questions, the exam of seed 7 has 8"),
        ("student,Response 1,Response 2\nada,x,y\n", None, "do not say what is right"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(
    sat: simulated.Sat, tmp_path: Path, text: str, seed: int | None, said: str
) -> None:
    """With what it has, and what it must have."""
    path = tmp_path / "odd.csv"
    path.write_text(text)
    with pytest.raises(GraderError, match=said):
        matching.items(reading.read([path]), None if seed is None else sat.exam)


def test_another_seed_is_noticed_by_the_texts(sat: simulated.Sat, tmp_path: Path) -> None:
    """Where the file has the questions' texts, those of another exam are not taken for them."""
    read = reading.read([simulated.canvas(sat, tmp_path / "a.csv")])
    with pytest.raises(GraderError, match=r"No question of seed \d+ has the text"):
        matching.items(read, draw_exam(parse(PLAN), 8))


def test_the_command_prints_and_writes(sat: simulated.Sat, tmp_path: Path) -> None:
    """A line for each question, and a page with the statements of the lecture."""
    (tmp_path / "plan.toml").write_text(PLAN)
    file = simulated.moodle_responses(sat, tmp_path / "quiz.csv")
    done = CliRunner().invoke(
        app, ["exam", "items", str(file), "-b", str(tmp_path / "plan.toml"), "--seed", "7",
              "-o", str(tmp_path)]
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    for question in sat.exam.questions:
        assert any(line.startswith(question.id) for line in done.stdout.splitlines())
    page = (tmp_path / "items.html").read_text()
    assert "The statements of the lecture" in page
    assert all(f"<h3>{one.title}" in page for one in sat.exam.questions
               if isinstance(one.answer, Choice))  # fmt: skip
