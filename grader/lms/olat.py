"""OLAT and OpenOlat.

The archive of a task has ``King_Ada_aking/1_submissions/01_activations.ipynb``, and what was handed
in after a correction in ``3_revisions_1``; ``1_task``, ``2_corrections`` and ``4_assessment`` are
the teacher's. A group's folder is ``Red_1234``. Model solutions lie beside them.

The bulk assessment takes lines without a heading, with tabs and without quotation marks: the login,
address or number of the institution, the points, the state, a comment; what is empty is not
changed. Beside them it takes a zip with a folder for each of these names.

References: OpenOLAT's GTACourseNode.java, ``archiveNodeData``; DataStepForm.java and
ChooseColumnsStepForm.java; its manual, "Bulk assessment".
"""

from __future__ import annotations

import re

from grader.lms.sheets import Grades
from grader.lms.system import Asked, Label, Lms, Parts, each, split_attempt, told

_STEP = re.compile(r"\d+_(?:submissions|revisions_(?P<round>\d+))")
_TEACHERS = re.compile(r"\d+_(?:task|corrections(?:_\d+)?|assessment)")


def _label(parts: Parts, asked: Asked) -> Label | str | None:
    step = parts[1] if len(parts) > 2 else ""
    if _TEACHERS.fullmatch(step):
        return None
    match = _STEP.fullmatch(step)
    if match is None:
        return ""
    who, known = told(parts[0], asked)
    group = re.fullmatch(r"(?P<name>.+)_\d+", parts[0])
    return Label(
        who=who if known or group is None else group["name"].replace("_", " "),
        owner=parts[0],
        file=parts[2:],
        number=int(match["round"] or 0),
        attempt=split_attempt(parts[-1])[1],
        ends=len(parts[0]),
    )


LMS = Lms(
    name="olat",
    title="OpenOlat",
    read=each(_label),
    extras=frozenset({"solutions"}),
    grades=Grades(
        where="the assessment tool, Start new bulk assessment: paste it, separated by tabulators",
        columns=(
            ("", lambda row: row.student),
            ("", lambda row: row.grade),
            ("", lambda row: ""),
            ("", lambda row: row.comment),
        ),
        separator="\t",
        quoted=False,
        remark="In the step that assigns the columns, take column 4 for the comment: OpenOlat "
        "proposes another one where the task has no state that is set by hand.",
    ),
    feedback="the same bulk assessment, Return files",
    by_student=True,
)
