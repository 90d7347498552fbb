"""The rubric as it is shown, and as people change it: what the page asks and does with it."""

from __future__ import annotations

from dataclasses import asdict, replace

from grader.base.errors import GraderError
from grader.marking import asked as read
from grader.marking import changes
from grader.marking.desk import Asked, Desk, Plain
from grader.marking.typeset import typeset, typeset_inline
from grader.masters.scheme import Scheme, to_bullets, worth_of


def scheme(desk: Desk, asked: Asked) -> Plain:
    """Return a question's text and its rubric, as they are shown."""
    exercise = desk.exercise(asked)
    desk.store.refresh()
    version, now = desk.store.scheme(exercise)
    question = desk.material.questions[exercise]
    return {
        "exercise": exercise, "title": question.title, "question": typeset(question.text),
        "version": version, "newer": changes.from_master(desk.store, exercise) is not None,
        "model": typeset(question.scheme_text), **rubric(now),
    }  # fmt: skip


def rubric(scheme: Scheme) -> Plain:
    """Return a rubric as it is shown."""
    worths = [worth_of(bullet) for bullet in to_bullets(scheme)]
    return {
        "worth": scheme.worth, "down": scheme.down, "note": typeset(scheme.note),
        "full": list(scheme.full),
        "groups": [
            {"label": one.label, "remark": typeset_inline(one.remark), "points": worth}
            for one, worth in zip(scheme.groups, worths, strict=True)
        ],
        "items": [{**asdict(one), "html": typeset_inline(one.words)} for one in scheme.items],
    }  # fmt: skip


def wanted_scheme(desk: Desk, asked: Asked) -> Scheme:
    """Return the rubric that somebody wrote, or the master's."""
    exercise = desk.exercise(asked)
    now = desk.store.scheme(exercise)[1]
    if asked.get("master") is True:
        return changes.from_master(desk.store, exercise) or now
    items = asked.get("items", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise GraderError("items must be a list of items")
    return replace(changes.edited(now, items), down=asked.get("down") is True)


def preview(desk: Desk, asked: Asked) -> Plain:
    """Return what a change of the rubric would do."""
    exercise = desk.exercise(asked)
    desk.store.given(exercise)
    before = desk.store.scheme(exercise)[1]
    found = changes.preview(desk.store.lines, exercise, before, wanted_scheme(desk, asked))
    answers = desk.material.answers(exercise)
    rows = [{"n": desk.number(one.key), "before": one.before, "after": one.after}
            for one in found.given if one.key[1] in answers]  # fmt: skip
    return {
        "rows": sorted(rows, key=lambda row: row["n"]), "kept": found.kept,
        "marks": sum(one.final for one in found.effects),
        "problems": list(found.problems), **rubric(found.scheme),
    }  # fmt: skip


def change(desk: Desk, asked: Asked) -> Plain:
    """Change the rubric and all marks with it; return both as they are then."""
    exercise = desk.exercise(asked)
    desk.store.given(exercise)
    changes.change(desk.store, exercise, read.version(asked), wanted_scheme(desk, asked),
                   read.step(asked, "rubric"))  # fmt: skip
    return scheme(desk, asked)
