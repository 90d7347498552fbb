"""The page of what to look at: every kind, the worst first, with a command; nothing on it runs."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from grader import cli
from grader.assistant import leftovers, roster
from grader.assistant.autograde import autograde
from grader.assistant.collect import collect
from grader.assistant.leftovers import Leftover
from grader.assistant.worklist import worklist
from grader.assistant.worklist.entries import Kind
from grader.base.course import Course

HandIn = Callable[..., Path]
RIGHT = "def double(x):\n    return 2 * x"
EVIL = "</dd><script>alert(1)</script>\u202e\x1b[31m"


class Page(HTMLParser):
    """The tags and the text of a page, read by Python's own parser."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Note a tag."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


@pytest.fixture
def class_(course: Course, hand_in: HandIn, tmp_path: Path, warm: None) -> Course:
    """Return a class that has one of every kind, collected and graded."""
    names = ("ada", "bob", "cyd", "dan", "eve", "fay", "gus", "hal", "ida")
    (tmp_path / "r.csv").write_text(
        "student,name\n" + "".join(f"{n},{n} <b>X</b>\n" for n in names)
    )
    other = "def double(x):\n    return 3 * x"
    hand_in("x", double=RIGHT, essay="")
    right = (course.submitted("week1", "x") / "01_tiny.ipynb").read_bytes()
    made = {
        "ada": {"01_tiny.ipynb": right, "b c.ipynb": right.replace(b"2 * x", b"3 * x")},
        "bob": {"01_tiny.ipynb": b"not json"},
        "cyd": {"01_tiny.ipynb": _with(right, "double", f"{RIGHT}\n1 / 0")},
        "dan": {"01_tiny.ipynb": _with(right, "essay", "Because.")},
        "eve": {"notes.txt": b"later"},
        "fay": {"01_tiny.ipynb": right},
        "gus": {"01_tiny.ipynb": _without_imports(right)},
        "hal": {"01_tiny.ipynb": _with(right, "double", "import no_such_package\n" + _uses(other))},
    }  # fmt: skip
    for name, files in made.items():
        for file, data in files.items():
            path = tmp_path / "in" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    (course.submitted("week1", "x") / "01_tiny.ipynb").unlink()
    course.submitted("week1", "x").rmdir()
    collect(course, "week1", tmp_path / "in", roster_file=tmp_path / "r.csv")
    (tmp_path / "2" / "fay").mkdir(parents=True)
    (tmp_path / "2" / "fay" / "01_tiny.ipynb").write_bytes(_released(right))
    collect(course, "week1", tmp_path / "2")
    autograde(course, "week1")
    return course


def _with(notebook: bytes, cell: str, source: str) -> bytes:
    made = json.loads(notebook)
    for one in made["cells"]:
        one["source"] = source if one["id"] == cell else one["source"]
    return json.dumps(made).encode()


def _uses(source: str) -> str:
    return source.replace("return", "no_such_package.f()\n    return")


def _without_imports(notebook: bytes) -> bytes:
    made = json.loads(notebook)
    made["cells"] = [one for one in made["cells"] if one["id"] != "imports"]
    return json.dumps(made).encode()


def _released(notebook: bytes) -> bytes:
    for cell in ("double", "square"):
        notebook = _with(notebook, cell, f"def {cell}(x):\n    ...  # YOUR CODE HERE")
    return _with(notebook, "essay", "YOUR ANSWER HERE")


def test_every_kind_is_there_the_worst_first(class_: Course) -> None:
    """Each student stands under the worst that happened, in the order of how bad that is."""
    done = worklist(class_, "week1")
    worst = {one.person.student: one.worst for one in done.looked}
    assert worst == {
        "ada": Kind.CHOOSE, "hal": Kind.NOT_GRADED, "bob": Kind.UNREADABLE, "dan": Kind.WAITING,
        "eve": Kind.MISSING, "fay": Kind.CHOSEN, "cyd": Kind.SKIPPED, "gus": Kind.REPAIRED,
        "ida": Kind.ABSENT,
    }  # fmt: skip
    assert list(worst) == ["ada", "hal", "bob", "dan", "eve", "fay", "cyd", "gus", "ida"]
    assert done.waiting == 4
    page = Page(done.path.read_text("utf-8"))
    assert page.text.index("ada") < page.text.index("hal <b>X</b>") < page.text.index("gus")
    assert "script" not in page.tags
    assert "b" not in page.tags


def test_each_command_is_one_that_the_grader_has(class_: Course) -> None:
    """What the page tells to type is a command with options that exist, and the first one for two
    files with different answers settles it."""
    done = worklist(class_, "week1")
    commands = re.findall(r"<code>(grader .*?)</code>", done.path.read_text("utf-8"))
    assert len(set(commands)) > 5
    for command in commands:
        words = shlex.split(command.replace("&#39;", "'"))[1:]
        shown = CliRunner().invoke(cli.app, [words[0], "--help"]).output
        assert all(word in shown for word in words if word.startswith("--")), command
    ada = next(one for one in done.looked if one.person.student == "ada")
    words = shlex.split(ada.entries[0].commands[0])[1:]
    assert CliRunner().invoke(cli.app, [*words, "--course", str(class_.root)]).exit_code == 0
    autograde(class_, "week1")
    after = worklist(class_, "week1").looked
    assert next(one for one in after if one.person.student == "ada").worst is Kind.CHOSEN


def test_both_commands_write_it(course: Course, hand_in: HandIn, tmp_path: Path) -> None:
    """After ``collect``, when nothing is graded, it says so; the last lines name the file."""
    (tmp_path / "in" / "ada").mkdir(parents=True)
    hand_in("x", double=RIGHT).rename(tmp_path / "in" / "ada" / "01_tiny.ipynb")
    where = ["--course", str(course.root)]
    done = CliRunner().invoke(cli.app, ["collect", "week1", str(tmp_path / "in"), *where])
    path = course.work / "reports" / "week1-to-do.html"
    assert f"What to look at, the worst first (2 need you): {path}" in done.output
    assert "nothing of it is graded yet" in path.read_text("utf-8")


def test_what_a_student_wrote_stands_there_as_text(course: Course) -> None:
    """Names of files and reasons with tags, escapes and turned text do nothing on the page."""
    left = [Leftover(f"a{EVIL}.zip", f"f{EVIL}.ipynb", f"r{EVIL}", guess=f"g{EVIL}")]
    leftovers.store(course, "week1", "a.zip", left)
    (course.work / "r.csv").write_text(f'student,name\nzo\u00eb,"Z {EVIL}"\n')
    roster.remember(course, course.work / "r.csv")
    text = worklist(course, "week1").path.read_text("utf-8")
    page = Page(text)
    assert {"script", "img", "a" * 9}.isdisjoint(page.tags)
    assert "<script>alert(1)</script>" in page.text
    assert not re.search(r"[\u202e\x1b]", text)
    assert "default-src 'none'" in text


def test_a_large_class_is_one_page(course: Course) -> None:
    """With nobody handed in and nothing graded, a class of 1,000 is a list of names."""
    rows = "".join(f"s{n:04}\n" for n in range(1000))
    (course.work / "r.csv").write_text(f"student\n{rows}")
    roster.remember(course, course.work / "r.csv")
    done = worklist(course, "week1")
    assert (done.waiting, len(done.looked)) == (0, 1000)
    assert "handed in nothing: 1000" in done.path.read_text("utf-8")
