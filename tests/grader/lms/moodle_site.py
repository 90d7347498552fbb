"""A model of Moodle's grading worksheet and feedback zip, after the rules in Moodle 4.1's source.

It shares nothing with the package: what Moodle writes, and what it makes of a file that comes back.
The headings are Moodle's own strings in 42 languages (``moodle_headings.json`` says from where).
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

STRINGS: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("moodle_headings.json").read_text(encoding="utf-8")
)["languages"]
COMPLETE = sorted(code for code, own in STRINGS.items() if len(own) == len(STRINGS["en"]))
DAY = {"en": "Friday, 20 November 2026, 10:0{} AM", "ja": "2026年 11月 20日(金曜日) 10:0{}"}
# Columns in Moodle's order; those in brackets are there only if a site has them.
ORDER = (
    "identifier", "fullname", "username", "idnumber", "email", "phone", "department", "status",
    "opens", "due", "cutoff", "team", "marker", "grade", "maximum", "workflow", "canbechanged",
    "submitted_at", "online", "graded_at", "comments",
)  # fmt: skip
ALWAYS = {"identifier", "status", "grade", "maximum", "canbechanged", "submitted_at", "graded_at"}
USUAL = ALWAYS | {"fullname", "email", "idnumber", "comments"}
LAYOUTS = {
    "usual": USUAL,
    "teams": USUAL | {"team"},
    "blind": ALWAYS | {"comments"},
    "nothing to say": USUAL - {"comments", "idnumber"},
    "everything": {*ORDER},
}


@dataclass
class User:
    """A user; ``number`` is that of the participation, ``time`` when Moodle's grade was changed."""

    name: str
    idnumber: str
    email: str
    number: int
    team: str = ""
    group: int = 0
    grade: float | None = None
    comment: str = ""
    time: float = 0.0
    late: bool = False


@dataclass
class Site:
    """A site with one assignment, in one language."""

    language: str
    users: list[User]
    columns: set[str]
    gibberish: bool = False
    most: float = 5.0

    def text(self, key: str) -> str:
        """Return a string of the language; what it lacks is English, as in Moodle."""
        return STRINGS[self.language].get(key, STRINGS["en"].get(key, key.capitalize()))

    def heading(self, key: str) -> str:
        """Return a heading, or a word of no language for it."""
        if not self.gibberish:
            return self.text(key)
        rng = random.Random(key + self.language)
        return "".join(rng.choices("qxzвжщ鑫龘ٸڠ", k=6)) + key[:1]

    @property
    def keys(self) -> list[str]:
        """The columns that there are, in order."""
        return [key for key in ORDER if key in self.columns]

    def cell(self, key: str, at: int, user: User) -> str:
        """Return what Moodle writes of a user."""
        comma = self.language in ("de", "fr", "es", "ru", "tr", "pt_br")
        one = user.group if "team" in self.columns else at  # who handed in: a team does it once
        day = DAY.get(self.language, "20.11.2026, 10:0{}").format(one % 10)
        graded = "" if user.grade is None else f"{user.grade:.2f}"
        cells = {
            "identifier": f"{self.text('hidden')}{user.number}",
            "fullname": user.name,
            "username": f"user{at:03}",
            "idnumber": user.idnumber,
            "email": user.email,
            "phone": f"0171{at:06}",
            "department": ("Physics", "Maths")[at % 2],
            "status": self.text("none" if not one % 3 else "submitted"),
            "opens": "-", "due": day, "cutoff": "-",
            "team": user.team,
            "marker": ("Grace H.", "Alan T.")[at % 2],
            "grade": graded.replace(".", ",") if comma else graded,
            "maximum": f"{self.most:.2f}".replace(".", ",") if comma else f"{self.most:.2f}",
            "workflow": "x",
            "canbechanged": "Yes",
            "submitted_at": "-" if not one % 3 else day,
            "online": f"What I think, {at}: 3 points" if at % 4 == 1 else "",
            "graded_at": "-" if user.grade is None else day,
            "comments": user.comment,
        }  # fmt: skip
        return cells[key]

    def worksheet(self) -> str:
        """Return the worksheet as it is downloaded."""
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\n")
        table.writerow([self.heading(key) for key in self.keys])
        for at, user in enumerate(self.users):
            table.writerow([self.cell(key, at, user) for key in self.keys])
        return out.getvalue()

    def upload(self, text: str, now: float, *, ignore_modified: bool = False) -> None:
        """Take a worksheet back: ``process_import_grades`` of assignfeedback_offline."""
        header, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        at = {heading: i for i, heading in enumerate(header)}  # of two alike the last, as there
        number, grade, modified = (at[self.heading(key)] for key in
                                   ("identifier", "grade", "graded_at"))  # fmt: skip
        comment = at.get(self.heading("comments"))
        users = {user.number: user for user in self.users}
        for row in rows:
            own = row[number][len(self.text("hidden")) :]
            user = users.get(int(own)) if own.isdecimal() else None
            if user is None:
                continue
            old = user.grade is not None and user.time > strtotime(row[modified]) + 60
            value = _unformat(row[grade], comma=False)
            if old and not ignore_modified:
                continue
            if value is not None and value != user.grade and 0 <= value <= self.most:
                user.grade, user.time = value, now
            if comment is not None and row[comment] != user.comment:
                user.comment = row[comment]

    def feedback(self, names: list[str]) -> dict[str, list[str]]:
        """Return the pages that each user gets of a zip, by ``importziplib`` of Moodle."""
        teams = "team" in self.columns
        mapping: dict[int, list[User]] = {}
        for user in self.users:
            if not teams or user.group:
                mapping.setdefault(user.group if teams else user.number, []).append(user)
        found: dict[str, list[str]] = {}
        for name in names:
            parts = name.split("/")
            while parts:
                info = parts.pop(0).split("_", 4)
                plugin = info[2:4]
                if len(info) < 4 or not info[1].isdecimal() or int(info[1]) not in mapping:
                    continue
                if plugin not in (["assignsubmission", "file"], ["assignsubmission", "onlinetext"]):
                    continue
                for user in mapping[int(info[1])]:
                    found.setdefault(user.idnumber, []).append(name)
                break
        return found

    def folder(self, user: User) -> str:
        """Return the folder of what a user handed in: ``get_student_prefix`` of the downloader."""
        if "team" in self.columns:
            prefix = user.team.replace("_", " ") + (f"_{user.group}" if user.group else "")
        else:
            name = self.text("participant") if "fullname" not in self.columns else user.name
            prefix = f"{name.replace('_', ' ')}_{user.number}"
        return re.sub(r"""[\x00-\x1f&<>"`|':\\/]""", "", f"{prefix}_assignsubmission_file")


def strtotime(text: str) -> float:
    """Return a time as PHP reads it: ISO and English, and 0 for what it does not know."""
    for form in ("%Y-%m-%d %H:%M:%S UTC", "%A, %d %B %Y, %I:%M %p"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).timestamp()
        except ValueError:
            continue
    return 0.0


def _unformat(text: str, *, comma: bool) -> float | None:
    """Return a number as ``unformat_float`` does: both decimal signs are understood."""
    text = text.strip().replace(",", ".")
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None
