"""Plain folders: a person made them, one for each student, named by an id, an address or a name.

A student's folder may hold the assignment's folder, or be a zip; ``ada_LATE`` is late, ``ada+bob``
is both. All may lie in one folder, or in those of their groups. A loose file that begins with an
id, ``ada_01.ipynb``, is that student's. Pages go back as ``ada/feedback.html``.

The class list is a CSV with the columns student, name, lms_id, email, group, as far as there are
any.
"""

from __future__ import annotations

from collections import defaultdict

from grader.base import tables
from grader.base.tables import Table
from grader.lms.names import plain
from grader.lms.sheets import Listed, Row, Sheet, first
from grader.lms.system import Download, Label, Lms, Parts, split_attempt, split_late
from grader.lms.words import EMAIL, FIRST_NAME, GROUP, ID_NUMBER, LAST_NAME, LOGIN, NAME

_WRAPPERS = {"submissions", "submitted", "submission", "collected", "downloaded", "student work"}
_WRAPPERS |= {"submitted files", "abgaben"}
_DEEPEST = 2  # folders of groups around those of students
_OWN = {
    "student": ("student", "studentid", "username", "login", "sisuserid", "sisloginid", "id",
                *sorted(ID_NUMBER), *sorted(LOGIN)),
    "name": ("name", "fullname", "studentname", *sorted(NAME - FIRST_NAME - LAST_NAME)),
    "lms_id": ("lmsid", "canvasid", "moodleid", "userid", "lms"),
    "email": ("email", "emailaddress", "mail", *sorted(EMAIL)),
    "group": ("group", "groupname", "team", "groups", *sorted(GROUP)),
}  # fmt: skip


def _read(download: Download) -> list[Label | str]:
    depth = _depth(download)
    return [_label(parts, depth, download) for parts in download.paths]


def _label(parts: Parts, depth: int, download: Download) -> Label | str:
    outer = enumerate(parts[: min(depth + 1, len(parts) - 1)])
    at = next((i for i, part in outer if download.asked.is_student(part)), depth)
    who, loose, inside = parts[min(at, len(parts) - 1)], False, parts[at + 1 :]
    if not inside:
        who, loose, inside = download.asked.file_of(parts[-1]), True, parts[-1:]
        if not who:
            return "its name does not say whose it is"
    elif inside[0] in download.others:
        return f"it belongs to {inside[0]}"
    name, late = split_late(who if loose else _folder(who))
    attempt = split_attempt(inside[-1])[1]
    return Label(who=name, file=inside, late=late, attempt=attempt, loose=loose)


def _folder(part: str) -> str:
    """Return a folder's name; a zip of that name is a folder too."""
    return part[:-4] if part.lower().endswith(".zip") else part


def _depth(download: Download) -> int:
    """Return in which row of folders students are, one for all of the archive.

    It is the outermost in which the roster knows half of the names. A deeper one needs that inside
    of most of the folders above, so that a few students cannot move the row by what they put into
    their own.
    """
    wrapper = _wrapper(download)
    folders = [parts[wrapper:-1] for parts in download.paths if len(parts) > wrapper + 1]
    for depth in range(_DEEPEST + 1):
        inside: dict[Parts, set[str]] = defaultdict(set)  # of each folder above, the names
        for row in folders:
            inside[row[: min(depth, 1)]].update(row[depth : depth + 1])
        knowing = [
            names for names in inside.values()
            if 0 < len(names) <= 2 * sum(map(download.asked.is_student, names))
        ]  # fmt: skip
        if 2 * len(knowing) > len(inside):
            return wrapper + depth
    return wrapper


def is_wrapper(folders: Parts, download: Download) -> bool:
    """Whether folders are named as those around a whole class are."""
    own = plain(download.assignment)
    names = {*map(plain, _WRAPPERS), own, f"{own}submissions"}
    return all(plain(_folder(folder)) in names for folder in folders)


def _wrapper(download: Download) -> int:
    """Return how many outer folders hold the whole class: usually none, or the archive's name."""
    paths, depth = download.paths, 0
    names = {parts[:-1] for parts in paths}
    if len(names) == 1 and all(len(name) == 1 and is_wrapper(name, download) for name in names):
        return 1  # a folder of loose files
    while True:
        deep = [parts for parts in paths if len(parts) > depth + 2]
        if not deep or len({parts[depth] for parts in paths if len(parts) > depth}) != 1:
            return depth
        name = deep[0][depth]
        inside = {parts[depth + 1] for parts in deep}
        strange = len(inside) < 2 or download.assignment in inside or len(deep) < len(paths)
        if download.asked.is_student(name) or (strange and not is_wrapper((name,), download)):
            return depth
        depth += 1


def _table(table: Table) -> Sheet | None:
    """Read the course's own class list, with these words or others for them."""
    words = [plain(cell) for cell in table.header]
    at = {key: first(words, others) for key, others in _OWN.items()}
    if at["student"] is None and at["lms_id"] is None:
        return None
    halves = first(words, FIRST_NAME), first(words, LAST_NAME)

    def who(row: Row) -> Listed:
        cells = {key: table.cell(row, column) for key, column in at.items()}
        name = cells["name"] or " ".join(table.cell(row, half) for half in halves).strip()
        return Listed((cells["student"],), name, cells["lms_id"], cells["email"], cells["group"])

    return Sheet(who)


def ids_alone(table: Table) -> Table:
    """Return a list of ids, one in a line and no heading, as a class list; else an empty table.

    A word is no id here: it may as well be a heading that nobody knows.
    """
    rows = [table.header, *table.rows]
    sure = all(len(row) == 1 and ("@" in row[0] or any(map(str.isdigit, row[0]))) for row in rows)
    return Table(tables.Row(["student"] if sure else []), rows if sure else [], table.who)


LMS = Lms(
    name="plain",
    title="plain folders",
    read=_read,
    by_hand=True,
    table=_table,
    advice="Loose files, as in the folder of Google Classroom, have the names that students gave.",
)
