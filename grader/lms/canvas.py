"""Canvas.

A download has ``lovelaceada_LATE_1815_90210_01_activations-2.ipynb``: name, mark, user, upload,
file; with anonymous grading ``anon_x7Qb2_90210_01.ipynb``; for typed text
``lovelaceada_1815_text.html``. "Upload Submissions" reads user and upload again, so a page goes
back as ``lovelaceada_LATE_1815_90210_feedback.html``, and Canvas shows it to the student under that
upload's name; no name in the zip changes this. Of what a group handed in, all get the page.

Grades, Import looks for ``ID``, then ``SIS User ID``, then ``SIS Login ID``; the roster's id stands
in both of these, because a roster does not say which it is. The heading must be the assignment's
name there, or that of its own export, ``Week 4 (8123)``; else Canvas offers to make a new one.

References: Canvas's guides "How do I import grades in the Gradebook?" and "How do I upload all
student submissions for an assignment?".
"""

from __future__ import annotations

import re
from functools import partial

from grader.base.errors import GraderError
from grader.base.tables import Table
from grader.lms.names import plain
from grader.lms.sheets import Grades, Listed, Row, Sheet, first, titled
from grader.lms.system import PAGE, Asked, Download, Label, Lms, Parts, split_attempt

HIDDEN = "anon_"  # before the number of somebody whom Canvas hides
_FILE = r"(?:_(?P<number>\d+)_(?P<file>.+)|_(?P<typed>(?:text|link)\.html))"
# Canvas drops what is neither letter nor digit, so that nothing may be left of a name.
_LATE = "(?P<late>(?i:late)_)?"  # in small letters where Canvas makes all of the name small
_NAMED = re.compile(rf"(?P<name>[^/]*?)_{_LATE}(?P<user>\d+){_FILE}", re.DOTALL)
_ANONYMOUS = re.compile(rf"{_LATE}(?P<name>anon)_(?P<user>[A-Za-z0-9]+){_FILE}", re.DOTALL)
_ATTEMPT = re.compile(r"attempt_\d{4}(?:-\d\d){5}[_.]")
_ASSIGNMENT = re.compile(r"(?P<title>.*) \((?P<id>\d+)\)", re.DOTALL)
_SUMS = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)")
_POINTS = "Points Possible"


def _read(download: Download) -> list[Label | str]:
    """Read all names; numbers that a title of Blackboard's has, or its logins, are not Canvas's."""
    found = [_label(parts, download.asked) for parts in download.paths]
    rests = [parts[0][label.ends + 1 :] for parts, label in zip(download.paths, found, strict=True)
             if label]  # fmt: skip
    users = {(label.lms_id, label.number) for label in found if label}
    strange = not any(download.asked.is_number(user) for user, _ in users)
    same = strange and len(users) == 1 < len({parts[0] for parts in download.paths})
    if same or all(map(_ATTEMPT.match, rests)):
        return [""] * len(found)
    return [label or "" for label in found]


def _label(parts: Parts, asked: Asked) -> Label | None:
    anonymous = _ANONYMOUS.fullmatch(parts[0])
    match = anonymous or _NAMED.fullmatch(parts[0])
    if match is None:
        return None
    if not anonymous and not asked.is_number(match["user"]):
        match = _with_digits(parts[0], asked) or match
    file = match["file"] or match["typed"]
    head = parts[0][: -len(file) - 1]
    name = "" if anonymous else match["name"]
    page = f"{name.replace('_', '')}{head[len(name) :]}_{PAGE}"  # of `team_2` it would read the 2
    return Label(
        who=name,
        file=parts[1:] or (file,),
        lms_id=(HIDDEN if anonymous else "") + match["user"],
        number=int(match["number"] or 0),
        attempt=split_attempt(file)[1],  # of the zip, if it was one
        late=bool(match["late"]),
        hidden=bool(anonymous),
        page=page if match["number"] else "",
        ends=len(head),
    )


def _with_digits(part: str, asked: Asked) -> re.Match[str] | None:
    """Return the reading of ``team_2_1815_90210_nn.ipynb`` in which the number is somebody's.

    A name may end in a number of its own; then the first two numbers are not user and upload.
    """
    for number in re.finditer(r"_(\d+)(?=_)", part):
        name = re.sub(r"(?i)_late\Z", "", part[: number.start()])
        if asked.is_number(number[1]) or asked.is_team(name) or asked.is_student(name):
            shorter = rf"(?P<name>.{{{len(name)}}})_{_LATE}(?P<user>\d+){_FILE}"
            return re.fullmatch(shorter, part, re.DOTALL)
    return None


def _table(table: Table) -> Sheet | None:
    """Read the gradebook as *Grades, Export* gives it; it is in English in every language."""
    words = [plain(cell) for cell in table.header]
    if "id" not in words[:3] or "section" not in words or words[0] not in ("student", "lastname"):
        return None
    number, section = words.index("id"), words.index("section")
    keys = first(words, ("sisuserid",)), first(words, ("sisloginid",))

    def who(row: Row) -> Listed | None:
        """Leave out what is no student: the points, what is posted by hand."""
        if not row[0] or row[0].startswith(_POINTS) or len(row) <= number:
            return None
        name = ", ".join(row[:number])
        ids = tuple(table.cell(row, at) for at in keys)
        ghost = not ids[0] and plain(name) in ("studenttest", "teststudent")
        email = ids[1] if "@" in ids[1] else ""
        return Listed(ids, name, row[number], email, ghost=ghost)

    def most(at: int) -> str:
        rows = [row for row in table.rows if row[0].startswith(_POINTS)]
        return table.cell(rows[0], at) if rows else ""

    def back(row: Row) -> Row:
        return [f"    {row[0]}", *row[1:]] if row[0].startswith(_POINTS) else row

    grade = partial(_column, table, section)
    return Sheet(who, range(section + 1), grade, most=most, back=back)


def _column(table: Table, section: int, assignment: str, column: str) -> int:
    """Return the column of an assignment: a title and a number, and no sum of Canvas's own."""
    headings = [
        (at, (match["title"], match["id"]))
        for at, cell in enumerate(table.header)
        if at > section and not _SUMS.search(cell) and (match := _ASSIGNMENT.fullmatch(cell))
    ]
    at = titled(headings, table, assignment, column)
    if any("read only" in table.cell(row, at) for row in table.rows[:2]):
        raise GraderError(f"The column {table.header[at]!r} is read-only")
    return at


LMS = Lms(
    name="canvas",
    title="Canvas",
    read=_read,
    counts_files=True,
    table=_table,
    grades=Grades(
        where="Grades, Export, and back with Grades, Import",
        columns=(
            ("Student", lambda row: row.name or row.student),
            ("ID", lambda row: row.number),
            ("SIS User ID", lambda row: row.student),
            ("SIS Login ID", lambda row: row.student),
            ("Section", lambda row: ""),
            ("{column}", lambda row: row.grade),
        ),
        most_row=f"    {_POINTS}",
        locked={"EX": "excused", "N/A": "not assigned to them"},
    ),
    feedback="Upload Submissions",
    remark="Canvas will show each page under the name of the file that was handed in, .ipynb; "
    "tell the class that it opens in a browser.",
)
