"""Blackboard.

A download has ``Week 4_ada_attempt_2026-11-20-23-58-02_01_activations.ipynb``: the title of the
assignment, the login or the name of a group, the time of the upload and the file, and a note of the
same name without a file. A title may have a ``_`` in it and so may a login; the title is what all
names share. Nothing takes a zip of pages back.

The note has a head, the text and the comment that a student typed, and the names of the files, with
a blank line between. Where nothing was typed stands one sentence, in the language of the site; such
a note is Blackboard's own and no work.

*Download Grades* gives a table with tabs in UTF-16, in which a heading ends in the column's number:
``Week 4 [Total Pts: 10 Score] |123456``. Only with this heading does *Upload Grades* find the
column, so the table must be given as a template.

Reference: Blackboard's help, "Work offline with grade data".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from grader.base.tables import Table
from grader.lms.names import plain
from grader.lms.sheets import Grades, Listed, Row, Sheet, first, titled
from grader.lms.system import Asked, Download, Label, Lms, split_attempt

# The first mark of an attempt is Blackboard's; a second one is in the name of the student's file.
_LABEL = re.compile(
    r"(?P<head>.+?)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:_(?P<file>.+)|\.txt)", re.DOTALL
)
_NOTHING = re.compile(
    r"There (?:is|are) no student (?:submission text data|comments) for this assignment\.?"
    r"|Submission Field:|Comments:"
)
_SEVERAL = 3  # notes with one sentence, before it is taken for Blackboard's
_GRADE = re.compile(
    r"(?P<title>.+?)(?: \[[^\]]*?(?P<most>\d+(?:[.,]\d+)?)?[^\]\d]*\])? ?\|(?P<id>\d+)"
)


def _read(download: Download) -> list[Label | str | None]:
    matches = [_LABEL.fullmatch(parts[0]) for parts in download.paths]
    logins = _logins({match["head"] for match in matches if match}, download.asked)
    notes = _notes(download, matches)
    labels: list[Label | str | None] = []
    for at, (parts, match) in enumerate(zip(download.paths, matches, strict=True)):
        if match is None or notes.get(at, True) is False:
            labels.append("" if match is None else None)
            continue
        day, clock = match["when"][:10], match["when"][11:].replace("-", ":")
        file = parts[1:] or (match["file"] or "attempt.txt",)
        attempt, ends = split_attempt(file[-1])[1], match.end("when")
        who, when = logins[match["head"]], f"{day}T{clock}"
        labels.append(Label(who=who, file=file, attempt=attempt, when=when, ends=ends))
    return labels


def _notes(download: Download, matches: Sequence[re.Match[str] | None]) -> dict[int, bool]:
    """Return for each note whether something was typed that most others do not have, too."""
    notes = [at for at, match in enumerate(matches)
             if match and not match["file"] and len(download.paths[at]) == 1]  # fmt: skip
    texts = {at: _body(download.content(at)) for at in notes}
    often = Counter(line for text in texts.values() for line in set(text))
    usual = {line for line, count in often.items() if count >= _SEVERAL and 2 * count > len(texts)}
    return {at: not text or any(line not in usual and not _NOTHING.fullmatch(line) for line in text)
            for at, text in texts.items()}  # fmt: skip


def _body(data: bytes) -> list[str]:
    """Return the lines of a note without its head and the names of the files."""
    parts = re.split(r"\n\s*\n", data.decode("utf-8", "replace").replace("\r\n", "\n").strip())
    kept = [part for part in parts[1:] if "_attempt_" not in part]
    return [line.strip() for part in kept for line in part.splitlines()]


def _logins(heads: set[str], asked: Asked) -> dict[str, str]:
    """Return the login at the end of each ``<title>_<login>``; the title is the same in all."""
    low, high = min(heads, default=""), max(heads, default="")  # what they share, all share
    titles = (at for at, sign in enumerate(low) if sign == "_" and high.startswith(low[: at + 1]))
    known = {at: sum(asked.is_student(head[at + 1 :]) or asked.is_team(head[at + 1 :])
                     for head in heads) for at in titles}  # fmt: skip
    title = max(known, key=lambda at: (known[at], at), default=None)
    if title is None:  # the names share nothing, so they are of several assignments
        return {head: head.rpartition("_")[2] for head in heads}
    return {head: head[title + 1 :] for head in heads}


def _table(table: Table) -> Sheet | None:
    words = [plain(cell) for cell in table.header]
    login = first(words, ("username",))
    if words[:2] != ["lastname", "firstname"] or login is None or "availability" not in words:
        return None
    keys = [at for at in (login, first(words, ("studentid",))) if at is not None]
    found = {at: match for at, cell in enumerate(table.header)
             if (match := _GRADE.fullmatch(cell))}  # fmt: skip

    def who(row: Row) -> Listed:
        name = f"{table.cell(row, 1)} {row[0]}".strip()
        return Listed(tuple(table.cell(row, at) for at in keys), name)

    def grade(assignment: str, column: str) -> int:
        headings = [(at, (match["title"], match["id"])) for at, match in found.items()]
        return titled(headings, table, assignment, column)

    return Sheet(who, (0, 1, *keys), grade, most=lambda at: found[at]["most"] or "")


LMS = Lms(
    name="blackboard",
    title="Blackboard",
    read=_read,
    table=_table,
    grades=Grades(
        where="Gradebook, Download Grades, and back with Upload Grades",
        separator="\t",
        encoding="utf-16",
    ),
    remark="Blackboard takes no zip of pages back. Attach them by hand, or mail them.",
)
