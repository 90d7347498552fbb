"""``grader exam``: each command writes what it says, and bad input costs one clear line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader.cli import app

PLAN = "[[pick]]\ntopic = 'neuron'\n[[pick]]\ntopic = 'shapes'\n[[pick]]\nkind = 'choice'\n"


def run(*arguments: object) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of ``grader exam …``."""
    done = CliRunner().invoke(app, ["exam", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small blueprint."""
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    return path


def _files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_paper_writes_versions_and_keys_reproducibly(tmp_path: Path, plan: Path) -> None:
    """Four papers and four keys; a second run gives the same bytes."""
    for out in ("one", "two"):
        code, stdout, _ = run(
            "paper", "--blueprint", plan, "--seed", 7, "--versions", 4, "--output", tmp_path / out
        )
        assert code == 0
        assert stdout.count("wrote ") == 8
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    expected = [f"{kind}-{letter}.pdf" for kind in ("key", "paper") for letter in "ABCD"]
    assert list(_files(tmp_path / "one")) == expected


def test_key_writes_the_keys_that_paper_writes(tmp_path: Path, plan: Path) -> None:
    """`key` alone gives the same files as `paper`."""
    run("paper", "-b", plan, "--versions", 2, "-o", tmp_path / "both")
    assert run("key", "-b", plan, "--versions", 2, "-o", tmp_path / "keys")[0] == 0
    both = _files(tmp_path / "both")
    assert _files(tmp_path / "keys") == {n: b for n, b in both.items() if n.startswith("key")}


@pytest.mark.parametrize(
    ("command", "name", "start"),
    [
        ("quiz", "quiz.html", b"<!DOCTYPE html>"),
        ("moodle", "moodle.xml", b"<?xml"),
        ("canvas", "canvas.zip", b"PK"),
        ("flashcards", "flashcards.apkg", b"PK"),
    ],
)
def test_output_is_a_file_or_a_folder(
    tmp_path: Path, plan: Path, command: str, name: str, start: bytes
) -> None:
    """--output takes the file itself, or a folder in which the usual name is used."""
    assert run(command, "-b", plan, "-o", tmp_path / "out")[0] == 0
    assert (tmp_path / "out" / name).read_bytes().startswith(start)
    own = tmp_path / f"own{Path(name).suffix}"
    assert run(command, "-b", plan, "-o", own)[0] == 0
    assert own.read_bytes() == (tmp_path / "out" / name).read_bytes()


def test_cheatsheet_and_notebook_and_practice(tmp_path: Path, plan: Path) -> None:
    """The other commands write their files too, and say where."""
    assert run("cheatsheet", "-o", tmp_path / "sheet.pdf")[0] == 0
    one_side = (tmp_path / "sheet.pdf").read_bytes()
    assert run("cheatsheet", "--topics", "dropout, fit", "-o", tmp_path / "sheet.pdf")[0] == 0
    assert b"%PDF" == (tmp_path / "sheet.pdf").read_bytes()[:4] == one_side[:4]
    assert one_side != (tmp_path / "sheet.pdf").read_bytes()
    code, stdout, _ = run("notebook", "-b", plan, "-o", tmp_path / "course")
    assert code == 0
    assert "grader release exam" in stdout
    assert (tmp_path / "course" / "solutions" / "exam" / "exam.ipynb").is_file()
    code, stdout, _ = run("practice", "ada", "bob", "-b", plan, "-o", tmp_path / "sheets")
    assert code == 0
    assert "wrote 2 sheets" in stdout
    assert list(_files(tmp_path / "sheets")) == ["practice-ada.pdf", "practice-bob.pdf"]


def test_preview_shows_the_question_and_writes_every_form(tmp_path: Path) -> None:
    """The text has answer, mistakes and solution; seven files are written."""
    code, stdout, _ = run("preview", "lasso_weight", "--level", 2, "-o", tmp_path)
    assert code == 0
    for word in ("Answer:", "Solution", "Lasso with one weight"):
        assert word in stdout
    assert len(_files(tmp_path)) == 7


@pytest.mark.parametrize(("level", "worth"), [(1, ", 1 point, "), (3, ", 2 points, ")])
def test_preview_says_the_points_in_english(tmp_path: Path, level: int, worth: str) -> None:
    """One point is not "1 points", on the screen and in the notebook."""
    _, stdout, _ = run("preview", "penalty_value", "--level", level, "-o", tmp_path)
    assert worth in stdout
    (notebook,) = (text for name, text in _files(tmp_path).items() if name.endswith(".ipynb"))
    assert f"({worth.strip(', ')})" in notebook.decode()


def test_list_names_every_question() -> None:
    """Topics and questions with their points."""
    from grader.exam import bank

    code, stdout, _ = run("list")
    assert code == 0
    assert all(name in stdout for name in bank.load())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[pick]]\ntopic = 'nueron'", "Did you mean neuron?"),
        ("[[pick]]\ntopic = 'neuron'\ncount = 40", "the bank has 3 that fit"),
        ("nonsense", "plan.toml"),
    ],
)
@pytest.mark.parametrize("command", ["paper", "quiz", "moodle", "canvas", "flashcards", "notebook"])
def test_bad_input_costs_one_clear_line(
    tmp_path: Path, command: str, text: str, message: str
) -> None:
    """Exit code 1, one message, no traceback, nothing written."""
    plan = tmp_path / "plan.toml"
    plan.write_text(text)
    code, stdout, stderr = run(command, "-b", plan, "-o", tmp_path / "out")
    assert code == 1
    assert stdout == ""
    assert message in stderr
    assert len(stderr.strip().splitlines()) <= 2
    assert "Traceback" not in stderr
    assert not (tmp_path / "out").exists()


def test_one_order_makes_one_version(tmp_path: Path) -> None:
    """A question that cannot change places makes one paper, and a note says why."""
    (tmp_path / "plan.toml").write_text("[[pick]]\nquestion = 'weight_gradient'")
    code, _, stderr = run("paper", "-b", tmp_path / "plan.toml", "-o", tmp_path / "out")
    assert code == 0
    assert "4 versions were asked for, there is one order of it." in stderr
    assert list(_files(tmp_path / "out")) == ["key-A.pdf", "paper-A.pdf"]


def test_papers_of_another_exam_are_named(tmp_path: Path, plan: Path) -> None:
    """Two versions into the folder of four: C and D of the first exam are not of this one."""
    run("paper", "-b", plan, "--seed", 1, "-o", tmp_path / "out")
    _, _, stderr = run("paper", "-b", plan, "--seed", 2, "--versions", 2, "-o", tmp_path / "out")
    assert "of an earlier run" in stderr
    for name in ("paper-C.pdf", "paper-D.pdf", "key-C.pdf", "key-D.pdf"):
        assert name in " ".join(stderr.split())


def test_a_blueprint_of_a_windows_editor_is_read(tmp_path: Path) -> None:
    """With a byte-order mark, in UTF-8 and in UTF-16."""
    for encoding in ("utf-8-sig", "utf-16"):
        (tmp_path / "plan.toml").write_text(PLAN, encoding=encoding)
        assert run("key", "-b", tmp_path / "plan.toml", "-o", tmp_path / encoding)[0] == 0


def test_an_unwritable_folder_and_an_unknown_question(tmp_path: Path, plan: Path) -> None:
    """Each is named; the file in the way is kept."""
    (tmp_path / "file").write_text("mine")
    code, _, stderr = run("paper", "-b", plan, "-o", tmp_path / "file")
    assert code == 1
    assert "is a file and not a folder" in stderr
    assert (tmp_path / "file").read_text() == "mine"
    code, _, stderr = run("preview", "laso_weight", "-o", tmp_path / "out")
    assert code == 1
    assert "Did you mean lasso_weight?" in stderr


def test_a_question_that_fails_stops_the_whole_exam(
    tmp_path: Path, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One broken function: its name in one line, and no file of the exam."""
    from grader.exam import bank

    entry = bank.find("weight_gradient")
    failing = type(entry)(**{**vars(entry), "function": lambda rng, level: 1 / 0})
    monkeypatch.setitem(bank.load(bank.choose("week4")), "weight_gradient", failing)
    plan.write_text("[[pick]]\nquestion = 'weight_gradient'\nlevel = 1\n")
    code, _, stderr = run("paper", "-b", plan, "-o", tmp_path / "out")
    assert code == 1
    assert "question weight_gradient, level 1: ZeroDivisionError" in stderr
    assert not (tmp_path / "out").exists()


def test_notes_say_what_could_not_be_met(tmp_path: Path) -> None:
    """A wish for points that no selection has is said, and the exam is written."""
    plan = tmp_path / "plan.toml"
    plan.write_text("points = 99\n" + PLAN)
    code, _, stderr = run("quiz", "-b", plan, "-o", tmp_path / "out")
    assert code == 0
    assert "Note: 99 points were asked for" in stderr


def test_practice_without_students_asks_for_them() -> None:
    """No ids and no file: one line."""
    code, _, stderr = run("practice")
    assert code == 1
    assert "no students are named" in stderr
