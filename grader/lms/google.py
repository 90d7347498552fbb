"""Google Forms, and the Drive folder of Google Classroom.

Forms puts a file into ``Week 4 (File responses)/Your notebook/`` and writes the account's name
behind the file's own: ``01_activations - Ada King.ipynb``. The last `` - `` is Google's. Anybody
may name a file so; that is why the roster must know half of the names or more.

Classroom's folder has the files under the students' own names. What it wrote itself, as in ``Ada
King - 01_activations.ipynb``, a student can change. So these names are only guessed from.
"""

from __future__ import annotations

import re

from grader.lms.system import Download, Label, Lms, split_attempt

_FILE = re.compile(r"(?P<stem>.+) - (?P<name>.+?)(?P<suffix>(?:\.\w+){1,2})", re.DOTALL)


def _read(download: Download) -> list[Label | str]:
    found: list[Label | str] = []
    known = 0
    for parts in download.paths:
        name, attempt = split_attempt(parts[0])
        opened = len(parts) == 1 or name.lower().endswith(".zip")
        match = _FILE.fullmatch(name) if opened else None
        if match is None:
            found.append("")
            continue
        known += download.asked.is_student(match["name"])
        file = parts[1:] or (match["stem"] + match["suffix"],)
        found.append(Label(who=match["name"], file=file, attempt=attempt, ends=len(parts[0])))
    return found if found and 2 * known >= len(found) else [""] * len(found)


LMS = Lms(
    name="google",
    title="Google Forms",
    read=_read,
    remark="Google Forms takes no zip of pages back. Mail them.",
)
