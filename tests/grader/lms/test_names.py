"""One form for a name, however two systems write it, in ten scripts."""

import unicodedata
from pathlib import Path

import pytest

from grader.assistant.collect.archive import Entry
from grader.assistant.collect.naming import read_names
from grader.assistant.collect.people import People
from grader.assistant.export.lines import Line
from grader.assistant.export.match import Lines
from grader.assistant.roster import Person
from grader.lms.names import exact, name_keys, plain, words

# The ways in which a roster, an LMS and a folder write one name.
SAME = [
    ("Łukasz Żak", "Lukasz Zak", "ŁUKASZ ŻAK"),
    ("Søren Ørsted", "Soren Orsted"),
    ("Anna Groß", "Anna Gross", "ANNA GROẞ"),
    ("Zoë Ångström", "Zoe\u0308 A\u030angstro\u0308m", "Zoe Angstrom"),
    ("Œdipe Bœuf", "Oedipe Boeuf"),
    ("Đorđe Đukić", "Dorde Dukic"),
    ("Þóra Guðrún", "Thora Gudrun"),
    ("Nicolás Ibáñez", "Nicolas Ibanez"),
    ("Ħal Għaxaq", "Hal Ghaxaq"),
    ("Işıl Yıldız", "IŞIL YILDIZ", "Isil Yildiz"),
    ("İpek Şahin", "ipek şahin", "Ipek Sahin"),
    ("Nguyễn Thị Ánh", "NGUYỄN THỊ ÁNH", "Nguyen Thi Anh"),
    ("Đặng Văn Lâm", "Dang Van Lam"),
    ("Ngũgĩ wa Thiong'o", "Ngugi wa Thiong’o", "Ngũgĩ wa Thiongʼo"),
    ("Άννα Παππά", "Αννα Παππα", "ΑΝΝΑ ΠΑΠΠΑ"),
    ("Γιώργος Σεφέρης", "ΓΙΩΡΓΟΣ ΣΕΦΕΡΗΣ"),
    ("Фёдор Королёв", "Федор Королев", "Фе\u0308дор Короле\u0308в"),
    ("Андрей Зайцев", "Андреи\u0306 Заи\u0306цев", "АНДРЕЙ ЗАЙЦЕВ"),
    ("Мар'яна Їжак", "Мар’яна Ї\u200bжак", "Марʼяна Їжак"),
    ("محمد علي", "مُحَمَّد علي", "محـــمد علي"),
    ("أحمد", "احمد", "ا\u0654حمد"),
    ("علی کریمی", "علي كريمي"),
    ("שָׁלוֹם כֹּהֵן", "שלום כהן"),
    ("ז'בוטינסקי", "ז׳בוטינסקי"),
    ("फ़राह क़ुरैशी", unicodedata.normalize("NFC", "फ़राह क़ुरैशी"), "फ\u093cराह क\u093cुरैशी"),
    ("राम शर्मा", "राम\u200d शर्मा"),
    ("น้ำฝน", "น\u0e49\u0e33ฝน", "น\u0e49\u0e4d\u0e32ฝน"),
    ("李雷", "李 雷"),
    ("欧阳·娜娜", "欧阳 娜娜", "欧阳•娜娜"),
    ("ガブリエル", "ｶﾞﾌﾞﾘｴﾙ", unicodedata.normalize("NFD", "ガブリエル")),
    ("ジョン・スミス", "ｼﾞｮﾝ･ｽﾐｽ", "ジョン スミス"),
    ("Ｔａｎａｋａ", "Tanaka"),
    ("김민수", unicodedata.normalize("NFD", "김민수")),
    ("O'Neil", "O’Neil", "O‘Neil", "O`Neil", "O´Neil", "Oʼneil", "O＇Neil", "ONEIL"),
    ("Kaʻiulani", "Kaiulani", "Ka'iulani", "Ka‘iulani"),
    ("Jean-Luc", "Jean‐Luc", "Jean‑Luc", "Jean–Luc", "Jean—Luc", "Jean\u00adLuc", "Jean Luc"),
    ("Smith_2", "smith 2", "Smith-2"),
    ("ﬁona", "Fiona"),
    ("Bo\u00a0Ek", "Bo Ek"),
    ("葛\U000e0100飾", "葛飾"),
    ("İbrahim Çağlar", "ibrahim caglar"),
]

# Names of two people, which only look or begin alike.
OTHER = [
    ("राम", "रमा"), ("मीरा", "मोरा"), ("ガク", "カク"), ("บุญ", "บัญ"), ("김민수", "김민서"),
    ("Андрей", "Андреи"), ("Їжак", "Іжак"), ("محمد", "محمود"), ("李雷", "李蕾"), ("Kim", "Kin"),
]  # fmt: skip


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0])
def test_one_name_in_all_its_ways(ways: tuple[str, ...]) -> None:
    """Accents, composition, case, apostrophes, hyphens and widths make no other name."""
    assert len({plain(way) for way in ways}) == 1
    assert plain(plain(ways[0])) == plain(ways[0]) != ""


@pytest.mark.parametrize("ways", SAME, ids=lambda ways: ways[0])
def test_collect_and_export_find_the_same_person(ways: tuple[str, ...]) -> None:
    """However the roster writes a name, a folder and an LMS's row in any other way find it."""
    for name in ways:
        roster = [Person("007", name), Person("008", "Nobody Else")]
        for other in ways:
            lines = Lines([Line(p, {}, 1.0, None, "", "") for p in roster], "lms_id")
            item, _ = read_names([Entry((other, "w.ipynb"), Path(), "")], "w", (), People(roster))
            assert People(roster).students(item[0]) == ["007"]
            found = lines.find("", [], other)
            assert found is not None
            assert found.person.student == "007"


def test_there_are_forty_names_in_ten_scripts() -> None:
    """The list has what it promises."""
    letters = "".join(way[0] for way in SAME)
    scripts = {unicodedata.name(letter).split()[0] for letter in letters if letter.isalpha()}
    assert len(SAME) >= 40
    assert {"LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "DEVANAGARI", "THAI", "CJK",
            "KATAKANA", "HANGUL"} <= scripts  # fmt: skip


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_names_stay_two(one: str, other: str) -> None:
    """What carries meaning in its script is not taken for an accent."""
    assert plain(one) != plain(other)


@pytest.mark.parametrize("name", [ways[0] for ways in SAME if " " in ways[0]])
def test_the_family_name_may_stand_first(name: str) -> None:
    """``Last, First`` is the same person, in one word and in several."""
    first, last = name.split(" ", 1)
    for other in (f"{last}, {first}", f"{last} {first}", f"{last},{first}"):
        assert name_keys(other) & name_keys(name)
    assert plain(last + first) in name_keys(name)
    assert words(name) == [plain(word) for word in name.split()]


def test_accents_tell_two_apart_where_they_must() -> None:
    """Müller and Muller are one name to find, and two where both are in the class."""
    assert plain("Müller") == plain("Muller")
    assert exact("Müller") != exact("Muller")
    assert exact("Mu\u0308ller") == exact("MÜLLER")
    assert name_keys("Zoë Å", accents=True) == {"zoëå", "åzoë"}
