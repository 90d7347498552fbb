"""The assistant's evening, from the LMS's archive to the report: every command, timed and checked.

    python tests/benchmarks/assistants_day.py [--students 300] [--layout canvas|moodle|teams|all]

Each command runs as a process of its own, in the order of the README, in a scratch copy of the
course. The class is made from stored answers, so each exported score is known beforehand; after
each step it is checked that nobody is lost and nothing is wrong. Printed is a table with the
commands, their seconds, and the last line that each said. The written answer is marked in a real
Chromium, unless ``--no-browser`` is given.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))  # the model of Moodle is among the tests

from evening_archives import LAYOUTS, Archive, write_archive  # noqa: E402  # as above
from evening_checks import Evening  # noqa: E402  # as above
from evening_class import empty_notebooks, make_class, make_teams, write_roster  # noqa: E402  # as above

from grader.base.course import Course  # noqa: E402  # as above
from grader.cli.demo import scratch_course  # noqa: E402  # as above
from grader.instructor.release import release  # noqa: E402  # as above


@dataclass
class Commands:
    """Runs the commands of ``grader`` on one course and remembers how long each took."""

    course: Course
    rows: list[tuple[str, float, str]] = field(default_factory=list)

    def run(self, *words: str) -> str:
        """Run one command and return what it printed; it must succeed without a traceback."""
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "grader", *words, "--course", str(self.course.root)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "COLUMNS": "200"},
        )
        spent = time.monotonic() - started
        if done.returncode or "Traceback" in done.stderr:
            sys.exit(f"grader {' '.join(words)}: exit code {done.returncode}\n{done.stderr}")
        lines = done.stdout.strip().splitlines() or [""]
        self.note(" ".join(words), spent, lines[-1].strip())
        return done.stdout

    def note(self, words: str, spent: float, line: str) -> None:
        """Remember one command."""
        command = f"grader {self._short(words)}"
        self.rows.append((command, spent, self._short(line)))
        print(f"{spent:7.1f} s  {command}", flush=True)

    def _short(self, text: str) -> str:
        root = self.course.root
        return text.replace(f"{root}/", "").replace(f"{root.parent}/", "")

    def table(self) -> str:
        """Return the commands with their times and last lines, as a table in Markdown."""
        rows = [f"| `{command}` | {spent:.1f} | {line} |" for command, spent, line in self.rows]
        return "\n".join(["| command | s | its last line |", "|---|---|---|", *rows])


def evening(
    original: Course, assignment: str, layout: str, count: int, browser: bool, folder: Path
) -> None:
    """Go through one evening; the first thing that is wrong ends it."""
    course = scratch_course(original, folder / "course")
    release(course, assignment)
    students = (make_teams if layout == "teams" else make_class)(course, assignment, count)
    empty = empty_notebooks(course, assignment)
    archive = write_archive(folder, layout, students, assignment, empty)
    write_roster(folder / "roster.csv", students, layout)
    commands = Commands(course)
    print(f"\n{layout}: {count} students, {_size(archive):.0f} MB handed in", flush=True)
    run, note = commands.run, commands.note
    Evening(course, assignment, layout, students, archive, run, note, browser).go()
    print(f"\n{commands.table()}\n\n{layout}: everything as expected.", flush=True)


def _size(archive: Archive) -> float:
    paths = [archive.path, *archive.path.rglob("*")]
    return sum(path.stat().st_size for path in paths if path.is_file()) / 1e6


def main() -> None:
    """Read the arguments and go through one evening for each layout."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--students", type=int, default=300, help="at least 22: every oddity once, of teams 66"
    )
    parser.add_argument("--layout", choices=[*LAYOUTS, "all"], default="all")
    parser.add_argument("--course", type=Path, default=REPOSITORY)
    parser.add_argument("--assignment", default="week4")
    parser.add_argument("--no-browser", action="store_true", help="mark in the gradebook itself")
    asked = parser.parse_args()
    for layout in LAYOUTS if asked.layout == "all" else [asked.layout]:
        with tempfile.TemporaryDirectory(prefix=f"evening-{layout}-") as folder:
            course = Course.find(asked.course)
            browser = not asked.no_browser
            evening(course, asked.assignment, layout, asked.students, browser, Path(folder))


if __name__ == "__main__":
    main()
