"""GitHub Classroom.

``gh classroom clone student-repos`` makes ``week4-submissions/week4-ada-codes/``, with a whole
repository in it: the assignment and the account, or the name of a team. Without the folder around
them the names of several say what the assignment is called, if the roster knows an account.

The class list is ``classroom_roster.csv`` (identifier, github_username, github_id, name), or the
table that *Download grades* gives. There the account is the number in the LMS.

Reference: GitHub's documentation, "Using GitHub Classroom with GitHub CLI".
"""

from __future__ import annotations

import re

from grader.base.tables import Table
from grader.lms.names import plain
from grader.lms.sheets import Listed, Row, Sheet, first
from grader.lms.system import Asked, Download, Label, Lms, Parts, split_attempt

_AROUND = "-submissions"
_BRANCH = re.compile(r"(?:-(?:main|master))?(?:\.zip)?\Z")


def _read(download: Download) -> list[Label | str | None]:
    around = download.outer[-1] if download.outer else ""
    title = around.removesuffix(_AROUND) if around.endswith(_AROUND) else ""
    head = f"{title}-" if title else _shared(download)
    return [_label(parts, head, download) for parts in download.paths]


def _shared(download: Download) -> str:
    """Return how all folders begin, the least of it that makes the most of the rest somebody."""
    names = {parts[0] for parts in download.paths if len(parts) > 1}
    low, high = min(names, default=""), max(names, default="")  # what they share, all share
    heads = [low[: at + 1] for at, sign in enumerate(low)
             if sign == "-" and high.startswith(low[: at + 1])]  # fmt: skip
    asked = download.asked
    known = {head: sum(asked.is_student(_account(name[len(head) :], asked)) for name in names)
             for head in heads}  # fmt: skip
    best = max(heads, key=lambda head: known[head], default="")
    return best if len(names) > 1 and known.get(best) else ""


def _label(parts: Parts, head: str, download: Download) -> Label | str | None:
    if not head or len(parts) < 2 or not parts[0].startswith(head) or parts[0] == head:
        return ""
    if {*parts[1:-1]} & {*download.others}:
        return None  # the repository has all weeks in it
    who, attempt = _account(parts[0][len(head) :], download.asked), split_attempt(parts[-1])[1]
    return Label(who=who, file=parts[1:], attempt=attempt, ends=len(parts[0]))


def _account(rest: str, asked: Asked) -> str:
    """Return the account; *Download ZIP* writes the branch behind it."""
    short = _BRANCH.sub("", rest)
    return short if asked.is_student(short) and not asked.is_student(rest) else rest


def _table(table: Table) -> Sheet | None:
    words = [plain(cell) for cell in table.header]
    account = first(words, ("githubusername",))
    own = first(words, ("identifier", "rosteridentifier"))
    if account is None or own is None:
        return None
    name = first(words, ("name",))

    def who(row: Row) -> Listed:
        return Listed((table.cell(row, own),), table.cell(row, name), table.cell(row, account))

    return Sheet(who)


LMS = Lms(
    name="github",
    title="GitHub Classroom",
    read=_read,
    around=rf".+{_AROUND}",
    table=_table,
    remark="GitHub Classroom takes no zip of pages back. Put each into its repository, or mail it.",
)
