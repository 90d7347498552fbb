"""Plots that are drawn in the page, inside JupyterLab and Notebook 7."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from lab import content, until
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, Locator, expect
from reader import Reader

pytestmark = pytest.mark.browser
CELL = "from course_lib import widgets\nwidgets.activation_explorer()"
GAME = "from course_lib import widgets\nwidgets.network_playground()"
# Its answer hangs as long as there is a file named "stuck".
LIVE = """
from pathlib import Path
from course_lib.widgets.controls import Slider
from course_lib.widgets.describe import View, mark
from course_lib.widgets.plot import Plot
def answer(state):
    while Path("stuck").exists():
        pass
    return {"line": f"k is {state['k']}", "x": [0, 1], "y": [0, state["k"]]}
view = View(id="v", title="line", marks=[mark("line", x="x", y="y")])
slope = Slider(id="k", label="Slope", low=0, high=9, value=2)
Plot("line", words="A line.", controls=[slope], views=[view], answer=answer)
"""
WIDGETS = "import ipywidgets, gc\nlen(ipywidgets.widgets.widget._instances)"


def alive(reader: Reader, place: int = 0) -> Locator:
    """Return the plot, once it has been painted."""
    host = reader.page.locator(".course-plot[data-frame]").nth(place)
    host.wait_for(state="attached")
    return host


def saved(reader: Reader, text: str) -> bool:
    """Whether the file holds this text in its second cell and the tab shows no change."""
    notebook = content(reader.lab.folder / reader.name)
    written = "".join(notebook["cells"][1]["source"]) if notebook else ""
    dirty = reader.page.locator(".lm-mod-current.jp-mod-dirty").count()
    return written == text and not dirty


@pytest.mark.parametrize("app", ["doc/tree", "notebooks"])
def test_ctrl_s_saves_from_every_part_of_a_plot(
    open_notebook: Callable[..., Reader], app: str
) -> None:
    """After a handle, a slider and a list were used, what was written elsewhere is in the file."""
    reader = open_notebook(CELL, "", app=app)
    host = alive(reader)
    parts = [".handle", "input[type=range]", "select"]
    for part in parts:
        reader.page.locator(".jp-CodeCell .cm-content").nth(1).fill(f"# after {part}")
        element = host.locator(part).first
        element.focus()
        element.press("ArrowRight")
        reader.save(lambda part=part: saved(reader, f"# after {part}"), f"a save after {part}")


@pytest.mark.parametrize("part", [".handle", "input[type=range]", "select", "button", "summary"])
def test_plain_keys_never_change_the_cells(open_notebook: Callable[..., Reader], part: str) -> None:
    """D, D, X, A and M on any part delete, cut, add and turn no cell."""
    reader = open_notebook(CELL, "")
    host = alive(reader)
    host.locator(f"{part}:visible").first.focus()
    for key in "ddxam":
        reader.page.keyboard.press(key)
    reader.page.keyboard.press("Control+Shift+c")  # heard after them
    reader.page.locator(".lm-CommandPalette-input:visible").first.wait_for()
    cells = reader.page.locator(".jp-Notebook .jp-Cell").evaluate_all(
        "all => all.map(cell => cell.classList.contains('jp-CodeCell'))"
    )
    assert cells == [True, True]


@pytest.mark.parametrize("app", ["doc/tree", "notebooks"])
def test_a_reopened_notebook_lives_before_anything_is_run(
    open_notebook: Callable[..., Reader], app: str
) -> None:
    """Saved, its kernel restarted, the page loaded anew: the point still follows the keys."""
    reader = open_notebook(CELL, GAME, app=app)
    reader.run(1)
    alive(reader, 1)
    file = reader.lab.folder / reader.name
    reader.save(lambda: file.read_text().count("course-plot") > 2, "the plots in the file")
    reader.restart_kernel()
    reader.page.reload()
    host = alive(reader)
    handle = host.locator(".handle").first
    handle.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuetext", "Input z 1.05")
    alive(reader, 1).get_by_role("button", name="Step").click()
    expect(alive(reader, 1).locator(".sentence")).to_contain_text("Step 10")


def test_the_dark_theme_of_jupyterlab_is_the_plots_too(
    open_notebook: Callable[..., Reader],
) -> None:
    """No white slab: the paper is dark as soon as the body says so, and light again after."""
    reader = open_notebook(CELL)
    host = alive(reader)
    for light, paper in (("false", "rgb(22, 25, 29)"), ("true", "rgb(255, 255, 255)")):
        reader.page.evaluate(f"document.body.dataset.jpThemeLight = '{light}'")
        expect(host).to_have_css("background-color", paper)


def test_fifty_runs_of_a_cell_leave_no_widget_and_no_listener(
    open_notebook: Callable[..., Reader],
) -> None:
    """In the kernel there is nothing to leave; in the page the old plots let go."""
    reader = open_notebook(GAME, WIDGETS)
    reader.run(1)
    before = reader.ask("len(ipywidgets.widgets.widget._instances)")
    reader.page.evaluate(
        "window.hosts = []; new MutationObserver(() => { const h = document.querySelector("
        "'.course-plot'); if (h && !hosts.includes(h)) hosts.push(h); })"
        ".observe(document.body, { childList: true, subtree: true })"
    )
    for _ in range(50):
        reader.run(0)
    alive(reader)
    assert reader.ask("len(ipywidgets.widgets.widget._instances)") == before
    held = "hosts.filter(h => !h.isConnected && h.plot?.leaving).length"
    until(lambda: reader.page.evaluate(held) == 0, "the old plots to let go")
    assert reader.page.evaluate("hosts.length") > 10


def test_a_live_plot_says_that_the_kernel_is_busy_gone_and_back(
    open_notebook: Callable[..., Reader],
) -> None:
    """Busy, restarted, mended by one button; and in a reopened notebook the first picture."""
    reader = open_notebook(LIVE)
    host = alive(reader)
    state = reader.page.locator(".course-plot")
    slope, line, notice = (
        reader.page.get_by_label("Slope"),
        host.locator(".sentence"),
        host.locator(".notice"),
    )
    expect(state).to_have_attribute("data-kernel", "ready", timeout=30_000)
    slope.press("ArrowRight")
    expect(line).to_have_text("k is 3")
    stuck = reader.lab.folder / "stuck"
    stuck.touch()
    slope.press("ArrowRight")
    expect(notice).to_contain_text("The kernel is busy")
    stuck.unlink()
    expect(line).to_have_text("k is 4", timeout=30_000)
    expect(notice).to_be_hidden()
    file = reader.lab.folder / reader.name
    reader.save(lambda: "course-plot" in file.read_text(), "the save")
    reader.restart_kernel()
    expect(state).to_have_attribute("data-kernel", "gone", timeout=60_000)
    host.get_by_role("button", name="Run this cell again").click()
    expect(state).to_have_attribute("data-kernel", "ready", timeout=60_000)
    reader.restart_kernel()
    reader.page.reload()
    expect(alive(reader).locator(".sentence")).to_have_text("k is 2")
    expect(alive(reader).locator(".notice")).to_contain_text("No kernel knows this plot")
    expect(reader.page.get_by_text("model not found")).to_be_hidden()


def test_a_restart_behind_the_page_s_back_is_seen_at_the_next_question(
    open_notebook: Callable[..., Reader],
) -> None:
    """The server restarts the kernel, as another tab would; the page may or may not hear of it."""
    reader = open_notebook(LIVE)
    host = alive(reader)
    expect(reader.page.locator(".course-plot")).to_have_attribute("data-kernel", "ready")
    reader.lab.send("POST", f"api/kernels/{reader.kernel_id}/restart")
    reader.page.get_by_label("Slope").press("ArrowRight")
    expect(host.locator(".notice")).to_contain_text("has forgotten this plot")


@pytest.mark.parametrize("cell", [CELL, LIVE])
def test_an_exported_page_is_alive_and_asks_nobody(
    browser: Browser, tmp_path: Path, cell: str
) -> None:
    """nbconvert's HTML, opened from the disk: the handle moves, or the first picture is there."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    NotebookClient(notebook, kernel_name="python3", store_widget_state=False).execute()
    text, _ = HTMLExporter().from_notebook_node(notebook)
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.abort())  # the template's own MathJax
    page.goto((tmp_path / "page.html").as_uri())
    page.locator(".course-plot[data-frame]").wait_for()
    if cell == CELL:
        handle = page.locator(".handle").first
        handle.press("ArrowLeft")
        expect(handle).to_have_attribute("aria-valuetext", "Input z 0.95")
    else:
        expect(page.locator(".sentence")).to_have_text("k is 2")
    assert not [url for url in asked if "widget" in url or "anywidget" in url]
    page.close()
