"""The release: fresh, the same every time, without secrets, and never half done."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from grader.base.course import CONFIG, Course
from grader.base.digest import files_in
from grader.base.errors import GraderError
from grader.instructor import release as module
from grader.instructor.release import release
from grader.instructor.student_zip import write_student_zip
from grader.masters.leaks import find_leaks

REPOSITORY = Path(__file__).resolve().parents[3]


def change_master(course: Course, cell_id: str, source: str) -> None:
    """Replace the source of one cell of the tiny master."""
    path = course.masters("week1")[0]
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if cell.id == cell_id).source = source
    nbformat.write(notebook, path)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path, but for what Python compiled there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files_in(folder)
        if path.suffix != ".pyc"
    }


def test_the_committed_release_is_fresh(tmp_path: Path) -> None:
    """notebooks/ holds exactly what the masters of today generate, byte for byte."""
    shutil.copytree(REPOSITORY / "solutions", tmp_path / "solutions")
    course = Course(tmp_path)
    assert "week4" in course.assignments()
    for assignment in course.assignments():
        release(course, assignment)
        committed = REPOSITORY / "notebooks" / assignment
        assert contents(course.release(assignment)) == contents(committed)


def test_the_committed_release_has_no_secret_line() -> None:
    """No line of a solution or hidden test is in any notebook that students get."""
    course = Course(REPOSITORY)
    for assignment in course.assignments():
        for master in course.masters(assignment):
            assert find_leaks(master, course.release(assignment) / master.name) == []


def test_two_releases_are_equal(course: Course) -> None:
    """A second release changes nothing, and no temporary folder is left."""
    (path,) = release(course, "week1")
    first = path.read_bytes()
    release(course, "week1")
    assert path.read_bytes() == first
    assert first.endswith(b"}\n")
    assert [item.name for item in (course.root / "notebooks").iterdir()] == ["week1"]


def test_the_release_keeps_what_students_need(course: Course) -> None:
    """Visible tests stay, solutions become a stub that is no error, written answers are emptied."""
    (path,) = release(course, "week1")
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(path.read_text())["cells"]}
    assert cells["double"].splitlines()[-1] == "    ...  # YOUR CODE HERE"
    assert "compare(double(3.0), 6.0" in cells["double-test"]
    assert "secret" not in cells["double-test"]
    assert cells["essay"] == "*Write your answer here.*"


def test_volatile_metadata_is_left_out(course: Course) -> None:
    """The Python version that saved the master does not change the release."""
    path = course.masters("week1")[0]
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    nbformat.write(notebook, path)
    (released,) = release(course, "week1")
    assert "3.11.7" not in released.read_text()


@pytest.mark.parametrize(
    ("where", "text", "line"),
    [
        ("title", "As a hint: `twice_the_value = 2 * x`.", "twice_the_value = 2 * x"),
        ("double-test", 'with report.part("secret minus five", points=3):', None),
        ("essay", "The derivative of a sum is the sum of the derivatives: the model answer.", None),
    ],
)
def test_a_secret_line_is_found_anywhere(
    course: Course, where: str, text: str, line: str | None
) -> None:
    """A line of a solution, a hidden test or a model answer is found in whatever cell it is."""
    (path,) = release(course, "week1")
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if cell.id == where).source += f"\n{text}"
    nbformat.write(notebook, path)
    leaks = find_leaks(course.masters("week1")[0], path)
    assert [leak.line for leak in leaks] == [line or text]


def test_what_the_master_shows_is_no_secret(course: Course) -> None:
    """A line that stands in the visible text as well, such as an import, is no leak."""
    change_master(course, "title", "# Tiny\n\nIn the end it says `twice_the_value = 2 * x`.")
    assert release(course, "week1")


def test_release_stops_at_a_leak(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nbgrader leaves a hidden test in, the release is refused and the old one kept."""
    (path,) = release(course, "week1")
    before = path.read_bytes()
    real = module.generate

    def leaky(course: Course, assignment: str, folder: Path, *, database: bool) -> None:
        real(course, assignment, folder, database=database)
        shutil.copy(course.masters(assignment)[0], folder / assignment)

    monkeypatch.setattr(module, "generate", leaky)
    with pytest.raises(GraderError, match="secret line"):
        release(course, "week1")
    assert path.read_bytes() == before
    assert [item.name for item in (course.root / "notebooks").iterdir()] == ["week1"]


def test_a_broken_master_is_named(course: Course) -> None:
    """An unclosed solution is nbgrader's error in one sentence; the old release stays."""
    (path,) = release(course, "week1")
    before = path.read_bytes()
    change_master(course, "square", "def square(x):\n    ### BEGIN SOLUTION\n    return x * x")
    with pytest.raises(GraderError, match="cannot make week1") as caught:
        release(course, "week1")
    assert "01_tiny.ipynb" in caught.value.hint
    assert path.read_bytes() == before


def test_a_master_that_is_no_json_is_named(course: Course) -> None:
    """A damaged master is one clear message."""
    course.masters("week1")[0].write_text("{", encoding="utf-8")
    with pytest.raises(GraderError, match="01_tiny"):
        release(course, "week1")


def test_a_full_disk_leaves_the_old_release(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the new folder cannot be written (an error injected here), the old one is there."""
    (path,) = release(course, "week1")
    before = path.read_bytes()

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.base.files.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        release(course, "week1")
    assert path.read_bytes() == before


def test_plain_nbgrader_makes_the_same_notebook(course: Course) -> None:
    """``nbgrader generate_assignment`` in a copy of this layout gives the same cells."""
    (path,) = release(course, "week1")
    ours = json.loads(path.read_text())
    shutil.copy(REPOSITORY / "grader" / "nbgrader_config.py", course.root / "grader")
    nbgrader = Path(sys.executable).with_name("nbgrader")
    done = subprocess.run(
        [nbgrader, "generate_assignment", "week1", "--force"],
        cwd=course.root / "grader",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(path.read_text())["cells"] == ours["cells"]


GIVEN = {"01_tiny.ipynb", "exercises/double.py", "exercises/_shared.py", "data/points.csv"}
SECRET = (
    "answers/double/right_a.py", "answers/double/data/points.csv", "questions/double.py",
    "questions/exercises/answer.py", "exercises/notes.txt", "exercises/old/double.py",
    "exercises/__pycache__/double.pyc", "slides.toml", "notes.md", "data/points_solved.csv",
    "01_tiny_old.txt", ".hidden/answer.py", "exercises/.double.py.swp",
)  # fmt: skip


@pytest.mark.parametrize("by", ["grader", "nbgrader", "zip"])
def test_a_release_holds_what_is_on_the_list(course: Course, by: str) -> None:
    """Masters, exercises and listed data reach students on each road, and nothing else does."""
    folder = course.solutions("week1")
    for name in (*GIVEN, *SECRET):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix != ".ipynb":
            path.write_text(f"x = {name!r}")
    (folder / "week.toml").write_text('files = ["data/points.csv"]')
    if by == "nbgrader":
        shutil.copy(CONFIG, course.root / "grader")
        command = [sys.executable, "-m", "nbgrader", "generate_assignment", "week1"]
        subprocess.run(command, cwd=course.root / "grader", check=True, capture_output=True)
    else:
        release(course, "week1")
    if by == "zip":
        with zipfile.ZipFile(write_student_zip(course, "week1")) as archive:
            names = {name.removeprefix("week1/") for name in archive.namelist()}
        names = {n for n in names if not n.startswith("course_lib/")}
        assert names == GIVEN | {"README.md", "requirements.txt"}
    else:
        assert set(contents(course.release("week1"))) == GIVEN


@pytest.mark.parametrize("name", ["missing.csv", "../week2/x.csv", "/etc/passwd", "data", 3])
def test_a_listed_file_must_be_one(course: Course, name: object) -> None:
    """A list that names what is not beside the masters is refused with the name."""
    (course.solutions("week1") / "data").mkdir()
    (course.solutions("week1") / "week.toml").write_text(f"files = [{json.dumps(name)}]")
    with pytest.raises(GraderError, match="files must be names of files beside the masters"):
        release(course, "week1")
