"""What the template is taught: judges get right answers, students the libraries in question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox.channel import Channel
from grader.sandbox.limits import Limits
from grader.sandbox.server import Lesson, TemplateServer

RUNS_CELLS = "grader.sandbox.student:main"  # in place of a judge, to look into its process
CASES = "course_lib.hints.network_cases"
CALL = (CASES, "dense_backward", (3, 2, 1), {"seed": 0})
KEPT = "from course_lib.hints import memo\nprint(memo._keeps, len(memo._answers))"


@pytest.fixture
def server() -> Iterator[TemplateServer]:
    """Return a running template that has learnt nothing yet."""
    preload = ["numpy", "course_lib", CASES]
    with TemplateServer(RUNS_CELLS, preload=preload, packages=["course_lib"]) as server:
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


def test_only_judges_know_right_answers(server: TemplateServer) -> None:
    """After the lesson a judge has the answers from the start; a student's process keeps none."""
    assert (printed(server, "judge", KEPT), printed(server, "student", KEPT)) == (
        "True 0",
        "False 0",
    )
    server.learn(Lesson("judge", "answers", [CALL]))
    assert (printed(server, "judge", KEPT), printed(server, "student", KEPT)) == (
        "True 1",
        "False 0",
    )


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
