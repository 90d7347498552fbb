"""A mark belongs to a text: another makes it wait, the same keeps it, nothing loses it."""

from __future__ import annotations

import json
from collections.abc import Callable

import nbformat
import pytest
from nbformat.v4 import new_markdown_cell
from typer.testing import CliRunner

from grader import cli
from grader.assistant import autograde as module
from grader.assistant.autograde import autograde
from grader.assistant.regrade import regrading
from grader.base.course import Course
from grader.gradebook import read, reading
from grader.gradebook.store import load
from grader.workers import pool
from tests.grader.assistant.changes import RIGHT, TEXT, HandIn, World, graded, replaced

pytestmark = pytest.mark.usefixtures("warm")
OTHER = "I do not know."
LOOK = "waiting for a second look"


@pytest.fixture
def world(course: Course, hand_in: HandIn) -> World:
    """Return the class with its essay marked 2 of 3."""
    return graded(course, hand_in)


def again(world: World, **answers: str) -> None:
    """Hand in another notebook and grade it."""
    world.hand_in(**answers)
    autograde(world.course, "week1")


def file(world: World) -> nbformat.NotebookNode:
    """Return what was handed in."""
    return nbformat.read(world.course.submitted("week1", "ada") / "01_tiny.ipynb", as_version=4)


def hand_in_file(world: World, notebook: nbformat.NotebookNode) -> None:
    """Hand in a notebook and grade it."""
    nbformat.write(notebook, world.course.submitted("week1", "ada") / "01_tiny.ipynb")
    autograde(world.course, "week1")


def manual(world: World, cell: str = "essay") -> float | None:
    """Return what the person entered, as the gradebook has it."""
    with reading(world.course, "week1") as gradebook:
        return next(g.manual_score for g in read(gradebook, "week1") if g.cell == cell)


def reordered(notebook: nbformat.NotebookNode) -> None:
    """Put the essay to the top, and outputs into every code cell."""
    notebook.cells.insert(1, notebook.cells.pop())
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="done")]


def stripped(notebook: nbformat.NotebookNode) -> None:
    """Take all metadata out, as some editors do, so that every cell has to be repaired."""
    for cell in notebook.cells:
        cell.metadata = {}


def with_note(notebook: nbformat.NotebookNode) -> None:
    """Add a cell of the student's own."""
    notebook.cells.append(new_markdown_cell("# My notes", id="notes"))


def wrapped(notebook: nbformat.NotebookNode) -> None:
    """Wrap the essay in another way."""
    notebook.cells[-1].source = "\n  ".join(TEXT.split()) + "\n\n\n"


@pytest.mark.parametrize("change", [reordered, stripped, with_note, wrapped])
def test_the_same_text_in_another_file_keeps_the_mark(
    world: World, change: Callable[[nbformat.NotebookNode], None]
) -> None:
    """Order, outputs, repair, other cells and white space ask nobody anything."""
    notebook = file(world)
    change(notebook)
    hand_in_file(world, notebook)
    assert (world.row.scores["essay"], world.row.status) == (2.0, "complete")
    assert load(world.course, "week1", "ada").marked == {}  # type: ignore[union-attr]  # graded


def test_another_text_waits_until_the_mark_is_entered_again(world: World) -> None:
    """The old points are nowhere a score, and in the gradebook; entering points settles it."""
    again(world, essay=OTHER)
    assert (world.row.scores["essay"], world.row.points, world.row.status) == (None, 6, LOOK)
    assert manual(world) == 2.0
    world.mark("essay", 0.5)
    assert (world.row.points, world.row.status) == (6.5, "complete")
    autograde(world.course, "week1", force=True)
    assert (world.row.points, world.row.status) == (6.5, "complete")


def test_a_mark_that_waits_belongs_to_the_text_it_was_given_for(world: World) -> None:
    """Over several versions and a forced run the first text stays beside it; when it comes back,
    the mark counts again without a question."""
    for text in (OTHER, f"{OTHER} Really.", OTHER):
        again(world, essay=text)
        autograde(world.course, "week1", force=True)
        stored = load(world.course, "week1", "ada")
        assert stored is not None
        assert (stored.marked["essay"].text, stored.answers["essay"].text) == (TEXT, text)
        assert world.row.status == LOOK
    again(world)
    assert (world.row.points, world.row.status) == (8, "complete")


def test_after_a_second_look_the_new_text_is_the_marked_one(world: World) -> None:
    """Whoever goes back to the first text then waits again."""
    again(world, essay=OTHER)
    world.mark("essay", 0.0)
    again(world)
    assert world.row.status == LOOK
    assert load(world.course, "week1", "ada").marked["essay"].text == OTHER  # type: ignore[union-attr]  # graded


@pytest.mark.parametrize(
    ("square", "double", "status"),
    [
        ("def square(x):\n    return 3 * x", RIGHT["double"], "complete"),
        (RIGHT["square"], "def double(x):\n\n    return (2*x)", "complete"),
        (RIGHT["square"], "def double(x):\n    return x + x", LOOK),
        (RIGHT["square"], "def double(x):\n    return 2 * x  # as said in the lecture", LOOK),
    ],
    ids=["another exercise", "layout", "other code", "a comment"],
)
def test_an_override_belongs_to_the_code(
    world: World, square: str, double: str, status: str
) -> None:
    """A person's points for an autograded exercise wait if its code says something else, and never
    fall back to the test's."""
    world.mark("double_test", 1.5)
    again(world, square=square, double=double)
    assert world.row.status == status
    assert world.row.scores["double"] == (1.5 if status == "complete" else None)
    assert manual(world, "double_test") == 1.5


def test_code_elsewhere_that_changes_the_result_is_another_answer(world: World) -> None:
    """The override waits also if its own cell is the same and the test now says another thing."""
    world.mark("double_test", 1.5)
    notebook = file(world)
    at = next(i for i, cell in enumerate(notebook.cells) if cell.id == "double") + 1
    notebook.cells.insert(at, nbformat.v4.new_code_cell("def double(x):\n    return 0", id="more"))
    hand_in_file(world, notebook)
    assert world.row.status == LOOK


def test_points_on_top_belong_to_a_text_too(world: World) -> None:
    """Extra credit for an autograded exercise waits with its code."""
    world.mark("square_test", 2.0, 0.5)
    assert (world.row.points, world.row.status) == (8.5, "complete")
    again(world, square="def square(x):\n    return x ** 2")
    assert (world.row.points, world.row.status) == (6, LOOK)
    assert "2 points and 0.5 on top given to another text" in world.row.explanation


def test_a_regrade_asks_for_no_second_look(world: World) -> None:
    """A mended test is no other text: marks and overrides stay; one that waits waits."""
    world.mark("double_test", 1.5)
    again(world, essay=OTHER)
    world.masters(replaced("double-test", "-10.0", "-10.5"))
    with regrading(world.course, "week1") as run:
        run.grade(workers=pool.here(1))
        run.write()
    assert world.row.scores["double"] == 1.5
    assert list(world.row.doubts.second_look) == ["essay"]


def test_a_run_that_is_killed_keeps_the_question(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between gradebook and record, the next run still asks for a look at the new text."""

    def stop(*given: object) -> None:
        raise KeyboardInterrupt

    world.hand_in(essay=OTHER)
    with monkeypatch.context() as patch:
        patch.setattr(module, "store", stop)
        with pytest.raises(KeyboardInterrupt):
            autograde(world.course, "week1")
    assert world.row.scores["essay"] is None
    autograde(world.course, "week1")
    assert world.row.status == LOOK
    assert load(world.course, "week1", "ada").marked["essay"].text == TEXT  # type: ignore[union-attr]  # graded


@pytest.mark.parametrize(("kept", "status"), [(True, "complete"), (False, LOOK)])
def test_a_record_from_before_texts_were_kept(world: World, kept: bool, status: str) -> None:
    """The same files keep the mark, others make it wait: which text it was nobody knows."""
    path = world.course.record("week1", "ada")
    plain = json.loads(path.read_text("utf-8"))
    for key in ("basis", "answers", "marked"):
        del plain[key]
    path.write_text(json.dumps(plain), encoding="utf-8")
    assert world.row.status == "complete"
    world.hand_in(**({} if kept else {"square": "def square(x):\n    return 3 * x"}))
    autograde(world.course, "week1", force=True)
    assert world.row.status == status


def test_from_the_command_line_marks_are_kept_one_by_one(world: World) -> None:
    """``formgrader --keep`` lets a mark hold for both texts, and says what it cannot do."""
    world.mark("double_test", 1.5)
    again(world, essay=OTHER, double="def double(x):\n    return x + x")

    def keep(*words: str) -> str:
        command = ["formgrader", "week1", "--course", str(world.course.root), "--keep", *words]
        return CliRunner().invoke(cli.app, command).output

    assert "No mark of ada waits for a second look in square" in keep("ada", "--exercise", "square")
    assert "Did you mean ada?" in keep("adda")
    assert keep("ada", "--exercise", "essay") == "ada: essay kept.\n"
    assert (world.row.scores["essay"], world.row.status) == (2.0, LOOK)
    assert keep("ada") == "ada: double kept.\n"
    assert (world.row.points, world.row.status) == (1.5 + 2 + 2, "complete")
    autograde(world.course, "week1", force=True)
    assert world.row.status == "complete"


def test_collected_and_not_yet_graded_is_not_complete(world: World) -> None:
    """Between a new hand-in and the run that grades it, the grade is that of other files."""
    world.hand_in(essay=OTHER)
    assert world.row.status == "other files count since"
    assert world.row.doubts.settle == ("grader autograde week1",)
    assert world.row.points == 8
