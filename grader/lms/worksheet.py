"""Moodle's grading worksheet, read by its columns in whichever language the site speaks.

Moodle writes the columns in one order: the participant, the name, what else identifies a user, the
state, sometimes dates, the team and the marker; the grade and right behind it the most points;
whether the grade can be changed, the times of the submission and of the grade, and behind these
what feedback there is. While marking is blind, nothing identifies a user but the number.

The headings are looked at only where the columns do not decide.

Reference: Moodle's mod/assign/gradingtable.php, as ``is_downloading`` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from grader.base.errors import GraderError
from grader.base.tables import Table
from grader.lms import shapes
from grader.lms.names import plain
from grader.lms.sheets import Listed, Row, Sheet, first
from grader.lms.words import EMAIL, GROUP, ID_NUMBER, LOGIN, NAME, OWN_IDS, is_participant

_SHORTEST = 2  # columns behind the most points, in every worksheet


def worksheet(table: Table) -> Sheet | None:
    """Return how a table is read if it is a grading worksheet; None for any other table."""
    found = _Worksheet(table)
    return found.sheet() if found.is_one else None


@dataclass(frozen=True)
class _Worksheet:
    """The columns of a table that may be a worksheet."""

    table: Table

    def cells(self, at: int) -> list[str]:
        """Return what is below a heading."""
        return [self.table.cell(row, at) for row in self.table.rows]

    @cached_property
    def words(self) -> list[str]:
        return [plain(cell) for cell in self.table.header]

    @cached_property
    def participants(self) -> tuple[str, list[str]] | None:
        return shapes.numbered(self.cells(0)) if self.words else None

    @cached_property
    def grades(self) -> list[int]:
        """The columns that may have the grade: the most points stand right behind it.

        Several may; then the most points that are written as Moodle writes them decide.
        """
        found = [
            at
            for at in range(1, len(self.words) - 1)
            if (most := shapes.maximum(self.cells(at + 1)))
            and shapes.are_grades(self.cells(at), most)
        ]
        exact = [at for at in found if not self.cells(at + 1)[0].isdecimal()]
        return exact or found

    @property
    def is_one(self) -> bool:
        """Whether this is a worksheet; ids such as ``s1001`` with points are none."""
        if self.participants is None or self.words[0] in OWN_IDS:
            return False
        if is_participant(self.participants[0]) or plain(self.table.named) in self.words:
            return True
        behind = len(self.words) - max(self.grades, default=len(self.words)) - 2
        return behind >= _SHORTEST and self.words[0] not in LOGIN

    @property
    def before(self) -> int:
        """The first column that is no student's any more: the grade's."""
        said = first(self.words, (plain(self.table.named),)) if self.table.named else None
        found = self.grades[0] if self.grades else len(self.words)
        return found if said is None else said

    @cached_property
    def email(self) -> int | None:
        named = first(self.words, EMAIL)
        like = [at for at in range(1, self.before) if shapes.are_addresses(self.cells(at))]
        return like[0] if like else named

    @cached_property
    def name(self) -> int | None:
        """The column of the names, right behind the number; none while marking is blind."""
        named = first(self.words, NAME)
        if named is not None:
            return named
        blind = self.before < 3 or not shapes.are_names(self.cells(1))
        return None if blind else 1

    @cached_property
    def ids(self) -> list[int]:
        """The columns that may have what the course calls a student, those with a known word
        first; the state right before the grade is none."""
        words = ["student", "studentid", *sorted(ID_NUMBER), "username", "login", *sorted(LOGIN)]
        places = {word: at for at, word in enumerate(self.words[: self.before]) if at}
        known = list(dict.fromkeys(places[word] for word in words if word in places))
        if self.name is None:
            return known[:1]
        like = [
            at
            for at in range(self.name + 1, self.before - 1)
            if at not in (*known, self.email) and shapes.are_ids(self.cells(at))
        ]
        return [*known, *like]

    @cached_property
    def group(self) -> int | None:
        """The column of the teams: in front of the grade, and everyone of a team has its state."""
        named = first(self.words, GROUP)
        if named is not None:
            return named
        if self.team is None:
            return None
        team = self.cells(self.team)
        told = [self.cells(self.team - 1), *([] if self.submitted is None else
                                             [self.cells(self.submitted)])]  # fmt: skip
        telling = next((cells for cells in told if len({*cells}) > 1), None)
        follows = telling is not None and shapes.depends(telling, on=team)
        return self.team if follows else None

    @cached_property
    def team(self) -> int | None:
        """The column that may have teams: the second word in front of the grade, and shared."""
        texts = [
            at
            for at in range(1 if self.name is None else 2, self.before)
            if at not in (*self.ids, self.email)
            and not {*self.cells(at)} <= shapes.NONE
            and not shapes.are_dates(self.cells(at))
        ]
        shared = len(texts) > 1 and 1 < len({*self.cells(texts[-1])}) < len(self.table.rows)
        return texts[-1] if shared and texts[-2] == texts[-1] - 1 else None

    @cached_property
    def submitted(self) -> int | None:
        """The column with the time of the submission: the first of two of dates."""
        behind = range(self.before + 2, len(self.words))
        dates = [at for at in behind if shapes.are_dates(self.cells(at))]
        return dates[0] if len(dates) > 1 else None

    @cached_property
    def times(self) -> int | None:
        """The column with the time of the grade: the last one of dates."""
        behind = range(self.before + 2, len(self.words))
        return max((at for at in behind if shapes.are_dates(self.cells(at))), default=None)

    @cached_property
    def comments(self) -> list[int]:
        """The columns that may take a line to the student: what stands behind the times."""
        start = self.before + 2 if self.times is None else self.times + 1
        behind = range(start, len(self.words))
        return [at for at in behind if not shapes.is_choice(self.cells(at))]

    def sheet(self) -> Sheet:
        """Return how the table is read."""
        keys = [*self.ids, *([] if self.email is None else [self.email])]
        keys.sort(key=lambda at: not all(self.cells(at)))
        numbers = self.participants[1] if self.participants else []
        by_row = {id(row): one for row, one in zip(self.table.rows, numbers, strict=True)}
        cell = self.table.cell

        def who(row: Row) -> Listed:
            return Listed(
                tuple(cell(row, at) for at in keys),
                cell(row, self.name),
                by_row.get(id(row), ""),
                cell(row, self.email),
                cell(row, self.group),
            )

        return Sheet(
            who,
            range(len(self.words)),
            self.column,
            self.comments[0] if len(self.comments) == 1 else None,
            lambda at: cell(self.table.rows[0], at + 1) if at in self.grades else "",
            comments=tuple(self.comments),
            time=self.times,
            doubtful=self.doubtful,
            seen=self.seen,
        )

    def column(self, assignment: str, column: str) -> int:
        """Return the column of the grade: what a person says, else the one that it must be."""
        if column:
            at = first(self.words, (plain(column),))
            if at is None:
                raise self.question(f"no column {column!r}", range(1, len(self.words)))
            return at
        if len(self.grades) == 1:
            return self.grades[0]
        if self.grades:
            raise self.question("several columns that may have the grade", self.grades)
        raise self.question(
            "no column of grades with the most points behind it", range(1, len(self.words))
        )

    def question(self, what: str, columns: range | list[int]) -> GraderError:
        """Return what is asked, with a row as an example."""
        row = self.table.rows[0]
        pairs = ", ".join(
            f"{self.table.header[at]!r} (there {self.table.cell(row, at)!r})" for at in columns
        )
        return GraderError(
            f"{self.table.who} has {what}",
            hint=f'Say which with --column "...". In the row of {row[0]}: {pairs}. '
            "Grades by a scale cannot be filled in.",
        )

    @property
    def doubtful(self) -> str:
        """What a class list cannot know: which of several columns has the ids."""
        known = [at for at in self.ids if self.words[at] in {"student", "studentid"} | ID_NUMBER]
        if known or len(self.ids) < 2:
            return ""
        row = self.table.rows[0]
        pairs = " or ".join(
            f"{self.table.header[at]!r} (there {self.table.cell(row, at)!r})" for at in self.ids
        )
        return f"what students are called here may be in {pairs}"

    def seen(self, at: int | None = None) -> str:
        """Return in one line what was recognised; ``at`` is the column that gets the grades."""
        head = self.table.header
        word = self.participants[0] if self.participants else ""
        parts = [
            f"{word} ... in {head[0]!r}",
            "" if self.name is None else f"names in {head[self.name]!r}",
            "ids in " + ", ".join(repr(head[i]) for i in self.ids) if self.ids else "",
            "" if self.email is None else f"addresses in {head[self.email]!r}",
            "" if self.group is None else f"teams in {head[self.group]!r}",
            f"no teams (if {head[self.team]!r} are some, call the heading group)"
            if self.team is not None and self.group is None
            else "",
        ]
        if at is not None:
            parts.append(f"grades in {head[at]!r}")
            parts.append("" if self.times is None else f"their times in {head[self.times]!r}")
            one = len(self.comments) == 1
            parts.append(f"comments in {head[self.comments[0]]!r}" if one else "")
        return "Read as Moodle's worksheet: " + ", ".join(filter(None, parts)) + "."
