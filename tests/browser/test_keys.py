"""Which keys a plot keeps, and which it leaves to JupyterLab, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lab import content, until
from playwright.sync_api import Locator
from reader import Reader

pytestmark = pytest.mark.browser
CELL = "from course_lib import widgets\nplot = widgets.lambda_dial()\nplot"
BOX = "from course_lib import widgets\nplot = widgets.fit_explorer()\nplot"


def is_dirty(reader: Reader) -> bool:
    """Whether the tab of the notebook shows that it is not saved."""
    return reader.page.locator(".lm-mod-current.jp-mod-dirty").count() > 0


def change(reader: Reader, text: str) -> None:
    """Write into the second cell, so that there is something to lose."""
    reader.page.locator(".jp-CodeCell .cm-content").nth(1).fill(text)
    until(lambda: is_dirty(reader), "the notebook to need saving")


def is_saved(reader: Reader, text: str) -> bool:
    """Whether the file holds the text and the tab says so."""
    notebook = content(reader.lab.folder / reader.name)
    written = "".join(notebook["cells"][1]["source"]) if notebook else ""
    return written == text and not is_dirty(reader)


def focus(part: Locator) -> None:
    """Focus a part of a plot and see that it has the focus."""
    part.scroll_into_view_if_needed()
    part.focus()
    until(lambda: part.evaluate("e => e === document.activeElement"), "the focus")


def test_a_notebook_is_saved_by_the_keyboard_after_a_plot_was_touched(
    open_notebook: Callable[..., Reader],
) -> None:
    """Ctrl-S on the picture, on a slider, a list: what was written is in the file."""
    reader = open_notebook(CELL, "")
    picture = reader.picture()
    parts = {
        "picture": picture.canvas,
        "slider": reader.control("log₁₀ λ").locator(".noUi-handle").first,
        "list": reader.control("Penalty").locator("select"),
    }
    for name, part in parts.items():
        change(reader, f"# after the {name}")
        focus(part)
        part.press("ArrowRight")  # as a hand that has just moved it
        focus(part)
        reader.page.keyboard.press("Control+s")
        until(lambda name=name: is_saved(reader, f"# after the {name}"), f"a save on the {name}")


@pytest.mark.parametrize("keys", ["Shift+Enter", "Control+Enter", "Alt+Enter"])
def test_the_cell_of_a_plot_runs_by_the_keyboard(
    open_notebook: Callable[..., Reader], keys: str
) -> None:
    """The ways to run a cell work with the focus on the picture too."""
    reader = open_notebook(CELL, "")
    focus(reader.picture().canvas)
    prompt = reader.page.locator(".jp-CodeCell .jp-InputPrompt").first
    before = prompt.inner_text()
    reader.page.keyboard.press(keys)
    until(lambda: prompt.inner_text() not in (before, "[*]:"), "a run", prompt.inner_text)


@pytest.mark.parametrize("kind", ["canvas", ".noUi-handle", "select", "button", "[type=checkbox]"])
def test_plain_keys_on_any_part_of_a_plot_never_change_the_cells(
    open_notebook: Callable[..., Reader], kind: str
) -> None:
    """D, D, X, A and M on a picture, slider, list, button or box change no cell."""
    reader = open_notebook(BOX if "checkbox" in kind else CELL, "")
    reader.picture()
    focus(reader.page.locator(".plot").locator(f"{kind}:visible").first)
    for key in "ddxam":
        reader.page.keyboard.press(key)
    reader.page.keyboard.press("Control+Shift+c")  # heard after them
    reader.page.locator(".lm-CommandPalette-input:visible").first.wait_for()
    cells = reader.page.locator(".jp-Notebook .jp-Cell").evaluate_all(
        "all => all.map(cell => cell.classList.contains('jp-CodeCell'))"
    )
    assert cells == [True, True]
