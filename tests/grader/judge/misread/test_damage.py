"""A damaged file (kind A): what the damage took costs nothing, what survives is graded.

Modelled on public reports: an empty file and the end of an older one (jupyter/help 171), a web page
(jupyter/help 67), a comma too many or too few (wesm/pydata-book 27), a program's text in the file
(googledatalab/datalab 1790), and markers of nbdime in sources and as cells (jupyter/nbdime 9, 32).
"""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest


def cut(nb: Any, before: str, *, add: int = 0) -> str:
    """Return the file up to a text."""
    text = nb.text()
    return str(text[: text.index(before) + add])


def hole(nb: Any, start: str, size: int, filler: bytes = b"\0") -> bytes:
    """Return the file with a hole where a text begins."""
    data = nb.text().encode()
    at = data.index(start.encode())
    return bytes(data[:at] + filler * size + data[at + size :])


def replaced(nb: Any, old: str, new: str) -> str:
    """Return the file with one text changed once."""
    assert old in nb.text()
    return str(nb.text().replace(old, new, 1))


def both(nb: Any, ours: str, theirs: str, base: str | None = None, end: str = "\n") -> str:
    """Return the file with a conflict about the line of ``forward``'s answer."""
    line = next(n for n in nb.text().splitlines() if "return x * (x > 0)" in n)
    mine, other = (line.replace("return x * (x > 0)", text) for text in (ours, theirs))
    old = ["||||||| 1a2b", line.replace("return x * (x > 0)", base)] if base else []
    lines = ["<<<<<<< HEAD", mine, *old, "=======", other, ">>>>>>> b"]
    return str(nb.text().replace(line, "\n".join(lines)).replace("\n", end))


STUB = "...  # YOUR CODE HERE"
GOOD, BAD, WORSE = "return x * (x > 0)", "return -x", "return x + 1"
DAMAGES = {
    "cut in the first answer": (lambda nb: cut(nb, GOOD), "? ? ? ?"),
    "cut behind the first answer's cell": (lambda nb: cut(nb, '"Write both', add=-200), "? ? ? ?"),
    "cut in the second answer": (lambda nb: cut(nb, "'high': 2"), "2 ? ? ?"),
    "cut in the first question": (lambda nb: cut(nb, "Why is the slope"), "2 1 ? ?"),
    "cut in the last text": (lambda nb: cut(nb, "Forward remembers"), "2 1 ? ?"),
    "only the last bracket is lost": (lambda nb: nb.text().rstrip()[:-1], "2 1 0 0"),
    "cut in the metadata of the notebook": (lambda nb: cut(nb, '"language_info"'), "2 1 0 0"),
    "zeros from the second answer on": (
        lambda nb: hole(nb, "table = {'low'", len(nb.text()) - nb.text().index("table = {'low'")),
        "2 ? ? ?",
    ),
    "a hole of zeros in the first answer": (lambda nb: hole(nb, GOOD, 8), "? 1 0 0"),
    "a hole of spaces over a source's bracket": (
        lambda nb: hole(nb, '"table = {', 300, b" "), "2 ? ? ?",
    ),
    "a byte that is no text in an answer": (
        lambda nb: nb.text().encode().replace(b"x * (x", b"\xf8 * (x"), "? 1 0 0",
    ),
    "the same where umlauts are": (
        lambda nb: nb.text().replace("slide", "Fläche").encode().replace(b"x * (x", b"\xf8 * (x"),
        "? 1 0 0",
    ),
    "the source is not there": (lambda nb: no_source(nb), "2 ? 0 0"),
    "a comma too many between cells": (lambda nb: replaced(nb, "  },\n", "  },,\n"), "2 1 0 0"),
    "a comma too few in the answer": (
        lambda nb: replaced(nb, f'{GOOD}\\n",', f'{GOOD}\\n"'), "2 1 0 0",
    ),
    "the bracket of the answer's source is lost": (
        lambda nb: replaced(nb, '(x > 0)"\n   ]', '(x > 0)"\n   '), "2 1 0 0",
    ),
    "a program's text between the cells": (
        lambda nb: replaced(nb, "  },\n", "  },\n" + "function () { return 1 }\n" * 20), "2 1 ? ?",
    ),
    "the end of an older, longer file": (lambda nb: older_end(nb), "2 1 0 0"),
    "the sign of the end of a file": (lambda nb: nb.text() + "\x1a", "2 1 0 0"),
    "the file twice": (lambda nb: nb.text() * 2, "2 1 0 0"),
    "an older one before it": (lambda nb: older_before(nb), "? 1 0 0"),
    "the outputs are damaged": (lambda nb: damaged_outputs(nb), "2 1 0 0"),
    "UTF-16 without a mark": (lambda nb: nb.text().encode("utf-16-le"), "2 1 0 0"),
    "UTF-32": (lambda nb: nb.text().encode("utf-32"), "2 1 0 0"),
    "two byte order marks": (lambda nb: b"\xef\xbb\xbf" * 2 + nb.text().encode(), "2 1 0 0"),
    "conflict, both right": (lambda nb: both(nb, GOOD, "return np.maximum(x, 0)"), "2 1 0 0"),
    "conflict with CRLF and a base": (lambda nb: both(nb, GOOD, BAD, STUB, "\r\n"), "2 1 0 0"),
    "conflict, the other is right": (lambda nb: both(nb, BAD, GOOD), "? 1 0 0"),
    "conflict, both wrong": (lambda nb: both(nb, BAD, WORSE), "? 1 0 0"),
    "conflict without an end": (
        lambda nb: both(nb, GOOD, BAD).replace(">>>>>>> b\n", ""), "? 1 ? ?",
    ),
    "markers in the source": (lambda nb: in_the_source(nb), "2 1 0 0"),
    "markers as cells": (lambda nb: as_cells(nb, GOOD), "2 1 0 0"),
    "markers as cells, the last is wrong": (lambda nb: as_cells(nb, BAD), "? 1 0 0"),
}  # fmt: skip


def no_source(nb: Any) -> str:
    """A flipped bit in the word ``source`` of an answer."""
    made = json.loads(nb.text())
    cell = next(c for c in made["cells"] if c["id"] == "table")
    cell["sourca"] = cell.pop("source")
    return json.dumps(made)


def older_end(nb: Any) -> str:
    """A shorter file was written over a longer one, in which the answers were wrong."""
    new = nb.text()
    nb.write(table="table = {}", pair="def forward(x):\n    return 7")
    return str(new + nb.text()[300:])


def older_before(nb: Any) -> str:
    """Two files in one: in the first an answer is wrong, in the second it is right."""
    new = nb.text()
    nb.write(pair=nb["pair"]["source"].replace(GOOD, BAD))
    return str(nb.text() + new)


def damaged_outputs(nb: Any) -> str:
    """A hole in the picture that an answer has drawn."""
    picture = {"output_type": "display_data", "metadata": {}, "data": {"image/png": "iVBOR" * 50}}
    nb["pair"]["outputs"] = [picture]
    return replaced(nb, "iVBOR" * 50, "iVBOR" * 20 + '"\n' + "iVBOR" * 20)


def in_the_source(nb: Any) -> str:
    """The markers of a merge of notebooks, in the source of a cell."""
    mine = nb["pair"]["source"]
    other = mine.replace(GOOD, STUB)
    nb.write(pair=f"<<<<<<< local\n{other}\n||||||| base\n{other}\n=======\n{mine}\n>>>>>>> remote")
    return str(nb.text())


def as_cells(nb: Any, last: str) -> str:
    """Both versions of a cell, and between them cells that are markers."""
    for text in ("<<<<<<< local", "=======", ">>>>>>> remote"):
        marker = f'<span style="color:red"><b>{text}</b></span>'
        nb.own("pair_test", marker, kind="markdown")
        if text.startswith("="):
            nb.own("pair_test", nb["pair"]["source"].replace(GOOD, last))
            nb.cells[nb.place("pair_test") - 1] |= {"metadata": nb["pair"]["metadata"]}
    return str(nb.text())


@pytest.mark.parametrize("name", DAMAGES)
def test_what_the_damage_took_costs_nothing(name: str, right: Any, outcome: Any) -> None:
    """Right answers get their points or are not graded; so are questions that may be lost."""
    build, expected = DAMAGES[name]
    assert outcome(build(right)) == expected


def test_every_cut_is_survived(right: Any, outcome: Any) -> None:
    """Wherever a file of right answers is cut off, none of them is a zero."""
    right.write(why="It is flat.", how="A little slope.")
    text = right.text()
    for end in range(len(text) - 1, 0, -173):
        assert "0" not in outcome(text[:end]).split(), end


def test_what_was_wrong_is_wrong_in_a_damaged_file_too(right: Any, outcome: Any) -> None:
    """An answer that was found and ran is graded for what it does."""
    right.write(table="table = {'high': 3}")
    assert outcome(cut(right, "Why is the slope")) == "2 0 ? ?"


def test_what_uses_something_lost_is_not_graded(right: Any, outcome: Any) -> None:
    """The helper of an answer stood in the hole; another answer that needs nothing is graded."""
    right.own("pair", "def larger(x):\n    return np.maximum(x, 0)")
    right.write(pair=right["pair"]["source"].replace(GOOD, "return larger(x)"))
    assert outcome(right.text()) == "2 1 0 0"
    assert outcome(hole(right, "def larger", 40, b'"')) == "? 1 ? ?"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "empty"),
        (b"{" + b"\0" * 5000, "full of zeros"),
        (b"<!DOCTYPE html>\n<html>log in</html>", "a web page"),
        (b"PK\x03\x04...", "a zip archive"),
        (gzip.compress(b"{}", mtime=0), "a packed file"),
        (b"version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS"),
        (b'{"url": "https://colab.example", "doc_id": "1"}', "a link to a file in a cloud"),
        (b"# %%\nx = 1", "a Python script"),
        (b'{"cells": [], "metadata": {}}', "none of the notebook's cells"),
    ],
)
def test_a_file_that_is_something_else_is_called_by_its_name(
    data: bytes, says: str, grade: Any
) -> None:
    """Nothing of it is graded, and the reason says for what to ask."""
    exercises = grade(data).exercises
    assert {e.verdict for e in exercises} == {"not graded"}
    assert all(says in e.reason_not_graded for e in exercises)


def test_the_reason_says_what_to_do(right: Any, grade: Any) -> None:
    """A person can act on it: ask for the file again."""
    pair, table, *_ = grade(cut(right, "'high': 2")).exercises
    assert pair.verdict == "passed"
    assert table.reason_not_graded == "the file breaks off before it; ask for the file again"


def test_an_answer_inside_of_something_else_is_not_a_zero(right: Any, outcome: Any) -> None:
    """Valid JSON may have a cell where none is looked for; that an answer stands there is seen."""
    notebook, place = json.loads(right.text()), right.place("pair")
    notebook["cells"][place] = {"source": {"source": [notebook["cells"][place]]}}
    assert outcome(json.dumps(notebook)).startswith("? 1")
