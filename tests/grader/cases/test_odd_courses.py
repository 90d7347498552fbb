"""Courses that were misread once: work that is missing, an empty gradebook, an odd master."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from grader.base.course import Course
from grader.cli.demo import scratch_course
from tests.grader.cases.commands import ROOT, grader, tried

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a new course with week 4."""
    return scratch_course(Course(ROOT), tmp_path / "course").root


def test_missing_counts_as_zero_and_unreadable_does_not(root: Path) -> None:
    """Five of six notebooks get a sum with ``--missing zero``; six with an unreadable one do not.

    Nothing is answered in them, so that nobody has to mark anything: the sum is 0.
    """
    released = sorted((ROOT / "notebooks" / "week4").glob("0*.ipynb"))
    for student, files in (("ada", released[:5]), ("bob", released)):
        folder = root / "in" / student
        folder.mkdir(parents=True)
        for file in files:
            (folder / file.name).write_bytes(file.read_bytes())
    (root / "in" / "bob" / released[5].name).write_text("not json")
    (root / "class.csv").write_text("student,name,lms_id\nada,Ada,1\nbob,Bob,2\n")
    for words in (
        ("collect", "week4", str(root / "in"), "--roster", str(root / "class.csv")),
        ("autograde", "week4"),
    ):
        grader(root, *words)
    sums = []
    for more in ([], ["--missing", "zero"]):
        to = ["--to", str(root / "out.csv")]
        grader(root, "export", "week4", "--format", "canvas", *more, *to)
        with (root / "out.csv").open(encoding="utf-8-sig", newline="") as table:
            rows = list(csv.reader(table))[1:]
        sums.append({row[1]: row[-1] for row in rows if row[1] in ("1", "2")})
    assert sums == [{}, {"1": "0"}]


def test_empty_gradebook_is_named(root: Path) -> None:
    """A gradebook without a byte is said to be empty, in one sentence."""
    (root / "grader" / "work").mkdir(parents=True, exist_ok=True)
    (root / "grader" / "work" / "gradebook.db").touch()
    done = tried(root, "export", "week4")
    assert done.returncode == 1
    assert "is empty" in done.stderr
    assert "alembic" not in done.stderr


def test_release_has_no_state_of_widgets(root: Path) -> None:
    """What Jupyter saves of the plots in a master stays there."""
    path = root / "solutions" / "week4" / "01_activations.ipynb"
    master = json.loads(path.read_text())
    state: dict[str, object] = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {}}}}
    path.write_text(json.dumps({**master, "metadata": {**master["metadata"], "widgets": state}}))
    grader(root, "release", "week4")
    released = json.loads((root / "notebooks" / "week4" / path.name).read_text())
    assert "widgets" not in released["metadata"]
