"""A model of Canvas, after its source: ContentZipper, GradebookImporter, Assignment.

The zip has ``<sortable name>_late_<user>_<attachment>_<file>``, in which nothing is left of a name
but letters, digits and ``_``. Of a group the representative stands for all, under the group's name.
What comes back is read by the first two parts of a name that are numbers; the attachment must be
that user's. An empty cell of a grade deletes it.
"""

from __future__ import annotations

import re
import unicodedata

from tests.grader.lms.school import FILE, MOST, Pupil, School, rows_of, table

HEADS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Week 1 (8123)",
         "Week 10 (8124)", "Final Score"]  # fmt: skip
UPLOAD = 90_000


class CanvasSite(School):
    """Canvas with one assignment, ``Week 1``."""

    def anonymous(self, pupil: Pupil) -> str:
        """Return what stands for a user whose name is hidden."""
        return f"x{pupil.at:04}"

    def head(self, pupil: Pupil) -> str:
        """``get_filename``: the name, the mark, the user."""
        name = pupil.team or f"{pupil.family}, {pupil.given}"
        name = re.sub(r"_(\d+)_", r"\1", name)
        user = f"anon_{self.anonymous(pupil)}" if self.blind else str(pupil.number)
        late = "late" if pupil.kind == "late" else ""
        parts = [late, user] if self.blind else [name, late, user]
        joined = "_".join(filter(None, parts))
        return "".join(sign for sign in joined if _is_word(sign)).lower()

    def roster(self) -> bytes:
        """The gradebook is the class list; groups and hidden ids stand only in one's own.

        There, two of one name need their numbers.
        """
        if not (self.teams or self.blind):
            return self.gradebook()
        rows = [[p.id, p.name, self.known_by(p), p.team] for p in self.pupils]
        return table([["student", "name", "lms_id", "group"], *rows]).encode()

    def known_by(self, pupil: Pupil) -> str:
        """Return the number in one's own list."""
        if self.blind:
            return f"anon_{self.anonymous(pupil)}"
        return str(pupil.number) if pupil.name == "Ada Lovelace" else ""

    def download(self) -> dict[str, bytes]:
        """``zip_assignment``: of several attempts the newest, ``-1`` behind the file's name."""
        found = {}
        for pupil in self.uploads():
            name = FILE.replace(".", "-1.") if pupil.kind == "again" else FILE
            found[f"{self.head(pupil)}_{UPLOAD + pupil.at}_{name}"] = pupil.work()
        return found

    def gradebook(self) -> bytes:
        """*Grades, Export*."""
        rows = [[f"{p.family}, {p.given}", str(p.number), p.id, p.login, "A",
                 "" if p.grade is None else str(p.grade), "1.0", "50"]
                for p in self.pupils]  # fmt: skip
        points = ["    Points Possible", "", "", "", "", str(MOST), "1.0", "(read only)"]
        return table(
            [HEADS, points, *rows, ["Student, Test", "99", "", "", "A", "", "", ""]]
        ).encode()

    def take_grades(self, data: bytes) -> None:
        """``process_student`` and ``process_submissions``."""
        header, *rows = rows_of(data.decode())
        columns = {m[2]: at for at, cell in enumerate(header)
                   if (m := re.fullmatch(r"(.*)\s*\((\d+)\)", cell))}  # fmt: skip
        at = columns.get("8123", header.index("Week 1") if "Week 1" in header else -1)
        assert "Section" in header
        for row in rows:
            if "Points Possible" in row[0]:
                continue
            pupil = self.by(number=int(row[1])) if row[1].isdecimal() else None
            pupil = pupil or self.by(id=row[2]) or self.by(login=row[3])
            if pupil:
                pupil.grade = float(row[at].strip()) if row[at].strip() else None

    def take_pages(self, pages: dict[str, bytes]) -> None:
        """``generate_comments_from_files``: a group's comment goes to all of it."""
        for path, page in pages.items():
            parts = path.rsplit("/", 1)[-1].split("_")
            if self.blind:
                hidden = parts[parts.index("anon") + 1]
                pupil = next((p for p in self.pupils if self.anonymous(p) == hidden), None)
                attachment = next(part for part in parts if part.isdecimal())
            else:
                user, attachment = [part for part in parts if re.fullmatch(r"\d+", part)][:2]
                pupil = self.by(number=int(user))
            if pupil and int(attachment) == UPLOAD + pupil.at:
                self.give(self.mates(pupil), page)


def _is_word(sign: str) -> bool:
    """Whether Ruby's ``[[:word:]]`` has a sign: letters, marks, digits, ``_``."""
    return unicodedata.category(sign) in ("Nd", "Pc") or unicodedata.category(sign)[0] in "LM"
