"""Tables and progress bars for a person at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from grader.base.names import printable

if TYPE_CHECKING:  # one command does not wait for what the others import
    from grader.assistant.autograde import Progress as Graded
    from grader.assistant.regrade import Change, Comparison, StudentChange
    from grader.assistant.similarity import Similarity
    from grader.gradebook.results import Row
    from grader.instructor.reading import Finding
    from grader.masters.exercise import Exercise
    from grader.sandbox.doctor import Examination

_PAIRS = 20
_SHOWN = 40  # rows of a class that fit on a few screens


def number(value: float | None) -> str:
    """Return a score as it is shown; a score that does not exist is a dash, never 0.

    Examples
    --------
    >>> number(2.5), number(None)
    ('2.5', '–')
    """
    return "–" if value is None else f"{value:.4g}"


@contextmanager
def grading_progress(console: Console) -> Iterator[Callable[[Graded], None]]:
    """Show a bar with the time left, the student done last and the failures so far."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[student]}", markup=False),
        TextColumn("{task.fields[troubled]}", style="yellow"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Grading", total=None, student="", troubled="")

        def watch(state: Graded) -> None:
            troubled = f"{state.troubled} with something not graded" if state.troubled else ""
            bar.update(
                task,
                completed=state.done,
                total=state.total,
                student=printable(state.student),
                troubled=troubled,
            )

        yield watch


@contextmanager
def counting_progress(console: Console, what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar with the time left."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def show_table(console: Console, asked: list[Exercise], rows: list[Row]) -> None:
    """Print the grades of a class: the sum, what is open and why, and a line of totals.

    Of a large class only those of whom something could not be graded are shown.
    """
    large = len(rows) > _SHOWN
    some = [row for row in rows if row.reasons or row.doubts.words][:_SHOWN] if large else rows
    shown = Table(box=None, pad_edge=False)
    shown.add_column("Student", overflow="fold")
    for heading in ("Points", "of"):
        shown.add_column(heading, justify="right")
    shown.add_column("Status")
    shown.add_column("What is missing", overflow="fold")
    for row in some:
        shown.add_row(
            escape(row.student),
            number(row.points),
            number(row.max_points),
            row.status,
            escape(row.explanation),
        )
    if some:
        console.print(shown)
    if large:
        console.print(f"{len(rows) - len(some)} more are not shown; grader export has them all.")
    open_rows = sum(bool(row.reasons) for row in rows)
    waiting = sum(bool(row.waiting) for row in rows)
    console.print(f"{len(rows)} submission(s), {len(asked)} exercises; {open_rows} submission(s) "
                  f"with something not graded, {waiting} with answers to be read.")  # fmt: skip
    doubtful: dict[str, list[str]] = {}
    for row in rows:
        for word in row.doubts.words:
            doubtful.setdefault(f"{word}, {{}}: {row.doubts.commands[word][0]}", []).append(word)
    for line, those in doubtful.items():
        said = line.format(f"{len(those)} submission(s)")
        console.print(f"{said[:1].upper()}{said[1:]}.", markup=False, soft_wrap=True)
    if not all(row.isolated for row in rows):
        console.print("Graded without a sandbox.", style="yellow")


def show_changes(console: Console, found: Comparison) -> None:
    """Print what a new grading would change, whoever loses points last, and count it."""
    shown = Table(box=None, pad_edge=False)
    shown.add_column("Student", overflow="fold")
    shown.add_column("Points", justify="right", no_wrap=True)
    shown.add_column("")
    shown.add_column("What changes", overflow="fold")
    rows = [item for item in found.changes if item.exercises or item.kept]
    for item in sorted(rows, key=lambda item: (item.total.falls, item.student)):
        mark = "[red]falls[/]" if item.total.falls else ""
        shown.add_row(escape(item.student), _arrow(item.total), mark, escape(_what_changes(item)))
    if rows:
        console.print(shown)
    for name, (up, down) in found.by_exercise().items():
        console.print(f"{name}: {up} up, {down} down.", markup=False)
    changed = found.changed
    up, down = sum(i.total.rises for i in changed), sum(i.total.falls for i in changed)
    even = f", {len(changed) - up - down} with the same sum" if len(changed) > up + down else ""
    console.print(f"{len(changed)} of {found.students} change: {up} up, {down} down{even}. "
                  f"{found.manual} manual grade(s) kept.", markup=False)  # fmt: skip
    if not found.isolated:
        console.print("Graded without a sandbox.", style="yellow")


def _arrow(change: Change) -> str:
    return f"{number(change.before)} → {number(change.after)}"


def _what_changes(item: StudentChange) -> str:
    changes = [f"{change.name} {_arrow(change)}" for change in item.exercises]
    kept = [
        f"{change.name} stays {number(change.before)}, given by a person "
        f"(the test says {number(change.after)})"
        for change in item.kept
    ]
    return ", ".join([*changes, *kept])


def show_similarity(console: Console, found: Similarity) -> None:
    """Print the pairs that are most alike, how likely that is, and what could not be read."""
    shown = Table(box=None, pad_edge=False)
    shown.add_column("Pair", overflow="fold")
    shown.add_column("Score", justify="right")
    shown.add_column("Proof, or how likely", overflow="fold")
    for pair in found.first(_PAIRS):
        names = f"{pair.left.name} · {pair.right.name}"
        group = f" (group {pair.group})" if pair.group else ""
        shown.add_row(escape(names + group), f"{pair.score:.1f}", escape(pair.words))
    console.print(shown)
    if len(found.pairs) > _PAIRS:
        console.print(f"... and {len(found.pairs) - _PAIRS} more on the page.")
    for line in found.unread:
        console.print(f"Not read: {line}", markup=False, soft_wrap=True)
    console.print(f"{found.works} submissions, {found.works * (found.works - 1) // 2} pairs. "
                  f"{found.verdict}", soft_wrap=True)  # fmt: skip
    console.print(f"Side by side: {found.path}", markup=False, soft_wrap=True)


def show_checks(console: Console, asked: list[Exercise], findings: list[Finding]) -> None:
    """Print what was checked, exercise by exercise, and every problem in full."""
    shown = Table(box=None, pad_edge=False)
    for heading in ("Exercise", "Checked"):
        shown.add_column(heading, overflow="fold")
    for heading in ("must be", "is"):
        shown.add_column(heading, justify="right")
    shown.add_column("")
    for finding in findings:
        mark = "[green]ok[/]" if finding.ok else "[red]WRONG[/]"
        shown.add_row(
            finding.exercise, finding.what, number(finding.expected), number(finding.obtained), mark
        )
    console.print(shown)
    for finding in findings:
        if not finding.ok:
            problem = f"{finding.exercise}, {finding.what}: {finding.problem}"
            console.print(problem, style="red", markup=False, soft_wrap=True)
    wrong = sum(not finding.ok for finding in findings)
    automatic = sum(item.points for item in asked if not item.written)
    written = sum(item.points for item in asked if item.written)
    console.print(
        f"{automatic + written:g} points: {automatic:g} autograded, {written:g} written. "
        f"{len(findings)} checks, {wrong} wrong."
    )


def show_doctor(console: Console, found: Examination) -> None:
    """Print how student code is confined here, why so, what that lets through, what is better."""

    def say(text: str) -> None:
        console.print(text, markup=False, highlight=False, soft_wrap=True)

    say(f"Student code is confined by {found.confinement}." if found.confinement
        else "Student code cannot be confined here, and grading refuses to start.")  # fmt: skip
    say(f"Why: {found.why[:1].upper()}{found.why[1:].rstrip('.')}.")
    for heading, lines in (
        ("What is not stopped:", found.not_stopped),
        ("To get the better confinement:" if found.confinement else "What to do:", found.better),
    ):
        if lines:
            say(heading)
        for line in lines:
            say(f"- {line}")
