"""``grader new question``: a function in its topic's file, and the oracle of the same name."""

from __future__ import annotations

import ast
import difflib
import json
from pathlib import Path

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.base.week import Week
from grader.instructor.scaffold.names import require_name
from grader.instructor.scaffold.python_text import appended, assigned, with_import
from grader.instructor.scaffold.whole import template, write_or_undo


def new_question(
    course: Course, week: str, name: str, topic: str, topic_title: str = ""
) -> list[Path]:
    """Write a question that works at once, and return its files.

    Parameters
    ----------
    topic : a topic of the week, or a new one, which gets files of its own.
    topic_title : the new topic's name for people; without it, it is made of ``topic``.

    Raises
    ------
    GraderError : a name is unknown, taken or cannot be one. Nothing was written then.
    """
    course.masters(week)
    about = course.week(week)
    require_name(name, "a question")
    require_name(topic, "a topic")
    _require_new(about, name)
    init = about.questions / "__init__.py"
    files = {} if init.is_file() else _package(about, topic)
    source = files.get(init) or _read(init)
    topics = _written_out(init, source, "TOPICS")
    keys = topics.keys if isinstance(topics, ast.Dict) else []
    names = [str(ast.literal_eval(key)) for key in keys if key]
    if topic not in names:
        _require_new_topic(about, topic, names, topic_title)
        entry = f"{_literal(topic)}: {_literal(topic_title or _words(topic))}"
        files[init] = appended(source, topics, entry)
    files |= _question(about, name, topic, _literal(topic_title or _words(topic)))
    return write_or_undo(files)


def _require_new(week: Week, name: str) -> None:
    """Raise if any topic has a question of the name."""
    for path in sorted(week.questions.glob("*.py")):
        if name in _questions(_read(path)):
            raise GraderError(
                f"{week.folder.name} has a question {name} already, see {path.name}",
                hint="Choose another name.",
            )


def _package(week: Week, topic: str) -> dict[Path, str]:
    """Return the files of a week's first questions."""
    texts = {
        "__init__.py": "package",
        "cheatsheet.py": "cheatsheet",
        "oracles/__init__.py": "oracles_package",
        "blueprints/exam1.toml": "blueprint",
    }
    values = {"week": week.folder.name, "topic": topic}
    return {week.questions / file: template(f"question/{name}.txt", **values)
            for file, name in texts.items() if not (week.questions / file).exists()}  # fmt: skip


def _require_new_topic(week: Week, topic: str, topics: list[str], title: str) -> None:
    there = {path.stem.lower() for path in week.questions.glob("*")}
    if topic.lower() in there or topic in ("cheatsheet", "oracles", "blueprints"):
        raise GraderError(
            f"--topic must be one of {', '.join(topics) or 'no other files'} or new, got {topic!r}",
            hint="There is something else of this name among the questions.",
        )
    close = difflib.get_close_matches(topic, topics, n=1, cutoff=0.75)
    if close and not title:
        raise GraderError(
            f"{week.folder.name} has no topic {topic}",
            hint=f"Did you mean {close[0]}? A new topic of such a name needs --topic-title.",
        )


def _question(week: Week, name: str, topic: str, slide: str) -> dict[Path, str]:
    """Return the topic's file with the question in it, and that of its oracles.

    Its slide is that of the last question there, or the one given.
    """
    words = {"words": _words(topic), "Words": _words(topic)}
    path, oracles = week.questions / f"{topic}.py", week.questions / "oracles" / f"{topic}.py"
    source = _read(path) or template("question/topic.txt", **words)
    seen = _read(oracles) or template("question/oracles.txt", **words)
    for text, file in ((source, path), (seen, oracles)):
        if name in _names(text):
            raise GraderError(f"{file}: the name {name} is used already", hint="Choose another.")
    for node in ast.parse(template("question/topic.txt", **words)).body:
        if isinstance(node, ast.ImportFrom) and node.module != "__future__":
            for alias in node.names:
                source = with_import(source, str(node.module), alias.name)
    if "np" not in _names(source):
        raise GraderError(f"{path}: it must `import numpy as np`", hint="Add the line.")
    slide = next(filter(None, reversed(_questions(source).values())), slide)
    values = {"name": name, "Words": _words(name), "slide": slide}
    source = source.rstrip() + "\n" + template("question/function.txt", **values)
    return {path: source, oracles: _with_oracle(oracles, seen, name)}


def _with_oracle(path: Path, source: str, name: str) -> str:
    """Return a file of oracles with the question's in it, before the list that names them."""
    source = appended(source, _written_out(path, source, "ORACLES"), name)
    listed = assigned(source, "ORACLES")
    lines = source.splitlines(keepends=True)
    lines.insert(listed.lineno - 1 if listed else 0, template("question/oracle.txt", name=name))
    return "".join(lines)


def _questions(source: str) -> dict[str, str]:
    """Return the questions of a file, each with the text of its ``slide=``."""
    found = {}
    for node in (n for n in ast.parse(source).body if isinstance(n, ast.FunctionDef)):
        for call in (d for d in node.decorator_list if isinstance(d, ast.Call)):
            if ast.unparse(call.func).endswith("question"):
                slides = (k.value for k in call.keywords if k.arg == "slide")
                texts = (ast.get_source_segment(source, slide) for slide in slides)
                found[node.name] = next(texts, "") or ""
    return found


def _written_out(path: Path, source: str, name: str) -> ast.List | ast.Dict:
    """Return the list or dictionary that is the value of a name of a file.

    Raises
    ------
    GraderError : it is something else, so that nothing can be added to it.
    """
    value = getattr(assigned(source, name), "value", None)
    if isinstance(value, ast.List | ast.Dict):
        return value
    raise GraderError(f"{path}: {name} must be written out there", hint=f"{name} = ...")


def _read(path: Path) -> str:
    """Return the text of a file of Python, "" if there is none."""
    text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise GraderError(f"{path}, line {error.lineno}: {error.msg}", hint="Mend it.") from None
    return text


def _names(source: str) -> set[str]:
    """Return the names that a file defines or imports at its top level."""
    found: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name for alias in node.names}
        else:
            found |= {n.id for n in ast.walk(node)
                      if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}  # fmt: skip
    return found


def _words(name: str) -> str:
    words = name.replace("_", " ")
    return words[0].upper() + words[1:]


def _literal(text: str) -> str:
    """Return a text as Python writes it, in double quotes."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
