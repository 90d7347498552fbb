"""What one sees from the desk: counts and pace, groups, a search, a history, agreement."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from grader.gradebook.history import State
from grader.marking import asked as read
from grader.marking import line_up, shown
from grader.marking.agreement import agreement, differing
from grader.marking.desk import Asked, Desk, Plain
from grader.marking.groups import differences, normal
from grader.marking.progress import drift, first_marks, paces
from grader.marking.typeset import typeset, typeset_inline

_FOUND = 60
_AROUND = 60  # characters on each side of what was found
_INSIDE = 60  # answers of a group that are shown
_DIFFER = 8  # places in which one of them is unlike the first


def overview(desk: Desk, asked: Asked) -> Plain:
    """Return for each question what is done, what is left, the pace and the drift."""
    marker = read.marker(asked)
    shared = line_up.shares(desk.store)
    owner = line_up.Owner(shared)
    rows = []
    for exercise, question in desk.material.questions.items():
        given = desk.store.given(exercise)
        keys = [(exercise, student, 1) for student in desk.order[exercise]]
        waiting = [key for key in keys if desk.waits(key, given)]
        marks = first_marks(desk.store.lines, exercise)
        found = paces(marks)
        each = next((pace.seconds for pace in found if pace.marker == marker), 0.0)
        lines = [desk.store.lines.last(key) for key in keys]
        second = [(exercise, student, 2) for student in desk.second[exercise]]
        rows.append({
            "exercise": exercise, "title": question.title, "worth": question.scheme.worth,
            "total": len(keys), "waiting": len(waiting),
            "mine": sum(owner(key) in ("", marker) for key in waiting),
            "flagged": sum(line.state.flag for line in lines),
            "second": {"total": len(second),
                       "done": sum(desk.store.lines.last(key).state.final for key in second)},
            "paces": [asdict(pace) for pace in found], "left_seconds": each * len(waiting),
            "drift": drift(marks, desk.store.scheme(exercise)[1]),
        })  # fmt: skip
    return {"title": desk.title, "names": desk.names, "questions": rows,
            "shared": sorted(set(shared.values()))}  # fmt: skip


def groups(desk: Desk, asked: Asked) -> Plain:
    """Return the groups of a question that have more than one answer, most that wait first."""
    exercise = desk.exercise(asked)
    given = desk.store.given(exercise)
    found: list[dict[str, Any]] = []
    answers = desk.material.answers(exercise)
    for group in desk.likeness(exercise).groups:
        if len(group.students) < 2:
            continue
        waiting = [s for s in group.students if desk.waits((exercise, s, 1), given)]
        inside = []
        first = answers[group.students[0]].text
        for student in group.students[:_INSIDE]:
            inside.append({
                "n": desk.number((exercise, student, 1)), "html": typeset(answers[student].text),
                "waits": student in waiting,
                "same": normal(answers[student].text) == normal(first),
                "differs": differences(first, answers[student].text)[:_DIFFER],
            })  # fmt: skip
        members = [desk.number((exercise, student, 1)) for student in waiting]
        found.append({"kind": group.kind, "size": len(group.students), "members": members,
                      "inside": inside})  # fmt: skip
    found.sort(key=lambda group: -len(group["members"]))
    return {"groups": found}


def search(desk: Desk, asked: Asked) -> Plain:
    """Return the answers to a question in which some words stand, and by name if names show."""
    exercise, words = desk.exercise(asked), normal(read.text(asked, "words", 200))
    found = []
    for student in desk.order[exercise] if words else ():
        answer = desk.material.answers(exercise)[student]
        text = normal(answer.text)
        at = text.find(words)
        named = desk.names and words in normal(f"{answer.name} {student}")
        if at >= 0 or named:
            around = text[max(0, at - _AROUND) : at + len(words) + _AROUND]
            found.append({"n": desk.number((exercise, student, 1)), "around": around,
                          "name": answer.name if desk.names else ""})  # fmt: skip
    return {"found": found[:_FOUND], "count": len(found)}


def history(desk: Desk, asked: Asked) -> Plain:
    """Return every line of one answer, the last one first."""
    key = desk.key(asked)
    desk.store.refresh()
    scheme = desk.store.scheme(key[0])[1]
    lines = sorted(desk.store.lines.of.get(key, {}).items(), reverse=True)
    return {"lines": [
        {"seq": seq, "marker": line.marker, "at": line.at, "kind": line.kind,
         "version": line.version, **shown.plain(line.state, scheme)}
        for seq, line in lines
    ]}  # fmt: skip


def comments(desk: Desk, asked: Asked) -> Plain:
    """Return what was ever said of a question, by item, most often said first."""
    exercise = desk.exercise(asked)
    often: Counter[tuple[str, str]] = Counter()
    for key in desk.store.keys(exercise):
        state = desk.store.lines.last(key).state
        often.update((name, text) for name, text in state.comments.items())
        often.update([("", state.comment)] if state.comment else [])
    return {"comments": [{"item": item, "text": text} for (item, text), _ in often.most_common()]}


def agreements(desk: Desk, asked: Asked) -> Plain:
    """Return how alike two markers marked, and the answers on which they differ."""
    exercise = desk.exercise(asked)
    lines, scheme = desk.store.refresh(), desk.store.scheme(exercise)[1]
    both: dict[str, tuple[State, State]] = {}
    who: dict[str, list[str]] = {}
    for student in desk.order[exercise]:
        pair = [lines.last((exercise, student, round_)) for round_ in (1, 2)]
        if all(line.state.final for line in pair):
            both[student] = (pair[0].state, pair[1].state)
            who[student] = [line.marker for line in pair]
    words = {item.id: typeset_inline(item.words) for item in scheme.items}
    items = [{**asdict(one), "html": words[one.item]} for one in agreement(scheme, both)]
    rows: list[dict[str, Any]] = [
        {"n": desk.number((exercise, student, 1)), "who": who[student],
         "points": [sum(state.points(scheme)) for state in both[student]],
         "earned": [list(state.earned) for state in both[student]]}
        for student in differing(scheme, both)
    ]  # fmt: skip
    return {"count": len(both), "items": items, "differing": rows}


def context(desk: Desk, asked: Asked) -> Plain:
    """Return what a question and an answer refer to."""
    exercise, student, _ = desk.key(asked)
    return {"pieces": [
        {"html": "" if piece.is_code else typeset(piece.text),
         "code": piece.text if piece.is_code else "", "printed": piece.printed,
         "figures": list(piece.figures)}
        for piece in desk.material.context(exercise, student)
    ]}  # fmt: skip
