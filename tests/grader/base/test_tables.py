"""Class lists as spreadsheets write them: read right, or refused with the number of the line."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.assistant.roster import parse
from grader.base.errors import GraderError
from grader.base.settings import read_settings

FILE = Path("class.csv")
BOTH = [("00101", "Zoë Ångström"), ("00103", "'t Hooft")]
TEXT = "student,name\n00101,Zoë Ångström\n00103,'t Hooft\n"


def people(data: bytes | str) -> list[tuple[str, str]]:
    """Return ids and names of a class list."""
    data = data.encode() if isinstance(data, str) else data
    return [(person.student, person.name) for person in parse(data, FILE)]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r").encode("mac-roman"),
        TEXT.replace("\n", "\r\r\n").encode("cp1252"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        "\ufeff\ufeff".encode() + TEXT.encode(),
    ],
    ids=["cr", "old mac", "cr cr lf", "utf-16", "le", "be", "utf-32", "two marks"],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    """What Excel, PowerShell and old Macs write is the same list, names and zeros included."""
    assert people(data) == BOTH


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("00101", '="00101"'),
        TEXT.replace("00101", '"=""00101"""'),
        TEXT.replace("00101", "'00101"),
        "Machine Learning,,\nExported 20.11.2026,,\n\n" + TEXT,
        "sep=;\nClass; of 2026\n" + TEXT.replace(",", ";"),
        TEXT.replace(",", "|"),
        TEXT.replace("\n00103", "\nstudent,name\n00103"),
        TEXT.replace("00101", "\u200b00101\u00a0").replace("Zoë", "\u202aZoë"),
        TEXT.replace("student", "Matrikelnummer").replace("name", "Vollständiger Name"),
        TEXT.replace("student,name", "Nr,Name"),
    ],
)
def test_what_spreadsheets_and_people_put_around_the_cells(text: str) -> None:
    """Formulas for text, titles, separators, headings in the midst and marks without a picture."""
    assert people(text) == BOTH


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("101.0", "101.0"),
        ("101,00", "101,00"),
        ("1.01E+02", "1.01E+02"),
        ("1,01E+02", "1,01E+02"),
        ("9.01E+15", "9.01E+15"),  # iOfficeAI/OfficeCLI 415: 9007199254740993
        ("8.91E+05", "8.91E+05"),  # caporaso-lab/cual-id 42: 891e3
        ("#NAME?", "#NAME?"),
        ("########", "########"),
    ],
)
def test_an_id_that_a_spreadsheet_changed_is_refused(cell: str, said: str) -> None:
    """Nobody knows which id it was; the message has the line and what stands there."""
    with pytest.raises(GraderError, match="line 3: a spreadsheet has made") as caught:
        people(TEXT.replace("00103", f'"{cell}"'))
    assert repr(said) in str(caught.value)


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"student,name,email\n1,Ada,a@x\n2,King, Max,m@x\n", 3, "more cells than headings"),
        (b'student,name\n1,"Ada\n2,Max\n3,Bo\n', 2, "none ends it"),
        (b'student,name\n1,"Ada" Lovelace\n2,Max\n', 2, "inside a cell"),
        (b'student,name,email\n1,="King, Ada"\n', 2, "more cells than headings"),
        (b"student,name\n1,Ada\n,Max\n", 3, "Max has no id"),
        ("student,name\n1,Ada\n2,Иванова Мария\n".encode("cp1251"), 3, "not a text file in UTF-8"),
        ("student,name\n1,Ada\n2,李雷\n".encode("gbk"), 3, "not a text file in UTF-8"),
        (b"student,name\n1,Ada\n2,Bo\n1,Max\n", 4, "'1' twice"),
    ],
)
def test_what_cannot_be_read_right_is_refused(data: bytes, line: int, said: str) -> None:
    """A cell that would get another's heading, lost lines and unknown letters name their line."""
    with pytest.raises(GraderError, match=f"line {line}[:,]") as caught:
        people(data)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "ids",
    [
        ["12345678901234567", "00000000000000012"],  # DFE-Digital/register-trainee-teachers 3229
        ["891e3", "1E5"],
        ["٠٠١٠١", "๐๐๑"],
        ["Ada@Uni.Example", "o'neil"],
        ["李雷", "zoë"],
        ["1-2", "3/4"],
        ["12.345.678", "1.5"],
    ],
)
def test_ids_stay_as_they_are(ids: list[str]) -> None:
    """Long ones, those that look like numbers or dates, and other scripts come back unchanged."""
    rows = "".join(
        f"'{one},x\n" if one.isascii() and one.isdigit() else f"{one},x\n" for one in ids
    )
    assert [student for student, _ in people(f"student,name\n{rows}")] == ids


@given(
    ids=st.lists(st.from_regex(r"[0-9A-Za-zäя雷._@#+=E-]{1,10}", fullmatch=True), min_size=1,
                 max_size=5, unique=True),
    separator=st.sampled_from(",;\t|"),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    title=st.booleans(),
)  # fmt: skip
def test_no_id_is_ever_silently_changed(
    ids: list[str], separator: str, ends: str, encoding: str, title: bool
) -> None:
    """Whatever the ids and the form of the file: the same ids come back, or a refusal."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=ends)
    writer.writerows([["My class"]] if title else [])
    writer.writerows([["student", "name"], *([one, "x"] for one in ids)])
    try:
        found = [student for student, _ in people(out.getvalue().encode(encoding))]
    except GraderError as refusal:
        assert "a spreadsheet has made" in str(refusal)  # noqa: PT017
    else:
        assert found == ids


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"<html><table>", "a web page"), (b"\xef\xbb\xbf <!DOCTYPE html>", "a web page"),
     (b"{\\rtf1", "a text with formats"), (b"\xd0\xcf\x11\xe0", "an old Excel workbook")],
)  # fmt: skip
def test_another_kind_of_file_is_named(data: bytes, kind: str) -> None:
    """A web page that an LMS calls .xls is refused by what it is."""
    with pytest.raises(GraderError, match=kind):
        people(data)


def test_settings_are_read_by_the_same_reader(tmp_path: Path) -> None:
    """A TOML file that a Windows editor saved in UTF-16 says what it says."""
    (tmp_path / "week.toml").write_text('title = "Wöche"\n', encoding="utf-16")
    assert read_settings(tmp_path / "week.toml") == {"title": "Wöche"}
