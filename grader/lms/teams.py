"""Microsoft Teams, whose assignments lie in SharePoint.

The folder *Submitted files* of *Student Work* has, for each student, the assignments and their
versions: ``Ada Lovelace/Week 4/Version 2/01_activations.ipynb``. The name is that of the account;
the version grows with each hand-in and is written in the language of the site. It takes neither a
table of grades nor a zip of pages; *Export to Excel* gives names and addresses.

Reference: Microsoft's support, "Where are my class files stored?".
"""

from __future__ import annotations

import re

from grader.lms.system import Asked, Label, Lms, Parts, each, split_attempt

_VERSION = re.compile(r"[^\W\d_]+ (?P<number>\d{1,3})")


def _label(parts: Parts, asked: Asked) -> Label | str:
    match = _VERSION.fullmatch(parts[2]) if len(parts) > 3 else None
    # "Week 4" looks like a version, too; then the version stands behind it.
    title = len(parts) > 4 and _VERSION.fullmatch(parts[3]) and not asked.is_student(parts[0])
    if match is None or title:
        return ""
    file = parts[3:]
    attempt, number = split_attempt(file[-1])[1], int(match["number"])
    return Label(
        who=parts[0], file=file, number=number, attempt=attempt, ends=len("/".join(parts[:3]))
    )


LMS = Lms(
    name="teams",
    title="Microsoft Teams",
    read=each(_label),
    remark="Microsoft Teams takes no zip of pages back. Attach them by hand, or mail them.",
)
