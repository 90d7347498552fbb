"""A tired reader can follow: questions first, short paragraphs, no long code, ten hours."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from masters import ROOT, Master, Week
from statements import statements

# pytest's importlib mode leaves sys.path alone.
sys.path.insert(0, str(Path(__file__).parent))

from core_path import NOTEBOOKS, ROW, claim, draws, minutes, parts

TIMES = re.compile(r"\*\*Time:\*\* core (\d+) minutes, reading included; extensions (\d+) minutes")
NO_QUESTION = {"9. The week on one page"}
"""Sections that answer nothing: they sum up."""


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def master(request: pytest.FixtureRequest) -> Master:
    """Each master in turn."""
    return Master(request.param)


def path_of(master: Master) -> dict[str, tuple[str, int, int]]:
    """Return path, points and minutes of each exercise, as the top of the notebook says."""
    rows = ROW.findall(master.cells[0].source)
    return {name: (path, int(points), int(minutes)) for name, path, points, minutes in rows}


def test_every_section_opens_with_its_question(master: Master) -> None:
    """The reader knows what a section is for before the first line of it."""
    headings = re.findall(r"^## (\d+\. .+)$", master.text(), re.M)
    assert len(headings) >= 6
    assert {line for line in headings if "?" not in line} <= NO_QUESTION


def test_every_picture_has_a_question_before_it(master: Master) -> None:
    """Somewhere between the section's heading and the picture the reader is asked to predict."""
    asked, without = False, []
    for cell in master.cells:
        if cell.cell_type == "markdown":
            if re.match(r"#{2,3} ", cell.source) and not cell.source.startswith("### Exercise"):
                asked = False
            asked |= "*Predict first:*" in cell.source or "*Find*" in cell.source
        elif draws(cell) and not asked:
            without.append(cell.id)
    assert without == []


def test_no_code_to_read_is_long(master: Master) -> None:
    """What is longer than 25 lines is folded, but for tests, answers and what must be mended."""
    long = []
    for cell in master.code:
        about = cell.metadata.get("nbgrader", {})
        folded = cell.metadata.get("jupyter", {}).get("source_hidden")
        if not (folded or about.get("grade") or about.get("solution")):
            long += [cell.id] * (len(cell.source.splitlines()) > 25)
    assert long == []


def paragraphs(master: Master) -> Iterator[tuple[str, str]]:
    """Yield cell and text of each paragraph that is no table, list, formula or code."""
    for cell in master.cells:
        if cell.cell_type == "markdown":
            text = re.sub(
                r"```.*?```|### BEGIN SOLUTION.*?### END SOLUTION", "", cell.source, flags=re.S
            )
            for part in text.split("\n\n"):
                if not re.match(r"\||- |\d+\. |\$\$|#|<", part):
                    yield cell.id, part


def test_no_paragraph_is_a_wall(master: Master) -> None:
    """One idea each: at most 105 words, formulas counted as they are typed."""
    assert [(cell, len(text.split())) for cell, text in paragraphs(master)
            if len(text.split()) > 105] == []  # fmt: skip


def test_the_table_at_the_top_is_that_of_the_notebook(master: Master) -> None:
    """Every exercise stands in it with its points, and its heading says the same path."""
    rows = path_of(master)
    points: dict[str, float] = {}
    heading, paths = "", {}
    for cell in master.cells:
        mark: Any = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown":
            found = re.search(r"^### .*\(\d+ points?\) · (core|extension)$", cell.source, re.M)
            heading = found[1] if found else heading
        if mark.get("grade"):
            name = mark["grade_id"].removesuffix("_test")
            points[name], paths[name] = mark["points"], heading
    assert {name: row[1] for name, row in rows.items()} == points
    assert {name: row[0] for name, row in rows.items()} == paths
    summary = next(c.source for c in master.code if c.id == "summary_of_tests")
    core, _, extensions = summary.partition("extensions=")
    for name, (path, _, _) in rows.items():
        if f"{name}_test" in {c.id for c in master.code}:
            assert f'"{name}"' in (core if path == "core" else extensions)


def test_the_minutes_at_the_top_are_honest(master: Master) -> None:
    """Reading, looking and the exercises fit into the minutes that a notebook claims."""
    found = TIMES.search(master.cells[0].source)
    assert found
    said = [
        claim(int(found[1]), minutes(master, "core"), "core"),
        claim(int(found[2]), minutes(master, "extension"), "extensions"),
    ]
    assert [*filter(None, said)] == [], master.path.name


@pytest.mark.parametrize(
    ("claimed", "needed", "write"),
    [
        (100, 100.4, "101 to 105"),
        (101, 100.4, ""),
        (105, 100.4, ""),
        (106, 100.4, "101 to 105"),
        (20, 20.0, ""),
        (25, 20.0, "20 to 24"),
    ],
)
def test_minutes_that_do_not_fit_are_said_with_those_that_do(
    claimed: int, needed: float, write: str
) -> None:
    """From the next whole minute on, five are honest; the message names them."""
    said = claim(claimed, needed, "extensions")
    assert said.endswith(f": write {write}") if write else said == ""


def test_the_core_runs_without_the_extensions(master: Master) -> None:
    """Who skips every extension misses no name: a core cell uses none that only they define."""
    known, missing = {*dir(builtins), "display"}, []
    for part in parts(master):
        if part.path != "extension" and part.cell.cell_type == "code":
            nodes = list(ast.walk(ast.parse(part.text)))
            known |= defined(nodes)
            used = {n.id for n in nodes if isinstance(n, ast.Name)}
            missing += [f"{part.cell.id}: {name}" for name in used - known]
    assert missing == []


def defined(nodes: list[ast.AST]) -> set[str]:
    """Return every name that a cell binds, at whatever depth."""
    names = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    names |= {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    names |= {n.arg for n in nodes if isinstance(n, ast.arg)}
    return names | {
        (n.asname or n.name).partition(".")[0] for n in nodes if isinstance(n, ast.alias)
    }


def test_every_statement_is_taught_in_the_core() -> None:
    """Who skips every extension has still read what each slide says."""
    core = {
        (path.stem, part.cell.id)
        for path in NOTEBOOKS
        for part in parts(Master(path))
        if part.path == "core"
    }
    rows = statements(Week(NOTEBOOKS[0].parent))
    assert [row.says for row in rows if (row.notebook, row.cell) not in core] == []


def test_the_week_has_ten_hours() -> None:
    """Core: half the points, all by autograding, in six hours; everything in fifteen at most."""
    core = extensions = core_points = 0
    for path in NOTEBOOKS:
        master = Master(path)
        found = TIMES.search(master.cells[0].source)
        assert found, path.stem
        rows = path_of(master).values()
        assert int(found[1]) > sum(minutes for kind, _, minutes in rows if kind == "core")
        assert int(found[2]) >= sum(minutes for kind, _, minutes in rows if kind == "extension")
        core, extensions = core + int(found[1]), extensions + int(found[2])
        core_points += sum(points for kind, points, _ in rows if kind == "core")
        by_hand = {"why_zero", "twice_counted", "which_penalty"} & path_of(master).keys()
        assert {path_of(master)[name][0] for name in by_hand} <= {"extension"}
    assert core_points == 50, "half of the week's points are core: make the new one an extension"
    for path, claimed, most in (("core", core, 6 * 60), ("extensions", extensions, 9 * 60)):
        too_long = f"the notebooks claim {claimed} minutes for {path}, the week has {most}: shorten"
        assert claimed <= most, too_long


@pytest.mark.parametrize("cell", ["why_zero", "twice_counted", "which_penalty"])
def test_a_written_answer_has_three_answers_to_calibrate_with(cell: str) -> None:
    """A marker sees full, middling and low work, each with its points; a student does not."""
    (source,) = [c.source for path in NOTEBOOKS for c in Master(path).cells if c.id == cell]
    scheme = source.partition("### BEGIN SOLUTION")[2]
    points = [float(p) for p in re.findall(r"^\*([\d.]+) points?\.\*", scheme, re.M)]
    assert points[0] == 2
    assert points == sorted(points, reverse=True)
    assert len(set(points)) == 3
    released = [Master(ROOT / "notebooks" / "week4" / path.name) for path in NOTEBOOKS]
    assert not any("to calibrate with" in c.source for r in released for c in r.cells)
