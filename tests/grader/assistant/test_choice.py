"""Of several files for one notebook the content decides, and where it cannot, a person does."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell
from typer.testing import CliRunner

from grader import cli
from grader.assistant import receipts
from grader.assistant.collect.choosing import choosable, choose
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook.results import table
from grader.gradebook.store import load
from tests.grader.assistant.hand_ins import (
    ESSAY,
    RIGHT,
    WRONG,
    Change,
    Notebook,
    as_it_is,
    collected,
    graded,
    released,
    run_in_jupyterlab,
    saved_by_colab,
    saved_by_vscode,
    solved,
    with_a_try,
    zipped,
)


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(
    "change", [as_it_is, run_in_jupyterlab, saved_by_colab, saved_by_vscode, with_a_try]
)
@pytest.mark.parametrize(
    ("full", "empty"),
    [("01_tiny.ipynb", "01_tiny (1).ipynb"), ("01_tiny (1).ipynb", "01_tiny.ipynb"),
     ("Copy of 01_tiny.ipynb", "01_tiny.ipynb"), ("a/01_tiny.ipynb", "b/01_tiny.ipynb"),
     ("week.zip/x.ipynb", "01_tiny-1.ipynb")],
)  # fmt: skip
def test_the_untouched_download_never_counts(
    course: Course, tmp_path: Path, change: Change, full: str, empty: str
) -> None:
    """Whatever the two are called and whoever saved the empty one, the answers are graded."""
    untouched = released(course)
    change(untouched)
    files = {f"ada/{full}": solved(course, double=RIGHT), f"ada/{empty}": untouched,
             "bob/01_tiny.ipynb": untouched}  # fmt: skip
    if ".zip/" in full:
        outer, inner = full.split("/")
        del files[f"ada/{full}"]
        files |= {f"ada/{outer}": zipped({inner: solved(course, double=RIGHT)})}
    done = collected(course, tmp_path, files)
    assert done.undecided == ()
    assert graded(course)["double"] == 4
    stored = load(course, "week1", "ada")
    assert stored is not None
    (reason,) = stored.result.unused_files.values()
    assert reason.endswith("has more of the answers")


def another_layout(made: Notebook) -> None:
    """Write the same code in another way."""
    made["cells"][2]["source"] = "def double(x):\n\n    # twice\n    return (2*x)\n"


def more(made: Notebook) -> None:
    """Answer one more."""
    made["cells"][6]["source"] = ESSAY


ALIKE = [as_it_is, run_in_jupyterlab, saved_by_vscode, with_a_try, another_layout, more]


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("change", ALIKE)
def test_two_with_the_same_answers_are_one(course: Course, tmp_path: Path, change: Change) -> None:
    """Outputs, layout, comments and cells that answer nothing are no reason to ask anybody."""
    other = solved(course, double=RIGHT)
    change(other)
    files = {"ada/01_tiny.ipynb": solved(course, double=RIGHT), "ada/01_tiny (1).ipynb": other}
    assert collected(course, tmp_path, files).undecided == ()
    assert graded(course)["double"] == 4


def by_code(made: Notebook) -> None:
    """Give another answer."""
    made["cells"][2]["source"] = WRONG


def by_indent(made: Notebook) -> None:
    """Give an answer that differs only in where a line stands."""
    made["cells"][2]["source"] = (
        "def double(x):\n    for _ in (1,):\n        x = x + x\n        return x"
    )


def by_text(made: Notebook) -> None:
    """Write another text; to Python all of both is a comment."""
    made["cells"][6]["source"] = "# Because\n# of the limit"


def by_picture(made: Notebook) -> None:
    """Attach another photograph to the same text."""
    made["cells"][6]["attachments"] = {"p.png": {"image/png": "AAAA"}}


def by_helper(made: Notebook) -> None:
    """Change only a function of one's own that the answer calls."""
    made["cells"][1]["source"] = made["cells"][1]["source"].replace("return 2", "return 3")


def rivals(course: Course, change: Change) -> tuple[Notebook, Notebook]:
    """Return two notebooks of which nobody can say which counts."""
    one = solved(course, double=RIGHT, essay="# Because\n# sums are linear")
    if change is by_indent:
        one["cells"][2]["source"] = (
            "def double(x):\n    for _ in (1,):\n        x = x + x\n    return x"
        )
    if change is by_helper:
        one["cells"][2]["source"] = "def double(x):\n    return times(x)"
        one["cells"].insert(1, new_code_cell("def times(x):\n    return 2 * x", id="own"))
    other = copy.deepcopy(one)
    change(other)
    return one, other


DIFFERENT = [by_code, by_indent, by_text, by_picture, by_helper]


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("change", DIFFERENT)
def test_two_that_contradict_each_other_wait_for_a_person(
    course: Course, tmp_path: Path, change: Change
) -> None:
    """Nothing is graded, both files are named with their commands, and one command settles it."""
    one, other = rivals(course, change)
    files = {"ada/01_tiny.ipynb": one, "ada/01_tiny (1).ipynb": other}
    (said,) = collected(course, tmp_path, files).undecided
    assert "01_tiny.ipynb and " in said or "01_tiny (1).ipynb and " in said
    assert "grader choose week1 ada 01_tiny.ipynb" in said
    assert "grader choose week1 ada '01_tiny (1).ipynb'" in said
    assert set(graded(course).values()) == {None}
    (row,) = table(course, "week1")[1]
    assert row.status == "not graded"
    assert "somebody must choose" in row.explanation
    assert choose(course, "week1", "ada", "01_tiny.ipynb").name == "01_tiny.ipynb"
    assert graded(course)["double"] == 4


@pytest.mark.usefixtures("warm")
def test_a_choice_stays_until_another_file_comes(course: Course, tmp_path: Path) -> None:
    """The same archive again, and another one with the same files in it, change no choice; a new
    file of that notebook ends it, and a new file of another one does not."""
    one, other = rivals(course, by_code)
    files: dict[str, Notebook | bytes] = {"ada/01_tiny.ipynb": one, "ada/b.ipynb": other}
    collected(course, tmp_path, files)
    choose(course, "week1", "ada", "b.ipynb")
    assert collected(course, tmp_path, files).undecided == ()
    assert collected(course, tmp_path, files | {"ada/n.txt": b"!"}, "2.zip").undecided == ()
    assert graded(course)["double"] == 0
    assert [one.counts for one in choosable(course, "week1", "ada")] == [False, True]
    third = solved(course, double="def double(x):\n    return x + x")
    collected(course, tmp_path, {"ada/01_tiny.ipynb": third}, "3.zip")
    assert graded(course)["double"] == 4
    choose(course, "week1", "ada", "b.ipynb")  # an older hand-in, chosen on purpose
    assert graded(course)["double"] == 0


def test_what_cannot_be_chosen_is_said(course: Course, tmp_path: Path) -> None:
    """Who is meant and which files there are is in the message; two of one name need a digest."""
    one, other = rivals(course, by_code)
    collected(course, tmp_path, {"ada/01_tiny.ipynb": one})
    collected(course, tmp_path, {"ada/01_tiny.ipynb": other}, "2.zip")
    with pytest.raises(GraderError, match=r"'adda' handed in nothing .* Did you mean ada"):
        choose(course, "week1", "adda", "x")
    with pytest.raises(GraderError, match=r"ada has no notebooks 'x\.ipynb'"):
        choose(course, "week1", "ada", "x.ipynb")
    with pytest.raises(GraderError, match=r"ada has 2 notebooks '01_tiny\.ipynb'"):
        choose(course, "week1", "ada", "01_tiny.ipynb")
    first, second = choosable(course, "week1", "ada")
    assert (first.counts, second.counts) == (False, True)
    assert choose(course, "week1", "ada", first.name).counts
    assert [one.counts for one in choosable(course, "week1", "ada")] == [True, False]


@pytest.mark.usefixtures("warm")
def test_the_command_lists_and_chooses(course: Course, tmp_path: Path) -> None:
    """Without a file the command shows what there is, with one it says what counts now."""
    one, other = rivals(course, by_code)
    collected(course, tmp_path, {"ada/01_tiny.ipynb": one, "ada/b c.ipynb": other})
    where = ["--course", str(course.root)]
    shown = CliRunner().invoke(cli.app, ["choose", "week1", "ada", *where])
    assert "grader choose week1 ada 'b c.ipynb'" in shown.output
    done = CliRunner().invoke(cli.app, ["choose", "week1", "ada", "b c.ipynb", *where])
    assert (done.exit_code, "01_tiny of ada: b c.ipynb counts." in done.output) == (0, True)


OLD, NEW = "2026-11-20-10-00-00", "2026-11-21-10-00-00"
IN_TIME = {  # an earlier and a later hand-in, as each system tells them apart
    "canvas": ("kingada_1_51_01_tiny.ipynb", "kingada_LATE_1_52_01_tiny-1.ipynb"),
    "canvas, dots": ("kingada_1_51_01.tiny.ipynb", "kingada_LATE_1_52_01-1.tiny.ipynb"),
    "blackboard": (f"W_ada_attempt_{OLD}_01_tiny.ipynb", f"W_ada_attempt_{NEW}_x.ipynb"),
    "teams": ("ada/W/Version 1/01_tiny.ipynb", "ada/W/Version 2/y.ipynb"),
}


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("layout", IN_TIME)
@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("empty", [True, False])
def test_the_newest_hand_in_counts_unless_it_is_untouched(
    course: Course, tmp_path: Path, layout: str, together: bool, empty: bool
) -> None:
    """Of two hand-ins the later one counts; an empty one does not, is named, and makes nobody
    late. In one archive or in two, whichever came first."""
    old, new = IN_TIME[layout]
    bobs = {old.replace("ada", "bob").replace("_1_5", "_2_6"): released(course)}
    later = released(course) if empty else solved(course, double=WRONG)
    work = {old: solved(course, double=RIGHT), new: later}
    archives = [work] if together else [{name: made} for name, made in reversed(work.items())]
    for number, files in enumerate(archives):
        done = collected(course, tmp_path, {**bobs, **files}, f"{number}.zip")
    student = next(name for name in course.students("week1") if name in ("ada", "1"))
    assert done.undecided == ()
    assert any(new in line for line in done.passed) == empty
    assert receipts.load(course, "week1", student).late in (
        (False, None) if empty else (True, None)
    )
    assert graded(course, student)["double"] == (4 if empty else 0)
