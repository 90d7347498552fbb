"""The formgrader: on the right course, for this machine only."""

import re
import socket
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import expect
from traitlets.config.loader import PyFileConfigLoader

from grader.assistant.autograde import autograde
from grader.assistant.formgrader import command, free_port, serve, write_config
from grader.assistant.formgrader.marking_scheme import marking_schemes
from grader.base.course import Course
from grader.base.errors import GraderError
from grader.gradebook.results import table
from tests.benchmarks.formgrader_page import formgrader_page

expect.set_options(timeout=60_000)
# The marking scheme stands to the right of the student's answer.
BESIDE = """() => {
  const box = (name) => document.querySelector(name)?.getBoundingClientRect();
  const [answer, scheme] = [box("#essay-comment"), box(".marking-scheme")];
  return answer && scheme && answer.right < scheme.left;
}"""


def test_without_grades_the_step_is_named(course: Course) -> None:
    """Before ``autograde`` there is nothing to mark, and no server is started."""
    course.database.unlink()
    with pytest.raises(GraderError) as caught:
        serve(course, "week1", port=8888, browser=False, say=print)
    assert "grader autograde week1" in str(caught.value)


def test_an_unknown_assignment_is_refused(course: Course) -> None:
    """A wrong name is answered before a server is started."""
    with pytest.raises(GraderError, match="'wek1' is not an assignment"):
        serve(course, "wek1", port=8888, browser=False, say=print)


def test_it_listens_on_this_machine_only(course: Course) -> None:
    """The server binds to the loopback address, and no token is on the command line."""
    options = command(course, port=9000, browser=False, page="formgrader")
    assert "--ServerApp.ip=127.0.0.1" in options
    assert not any("token" in option for option in options)


def test_the_configuration_is_the_course_s(course: Course) -> None:
    """Folders as everywhere, root and gradebook of this course."""
    folder = write_config(course)
    told = PyFileConfigLoader("nbgrader_config.py", path=str(folder)).load_config().CourseDirectory
    assert Path(told.root) == course.root
    assert told.db_url == f"sqlite:///{course.database}"
    assert told.autograded_directory == "grader/work/autograded"


def test_the_marking_scheme_is_the_part_that_students_do_not_get(tmp_path: Path) -> None:
    """Of a written exercise only what the release leaves out is shown, part by part."""
    source = "The question\n### BEGIN SOLUTION\n- (a) 1 point\n### END SOLUTION\nmore"
    about = {"grade_id": "why", "grade": True, "solution": True}
    cells = [new_markdown_cell(source, id="why", metadata={"nbgrader": about})]
    master = tmp_path / "01.ipynb"
    nbformat.write(new_notebook(cells=[*cells, new_code_cell("1", id="code")]), master)
    assert marking_schemes(master) == {"why": "- (a) 1 point"}
    assert marking_schemes(tmp_path / "none.ipynb") == {}


def test_only_the_formgrader_s_page_has_the_marking_scheme(course: Course) -> None:
    """A page made for a student with the same configuration does not show it."""
    notebook = nbformat.read(course.masters("week1")[0], as_version=4)
    notebook.cells[-1].source = "my answer"
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(write_config(course)))
    exporter = HTMLExporter(config=settings.load_config())
    names = {"assignment_id": "week1", "notebook_id": "01_tiny"}
    page, _ = exporter.from_notebook_node(notebook, resources={**names, "submission_id": "7"})
    assert "the model answer" in page
    page, _ = exporter.from_notebook_node(notebook, resources={"nbgrader": names})
    assert "my answer" in page
    assert "the model answer" not in page


def test_a_heading_cannot_take_the_name_of_a_box_for_points(course: Course) -> None:
    """The formgrader finds a box by its name; the first element with that name must be the box."""
    settings = PyFileConfigLoader("nbgrader_config.py", path=str(write_config(course)))
    cell = new_markdown_cell("# essay\n\nessay comment\n=====")
    page, _ = HTMLExporter(config=settings.load_config()).from_notebook_node(
        new_notebook(cells=[cell])
    )
    assert "essay comment" in page
    assert not re.search(r'id="essay', page)


def test_a_port_in_use_is_passed_over() -> None:
    """The next free port is taken."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_a_mark_from_the_browser_survives_another_run(
    course: Course, hand_in: Callable[..., Path]
) -> None:
    """The formgrader shows the class; a written answer marked there keeps its points."""
    wrong = "def double(x):\n    return abs(2 * x)"
    hand_in("ada", double=wrong, essay="It is linear. ![](/logout)")  # which must not happen
    autograde(course, "week1")
    with formgrader_page(course, "week1") as (page, _):
        page.click("text=01_tiny")
        page.wait_for_selector("td:has-text('3 / 9')")
        page.click("text=Submission #1")
        page.wait_for_selector("textarea[placeholder*=sign]")
        expect(page.locator(".marking-scheme")).to_contain_text("the model answer")
        page.wait_for_function(BESIDE)
        boxes = page.locator("input.score")
        expect(boxes).to_have_count(3)
        expect(boxes.first).to_have_attribute("placeholder", "1")  # the grades have come
        assert not boxes.last.get_attribute("placeholder")  # open, and not a grey 0
        boxes.last.fill("2.5")
        with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
            boxes.last.press("Tab")
        assert saved.value.ok
    for _ in range(2):
        _, (row,) = table(course, "week1")
        assert row.scores == {"double": 1, "square": 2, "essay": 2.5}
        assert row.status == "complete"
        autograde(course, "week1", force=True)
