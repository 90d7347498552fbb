"""Where a course is found, and what it says about a wrong name."""

from pathlib import Path

import pytest
from traitlets.config.loader import PyFileConfigLoader

from grader.base.course import CONFIG, Course
from grader.base.errors import GraderError


def test_the_course_is_found_from_a_folder_inside_it(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command works in every folder of the course."""
    monkeypatch.chdir(course.solutions("week1"))
    assert Course.find() == course


def test_the_own_repository_is_the_last_resort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside every course, the grader's own repository is meant."""
    monkeypatch.chdir(tmp_path)
    assert Course.find().root == Path(__file__).resolve().parents[3]


def test_a_folder_that_is_no_course_is_refused(tmp_path: Path) -> None:
    """``--course`` says what is missing in the folder it was given."""
    with pytest.raises(GraderError, match="solutions/"):
        Course.find(tmp_path)


@pytest.mark.parametrize(
    ("name", "hint"), [("wek1", "Did you mean week1?"), ("zzz", "There are: week1.")]
)
def test_an_unknown_assignment_is_answered_with_a_known_one(
    course: Course, name: str, hint: str
) -> None:
    """The message names the closest assignment, or all of them."""
    with pytest.raises(GraderError) as caught:
        course.masters(name)
    assert caught.value.hint == hint


@pytest.mark.parametrize("name", ["../week1", "", ".", "*", "week1/../week1"])
def test_a_path_is_no_assignment(course: Course, name: str) -> None:
    """A name cannot lead out of the folder of the masters."""
    with pytest.raises(GraderError, match="is not an assignment"):
        course.masters(name)


def test_nbgrader_is_told_the_same_places() -> None:
    """nbgrader_config.py and Course agree on every folder, so that both tools share the files."""
    config = PyFileConfigLoader(CONFIG.name, path=str(CONFIG.parent)).load_config()
    told = config.CourseDirectory
    course = Course(Path(told.root))
    assert course.root == CONFIG.parents[1]
    assert course.root / told.source_directory / "a" == course.solutions("a")
    assert course.root / told.release_directory / "a" == course.release("a")
    assert course.root / told.submitted_directory / "s" / "a" == course.submitted("a", "s")
    assert course.root / told.autograded_directory / "s" / "a" == course.autograded("a", "s")
    assert course.root / told.feedback_directory / "s" / "a" == course.feedback("a", "s").parent
    assert told.db_url == f"sqlite:///{course.database}"
