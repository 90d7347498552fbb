"""What a test cell ends with: the points, the reasons for the lost ones, and a table of both."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from course_lib.hints.handing_in import remarks


@dataclass(frozen=True)
class Lost:
    """A part of an exercise that was lost: how many points, why, and where to look."""

    part: str
    points: float
    reason: str
    hint: str = ""


class _Lost(Protocol):
    """What the notebook and the grader's records have in common of a lost part."""

    @property
    def part(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def hint(self) -> str: ...


LostT = TypeVar("LostT", bound=_Lost)


class Score(float):
    """The points of one exercise: a plain number that also knows what was lost.

    ``repr`` is that of the number, so that nbgrader reads it as partial credit. ``earlier`` are
    exercises that the answer may call and that lost points too.

    Examples
    --------
    >>> Score(4.0, max_points=8)
    4.0
    """

    name: str
    points: float
    max_points: float
    parts: tuple[str, ...]
    lost: tuple[Lost, ...]
    earlier: tuple[str, ...]
    more_to_come: bool

    def __new__(
        cls,
        points: float,
        *,
        max_points: float,
        name: str = "",
        parts: Sequence[str] = (),
        lost: Sequence[Lost] = (),
        earlier: Sequence[str] = (),
        more_to_come: bool = False,
    ) -> Score:
        score = super().__new__(cls, points)
        score.name, score.points, score.max_points = name, float(points), float(max_points)
        score.parts, score.lost, score.more_to_come = tuple(parts), tuple(lost), more_to_come
        score.earlier = tuple(earlier)
        return score

    def __getnewargs_ex__(self) -> tuple[tuple[float], dict[str, object]]:
        names = ("max_points", "name", "parts", "lost", "earlier", "more_to_come")
        return (self.points,), {name: getattr(self, name) for name in names}

    def _repr_html_(self) -> str:
        """Return a table of the parts, for the student's notebook and for feedback."""
        lost = {item.part for item in self.lost}
        parts = "".join(
            f"<li>{'✗' if part in lost else '✓'} {html.escape(part)}</li>" for part in self.parts
        )
        causes = "".join(_told(*cause) for cause in by_cause(self.lost))
        more = (
            "<p>Visible tests only. Hidden tests with other inputs follow when it is graded.</p>"
            if self.more_to_come
            else ""
        )
        head = f"<b>{html.escape(self.name)}: {self.points:g} of {self.max_points:g} points</b>"
        style = "style='list-style:none;padding-left:0;margin:.3em 0'"
        return f"{head}{causes}<ul {style}>{parts}</ul>{more}"


def by_cause(lost: Sequence[LostT]) -> list[tuple[str, str, list[LostT]]]:
    """Return each reason and hint once, with the parts that were lost to it.

    Examples
    --------
    >>> lost = [Lost("dW", 1, "dW is transposed."), Lost("db", 1, "db is zero."),
    ...         Lost("square", 1, "dW is transposed.")]
    >>> [(reason, [item.part for item in parts]) for reason, hint, parts in by_cause(lost)]
    [('dW is transposed.', ['dW', 'square']), ('db is zero.', ['db'])]
    """
    found: dict[str, tuple[str, list[LostT]]] = {}
    for item in lost:
        hint, parts = found.setdefault(item.reason, (item.hint, []))
        parts.append(item)
        if not hint:
            found[item.reason] = (item.hint, parts)
    return [(reason, hint, parts) for reason, (hint, parts) in found.items()]


def _told(reason: str, hint: str, parts: Sequence[Lost]) -> str:
    names = ", ".join(html.escape(item.part) for item in parts)
    return (
        f"<p style='margin:.3em 0'>{html.escape(reason)} <i>{html.escape(hint)}</i>"
        f"<br><small>lost: {names}</small></p>"
    )


_scores: dict[str, Score] = {}  # what summary() shows: the last score of each exercise
_lent: set[str] = set()


def remember(score: Score) -> None:
    """Keep the last score of an exercise for :func:`summary`."""
    _scores[score.name] = score


def loses(exercise: str) -> bool:
    """Return whether the last run of an exercise's test lost points, and its answer is called."""
    return exercise in _scores and bool(_scores[exercise].lost) and exercise not in _lent


def lend(exercises: Sequence[str]) -> None:
    """Note that the reference stands in the place of these exercises' answers."""
    _lent.clear()
    _lent.update(exercises)


class Summary:
    """Exercises and whether their visible tests pass, and what to mend before handing in."""

    def __init__(
        self,
        scores: dict[str, Score | None],
        remarks: Sequence[str] = (),
        extensions: Sequence[str] = (),
    ) -> None:
        self.scores, self.remarks, self.extensions = scores, tuple(remarks), tuple(extensions)

    def _lines(self) -> Iterator[tuple[str, str, str]]:
        for name, score in self.scores.items():
            beyond = "extension, " if name in self.extensions else ""
            if score is None:
                yield "-", name, f"{beyond}not run yet"
                continue
            points = f"{beyond}{score.points:g} of {score.max_points:g}"
            if score.lost:
                reasons = dict.fromkeys(item.reason for item in score.lost)
                yield "✗", name, f"{points}: {' '.join(reasons)}"
            else:
                yield "✓", name, points

    def _total(self) -> str:
        done = [score for score in self.scores.values() if score is not None and not score.lost]
        total = f"{len(done)} of {len(self.scores)} exercises pass their tests in this notebook."
        if not self.extensions:
            return total
        core = [name for name in self.scores if name not in self.extensions]
        return f"{total} Core: {self._points(core)}. Extensions: {self._points(self.extensions)}."

    def _points(self, names: Sequence[str]) -> str:
        run = [score for name in names if (score := self.scores[name]) is not None]
        points, most = sum(s.points for s in run), sum(s.max_points for s in run)
        return f"{points:g} of {most:g} points in the {len(run)} of {len(names)} that were run"

    def __repr__(self) -> str:
        width = max((len(name) for name in self.scores), default=0)
        rows = [f"{mark} {name:<{width}}  {text}" for mark, name, text in self._lines()]
        return "\n".join([*rows, self._total(), *(f"! {text}" for text in self.remarks)])

    def _repr_html_(self) -> str:
        style = "style='text-align:left;white-space:normal'"
        rows = "".join(
            f"<tr><td>{mark}</td><td {style}><code>{html.escape(name)}</code></td>"
            f"<td {style}>{html.escape(text)}</td></tr>"
            for mark, name, text in self._lines()
        )
        mend = "".join(f"<li>{html.escape(text)}</li>" for text in self.remarks)
        before = f"<p><b>Before you hand in:</b></p><ul>{mend}</ul>" if mend else ""
        return f"<table>{rows}</table><p>{self._total()}</p>{before}"


def summary(exercises: Sequence[str] = (), extensions: Sequence[str] = ()) -> Summary:
    """Return which exercises pass the tests that ran in this kernel, the last run counting.

    In a notebook it also says what would hurt when it is graded: a cell that is missing or not
    saved, a name that is defined twice, a package that may be absent.

    Parameters
    ----------
    exercises : names to list even if their test cell was not run yet.
    extensions : names beyond the core path, listed after it; their points are counted apart.

    Examples
    --------
    >>> summary(["never_run"])
    - never_run  not run yet
    0 of 1 exercises pass their tests in this notebook.
    """
    names = (*exercises, *extensions) or tuple(_scores)
    scores = {name: _scores.get(name) for name in names}
    return Summary(scores, remarks(names), extensions)
