"""The sample class gets exactly what its stored answers deserve, and a difference is an error."""

import shutil
from pathlib import Path

import pytest
from rich.console import Console

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.cli.demo import STUDENTS, Sample, demo, make_class, scratch_course, show
from grader.gradebook.results import Row
from grader.instructor.release import release

pytestmark = pytest.mark.usefixtures("warm")


def run(course: Course, folder: Path) -> tuple[bool, str]:
    """Run the demonstration and return its verdict and what it printed."""
    console = Console(width=120, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    with console.file:
        verdict = demo(course, folder, console)
        return verdict, console.export_text()


def test_everyone_gets_what_the_answers_deserve(course: Course, tmp_path: Path) -> None:
    """Fourteen students, odd files among them, and a table that says so and where to look."""
    verdict, text = run(course, tmp_path / "scratch")
    assert verdict
    assert all(student in text for student in STUDENTS)
    assert len(STUDENTS) >= 12
    assert "exactly what their answers deserve" in text
    scratch = Course(tmp_path / "scratch")
    assert scratch.feedback("week1", "amara_okafor").is_file()
    assert (scratch.work / "week1.csv").is_file()
    assert (scratch.submitted("week1", "diego_alvarez") / "01_tiny (1).ipynb").is_file()
    assert not (course.root / "notebooks").exists()


def test_an_answer_with_another_score_is_an_error(course: Course, tmp_path: Path) -> None:
    """When a stored answer does not get its score, the demonstration fails and names it."""
    for path in (course.root / "solutions/week1/answers/double").glob("wrong_*.py"):
        path.write_text(path.read_text().replace("# score: ", "# score: 0.5 of 4\n# mistake: "))
    verdict, text = run(course, tmp_path / "scratch")
    assert not verdict
    assert "double: deserves 0.5, got 1" in text


def test_not_graded_is_not_zero(tmp_path: Path) -> None:
    """Who deserves "not graded" and gets 0 is a difference."""
    sample = Sample("ada", "", deserves={"a": None})
    rows = {"ada": Row("ada", {"a": 0.0}, 1, (), ())}
    with open("/dev/null", "w") as nowhere:
        assert not show(Console(file=nowhere), [sample], rows)
        assert show(Console(file=nowhere), [sample], {"ada": Row("ada", {"a": None}, 1, (), ())})


def test_a_used_folder_is_refused(course: Course, tmp_path: Path) -> None:
    """``--output`` never writes among other files."""
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(GraderError, match="new or empty"):
        scratch_course(course, tmp_path)


def test_the_class_needs_no_package_that_students_lack(course: Course, tmp_path: Path) -> None:
    """Answers that declare one are for ``grader check``; the demonstration runs without it."""
    folder = course.week("week1").answers / "double"
    for path in folder.glob("right_*.py"):
        path.unlink()
    needy = "# score: 4 of 4\n# needs: no_such_package\nimport no_such_package\n"
    (folder / "right_needy.py").write_text(needy + "def double(x):\n    return x + x\n")
    release(course, "week1")
    samples = make_class(course, "week1")
    assert any("double" in sample.answers for sample in samples)
    assert not any("no_such_package" in text for s in samples for text in s.answers.values())


def test_a_course_without_answers_has_no_demonstration(course: Course, tmp_path: Path) -> None:
    """It says what is missing."""
    shutil.rmtree(course.week("week1").answers)
    with pytest.raises(GraderError, match="no week has stored answers"):
        run(course, tmp_path / "scratch")
