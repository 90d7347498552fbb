"""Several people at once: other answers for each, no mark lost or overwritten."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from grader.assistant.autograde import autograde
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook import read, reading
from grader.marking.desk import Desk
from grader.marking.line_up import order, sample, share_out
from grader.marking.overlook import agreements, overview
from grader.marking.store import ConflictError
from tests.benchmarks import postgres_server
from tests.grader.marking.test_desk import marking

PEOPLE = ("ana", "bo", "cy")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def shared(request: pytest.FixtureRequest, graded: Course, warm: None) -> Iterator[Course]:
    """Return the graded class, its gradebook in a file or on a server."""
    if request.param == "SQLite":
        yield graded
        return
    address = request.getfixturevalue("postgres")
    with postgres_server.database(address) as database:
        course = Course(graded.root, database)
        autograde(course, "week1", force=True)
        yield course


def work(course: Course, name: str, given: list[tuple[str, int, str]], faults: list[str]) -> None:
    """Mark what comes next until nothing does, at a server of one's own."""
    desk = Desk.of_course(course, "week1")
    try:
        for exercise, items in (("why", ["1"]), ("essay", [])):
            view = desk.next({"exercise": exercise, "marker": name})["answer"]
            while view:
                state = {"earned": items, "final": True}
                state |= {} if items else {"by_hand": 2}
                view_of = {"exercise": exercise, "n": view["n"], "marker": name}
                given.append((exercise, view["n"], name))
                reply = desk.mark({**view_of, "seen": view["seq"], "version": view["version"],
                                   "step": f"{name}-{exercise}-{view['n']}", "state": state,
                                   "next": True})  # fmt: skip
                view = reply["answer"]
    except Exception as error:
        faults.append(f"{name}: {error!r}")
    finally:
        desk.close()


def test_three_servers_share_the_answers(shared: Course) -> None:
    """Each answer is marked by one person once, and the gradebook has all marks."""
    Desk.of_course(shared, "week1").close()
    given: list[tuple[str, int, str]] = []
    faults: list[str] = []
    threads = [threading.Thread(target=work, args=(shared, name, given, faults))
               for name in PEOPLE]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert set(Counter(row[:2] for row in given).values()) == {1}
    with reading(shared, "week1") as gradebook:
        rows = {(row.student, row.cell): row for row in read(gradebook, "week1")}
    assert [rows[name, "why"].manual_score for name in ("ada", "bob", "cleo", "dan")] == [0.25] * 4
    assert rows["eve", "why"].score == 0  # untouched: no person is needed
    assert {rows[name, "essay"].manual_score for name in ("ada", "eve")} == {2.0}
    assert not [row for row in rows.values() if row.needs_manual]


def test_what_is_marked_while_one_reads_is_not_given_again(
    graded: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the lines and the gradebook another server marks one answer, and then the next."""
    one, two = Desk.of_course(graded, "week1"), Desk.of_course(graded, "week1")
    waiting = [n for n, name in enumerate(one.order["why"], 1) if name != "eve"]  # hers is empty
    numbers = iter(waiting)
    read_lines, adopt = one.store.lines.read, one.store.adopt

    def then_marked(connection: Connection) -> None:
        read_lines(connection)
        monkeypatch.setattr(one.store.lines, "read", read_lines)
        marking(two, next(numbers), ["1"])

    def marked_before(exercise: str, student: str) -> None:
        monkeypatch.setattr(one.store, "adopt", adopt)
        marking(two, next(numbers), ["1"])
        adopt(exercise, student)
        two.view({"exercise": "essay", "n": 1, "marker": "ana"})  # she lets go of the answer

    monkeypatch.setattr(one.store.lines, "read", then_marked)
    monkeypatch.setattr(one.store, "adopt", marked_before)
    view = one.next({"exercise": "why", "marker": "bo"})["answer"]
    assert (view["n"], view["marked"]) == (next(numbers), None)
    one.close()
    two.close()


def test_of_two_who_write_after_the_same_line_one_is_refused(shared: Course) -> None:
    """Two servers, one answer: the second learns of it; the history has one mark."""
    one, two = Desk.of_course(shared, "week1"), Desk.of_course(shared, "week1")
    n = one.number(("why", "ada", 1))
    seen = {
        desk: desk.view({"exercise": "why", "n": n, "marker": "x"})["seq"] for desk in (one, two)
    }
    marking(one, n, ["1"], seen=seen[one])
    with pytest.raises(ConflictError):
        marking(two, n, ["2"], seen=seen[two])
    assert two.view({"exercise": "why", "n": n, "marker": "bo"})["points"] == 0.25
    one.close()
    two.close()


def test_answers_are_shared_out_by_student_or_question(desk: Desk) -> None:
    """Nobody gets what is another's, unless they offer help; what is nobody's is everybody's."""
    names = list(desk.order["why"])
    by_student = share_out(desk.store, ["ana", "bo"], "student", ["why", "essay"], names)
    assert sorted(name for mine in by_student.values() for name in mine) == sorted(names)
    assert {len(mine) for mine in by_student.values()} == {2, 3}
    found = overview(desk, {"marker": "ana"})["questions"]
    assert found[0]["mine"] == len(by_student["ana"])
    share_out(desk.store, ["ana", "bo"], "question", ["why", "essay"], names)
    assert desk.next({"exercise": "why", "marker": "bo"})["answer"] is None
    assert desk.next({"exercise": "why", "marker": "bo", "others": True})["answer"]
    share_out(desk.store, [], "nobody", [], [])
    assert desk.next({"exercise": "why", "marker": "cy"})["answer"]
    with pytest.raises(GraderError, match="must name the markers"):
        share_out(desk.store, [" "], "student", [], [])


def test_what_one_has_open_is_not_given_to_another(graded: Course) -> None:
    """It is kept for a quarter of an hour from the last key, and then free again."""
    time = [1000.0]
    desk = Desk.of_course(graded, "week1", clock=lambda: time[0])
    first = desk.next({"exercise": "why", "marker": "ana"})["answer"]["n"]
    assert desk.next({"exercise": "why", "marker": "bo"})["answer"]["n"] != first
    assert desk.view({"exercise": "why", "n": first, "marker": "cy"})["holder"] == "ana"
    time[0] += 901
    assert desk.next({"exercise": "why", "marker": "dee"})["answer"]["n"] == first
    desk.close()


def test_a_second_marker_reads_a_tenth_without_the_first_mark(desk: Desk) -> None:
    """Another person, blind to the first; agreement and where they differ come from both."""
    student = next(iter(desk.second["why"]))
    n = desk.number(("why", student, 1))
    marking(desk, n, ["1", "4"], marker="ana")
    asked = {"exercise": "why", "kind": "second"}
    assert desk.next({**asked, "marker": "ana"})["answer"] is None
    view = desk.next({**asked, "marker": "bo"})["answer"]
    assert (view["n"], view["round"], view["state"]["earned"], view["marked"]) == (n, 2, (), None)
    marking(desk, n, ["1"], marker="bo", round=2)
    found = agreements(desk, {"exercise": "why"})
    assert {row["item"]: row["share"] for row in found["items"]} == {
        "1": 1, "2": 1, "3": 1, "4": 0, "5": 1,
    }  # fmt: skip
    assert [(row["n"], row["points"]) for row in found["differing"]] == [(n, [1.25, 0.25])]
    assert desk.view({"exercise": "why", "n": n, "marker": "ana"})["points"] == 1.25


def test_the_order_is_another_for_each_question_and_the_sample_a_tenth() -> None:
    """Nobody is always first; the sample depends on nothing but names."""
    names = [f"s{n}" for n in range(300)]
    places = [order("week4", question, names).index("s0") for question in "abcdefgh"]
    assert len(set(places)) > 4
    assert len(sample("week4", "a", names)) == 30
    assert sample("week4", "a", names) == sample("week4", "a", names[::-1])
