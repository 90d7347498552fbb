"""The desk at which people mark: what is laid before them, and what they do with it.

Everything comes and goes as plain data. An answer is called by its number in the order of its
question, so that nothing on the page says whose it is, unless names are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook.by_hand import Given
from grader.marking import asked as read
from grader.marking import line_up, shown, undo
from grader.marking.database import Database
from grader.marking.groups import Likeness, likeness
from grader.marking.ledger import Gradebook
from grader.marking.lines import Key
from grader.marking.material import ClassWork, Material
from grader.marking.store import Change, Store

_MANY = 100_000
Plain = dict[str, Any]
Asked = Mapping[str, Any]


@dataclass(frozen=True)
class Next:
    """Among what the next answer is chosen, for whom, and how many there are."""

    exercise: str
    marker: str
    given: Mapping[str, Given]
    left: int
    choose: line_up.Chooser


class Desk:
    """What several people mark together.

    Parameters
    ----------
    names : whether the page shows whose an answer is.
    """

    def __init__(self, material: Material, store: Store, title: str, *, names: bool) -> None:
        self.material = material
        self.store = store
        self.title = title
        self.names = names
        self.order = {
            name: [*material.answers(name)] if material.piled
            else line_up.order(store.assignment, name, material.answers(name))
            for name in material.questions
        }  # fmt: skip
        self.second = {
            name: line_up.sample(store.assignment, name, students)
            for name, students in self.order.items()
        }
        self._likeness: dict[str, Likeness] = {}

    @classmethod
    def of_course(
        cls, course: Course, assignment: str, *, names: bool = False,
        clock: Callable[[], float] | None = None,
    ) -> Desk:  # fmt: skip
        """Return the desk of a week's written answers.

        Raises
        ------
        GraderError : the week has none, or nothing of it was graded yet.
        """
        from grader.gradebook.connection import exists

        course.masters(assignment)
        work = ClassWork.of(course, assignment)
        if not work.questions:
            raise GraderError(f"{assignment} has no written answers")
        if not exists(course) or not any(work.answers(name) for name in work.questions):
            raise GraderError("There is nothing to mark yet",
                              hint=f"Run `grader autograde {assignment}` first.")  # fmt: skip
        places = {name: (one.notebook, one.cell) for name, one in work.questions.items()}
        schemes = {name: one.scheme for name, one in work.questions.items()}
        database = Database(course.db_url, course)
        more = {"clock": clock} if clock else {}
        store = Store(database, assignment, Gradebook(assignment, places), schemes, **more)
        return cls(work, store, assignment, names=names)

    def close(self) -> None:
        """Close the database."""
        self.store.database.close()

    # What is laid before a marker.

    def likeness(self, exercise: str) -> Likeness:
        """Return which answers to a question are alike."""
        if exercise not in self._likeness:
            question = self.material.questions[exercise]
            answers = {} if self.material.piled else self.material.answers(exercise)
            self._likeness[exercise] = likeness(answers, question.scheme_text, question.text)
        return self._likeness[exercise]

    def exercise(self, asked: Asked) -> str:
        """Return the question that is asked for.

        Raises
        ------
        GraderError : there is no such question.
        """
        name = read.text(asked, "exercise")
        if name not in self.material.questions:
            known = ", ".join(self.material.questions)
            raise GraderError(f"There is no question {name!r:.40}", hint=f"There are: {known}.")
        return name

    def key(self, asked: Asked) -> Key:
        """Return the answer that is asked for, by its number."""
        exercise = self.exercise(asked)
        at = int(read.number(asked, "n", 1, max(1, len(self.order[exercise]))))
        if not self.order[exercise]:
            raise GraderError(f"Nobody answered {exercise}")
        return exercise, self.order[exercise][at - 1], 2 if asked.get("round") == 2 else 1

    def number(self, key: Key) -> int:
        """Return an answer's number in the order of its question."""
        return self.order[key[0]].index(key[1]) + 1

    def waits(self, key: Key, given: Mapping[str, Given]) -> bool:
        """Whether an answer still needs this reading."""
        has = given.get(key[1]) if key[2] == 1 else None
        return has.waits if has else not self.store.lines.last(key).state.final

    def view(self, asked: Asked) -> Plain:
        """Return an answer as it is shown, and keep it for whoever looks at it."""
        key = self.key(asked)
        given = self.store.given(key[0])
        line_up.keep(self.store, key, read.marker(asked))
        return shown.answer(self, key, given, read.marker(asked))

    def next(self, asked: Asked) -> Plain:
        """Return the next answer that waits and is nobody else's; ``answer`` is None at the end."""
        found = self._next(asked)
        with self.store.database.writing() as connection:
            self.store.lines.read(connection)
            found.choose(connection)
        return self._found(found)

    def _next(self, asked: Asked, but: Key | None = None) -> Next:
        """Return among what the next answer is chosen."""
        exercise, marker = self.exercise(asked), read.marker(asked)
        given = self.store.given(exercise)
        after = int(read.number(asked, "after", 0, _MANY))
        kind = read.text(asked, "kind") or "waiting"
        wanted = [key for key in self._wanted(exercise, kind, marker, given) if key != but]
        ahead = [key for key in wanted if self.number(key) > after]
        behind = [key for key in wanted if self.number(key) <= after]
        choose = line_up.Chooser(self.store, [*ahead, *behind], marker,
                                 others_too=asked.get("others") is True)  # fmt: skip
        return Next(exercise, marker, given, len(wanted), choose)

    def _found(self, found: Next) -> Plain:
        key = found.choose.key
        return {
            "answer": shown.answer(self, key, found.given, found.marker) if key else None,
            "left": found.left, "total": len(self.order[found.exercise]),
        }  # fmt: skip

    def _wanted(
        self, exercise: str, kind: str, marker: str, given: Mapping[str, Given]
    ) -> list[Key]:
        """Return the answers of one kind, in order: those that wait, all, flagged, or to be read
        by a second marker, who must be another one."""
        lines = self.store.lines
        first = [(exercise, student, 1) for student in self.order[exercise]]
        match kind:
            case "all":
                return first
            case "flagged":
                return [key for key in first if lines.last(key).state.flag]
            case "second":
                drawn = [key for key in first if key[1] in self.second[exercise]]
                done = [key for key in drawn if lines.last(key).state.final
                        and lines.last(key).marker != marker]  # fmt: skip
                second = [(exercise, key[1], 2) for key in done]
                return [key for key in second if not lines.last(key).state.final]
        return [key for key in first if self.waits(key, given)]

    # What a marker does.

    def mark(self, asked: Asked) -> Plain:
        """Write one answer's state: a key that was pressed, or the mark itself."""
        key = self.key(asked)
        scheme = self.store.scheme(key[0])[1]
        answer = self.material.newest(key[0], key[1])
        state = read.state(asked.get("state", {}), scheme, answer.digest)
        kind = "mark" if state.final else "draft"
        change = Change(key, int(read.number(asked, "seen", 0, _MANY)), state,
                        read.number(asked, "seconds", 0, 1e6))  # fmt: skip
        step, version = read.step(asked, kind), read.version(asked)
        if asked.get("next") is True:
            found = self._next({**asked, "after": self.number(key)}, key)
            self.store.put([change], step, version, then=found.choose)
            return self._found(found)
        self.store.put([change], step, version)
        line, scheme = self.store.lines.last(key), self.store.scheme(key[0])[1]
        return {"seq": line.seq, "marked": shown.who(line), **shown.plain(line.state, scheme)}

    def mark_group(self, asked: Asked) -> Plain:
        """Give all answers of a list that wait the same mark, in one step."""
        exercise = self.exercise(asked)
        given = self.store.given(exercise)
        keys = [self.key({"exercise": exercise, "n": n}) for n in asked.get("members", [])]
        keys = [key for key in dict.fromkeys(keys) if self.waits(key, given)]
        scheme, found = self.store.scheme(exercise)[1], self.material.answers(exercise)
        changes_ = [
            Change(key, self.store.lines.last(key).seq,
                   read.state({**asked.get("state", {}), "final": True}, scheme,
                              found[key[1]].digest))
            for key in keys
        ]  # fmt: skip
        self.store.put(changes_, read.step(asked, "group"), read.version(asked))
        return {"marked": len(changes_)}

    def undo(self, asked: Asked) -> Plain:
        """Take the marker's last step back, or put it back; say where that was."""
        step = read.step(asked, "undo")
        done = undo.undo(self.store, step.marker, step.name, redo=asked.get("redo") is True)
        if done is None:
            return {"undone": None}
        key = next(iter([*done.keys, *done.left]), None)
        there = key and key[1] in self.material.answers(key[0])
        return {
            "undone": done.kind, "answers": len(done.keys), "left": len(done.left),
            "exercise": key[0] if key else None, "round": key[2] if key else 1,
            "n": self.number(key) if key and there else None,
        }  # fmt: skip
