"""The page of plots for the course site."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from grader.base.course import Course
from grader.base.errors import GraderError
from grader.instructor.web import LARGEST, write_web_page


def call(course: Course, *cells: nbformat.NotebookNode) -> None:
    """Add cells to the master."""
    (master,) = course.masters("week1")
    notebook = nbformat.read(master, as_version=4)
    notebook.cells += cells
    nbformat.write(notebook, master)


def test_the_page_has_each_plot_that_a_master_calls_once_and_in_order(course: Course) -> None:
    """Text that only mentions a plot calls none; nothing is asked of a server."""
    call(
        course,
        new_code_cell("widgets.network_playground()", id="game"),
        new_code_cell("widgets.activation_explorer(predict=True)", id="curve"),
        new_code_cell("widgets.network_playground(hidden='3')", id="again"),
        new_markdown_cell("Try `widgets.lambda_dial()`.", id="said"),
    )
    path, shown, missing = write_web_page(course, "week1")
    assert (shown, missing) == (["network_playground", "activation_explorer"], [])
    text = path.read_text(encoding="utf-8")
    assert text.count('<div class="course-plot">') == 2
    assert set(re.findall(r"https?://[^\s\"'`)]+", text)) == {"http://www.w3.org/2000/svg"}
    assert path.stat().st_size <= LARGEST


def test_the_plots_of_week_4_fit_into_a_megabyte(course: Course) -> None:
    """All that can be on a page, together."""
    from course_lib import widgets

    calls = "\n".join(f"widgets.{name}()" for name in widgets.__all__)
    call(course, new_code_cell(calls, id="all"))
    path, shown, missing = write_web_page(course, "week1")
    assert sorted(shown + missing) == sorted(widgets.__all__)
    assert path.stat().st_size <= LARGEST


def test_a_week_without_plots_is_told_so(course: Course) -> None:
    """An empty page would look like a mistake of the reader's."""
    with pytest.raises(GraderError, match="no master of week1 calls a plot"):
        write_web_page(course, "week1")
