"""A gradebook on PostgreSQL, on a real server that is started here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from grader import cli
from grader.assistant import autograde as module
from grader.assistant.autograde import autograde
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook import Grade, Mark, connection, opened, read, reading, register, save
from grader.workers import pool
from tests.benchmarks import postgres_server

pytestmark = pytest.mark.usefixtures("warm")

HandIn = Callable[..., Path]
SIGN = "def double(x):\n    return abs(2 * x)"


@pytest.fixture
def on_server(course: Course, postgres: str) -> Iterator[Course]:
    """Return the tiny course with a new, empty database for its gradebook."""
    course.database.unlink()
    with postgres_server.database(postgres) as address:
        yield Course(course.root, address)


def grades(course: Course) -> list[Grade]:
    """Return every row of the gradebook."""
    with reading(course, "week1") as found:
        return read(found, "week1")


def test_the_server_has_what_the_file_would_have(on_server: Course, hand_in: HandIn) -> None:
    """The same class, graded into SQLite and into PostgreSQL, has the same rows."""
    hand_in("ada", essay="Because it is linear.")
    hand_in("bob", double=SIGN)
    hand_in("Cleo").write_text("%PDF-1.7")
    autograde(on_server, "week1")
    assert not on_server.database.exists()
    in_file = Course(on_server.root)
    autograde(in_file, "week1", force=True)
    assert grades(on_server) == grades(in_file)
    assert {row.student for row in grades(on_server)} == {"Cleo", "ada", "bob"}


def test_commands_take_the_address(on_server: Course, hand_in: HandIn) -> None:
    """``--db`` or the variable GRADER_DB: autograde, feedback and export use the server."""
    hand_in("ada", double=SIGN)
    place = ["--course", str(on_server.root)]
    for command in ("autograde", "feedback", "export"):
        done = CliRunner().invoke(
            cli.app, [command, "week1", *place], env={"GRADER_DB": on_server.db}
        )
        assert done.exit_code == 0, done.output
    assert "ada,,1,2," in (on_server.work / "week1.csv").read_text()
    done = CliRunner().invoke(cli.app, ["export", "week1", *place, "--db", on_server.db])
    assert done.exit_code == 0, done.output
    assert not on_server.database.exists()


def test_an_empty_server_names_the_step(on_server: Course) -> None:
    """Whoever reads grades too early is told which command comes first."""
    command = ["export", "week1", "--course", str(on_server.root), "--db", on_server.db]
    done = CliRunner().invoke(cli.app, command)
    assert done.exit_code == 1
    assert "grader autograde week1" in done.output


def test_what_a_person_entered_stays(on_server: Course, hand_in: HandIn) -> None:
    """A manual score on the server survives another run."""
    hand_in("ada", essay="Because it is linear.")
    autograde(on_server, "week1")
    with opened(on_server, "week1") as found:
        grade = found.find_grade("essay", "01_tiny", "week1", "ada")
        grade.manual_score, grade.needs_manual_grade = 2.0, False
        found.db.commit()
    autograde(on_server, "week1", force=True)
    (essay,) = (row for row in grades(on_server) if row.cell == "essay")
    assert (essay.score, essay.needs_manual) == (2.0, False)


def test_a_lock_ends_with_one_line(
    on_server: Course, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While another program holds the table, saving ends with a hint, and works afterwards."""
    register(on_server, "week1")
    monkeypatch.setattr(connection, "_LOCK_SECONDS", 1)
    marks = {("01_tiny", "double_test"): Mark(4.0)}
    with psycopg.connect(on_server.db) as other:
        with opened(on_server, "week1") as found:
            save(found, "week1", "ada", marks)
        other.execute("LOCK TABLE grade IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(GraderError, match="lock timeout") as caught:  # noqa: SIM117  # opening is what turns the error of saving into a message
            with opened(on_server, "week1") as found:
                save(found, "week1", "bob", marks)
        assert "Another program is writing" in caught.value.hint
    with opened(on_server, "week1") as found:
        save(found, "week1", "bob", marks)
    assert {row.student for row in grades(on_server)} == {"ada", "bob"}


def test_a_lost_connection_loses_no_grade(
    on_server: Course, postgres: str, hand_in: HandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends the connection midway: one line, and the next run completes the class."""
    students = ["ada", "bob", "cleo", "dana"]
    for student in students:
        hand_in(student, double=SIGN)
    real = module.save
    calls: list[str] = []

    def cut(*args: object, **kwargs: object) -> None:
        calls.append("save")
        if len(calls) == 3:
            with psycopg.connect(postgres, autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname LIKE 'gradebook%' AND pid <> pg_backend_pid()"
                )
        real(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came

    with monkeypatch.context() as patch:
        patch.setattr(module, "save", cut)
        with pytest.raises(GraderError, match="terminating connection"):
            autograde(on_server, "week1", workers=pool.here(1))
    assert len({row.student for row in grades(on_server)}) == 2
    autograde(on_server, "week1")
    assert {row.student: row.score for row in grades(on_server) if row.cell == "double_test"} == (
        dict.fromkeys(students, 1.0)
    )


@pytest.mark.parametrize(
    ("address", "said", "hint"),
    [
        ("postgresql://grader:secret@127.0.0.1:1/x", "refused", "Is the database server running"),
        ("nonsense", "must be the address of a database", "postgresql://user@host"),
        ("oracle://x/y", "needs the package", "pip install"),
    ],
)
def test_a_wrong_address_is_one_message(
    course: Course, hand_in: HandIn, address: str, said: str, hint: str
) -> None:
    """No server, no address, no driver: each is said, and a password is not shown."""
    hand_in("ada")
    command = ["autograde", "week1", "--course", str(course.root), "--db", address]
    done = CliRunner().invoke(cli.app, command)
    assert done.exit_code == 1, done.output
    assert said in done.output
    assert hint in done.output
    assert "secret" not in done.output
    assert "Traceback" not in done.output
