"""Moodle's worksheet with the headings of 42 languages, and with headings of none."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from grader.assistant.export.filled import fill
from grader.assistant.export.lines import Line
from grader.assistant.roster import Person, parse
from grader.base.errors import GraderError
from tests.grader.lms.moodle_site import COMPLETE, LAYOUTS, STRINGS, Site, User

NAMES = (
    "Łukasz Żak", "Søren Ørsted", "Anna Groß", "Zoë Ångström", "Işıl Yıldız", "Nguyễn Thị Ánh",
    "Ngũgĩ wa Thiong'o", "O'Neil, Jr.", "Ada Lovelace", "Ada Lovelace", "Jean-Luc Picard",
    "Άννα Παππά", "Γιώργος Σεφέρης", "Νίκος Κ.", "Фёдор Королёв", "Андрей Зайцев", "Мар'яна Їжак",
    "Олена Ґ.", "محمد علي", "أحمد حسن", "علی کریمی", "فاطمة ز.", "שלום כהן", "דנה לוי", "יעל ב.",
    "फ़राह क़ुरैशी", "राम शर्मा", "मीरा देवी", "น้ำฝน ใจดี", "สมชาย ก.", "李雷", "欧阳娜娜", "韩梅梅",
    "ガブリエル", "田中 花子", "すずき はな", "김민수", "이서연", "Անի Գևորգյան", "ნინო ბერიძე",
    "Ela Çağlar", "=cmd()",
)  # fmt: skip
NOW = datetime(2026, 11, 29, 18, 0, tzinfo=UTC)
STAMP = "2026-11-29 18:00:00 UTC"


def users(language: str) -> list[User]:
    """Return the class: forty names, ids with zeros, ten teams and some in nobody's group."""
    default = STRINGS[language]["default_team"]
    made = [
        User(name, f"00{101 + at}", f"u{at}@example.org", 7000 - 13 * at,
             f"Team_{at % 10}" if at % 10 else default, at % 10 and 50 + at % 10)
        for at, name in enumerate(NAMES)
    ]  # fmt: skip
    made[3].grade, made[3].comment, made[3].time = 2.5, "by hand", NOW.timestamp() - 3600
    made[4].grade, made[4].comment, made[4].time = 1.0, "before", NOW.timestamp() - 3600
    return made


def lines(site: Site) -> list[Line]:
    """Return what was graded; every fifth is not, and while marking is blind numbers decide."""
    blind = "fullname" not in site.columns
    found = []
    for at, user in enumerate(site.users):
        points = None if at % 5 == 3 else at % 11 * 0.5
        person = Person(user.idnumber, user.name, email=user.email)
        number = str(user.number) if blind or at % 2 else ""
        found.append(Line(person, {"a": points}, 5.0, points, "complete", "", participant=number))
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("gibberish", [False, True], ids=["own words", "no words"])
@pytest.mark.parametrize("language", STRINGS)
def test_every_grade_and_comment_is_in_its_row(
    tmp_path: Path, language: str, layout: str, gibberish: bool
) -> None:
    """Filled in and taken back by Moodle's rules, each has the grade, and nothing else changed."""
    site = Site(language, users(language), set(LAYOUTS[layout]), gibberish)
    path = tmp_path / "sheet.csv"
    path.write_text(site.worksheet(), encoding="utf-8")
    filled = fill(path, "week4", "", lines(site), partial=False, now=STAMP)
    before = list(csv.reader(io.StringIO(site.worksheet())))
    after = list(csv.reader(io.StringIO(filled.text, newline="")))
    mine = {site.keys.index(key) for key in ("grade", "graded_at", "comments") if key in site.keys}
    for at, (old, new) in enumerate(zip(before, after, strict=True)):
        changed = {i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b.lstrip("'")}
        assert changed <= (mine if at and (at - 1) % 5 != 3 else set())
    site.upload(filled.text, NOW.timestamp() + 60)
    expected = [at % 11 * 0.5 if at % 5 != 3 else None for at in range(len(NAMES))]
    expected[3] = 2.5
    assert [user.grade for user in site.users] == expected
    if "comments" in site.columns:
        said = [user.comment for user in site.users]
        assert said[3] == "by hand"
        assert said[4] == "week4: 2 of 5 points"
        given = [(text, points) for text, points in zip(said, expected, strict=True)]
        del given[3]
        assert all(text == f"week4: {g:g} of 5 points" for text, g in given if g is not None)
    assert filled.remarks[0].startswith("Read as Moodle's worksheet: ")
    assert f"grades in {site.heading('grade')!r}" in filled.remarks[0]


def _doubtful(site: Site) -> bool:
    """Whether no known word says which of three columns has the ids."""
    return site.gibberish or site.language in ("he", "it", "ja", "pt", "ru", "tr", "zh_cn")


@pytest.mark.parametrize("layout", ["usual", "teams", "everything"])
@pytest.mark.parametrize("gibberish", [False, True], ids=["own words", "no words"])
@pytest.mark.parametrize("language", STRINGS)
def test_the_worksheet_is_a_class_list(language: str, layout: str, gibberish: bool) -> None:
    """Ids with zeros, names, numbers, addresses and teams are there; a doubt is a question."""
    site = Site(language, users(language), set(LAYOUTS[layout]), gibberish)
    text, path = site.worksheet(), Path("sheet.csv")
    if layout == "everything" and _doubtful(site):
        with pytest.raises(GraderError, match="what students are called here") as caught:
            parse(text.encode(), path)
        assert f"{site.heading('idnumber')!r} (there '00101')" in str(caught.value)
        assert "`student`" in caught.value.hint
        header, rest = text.split("\n", 1)
        text = f"{header.replace(site.heading('idnumber'), 'student')}\n{rest}"
    people = parse(text.encode(), path)
    assert [(p.student, p.name, p.lms_id, p.email) for p in people] == [
        (u.idnumber, u.name, str(u.number), u.email) for u in site.users
    ]
    if layout == "teams":
        assert [p.group for p in people] == [u.team for u in site.users]


def test_a_second_upload_changes_a_grade_and_a_later_hand_wins(tmp_path: Path) -> None:
    """After a regrade the next file counts; a grade given in Moodle since then stays."""
    site = Site("de", users("de"), set(LAYOUTS["usual"]))
    path = tmp_path / "sheet.csv"
    path.write_text(site.worksheet(), encoding="utf-8")
    first = fill(path, "week4", "", lines(site), partial=False, now=STAMP)
    site.upload(first.text, NOW.timestamp() + 60)
    changed = [Line(one.person, {"a": 4.5}, 5.0, 4.5, "complete", "", participant=one.participant)
               for one in lines(site)]  # fmt: skip
    old = fill(path, "week4", "", changed, partial=False, now=STAMP)  # the same, old worksheet
    later = fill(path, "week4", "", changed, partial=False, now="2026-11-29 19:00:00 UTC")
    site.users[7].grade, site.users[7].time = 3.25, NOW.timestamp() + 7200  # by hand, at eight
    site.upload(later.text, NOW.timestamp() + 9000)
    assert site.users[7].grade == 3.25
    assert {user.grade for user in site.users} == {4.5, 3.25}
    again = Site("de", users("de"), set(LAYOUTS["usual"]))
    again.users[0].grade, again.users[0].time = 1.0, NOW.timestamp() + 3600
    again.upload(old.text, NOW.timestamp() + 4000)
    assert again.users[0].grade == 1.0


def test_what_nobody_can_know_is_asked(tmp_path: Path) -> None:
    """Two columns that may have the grade, or a worksheet with a scale: the answer is --column."""
    head = "aa,bb,cc,dd,ee,ff,gg,hh\n"
    path = tmp_path / "t.csv"
    path.write_text(head + "Xyz 1,Ann,,7.00,,5.00,no,-\nXyz 2,Bob,,7.00,,5.00,no,-\n")
    ann = [Line(Person("x", "Ann"), {"a": 2.0}, 5.0, 2.0, "complete", "")]
    with pytest.raises(GraderError, match="several columns that may have the grade") as caught:
        fill(path, "week4", "", ann, partial=False)
    assert "In the row of Xyz 1: 'cc' (there ''), 'ee' (there '')" in caught.value.hint
    rows = fill(path, "week4", "ee", ann, partial=False).text.splitlines()
    assert rows[1] == "Xyz 1,Ann,,7.00,2,5.00,no,-"
    path.write_text(head + 'Xyz 1,Ann,,good,,"bad, good",no,-\n')
    with pytest.raises(GraderError, match="no table of grades") as caught:
        fill(path, "week4", "", ann, partial=False)
    assert "'ee' (there '')" in caught.value.hint
    assert "Xyz 1,Ann,,good,2" in fill(path, "week4", "ee", ann, partial=False).text


def test_there_are_forty_languages() -> None:
    """Eleven have every heading of their own language pack, the others those the app shows."""
    assert len(STRINGS) == 42
    assert COMPLETE == ["de", "en", "es", "fr", "he", "it", "ja", "pt", "ru", "tr", "zh_cn"]
    assert all(len(own) >= 12 for own in STRINGS.values())
    assert len({own.get("grade") for own in STRINGS.values()}) > 30
