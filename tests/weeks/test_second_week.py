"""A second, tiny week made by ``grader new`` goes all the way, and two weeks stand side by side."""

from __future__ import annotations

import csv
import importlib
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from masters import ROOT
from pypdf import PdfReader
from stress import hold
from typer.testing import CliRunner

from grader import cli
from grader.base.course import Course
from grader.exam import bank
from grader.instructor.answers import answered, stored_answers
from grader.judge.running.seats import close_servers
from grader.workers import pool

GUIDE = (ROOT / "solutions" / "GUIDE.md").read_text(encoding="utf-8")
Grader = Callable[..., str]
pytestmark = pytest.mark.slow


class KeptThread(ThreadPoolExecutor):
    """One thread whose warm sandbox serves all commands here; each would start its own."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Stay for the next command."""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with nothing in it but an empty folder of solutions."""
    root = tmp_path_factory.mktemp("scratch")
    (root / "solutions").mkdir()
    return Course(root)


@pytest.fixture(scope="module")
def grader(course: Course) -> Iterator[Grader]:
    """Run a command of ``grader`` on the course; it must succeed."""
    executor = KeptThread(1)

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(cli.app, ["--course", str(course.root), *words])
        said = " ".join(done.output.split())
        assert done.exit_code == code, f"grader {' '.join(words)}: {said}"
        return said

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "processes", lambda jobs: executor)
        yield run
    executor.submit(close_servers).result()
    ThreadPoolExecutor.shutdown(executor)


@pytest.fixture(scope="module")
def week(grader: Grader, course: Course) -> str:
    """Week 5 as the commands of the guide make it, released."""
    grader("new", "week", "week5", "--title", 'Trees & "forests"')
    grader("new", "exercise", "week5", "harmonic_mean", "--points", "2")
    grader("new", "exercise", "week5", "mean_square")
    grader("new", "notebook", "week5", "02_more", "--title", "More")
    grader("new", "exercise", "week5", "last_one", "--notebook", "02", "--points", "1")
    grader("new", "question", "week5", "mean_of_two", "--topic", "means")
    grader("new", "question", "week5", "mean_again", "--topic", "means")
    grader("release", "week5")
    return "week5"


def test_what_is_scaffolded_grades_as_meant(grader: Grader, week: str) -> None:
    """Masters get all points, releases none, each stored answer its score and hint."""
    said = grader("check", week, "--answers")
    assert "6 points: 6 autograded, 0 written. 15 checks, 0 wrong." in said


def test_one_exercise_is_checked_alone(grader: Grader, week: str) -> None:
    """``--only`` looks at one exercise; a name that is nearly right is guessed."""
    said = grader("check", week, "--answers", "--only", "mean_square")
    assert "3 points: 3 autograded, 0 written. 5 checks, 0 wrong." in said
    assert "last_one" not in said
    assert "Did you mean last_one?" in grader("check", week, "--only", "lastone", code=1)


@pytest.fixture(scope="module")
def graded(
    grader: Grader, course: Course, week: str, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Three students whose archive was collected and graded: all right, one wrong, untouched."""
    archive = tmp_path_factory.mktemp("archive")
    stored = {(a.exercise, a.name): a.code for a in stored_answers(course, week)}
    right = {name: code for (name, kind), code in stored.items() if kind == "right_loop"}
    hands: dict[str, dict[str, str]] = {
        "ada": right,
        "ben": {
            "harmonic_mean": stored["harmonic_mean", "wrong_sum"],
            "mean_square": right["mean_square"],
        },
        "cleo": {},
    }
    for student, answers in hands.items():
        (archive / student).mkdir()
        for master in course.masters(week):
            released = course.release(week) / master.name
            nbformat.write(answered(released, answers), archive / student / master.name)
    grader("collect", week, str(archive))
    grader("autograde", week)
    return week


def test_the_class_gets_the_points_it_deserves(grader: Grader, course: Course, graded: str) -> None:
    """Export has 6, 3 and 0 points, and feedback names the mistake."""
    path = course.work / "grades.csv"
    grader("export", graded, "--format", "csv", "--to", str(path))
    table = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    rows = {row["student"]: row for row in table}
    assert {name: float(row["points"]) for name, row in rows.items()} == {
        "ada": 6, "ben": 3, "cleo": 0,
    }  # fmt: skip
    grader("feedback", graded)
    page = course.feedback(graded, "ben").read_text(encoding="utf-8")
    assert "added up and not averaged" in page


def test_the_class_is_reported_and_compared(grader: Grader, course: Course, graded: str) -> None:
    """The report names the exercise with the lost points; the comparison reads everybody."""
    grader("report", graded)
    report = (course.work / "reports" / f"{graded}.html").read_text(encoding="utf-8")
    assert "harmonic_mean" in report
    assert "3 submissions, 3 pairs" in grader("similarity", graded)


def test_the_exam_of_the_week_is_printed(grader: Grader, course: Course, week: str) -> None:
    """Papers, keys, quiz, cheat sheet and every form of a question, in this course's folder."""
    said = grader("exam", "paper", "--seed", "3", "--versions", "2")
    assert "2 versions were asked for, there is one order of it" in said
    grader("exam", "quiz")
    grader("exam", "cheatsheet")
    grader("exam", "preview", "mean_again", "--level", "3")
    made = course.work / "exam"
    assert "mean of the squares" in PdfReader(made / "paper-A.pdf").pages[0].extract_text()
    assert "mean of the squares" in (made / "quiz.html").read_text(encoding="utf-8")
    assert "An example" in PdfReader(made / "cheatsheet.pdf").pages[0].extract_text()
    assert len(list((made / "preview" / "mean_again").iterdir())) == 7


@pytest.mark.parametrize("name", ["mean_of_two", "mean_again"])
def test_a_new_question_keeps_every_promise(course: Course, week: str, name: str) -> None:
    """300 variants of each level agree with the oracle that was written beside it."""
    about = course.week(week)
    module = importlib.import_module(f"{bank.package(about).__name__}.oracles.means")
    (oracle,) = [oracle for oracle in module.ORACLES if oracle.__name__ == name]
    hold(bank.find(name, about), oracle)


def blocks(start: str) -> list[str]:
    """Return the listings of the guide's section on exercises that begin like this."""
    section = GUIDE.partition("## An exercise")[2].partition("## A question")[0]
    return [
        b for b in re.findall(r"```python\n(.*?)```", section, re.DOTALL) if b.startswith(start)
    ]


def follow_the_guide(course: Course, week: str) -> None:
    """Put the guide's harmonic mean, as it is printed, in the place of the scaffold's example."""
    folder = course.solutions(week)
    path = folder / "01_introduction.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    (cells["harmonic_mean"].source,) = blocks("def harmonic_mean")
    (cells["harmonic_mean_test"].source,) = blocks("from exercises")
    nbformat.write(notebook, path)
    (text,) = blocks('"""The harmonic mean')
    (folder / "exercises" / "harmonic_mean.py").write_text(text, encoding="utf-8")
    shutil.rmtree(folder / "answers" / "harmonic_mean")
    (folder / "answers" / "harmonic_mean").mkdir()
    for number, answer in enumerate(blocks("# score")):
        kind = "wrong" if "# mistake" in answer else "right"
        name = f"{kind}_{number}.py"
        (folder / "answers" / "harmonic_mean" / name).write_text(answer, encoding="utf-8")


def test_two_weeks_stand_side_by_side(grader: Grader, course: Course, week: str) -> None:
    """Exercises of one name in two weeks are graded each by its own file, in any order.

    Week 6 has the guide's harmonic mean as it is printed, with its named mistake; week 5 has the
    scaffold's example under that name.
    """
    grader("new", "week", "week6")
    grader("new", "exercise", "week6", "harmonic_mean", "--points", "2")
    follow_the_guide(course, "week6")
    grader("release", "week6")
    for name, checks in (("week6", 5), ("week5", 15), ("week6", 5)):
        assert f"{checks} checks, 0 wrong." in grader("check", name, "--answers")
    ours = (course.release("week6") / "exercises" / "harmonic_mean.py").read_text(encoding="utf-8")
    assert "turned over again" in ours


@pytest.fixture
def week7(grader: Grader, course: Course, week: str) -> Iterator[str]:
    """Another week beside week 5, for one test."""
    grader("new", "week", "week7")
    yield "week7"
    shutil.rmtree(course.week("week7").folder)


@pytest.mark.usefixtures("week7")
def test_exams_ask_for_the_week_if_two_have_questions(grader: Grader, course: Course) -> None:
    """Without --week both are named; with it, or with a blueprint that says it, all is clear."""
    grader("exam", "list")  # a week without questions does not count
    grader("new", "question", "week7", "mean_of_two", "--topic", "averages")
    for command in ("paper", "quiz", "list", "cheatsheet"):
        said = grader("exam", command, code=1)
        assert "week5, week7" in said
        assert "--week" in said
    assert "averages" in grader("exam", "list", "--week", "week7")
    grader("exam", "quiz", "--week", "week7")
    plan = course.week("week5").questions / "blueprints" / "exam1.toml"
    grader("exam", "quiz", "--blueprint", str(plan))
    said = grader("exam", "quiz", "--blueprint", str(plan), "--week", "week7", code=1)
    assert "must be the week7 of --week, got week5" in said


def test_the_student_s_zip_of_a_new_week_has_what_it_needs(course: Course, week: str) -> None:
    """Its title is the week's, and nothing of the answers and questions is in the release."""
    given = {path.name for path in course.release(week).rglob("*") if path.is_file()}
    assert given == {
        "01_introduction.ipynb", "02_more.ipynb", "__init__.py", "harmonic_mean.py",
        "mean_square.py", "last_one.py",
    }  # fmt: skip
    assert course.week(week).title == 'Trees & "forests"'
    first = json.loads((course.release(week) / "01_introduction.ipynb").read_text(encoding="utf-8"))
    assert first["cells"][0]["source"][0] == '# Trees & "forests"\n'
