"""Practice sheets: one per student, their own questions, and the same again tomorrow."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from grader.base.errors import GraderError
from grader.exam.blueprint import parse
from grader.exam.practice import sheets, students

PLAN = parse("[[pick]]\ntopic = 'neuron'\n[[pick]]\ntopic = 'losses'\nkind = 'numeric'")


def test_a_sheet_depends_on_the_student_and_not_on_the_class() -> None:
    """Alone, among others, or made by several processes: the bytes are the same."""
    many = [f"s{i}" for i in range(9)]
    together = dict(sheets(PLAN, 1, many))
    assert list(together) == many
    assert dict(sheets(PLAN, 1, ["s4"])) == {"s4": together["s4"]}
    assert len(set(together.values())) == 9
    assert dict(sheets(PLAN, 2, ["s4"]))["s4"] != together["s4"]


def test_a_sheet_names_its_student_and_ends_with_solutions() -> None:
    """The id is on every page, and the solutions start on a page of their own."""
    ((_, pdf),) = sheets(PLAN, 1, ["ada.l"])
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert all("ada.l" in page for page in pages)
    assert "Solutions" not in pages[0]
    assert any("Solutions" in page and "Wrong answers" in page for page in pages[1:])


@pytest.mark.parametrize("student", ["../../etc", "a b", "", ".hidden", "a/b", "x\n"])
def test_an_id_that_is_no_file_name_is_refused(student: str) -> None:
    """Nothing can be written outside the folder."""
    with pytest.raises(GraderError, match="cannot be part of a file name"):
        list(sheets(PLAN, 1, ["fine", student]))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("name,id\nAda,ada\nBob,bob\n", ["ada", "bob"]),
        ("00101\nbob@x.org\n\n", ["00101", "bob@x.org"]),
        ("\ufeffStudent_ID;x\nada;y\n", ["ada"]),
        ("Student,mail\nada,x\n", ["ada"]),
        ("Nummer,Name\n101,Ada\n102,Bob\n", ["101", "102"]),
    ],
)
def test_ids_are_read_from_a_table(tmp_path: Path, text: str, ids: list[str]) -> None:
    """The column has any usual heading; a list of numbers or addresses needs none."""
    (tmp_path / "class.csv").write_text(text, encoding="utf-8")
    assert students(tmp_path / "class.csv") == ids


def test_a_table_without_ids_is_refused(tmp_path: Path) -> None:
    """An empty file, words that may be a heading, and a missing file are each named."""
    (tmp_path / "words.csv").write_text("ada\nbob\n")
    with pytest.raises(GraderError, match="must have a column `student`, got 'ada'"):
        students(tmp_path / "words.csv")
    (tmp_path / "empty.csv").write_text("id\n")
    with pytest.raises(GraderError, match="no student id"):
        students(tmp_path / "empty.csv")
    with pytest.raises(GraderError, match=r"gone\.csv"):
        students(tmp_path / "gone.csv")
