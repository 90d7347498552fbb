"""The student's zip: complete, without secrets, the same every time, and it works by itself."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.instructor.release import release
from grader.instructor.student_zip import requirements, write_student_zip
from grader.masters.leaks import find_leaks

REPOSITORY = Path(__file__).resolve().parents[3]


def test_it_holds_the_students_things_and_nothing_of_the_grader(course: Course) -> None:
    """Notebooks, course_lib, requirements and a README are there; no solutions, tests or grader."""
    release(course, "week1")
    with zipfile.ZipFile(write_student_zip(course, "week1")) as archive:
        names = set(archive.namelist())
    top = {name.split("/")[1] for name in names}
    assert {name.split("/")[0] for name in names} == {"week1"}
    assert top == {"README.md", "requirements.txt", "course_lib", "01_tiny.ipynb"}
    assert "week1/course_lib/activations.py" in names
    assert not [name for name in names if "__pycache__" in name]


def test_no_secret_line_is_in_its_notebooks(tmp_path: Path) -> None:
    """The notebooks of the real week, taken out of the zip, hold no solution and no hidden test."""
    source = Course(REPOSITORY)
    course = Course(tmp_path)
    (tmp_path / "solutions").symlink_to(REPOSITORY / "solutions")
    (tmp_path / "notebooks").symlink_to(REPOSITORY / "notebooks")
    course.work.mkdir(parents=True)
    with zipfile.ZipFile(write_student_zip(course, "week4")) as archive:
        archive.extractall(tmp_path / "student")
    for master in source.masters("week4"):
        assert find_leaks(master, tmp_path / "student" / "week4" / master.name) == []


def required() -> set[str]:
    """Return the names in requirements.txt, without their ranges."""
    return {re.split(r"[<>=!~\[; ]", line)[0] for line in requirements()}


def test_a_student_needs_the_packages_of_the_notebooks_and_no_extra() -> None:
    """requirements.txt names the student's packages with ranges, and no tool of the grader."""
    assert {"jupyterlab", "nbgrader", "numpy", "matplotlib", "ipywidgets"} <= required()
    assert not required() & {"typer", "rich", "typst", "pytest", "scikit-learn"}


def test_an_installation_older_than_pyproject_hides_no_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A package added to pyproject.toml after the last `pip install -e .` is in the zip as well."""
    monkeypatch.setattr(importlib.metadata, "requires", lambda _: ["numpy<3,>=2.1"])
    assert {"jupyterlab", "matplotlib", "ipywidgets"} <= required()


def test_whatever_the_library_imports_is_required() -> None:
    """Each package that a file of course_lib imports at its top is in requirements.txt."""
    imported = set()
    for path in (REPOSITORY / "course_lib").rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                imported.add(node.module.split(".")[0])
    # IPython comes with JupyterLab, PIL with matplotlib, traitlets with ipywidgets.
    brought = {"course_lib", "IPython", "PIL", "traitlets"}
    outside = imported - set(sys.stdlib_module_names) - brought
    assert outside, "course_lib imports nothing at all?"
    assert outside - required() == set()


def test_two_zips_are_equal(course: Course) -> None:
    """The same release gives the same bytes."""
    release(course, "week1")
    first = write_student_zip(course, "week1").read_bytes()
    assert write_student_zip(course, "week1").read_bytes() == first


def test_the_library_works_from_the_unpacked_folder(course: Course, tmp_path: Path) -> None:
    """In the unpacked folder, course_lib is imported from there, with its data."""
    release(course, "week1")
    with zipfile.ZipFile(write_student_zip(course, "week1")) as archive:
        archive.extractall(tmp_path)
    code = (
        "import course_lib, course_lib.datasets as d; "
        "print(course_lib.__file__); print(d.load_digits().X.shape[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "week1",
        capture_output=True,
        text=True,
        check=True,
    )
    where, rows = done.stdout.split()
    assert Path(where).is_relative_to(tmp_path)
    assert rows == "1797"


def test_its_readme_has_each_system_s_lines(course: Course) -> None:
    """Windows, macOS and Linux, uv and conda; the folder's name and the versions of Python."""
    release(course, "week1")
    with zipfile.ZipFile(write_student_zip(course, "week1")) as archive:
        text = archive.read("week1/README.md").decode()
    for line in (
        r"`py -m venv .venv`, then `.venv\Scripts\python -m pip install -r requirements.txt`",
        r"`.venv\Scripts\jupyter lab`",
        "`python3 -m venv .venv && .venv/bin/pip install -r requirements.txt`",
        'uv run --python ">=3.11" --with-requirements requirements.txt jupyter lab',
        "conda create -y -p ./env python=3.12",
        r"`C:\week1`",
        "`!unzip -qo week1-student.zip`",
        "01_tiny.ipynb",
    ):
        assert line in text
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=")
    assert f"Python {oldest} or newer" in text
    assert oldest == ".".join(map(str, required_by_the_library()))
    # Each row of a table has as many columns as its head.
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {3, 4}


def required_by_the_library() -> tuple[int, ...]:
    """Return the oldest Python that ``course_lib`` lets through."""
    tree = ast.parse((REPOSITORY / "course_lib" / "__init__.py").read_text(encoding="utf-8"))
    (check,) = (node for node in tree.body if isinstance(node, ast.If))
    assert isinstance(check.test, ast.Compare)
    oldest: tuple[int, ...] = ast.literal_eval(check.test.comparators[0])
    return oldest


def test_a_zip_before_the_release_says_what_is_missing(course: Course) -> None:
    """Without a release there is one clear message."""
    with pytest.raises(GraderError, match="Run `grader release week1` first"):
        write_student_zip(course, "week1")
