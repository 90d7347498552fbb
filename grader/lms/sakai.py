"""Sakai.

*Download All* gives ``Week 4/King, Ada(1815)/``, with ``timestamp.txt`` in UTC, the typed text and
``Submission attachment(s)/01_activations.ipynb``, whose name is in the language of the site; or,
without folders, ``Week 4/King, Ada(1815)_Submission attachment(s)_01_activations.ipynb``. In the
brackets is the user's id. A group's folder has the members in a row, or the title and the number of
the group, ``Red (6f0e...)``; with anonymous grading there is a number only. Beside the folders lies
``grades.csv``. What else a folder holds is the teacher's.

Reference: Sakai's AssignmentServiceImpl, ``zipSubmissions``.
"""

from __future__ import annotations

import re

from grader.lms.system import Asked, Label, Lms, Parts, each, split_attempt

_ONE = r"[^();]*,[^();]*\([^()]+\)"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_LABEL = re.compile(
    rf"(?P<people>{_ONE}(?:; ?{_ONE})*)|(?P<group>.+) \({_UUID}\)|(?P<hidden>{_UUID}) \S.*"
)
_FLAT = re.compile(rf"(?P<head>{_ONE}(?:; ?{_ONE})*)_(?P<kind>[^_]*)_(?P<file>.+)", re.DOTALL)
_OWN = re.compile(r"(?i)feedbackText\.html|comments\.txt|members\.txt|feedback attachment.*")
_TIME = "timestamp.txt"


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


LMS = Lms(
    name="sakai",
    title="Sakai",
    read=each(_label),
    extras=frozenset({"grades.csv", "grades.xls", "grades.xlsx"}),
    remark="Sakai takes pages back by Upload All, in the folders that it gave out: lay them in.",
)
