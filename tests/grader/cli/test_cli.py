"""The command line: one message, the right exit code, and never a traceback."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader import cli
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.instructor.release import release

HandIn = Callable[..., Path]
REPOSITORY = Path(__file__).resolve().parents[3]


def grader(course: Course, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m grader`` on a course, as a person would."""
    return subprocess.run(
        [sys.executable, "-m", "grader", *arguments, "--course", str(course.root)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "100"},
    )


def assert_one_message(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    """Check for exit code 1 and one message on stderr that contains the parts."""
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("grader: ")
    assert len(done.stderr.strip().splitlines()) <= 2
    assert "Traceback" not in done.stderr + done.stdout
    for part in parts:
        assert part in done.stderr


@pytest.mark.parametrize("words", [["--help"], []], ids=["asked", "no command"])
def test_help_fits_on_one_screen_and_is_grouped(
    words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each command has one line on a screen of 80 by 24, below the one who uses it."""
    monkeypatch.setenv("COLUMNS", "80")
    lines = CliRunner().invoke(cli.app, words).output.strip().splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    groups = [line for line in lines if line in ("Student:", "Assistant:", "Instructor:")]
    assert len(groups) == 3
    for command in cli.app.registered_commands:
        name = command.name or command.callback.__name__ if command.callback else ""
        assert len([line for line in lines if line.startswith(f"  {name} ")]) == 1
    assert not any(line.endswith("...") for line in lines[1:])


@pytest.mark.parametrize(
    "command",
    [
        "release",
        "check",
        "collect",
        "autograde",
        "feedback",
        "export",
        "formgrader",
        "mark",
        "demo",
        "regrade",
        "report",
    ],
)
def test_every_command_explains_itself(command: str) -> None:
    """``--help`` of each command says what it does."""
    done = CliRunner().invoke(cli.app, [command, "--help"])
    assert done.exit_code == 0
    assert "Usage" in done.output


@pytest.mark.parametrize(
    "command", ["release", "check", "autograde", "mark", "feedback", "export", "regrade", "report"]
)
def test_an_unknown_assignment_is_answered_with_a_known_one(course: Course, command: str) -> None:
    """Every command that takes an assignment suggests the right name."""
    done = CliRunner().invoke(cli.app, [command, "wek1", "--course", str(course.root)])
    assert done.exit_code == 1
    assert "'wek1' is not an assignment" in done.output
    assert "Did you mean week1?" in done.output


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        ("check", "grader release week1"),
        ("autograde", "grader collect week1 ARCHIVE"),
        ("feedback", "grader autograde week1"),
        ("export", "grader autograde week1"),
        ("formgrader", "grader autograde week1"),
        ("mark", "grader autograde week1"),
        ("regrade", "grader collect week1 ARCHIVE"),
        ("report", "grader autograde week1"),
    ],
)
def test_a_wrong_order_of_steps_names_the_missing_one(
    course: Course, command: str, missing: str
) -> None:
    """Whoever starts too early is told what comes first."""
    course.database.unlink()
    done = CliRunner().invoke(cli.app, [command, "week1", "--course", str(course.root)])
    assert done.exit_code == 1
    assert missing in " ".join(done.output.split())


@pytest.mark.slow
def test_the_path_from_release_to_export(course: Course, hand_in: HandIn) -> None:
    """As real processes: each step succeeds quietly, and a broken file stops no one."""
    hand_in("ada", essay="Because it is linear.")
    hand_in("bob").write_bytes(b"\xff\xfe\x00 no JSON")
    for step in ("release", "check", "autograde", "feedback", "export"):
        done = grader(course, step, "week1")
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        assert "Warning" not in done.stderr
    assert "ada,,4,2,,6,0,6,9,waiting for a person" in (course.work / "week1.csv").read_text()
    assert "bob,,,,,,,,9,unreadable" in (course.work / "week1.csv").read_text()


def test_the_course_may_stand_before_the_command(course: Course) -> None:
    """``grader --course DIR release week1`` is ``grader release week1 --course DIR``."""
    done = CliRunner().invoke(cli.app, ["--course", str(course.root), "release", "week1"])
    assert done.exit_code == 0, done.output
    assert (course.release("week1") / "01_tiny.ipynb").is_file()


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EACCES, "permissions")],
)
def test_an_error_of_the_disk_is_one_message(
    course: Course, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    """A full or read-only disk and a missing permission (injected: tests run as root) are said."""

    def fails(*args: object) -> None:
        raise OSError(number, os.strerror(number), "/somewhere/file")

    monkeypatch.setattr("grader.instructor.release.release", fails)
    done = CliRunner().invoke(cli.app, ["release", "week1", "--course", str(course.root)])
    assert done.exit_code == 1
    assert "/somewhere/file" in done.output
    assert words in done.output


def test_a_fault_of_the_grader_goes_into_a_log(
    course: Course, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What nobody expected is one line with exit code 2; the traceback is in a file."""

    def fails(*args: object) -> None:
        raise RuntimeError("out of cheese")

    monkeypatch.setattr("grader.instructor.release.release", fails)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = CliRunner().invoke(cli.app, ["release", "week1", "--course", str(course.root)])
    assert done.exit_code == 2
    assert "out of cheese" in done.output
    assert "Traceback" not in done.output
    (log,) = tmp_path.glob("grader-*.log")
    assert "Traceback" in log.read_text()


def test_ctrl_c_says_how_to_go_on(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with exit code 130 and one message."""

    def stops(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.instructor.release.release", stops)
    done = CliRunner().invoke(cli.app, ["release", "week1", "--course", str(course.root)])
    assert done.exit_code == 130
    assert "run the same command" in done.output


@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("command", [["exam", "list"], ["check", "week1"]], ids=["exam", "check"])
def test_a_reader_that_has_enough_ends_it_quietly(
    course: Course, command: list[str], unbuffered: str
) -> None:
    """``| head`` costs no message, and the shell sees what SIGPIPE gives."""
    release(course, "week1")
    reading, writing = os.pipe()
    os.close(reading)
    home = REPOSITORY if command[0] == "exam" else course.root
    done = subprocess.run(
        [sys.executable, "-m", "grader", "--course", str(home), *command],
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    os.close(writing)
    assert (done.returncode, done.stderr.strip()) == (141, "")


def test_a_broken_pipe_inside_the_grader_is_told(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process of the grader that died is no reader that has enough."""

    def fails(*args: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")

    monkeypatch.setattr("grader.instructor.release.release", fails)
    done = CliRunner().invoke(cli.app, ["release", "week1", "--course", str(course.root)])
    assert done.exit_code == 1
    assert "Broken pipe" in done.output


def test_markup_in_a_message_is_text(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file name with brackets neither vanishes nor breaks the message."""

    def fails(*args: object) -> None:
        raise GraderError("The file [red]x[/bold].ipynb is odd")

    monkeypatch.setattr("grader.instructor.release.release", fails)
    done = CliRunner().invoke(cli.app, ["release", "week1", "--course", str(course.root)])
    assert "[red]x[/bold].ipynb" in done.output


def heeds_ctrl_c() -> None:
    """Undo what a shell does to the jobs that it starts in the background: they ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
def test_ctrl_c_stops_a_run_that_can_go_on(course: Course, hand_in: HandIn) -> None:
    """SIGINT while a class is graded ends quickly and cleanly; the next run grades everyone."""
    release(course, "week1")
    endless = "def double(x):\n    while True:\n        pass"
    for number in range(6):
        hand_in(f"student{number}", double=endless)
    running = subprocess.Popen(
        [sys.executable, "-m", "grader", "autograde", "week1", "--course", str(course.root)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # or the tests would hear the signal too
        preexec_fn=heeds_ctrl_c,
    )
    deadline = time.monotonic() + 120
    while not (course.work / "records").exists() and time.monotonic() < deadline:
        time.sleep(0.2)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130, errors
    assert "run the same command" in errors
    assert "Traceback" not in errors
