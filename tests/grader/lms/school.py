"""Forty students in ten scripts, what each hands in, and what a system makes of what comes back.

A model of a system is a :class:`School` with that vendor's rules; nothing here or there is shared
with the package. Who hands in nothing, or what nobody can read, keeps the grade that the system
has.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from typing import Any

import nbformat

from tests.grader.conftest import tiny_master

# Given and family names; the two Ada Lovelaces are two persons.
NAMES = (
    ("Łukasz", "Żak"), ("Søren", "Ørsted"), ("Anna", "Groß"), ("Zoë", "Ångström"),
    ("Işıl", "Yıldız"), ("Thị Ánh", "Nguyễn"), ("Ngũgĩ", "wa Thiong'o"), ("Kevin", "O'Neil, Jr."),
    ("Jean-Luc", "Picard"), ("José", "García Márquez"), ("Άννα", "Παππά"), ("Γιώργος", "Σεφέρης"),
    ("Νίκος", "Καζαντζάκης"), ("Фёдор", "Королёв"), ("Андрей", "Зайцев"), ("Мар'яна", "Їжак"),
    ("Олена", "Ґудзь"), ("محمد", "علي"), ("أحمد", "حسن"), ("فاطمة", "زهراء"), ("Ada", "Lovelace"),
    ("Ada", "Lovelace"), ("שלום", "כהן"), ("דנה", "לוי"), ("फ़राह", "क़ुरैशी"), ("राम", "शर्मा"),
    ("मीरा", "देवी"), ("น้ำฝน", "ใจดี"), ("สมชาย", "แก้ว"), ("雷", "李"), ("娜娜", "欧阳"),
    ("梅梅", "韩"), ("ガブリエル", "タナカ"), ("花子", "田中"), ("はな", "すずき"), ("민수", "김"),
    ("서연", "이"), ("Անի", "Գևորգյան"), ("ნინო", "ბერიძე"), ("Ela", "Çağlar"),
)  # fmt: skip
KINDS = {2: "late", 3: "again", 4: "missing", 5: "missing", 6: "unreadable"}  # else handed in
BY_HAND = {5: 2.5}  # grades that the system has before
DOUBLE = (("return x + x", 4.0), ("return abs(2 * x)", 1.0), ("return x / 0", 0.0))
SQUARE = (("return x * x", 2.0), ("return 9.0", 1.0))
MOST = 9.0  # points of the tiny course, with its essay
TEAMS = 10
FILE = "01_tiny.ipynb"


@dataclass
class Pupil:
    """One of the class; ``grade`` and ``pages`` are what the system has of them."""

    at: int
    given: str
    family: str
    team: str = ""
    grade: float | None = None
    pages: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The number that the university gave."""
        return f"00{101 + self.at}"

    @property
    def login(self) -> str:
        """The name of the account."""
        return f"u{self.at:03}"

    @property
    def name(self) -> str:
        """The name as it is spoken."""
        return f"{self.given} {self.family}"

    @property
    def email(self) -> str:
        """The address."""
        return f"{self.login}@uni.example"

    @property
    def number(self) -> int:
        """The system's own number."""
        return 7000 - 13 * self.at

    @property
    def kind(self) -> str:
        """What becomes of what this one hands in."""
        return KINDS.get(self.at, "")

    @property
    def mark(self) -> str:
        """What stands in the answer of this one, and of nobody else."""
        return f"written by {self.login}"

    def work(self, *, empty: bool = False) -> bytes:
        """Return the notebook; ``empty`` is an earlier state, in which nothing is right."""
        if self.kind == "unreadable":
            return b"%PDF-1.7 this was never a notebook"
        notebook: Any = json.loads(nbformat.writes(tiny_master()))
        double, square = DOUBLE[self.at % 3][0], SQUARE[self.at % 2][0]
        answers = {
            "double": f"def double(x):\n    # {self.mark}\n    {double}",
            "square": f"def square(x):\n    {square}",
            "essay": "",
        }
        if empty:
            answers = {"double": "def double(x):\n    return 0 * x", "square": "", "essay": ""}
        for cell in notebook["cells"]:
            cell["source"] = answers.get(cell["id"], cell["source"])
        return json.dumps(notebook).encode()

    @property
    def points(self) -> float:
        """What the answers deserve, by the scores of the stored answers."""
        return DOUBLE[self.at % 3][1] + SQUARE[self.at % 2][1]


@dataclass
class School:
    """A system with the class in it; one that has no teams, or hides no names, is asked for none.

    ``names`` says whether its download tells two persons of one name apart.
    """

    teams: bool = False
    blind: bool = False
    names = True
    pupils: list[Pupil] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Enrol the class; the teams are nine, the others stay alone."""
        for at, (given, family) in enumerate(NAMES):
            team = f"Team_{at % TEAMS}" if self.teams and at % TEAMS else ""
            first = at % TEAMS if team else at
            self.pupils.append(Pupil(at, given, family, team, BY_HAND.get(first)))

    def author(self, pupil: Pupil) -> Pupil:
        """Whose work is graded: of a team it is the first one's."""
        return self.pupils[pupil.at % TEAMS] if pupil.team else pupil

    def uploads(self) -> list[Pupil]:
        """Who hands in, one of each team."""
        return [one for one in self.pupils if self.author(one) is one and one.kind != "missing"]

    def expected(self, pupil: Pupil) -> float | None:
        """The grade that the system must have in the end."""
        author = self.author(pupil)
        if author.kind in ("missing", "unreadable") or not self.told(author):
            return BY_HAND.get(author.at)
        return author.points

    def told(self, pupil: Pupil) -> bool:
        """Whether the download says who this is."""
        return self.names or pupil.name != "Ada Lovelace"

    def paged(self, pupil: Pupil) -> bool:
        """Whether the system takes a page for this one's work."""
        return True

    def mates(self, pupil: Pupil) -> list[Pupil]:
        """Everyone who shares this one's work."""
        return [one for one in self.pupils if self.author(one) is self.author(pupil)]

    def roster(self) -> bytes:
        """Return the class list: by default the course's own."""
        head = ["student", "name", "email", "group"]
        rows = [[p.id, p.name, p.email, p.team] for p in self.pupils]
        return table([head, *rows]).encode()

    def download(self) -> dict[str, bytes]:
        """Return the members of the archive that the system gives."""
        raise NotImplementedError

    def gradebook(self) -> bytes:
        """Return the table that the system gives to be filled in; empty if it gives none."""
        return b""

    def take_grades(self, data: bytes) -> None:
        """Read a table of grades as the system does."""
        raise NotImplementedError

    def take_pages(self, pages: dict[str, bytes]) -> None:
        """Read the members of a zip of pages as the system does."""
        raise NotImplementedError

    def by(self, **what: object) -> Pupil | None:
        """Return the one of whom something is so."""
        ((key, value),) = what.items()
        return next((p for p in self.pupils if getattr(p, key) == value), None)

    def give(self, pupils: list[Pupil], page: bytes) -> None:
        """Show a page to some."""
        for pupil in pupils:
            pupil.pages.append(page.decode())


def table(rows: list[list[str]], separator: str = ",") -> str:
    """Return rows as a CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def rows_of(text: str, separator: str = ",") -> list[list[str]]:
    """Return the rows of a CSV."""
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
