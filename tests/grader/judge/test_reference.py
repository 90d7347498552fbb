"""What the run of a reference solution teaches the engine."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from grader.base.course import Course
from grader.judge.assignment import Assignment, compile_assignment
from grader.judge.reference import Reference, learnt
from grader.sandbox.limits import Limits
from grader.sandbox.server import Lesson, TemplateServer
from grader.sandbox.wire.channel import Channel


@pytest.fixture(scope="module")
def compiled() -> Assignment:
    """Return the compiled week."""
    course = Course.find(Path(__file__).resolve().parents[3])
    return compile_assignment(course.solutions("week4"))


@pytest.fixture(scope="module")
def reference(compiled: Assignment) -> Reference:
    """Return what the master of notebook 04 teaches."""
    masters = tuple(m for m in compiled.masters if m.name.startswith("04"))
    assignment: Assignment = dataclasses.replace(compiled, masters=masters)
    return learnt(assignment, masters[0])


def test_it_says_what_the_tests_ask_for(reference: Reference) -> None:
    """Its tests compare with cases, and forbid functions of another library."""
    asked = {name for _, name, _, _ in reference.answers}
    assert reference.faults == {}
    assert {"ridge_fit", "lasso_fit", "soft_threshold", "choose_lambda"} <= asked
    assert {name.partition(".")[0] for name in reference.forbidden} == {"sklearn"}


def test_a_library_is_a_lesson_only_where_a_cell_imports_it(reference: Reference) -> None:
    """A template that has loaded more than is used is slower to fork."""
    list(reference.lessons([]))  # not the first submission
    plain = list(reference.lessons(["w = X.T @ y  # sklearn calls it coef_"]))
    assert [lesson.kind for lesson in plain] == ["judge"]
    borrowed = list(reference.lessons(["from sklearn.linear_model import Ridge"]))
    assert [lesson.kind for lesson in borrowed] == ["judge", "student"]
    assert all(name.startswith("sklearn.") for name in borrowed[1].content)


def test_nothing_is_computed_for_a_single_submission(reference: Reference) -> None:
    """The first submission's judge computes what that asks for; the template, what all may ask."""
    new = dataclasses.replace(reference, digest="of a master that was not met yet")
    assert list(new.lessons([])) == []
    assert [lesson.content for lesson in new.lessons([])] == [reference.answers]


def test_every_later_judge_starts_with_it(compiled: Assignment, reference: Reference) -> None:
    """All that the tests ask for travels to the template and is computed there."""
    list(reference.lessons([]))  # the first submission
    runs_cells = "grader.sandbox.student:main"  # in place of a judge, to look into its process
    count = "from course_lib.hints import memo\nprint(len(memo._answers))"
    with TemplateServer(runs_cells, preload=["course_lib"], packages=["course_lib"]) as server:
        server.learn(Lesson.of_exercises(compiled.exercises))
        for lesson in reference.lessons([]):
            server.learn(lesson)
        pid, sock = server.start("judge", Limits())
        channel = Channel(sock, max_bytes=10**6)
        channel.send((1, "run", count, False))
        assert int(channel.receive()[1]["stdout"]) == len(reference.answers) > 10
        channel.close()
        server.end(pid)
