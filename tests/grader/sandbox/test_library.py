"""What the template is taught: judges get right answers, students the libraries in question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox.limits import Limits
from grader.sandbox.server import Lesson, TemplateServer
from grader.sandbox.wire.channel import Channel

RUNS_CELLS = "grader.sandbox.student:main"  # in place of a judge, to look into its process
CASES = "exercises.double"
CALL = (CASES, "right", (3,), {})
EXERCISES = {
    "exercises": "",
    CASES: "from course_lib.hints.memo import computed_once\n"
    "@computed_once\ndef right(x):\n    return 2 * x\n",
}
KEPT = "from course_lib.hints import memo\nprint(memo._keeps, len(memo._answers))"
ASKED = """
import importlib
for name in ("exercises", "exercises.double", "course_lib.hints.memo", "course_lib.hints.roads",
             "course_lib.hints.report", "course_lib.mlp"):
    try:
        importlib.import_module(name)
        print("here", end=" ")
    except ModuleNotFoundError:
        print("none", end=" ")
"""


@pytest.fixture
def server() -> Iterator[TemplateServer]:
    """Return a running template that has learnt nothing yet."""
    preload = ["numpy", "course_lib"]
    with TemplateServer(RUNS_CELLS, preload=preload, packages=["course_lib"]) as server:
        server.learn(Lesson.of_exercises(EXERCISES))
        yield server


def printed(server: TemplateServer, kind: str, source: str) -> str:
    """Return what a cell prints in a new process of this kind."""
    pid, sock = server.start(kind, Limits(memory_mb=200))
    channel = Channel(sock, max_bytes=10**7)
    channel.send((1, "run", source, False))
    reply = channel.receive()[1]
    channel.close()
    server.end(pid)
    assert reply["error"] is None, reply
    return str(reply["stdout"]).strip()


def test_only_judges_have_exercises(server: TemplateServer) -> None:
    """A student's process has the lecture and the hints that a notebook imports, and no more."""
    assert printed(server, "judge", ASKED).split() == ["here"] * 6
    assert printed(server, "student", ASKED).split() == ["none"] * 4 + ["here"] * 2


def test_only_judges_know_right_answers(server: TemplateServer) -> None:
    """After the lesson a judge has the answers from the start."""
    assert printed(server, "judge", KEPT) == "True 0"
    server.learn(Lesson("judge", "answers", [CALL]))
    assert printed(server, "judge", KEPT) == "True 1"


def test_other_exercises_take_their_place(server: TemplateServer) -> None:
    """A template that learns another week forgets the one before."""
    server.learn(Lesson.of_exercises({"exercises": "", "exercises.triple": "three = 3"}))
    source = "from exercises.triple import three\ntry:\n    import exercises.double\n"
    source += "except ImportError:\n    print('gone', three)"
    assert printed(server, "judge", source) == "gone 3"


def test_a_forbidden_library_is_imported_once_for_all(server: TemplateServer) -> None:
    """Students find it loaded; what is not installed is passed over."""
    loaded = "import sys\nprint('wave' in sys.modules)"
    assert printed(server, "student", loaded) == "False"
    names = ["no_such_library.sub.f", "wave.Wave_read.rewind"]
    server.learn(Lesson("student", "libraries", names))
    assert printed(server, "student", loaded) == "True"


@pytest.mark.parametrize(
    "content", [[("os", "abort", (), {})], [(CASES, "nothing", (), {})], "not a list", object()]
)
def test_a_lesson_that_fails_hurts_nobody(server: TemplateServer, content: object) -> None:
    """Processes do without what could not be learnt, and a lesson is not repeated."""
    server.learn(Lesson("judge", "bad", content))
    server.learn(Lesson("judge", "bad", [CALL]))
    assert printed(server, "judge", KEPT) == "True 0"
