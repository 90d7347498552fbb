"""Sakai.

*Download All* gives ``Week 4/King, Ada(1815)/``, with ``timestamp.txt`` in UTC, the typed text and
``Submission attachment(s)/01_activations.ipynb``, whose name is in the language of the site; or,
without folders, ``Week 4/King, Ada(1815)_Submission attachment(s)_01_activations.ipynb``. In the
brackets is the user's id. A group's folder has the members in a row, or the title and the number of
the group, ``Red (6f0e...)``; with anonymous grading there is a number only. Beside the folders lies
``grades.csv``. What else a folder holds is the teacher's.

*Upload All* takes the same folders back, with the page among the ``Feedback Attachment(s)``: who is
meant stands between the last brackets, and one folder must lie around them all. It takes
``grades.csv``, too, of which it skips three lines, and in which an empty grade deletes. The
gradebook takes a CSV with ``Student ID``, ``Student Name`` and ``<title> [<points>]``, but no grade
of an item that an assignment has made.

References: Sakai's AssignmentServiceImpl, ``zipSubmissions``; AssignmentAction,
``uploadAll_parseZipFile``; ImportGradesHelper.
"""

from __future__ import annotations

import re
from dataclasses import replace

from grader.base.tables import Table
from grader.lms.names import plain
from grader.lms.sheets import Grades, Listed, Row, Sheet, titled
from grader.lms.system import PAGE, Asked, Download, Label, Lms, Parts, split_attempt

_ONE = r"[^();]*,[^();]*\([^()]+\)"
_SEVERAL = re.compile(rf"{_ONE}(?:; ?{_ONE})+")
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LABEL = re.compile(
    rf"(?P<people>{_ONE}(?:; ?{_ONE})*)|(?P<group>.+) \({_UUID}\)|(?P<hidden>{_UUID}) \S.*"
)
_FLAT = re.compile(rf"(?P<head>{_ONE}(?:; ?{_ONE})*)_(?P<kind>[^_]*)_(?P<file>.+)", re.DOTALL)
_OWN = re.compile(r"(?i)feedbackText\.html|comments\.txt|members\.txt|feedback attachment.*")
_TIME = "timestamp.txt"
_GRADE = re.compile(r"(?P<title>.+?) \[(?P<most>\d+(?:[.,]\d+)?)\]")


def _read(download: Download) -> list[Label | str | None]:
    """Read all names; a page goes back into the folder that is around them all."""
    around = download.outer[-1] if download.outer else "feedback"
    labels = [_label(parts, download.asked) for parts in download.paths]
    return [replace(label, page=f"{around}/{label.owner}/Feedback Attachment(s)/{PAGE}")
            if isinstance(label, Label) and not _SEVERAL.fullmatch(label.owner) else label
            for label in labels]  # fmt: skip


def _label(parts: Parts, asked: Asked) -> Label | str | None:
    folder = _LABEL.fullmatch(parts[0]) if len(parts) > 1 else None
    flat = None if folder else _FLAT.fullmatch(parts[0])
    if folder is None and flat is None:
        return ""
    if flat:
        if _OWN.fullmatch(flat["kind"] or flat["file"]):
            return None
        return _made(_who(flat["head"], asked), parts[1:] or (flat["file"],), flat["head"])
    assert folder is not None
    if _OWN.fullmatch(parts[1]):
        return None
    inside = parts[2:] or parts[1:]
    file = parts[1:] if inside[-1:] == (_TIME,) else inside  # a student's own is no time
    if hidden := folder["hidden"]:
        return _made("", file, parts[0], hidden)
    return _made(folder["group"] or _who(parts[0], asked), file, parts[0])


def _made(who: str, file: Parts, head: str, hidden: str = "") -> Label:
    return Label(
        who=who,
        owner=head,
        file=file,
        attempt=split_attempt(file[-1])[1],
        lms_id=hidden,
        hidden=bool(hidden),
        ends=len(head),
    )


def _who(people: str, asked: Asked) -> str:
    """Return the ids; where Sakai wrote a number of its own in place of one, the name."""
    found = []
    for one in re.finditer(r"(?P<name>[^();]*)\((?P<id>[^()]+)\)", people):
        name = " ".join(reversed(one["name"].strip().split(",", 1))).strip()
        found.append(name if asked.is_student(name) and not asked.is_student(one["id"])
                     else one["id"])  # fmt: skip
    return "+".join(found)


def _table(table: Table) -> Sheet | None:
    """Read the gradebook as *Export* gives it, or the file of grades of *Download All*."""
    return _gradebook(table) or _grades(table)


def _grades(table: Table) -> Sheet | None:
    """Read ``grades.csv``, in which a line is a student's, a hidden student's or a group's."""
    words = tuple(plain(cell) for cell in table.header)
    groups = words[:4] == ("group", "id", "members", "grade")
    if words[:5] != ("displayid", "id", "lastname", "firstname", "grade") and not groups:
        return None

    def who(row: Row) -> Listed:
        if groups:
            return Listed(group=row[0])
        if hidden := _LABEL.fullmatch(table.cell(row, 1)):
            return Listed(number=hidden["hidden"] or "")
        name = f"{table.cell(row, 3)} {table.cell(row, 2)}".strip()
        return Listed((table.cell(row, 1), row[0]), name)

    at = 3 if groups else 4
    above = (["Grades"], [""])
    return Sheet(who, range(len(words)), lambda assignment, column: at, above=above)


def _gradebook(table: Table) -> Sheet | None:
    words = [plain(cell) for cell in table.header]
    found = {at: match for at, cell in enumerate(table.header)
             if (match := _GRADE.fullmatch(cell))}  # fmt: skip
    if words[:2] != ["studentid", "studentname"] or not found:
        return None

    def who(row: Row) -> Listed:
        return Listed((row[0],), table.cell(row, 1))

    def grade(assignment: str, column: str) -> int:
        headings = [(at, (match["title"],)) for at, match in found.items()]
        return titled(headings, table, assignment, column)

    return Sheet(who, (0, 1), grade, most=lambda at: found[at]["most"])


LMS = Lms(
    name="sakai",
    title="Sakai",
    read=_read,
    extras=frozenset({"grades.csv", "grades.xls", "grades.xlsx"}),
    table=_table,
    grades=Grades(
        where="Gradebook, Import/Export; or grades.csv of the assignment's Download All, and back "
        "in a zip with Upload All",
        remark="An item of the gradebook that an assignment has made takes no import. Fill in the "
        "assignment's grades.csv with --template, put it into a zip and choose only the grades "
        "under Upload All.",
        columns=(
            ("Student ID", lambda row: row.student),
            ("Student Name", lambda row: row.name),
            ("{column} [{most}]", lambda row: row.grade),
        ),
    ),
    feedback="the assignment, Upload All, Feedback Attachments",
    remark="Sakai looks for the folder Feedback Attachment(s) in the language of whoever uploads, "
    "so that must be English.",
)
