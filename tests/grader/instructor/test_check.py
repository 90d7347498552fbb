"""The proof that an assignment grades as meant finds each way in which it does not."""

import shutil
from pathlib import Path

import nbformat
import pytest

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.instructor.check import check
from grader.instructor.named_points import named_points
from grader.instructor.reading import Finding
from grader.instructor.release import release

pytestmark = pytest.mark.usefixtures("warm")


def edit(course: Course, cell_id: str, old: str, new: str) -> None:
    """Change the text of one cell of the master."""
    path = course.masters("week1")[0]
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == cell_id)
    assert old in cell.source
    cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, path)


def wrong(course: Course, *, answers: bool = False) -> list[Finding]:
    """Return the checks that fail."""
    _, findings = check(course, "week1", answers=answers)
    return [finding for finding in findings if not finding.ok]


def test_a_good_assignment_passes(course: Course) -> None:
    """Master, release, points and every stored answer are as they must be, each by name."""
    release(course, "week1")
    exercises, findings = check(course, "week1", answers=True)
    assert [item.name for item in exercises] == ["double", "square", "essay"]
    assert all(finding.ok for finding in findings)
    checked = {(finding.exercise, finding.what) for finding in findings}
    assert {("double", "master"), ("double", "release"), ("square", "wrong_nine")} <= checked


def test_a_deleted_line_of_a_solution_is_found_by_name(course: Course) -> None:
    """Without one line of its solution, the exercise is named, and no other."""
    release(course, "week1")
    edit(course, "double", "    twice_the_value = 2 * x\n", "")
    (finding,) = wrong(course)
    assert (finding.exercise, finding.what) == ("double", "master")
    assert "twice_the_value" in finding.problem


def test_a_release_that_gives_points_is_found(course: Course) -> None:
    """An exercise that the untouched release already solves is named."""
    edit(course, "square", "### BEGIN SOLUTION\n    return", "return")
    edit(
        course, "square", "\n    ### END SOLUTION", "\n    ### BEGIN SOLUTION\n    ### END SOLUTION"
    )
    release(course, "week1")
    (finding,) = wrong(course)
    assert (finding.exercise, finding.what, finding.obtained) == ("square", "release", 2)


def test_points_that_differ_from_the_cell_are_found(course: Course) -> None:
    """Report(points=) and the cell's own points must agree."""
    edit(course, "square-test", 'Report("square", points=2)', 'Report("square", points=3)')
    release(course, "week1")
    found = {(finding.exercise, finding.what) for finding in wrong(course)}
    assert ("square", "points") in found


@pytest.mark.parametrize(
    ("cell", "points", "total"), [("square-test", "0.75", "1.75"), ("double-test", "1.5", "4.5")]
)
def test_parts_that_do_not_add_up_are_found(
    course: Course, cell: str, points: str, total: str
) -> None:
    """Parts worth too little would be scaled without a word; too much is as wrong."""
    edit(course, cell, 'part("three", points=1)', f'part("three", {points})')
    release(course, "week1")
    (found,) = [finding for finding in wrong(course) if finding.what == "points"]
    assert found.exercise == cell.removesuffix("-test")
    assert found.problem.startswith(f"the parts add up to {total}, not to the ")
    assert f"{found.obtained:g}" == total


@pytest.mark.parametrize(
    "parts",
    [
        "for i in 'abc':\n    with report.part(i, points=0.5): ...",
        "if x:\n    with report.part('a', points=0.5): ...",
        "def one(i):\n    with report.part(i, points=0.5): ...",
        "with report.part('a', points=2 / 3): ...\nwith report.part('b', points=1): ...",
        "",
    ],
)
def test_parts_that_only_running_adds_up_are_left_alone(parts: str) -> None:
    """A part in a loop, a branch or a function, or worth a formula, makes no false alarm."""
    found = named_points(f"report = Report('a', 2)\nwith report.part('first', 1): ...\n{parts}")
    assert found is not None
    assert found.exercise == 2
    assert found.parts == (None if parts else 1)


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("double/right_add.py", "x + x", "x - x", "it must get 4, but gets "),
        (
            "double/wrong_sign.py",
            "# score: 1",
            "# score: 2",
            "it must get 2, but gets 1. The student reads: ",
        ),
        (
            "double/wrong_sign.py",
            "# hint: sign",
            "# hint: transposed",
            "must read 'transposed', but reads: ",
        ),
        (
            "double/wrong_sign.py",
            "# hint: sign",
            "# hint: ?",
            "choose words of what is read: double(-5)",
        ),
    ],
)
def test_a_stored_answer_with_another_result_is_found(
    course: Course, name: str, old: str, new: str, problem: str
) -> None:
    """A right answer that loses points, a wrong score, a wrong and a missing hint are named."""
    path = course.root / "solutions" / "week1" / "answers" / name
    path.write_text(path.read_text().replace(old, new))
    release(course, "week1")
    (finding,) = wrong(course, answers=True)
    assert finding.what == Path(name).stem
    assert problem in finding.problem


def test_without_a_release_the_step_is_named(course: Course) -> None:
    """``check`` before ``release`` says which command is missing."""
    with pytest.raises(GraderError, match="was not released") as caught:
        check(course, "week1")
    assert "grader release week1" in caught.value.hint


def test_an_exercise_that_came_after_the_release_is_named(course: Course) -> None:
    """The old release has no points for it, and would pass for an untouched one."""
    release(course, "week1")
    (path,) = course.masters("week1")
    path.write_text(path.read_text().replace('"grade_id": "square', '"grade_id": "cube'))
    with pytest.raises(GraderError, match="cube was not released"):
        check(course, "week1")


def test_every_stored_answer_of_the_week_gets_its_score_and_its_hint(tmp_path: Path) -> None:
    """All right and wrong answers of week 4 go through the real grading path, none deviates."""
    repository = Path(__file__).resolve().parents[3]
    for folder in ("solutions", "notebooks"):
        shutil.copytree(repository / folder, tmp_path / folder)
    exercises, findings = check(Course(tmp_path), "week4", answers=True)
    assert [finding for finding in findings if not finding.ok] == []
    folders = list((tmp_path / "solutions" / "week4" / "answers").iterdir())
    automatic = {exercise.name for exercise in exercises if not exercise.written}
    assert {folder.name for folder in folders} == automatic
    for folder in folders:
        assert len(list(folder.glob("right_*.py"))) >= 3, folder.name
        assert len(list(folder.glob("wrong_*.py"))) >= 8, folder.name


def test_a_marking_scheme_that_does_not_add_up_is_found(course: Course) -> None:
    """A bullet that gives more than the exercise is worth is told, with both sums."""
    path = course.masters("week1")[0]
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if cell.id == "essay")
    cell.source = "Why?\n### BEGIN SOLUTION\n- 99 points. So.\n### END SOLUTION"
    nbformat.write(notebook, path)
    release(course, "week1")
    (found,) = [finding for finding in wrong(course) if finding.exercise == "essay"]
    assert (found.what, found.obtained) == ("points", 99)
    assert found.problem.startswith("the marking scheme adds up to 99, not to the ")


def test_a_release_that_is_older_than_its_master_is_found(course: Course) -> None:
    """A sentence, a test and a solution change: only what students see makes the release old."""
    release(course, "week1")
    edit(course, "double", "    twice_the_value = 2 * x\n", "    twice_the_value = x + x\n")
    assert wrong(course) == []  # they do not see it
    edit(
        course,
        "double-test",
        "    hints.compare(double(3.0)",
        "    # to begin with\n    hints.compare(double(3.0)",
    )
    (found,) = wrong(course)
    assert found.problem == (
        "notebooks/week1/01_tiny.ipynb is older than its master: grader release week1"
    )
    release(course, "week1")
    assert wrong(course) == []


def test_a_released_exercise_file_that_is_older_is_found(course: Course) -> None:
    """What students import is compared too, with ``only`` of that exercise and what is shared."""
    folder = course.week("week1").folder / "exercises"
    folder.mkdir()
    for name in ("double", "square", "_shared"):
        (folder / f"{name}.py").write_text("RIGHT = 2\n")
    release(course, "week1")
    for name in ("square", "_shared"):
        (folder / f"{name}.py").write_text("RIGHT = 3\n")
    assert {finding.exercise for finding in wrong(course)} == {"square", "_shared"}
    _, findings = check(course, "week1", only="double")
    (found,) = [finding for finding in findings if not finding.ok]
    assert found.problem.startswith("notebooks/week1/exercises/_shared.py is older than ")


@pytest.mark.parametrize(
    ("cell", "old", "new", "said"),
    [
        ("double-test", "### END HIDDEN TESTS", "### END HIDDEN TEST", "is no marker"),
        ("double-test", "### BEGIN HIDDEN TESTS", "# BEGIN HIDDEN TESTS", "is no marker"),
        ("double", "### END SOLUTION", "### end solution", "Did you mean '### END SOLUTION'?"),
        ("double", "    ### END SOLUTION", "", "'### END SOLUTION' is missing"),
        ("double", "### BEGIN SOLUTION", "# so", "stands where its BEGIN must come before it"),
    ],
)
def test_a_marker_that_is_none_is_found(
    course: Course, cell: str, old: str, new: str, said: str
) -> None:
    """The release that lies there is good; the next one would show what is hidden."""
    release(course, "week1")
    edit(course, cell, old, new)
    (found,) = [finding for finding in wrong(course) if finding.what == "markers"]
    assert found.exercise in ("double", "double-test")
    assert said in found.problem


def test_a_marker_that_is_none_stops_the_release(course: Course) -> None:
    """Nbgrader would give students the tests behind it."""
    edit(course, "double-test", "### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN TEST")
    edit(course, "double-test", "### END HIDDEN TESTS", "### END HIDDEN TEST")
    with pytest.raises(GraderError, match="'### BEGIN HIDDEN TEST' is no marker"):
        release(course, "week1")
    assert not course.release("week1").exists()
