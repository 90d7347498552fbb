"""ILIAS.

The submissions of an exercise lie in ``Week 4/Abgaben/King_Ada_aking_1815/``: family name, given
name, login and the user's number, in letters without accents; those of a team in a folder
``Team 7`` around it. A late file begins with ``Late Submission - ``, in the language of the one who
downloads. Such names may be anybody's, so the roster must know one of them.

*Multi-Feedback* takes a zip with a folder ``multi_feedback`` and in it one of the same name for
each; the number at its end says whose it is, and a page for one of a team is the team's. A name
without that number, as others make it, gets no page: its end may be another user's number. ILIAS
imports no table of grades; only a plugin, ExerciseStatusFile, does.

References: ILIAS's class.ilExSubmission.php, ``downloadAllAssignmentFiles``; class.ilExAssignment
.php, ``uploadMultiFeedbackFile``; the readme of ExerciseStatusFile.
"""

from __future__ import annotations

import re

from grader.lms.system import PAGE, Download, Label, Lms, Parts, split_attempt, told

_FOLDER = re.compile(r"(?P<head>.+_.+)_(?P<user>\d+)")  # of a name in Chinese only `_` is left
_WHOLE = re.compile(r".*_.*_.*_[1-9]\d*")  # two names, the login and the number
_TOP = "multi_feedback"
_LATE = re.compile(r"(?:Late Submission|Versp(?:ä|ae)tete (?:Abgabe|Einreichung)) - (?P<file>.+)")


def _read(download: Download) -> list[Label | str]:
    found: list[Label | str] = []
    sure = False
    for parts in download.paths:
        match = _FOLDER.fullmatch(parts[0]) if len(parts) > 1 else None
        who, known = told(match["head"], download.asked) if match else ("", False)
        if match and not known:  # without a number, what stands last is the login
            last, known = told(parts[0], download.asked)
            who = last if known else who
        # Of a file that was collected nobody is asked again; below a title comes a folder.
        sure = sure or known or bool(match and download.sure and "." in parts[1])
        found.append(_label(parts, who, match["user"]) if match else "")
    return found if sure else [""] * len(found)


def _label(parts: Parts, who: str, user: str) -> Label:
    late = _LATE.fullmatch(parts[1])
    file = (late["file"], *parts[2:]) if late else parts[1:]
    return Label(
        who=who,
        owner=user,
        file=file,
        attempt=split_attempt(file[-1])[1],
        late=True if late else None,
        page=f"{_TOP}/{parts[0]}/{PAGE}" if _WHOLE.fullmatch(parts[0]) else "",
        ends=len(parts[0]),
    )


LMS = Lms(
    name="ilias",
    title="ILIAS",
    read=_read,
    feedback="the assignment, Grades, Multi-Feedback",
)
