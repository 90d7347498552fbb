"""A reader of a notebook in the browser, who uses the mouse and the keyboard.

Between an action and what follows from it lie the browser, the kernel and the browser again. So
nothing here reads the page or the kernel once and compares: ``sees``, ``finds`` and ``after`` wait
for the state that is expected, and ``pixels`` for the last frame of what was done before.
"""

from __future__ import annotations

import ast
import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from lab import PATIENCE, Lab, content, until
from playwright.sync_api import Browser, Locator, Page

SCREEN = {"width": 1366, "height": 768}


def _has_still(file: Path) -> bool:
    """Return whether the last output of the first cell, the still picture, is in the file."""
    notebook = content(file)
    outputs = notebook["cells"][0]["outputs"] if notebook else []
    return any("image/png" in output.get("data", {}) for output in outputs)


class Reader:
    """Somebody with one notebook open; ``page`` is what is on the screen."""

    def __init__(self, lab: Lab, browser: Browser, name: str, cells: list[str], app: str) -> None:
        self.lab, self.name = lab, f"{name}.ipynb"
        (lab.folder / self.name).write_text(json.dumps(_notebook(cells)))
        self.page: Page = browser.new_page(viewport=SCREEN)  # type: ignore[arg-type]
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.add_init_script(_RECORDER)
        self.page.goto(lab.url(f"{app}/{self.name}"))
        self.page.wait_for_selector(".jp-CodeCell .cm-content")
        session = until(self._idle, "the kernel to be idle")
        self.kernel_id = session["kernel"]["id"]
        idle = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
        self.page.locator(idle).last.wait_for(state="attached")
        self._client: BlockingKernelClient | None = None

    def _idle(self) -> Any:
        for session in self.lab.get("api/sessions") or []:
            kernel = session["kernel"]
            ready = kernel["execution_state"] == "idle" and kernel["connections"] > 0
            if session["path"] == self.name and ready:
                return session
        return None

    def run(self, cell: int = 0) -> None:
        """Run a cell as a reader does, with Shift-Enter, and wait until it is done."""
        box = self.page.locator(".jp-CodeCell").nth(cell)
        prompt = box.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        # A plot that grows above may push the cell away under the pointer: look where we are.
        until(lambda: self._enter(box), f"the cursor to be in cell {cell}")
        self.page.keyboard.press("Shift+Enter")
        until(
            lambda: prompt.inner_text() not in (before, "[*]:", "[ ]:", "[*]", "[ ]"),
            f"cell {cell} to finish",
        )

    def _enter(self, box: Locator) -> bool:
        box.locator(".cm-content").click()
        return box.locator(".cm-focused").count() == 1

    def interrupt(self) -> None:
        """Interrupt the kernel, as the stop button does."""
        self._kernel_action("interrupt")

    def restart_kernel(self) -> None:
        """Restart the kernel: all plots lose their other half."""
        self._kernel_action("restart")

    def save(self) -> None:
        """Save the notebook with Ctrl-S and wait until the plot is in the file."""
        self.page.locator(".jp-OutputArea img").first.wait_for(state="attached")
        self.page.keyboard.press("Control+s")
        until(lambda: _has_still(self.lab.folder / self.name), "the saved file")

    def _kernel_action(self, action: str) -> None:
        self._send("POST", f"api/kernels/{self.kernel_id}/{action}")

    def _send(self, method: str, path: str) -> None:
        request = urllib.request.Request(self.lab.url(path), method=method)
        urllib.request.urlopen(request, timeout=PATIENCE).close()

    def picture(self, index: int = 0, name: str = "plot") -> Picture:
        """Return the picture of the plot ``name`` in the kernel, once it has its first frame."""
        canvas = self.page.locator("canvas.picture[data-frame]").nth(index)
        canvas.wait_for(state="attached")
        return Picture(self, canvas, name)

    # -- what is in the kernel and on the page --------------------------------------------

    def finds(
        self, expression: str, true: Callable[[Any], Any] = lambda value: value is True
    ) -> Any:
        """Wait until the value of an expression in the kernel is as ``true`` wants it."""
        last: list[Any] = []

        def good() -> bool:
            last[:] = [self.ask(expression)]
            return bool(true(last[0]))

        until(good, f"{expression} in the kernel", lambda: last[0])
        return last[0]

    def sees(self, text: str | Callable[[], str], plot: int = 0) -> None:
        """Wait until the line below the picture, or the error there, has this text in it.

        The text may be a function, for one that follows a value that is still on its way.
        """
        line = self.page.locator(".plot").nth(plot).locator(".plot-line, .plot-error")
        wanted = text if callable(text) else lambda: text
        until(lambda: wanted() in line.inner_text(), f"the line to say {wanted()!r}",
              line.inner_text)  # fmt: skip

    def ask(self, expression: str) -> Any:
        """Return the value of an expression in the kernel, as plain data.

        For what stands still; what an action is going to change is awaited with ``finds``.
        """
        (value,) = until(lambda: self._answer(expression), f"the kernel to answer {expression}")
        return value

    def _answer(self, expression: str) -> tuple[Any] | None:
        """Return the value, or None when the kernel was interrupted at this very question."""
        reply = self._kernel().execute(
            "", user_expressions={"it": expression}, reply=True, timeout=PATIENCE
        )["content"]  # fmt: skip
        answer = reply.get("user_expressions", {}).get("it", reply)
        if answer["status"] == "aborted" or answer.get("ename") == "KeyboardInterrupt":
            return None
        assert answer["status"] == "ok", f"{expression}: {answer.get('evalue')}"
        return (ast.literal_eval(answer["data"]["text/plain"]),)

    def _kernel(self) -> BlockingKernelClient:
        if self._client is None:
            runtime = self.lab.folder.parent / "runtime"
            self._client = BlockingKernelClient(
                connection_file=str(runtime / f"kernel-{self.kernel_id}.json")
            )
            self._client.load_connection_file()
            self._client.start_channels()
            # Not wait_for_ready(): it waits for a moment without messages, and a plot that
            # plays fast leaves none.
            self._client.kernel_info(reply=True, timeout=PATIENCE)
        return self._client

    def control(self, label: str) -> Locator:
        """Return the box of the control with this label."""
        return self.page.locator(".plot .widget-inline-hbox, .plot .widget-hbox").filter(
            has=self.page.locator(f"label:text-is({json.dumps(label, ensure_ascii=False)})")
        ).last  # fmt: skip

    def across(self, part: Locator) -> tuple[float, float]:
        """Return left edge and width of a part of the page, on the screen."""
        part.scroll_into_view_if_needed()
        box = part.bounding_box()
        assert box is not None
        return box["x"], box["width"]

    def middle(self, part: Locator) -> tuple[float, float]:
        """Return the middle of a part of the page, on the screen."""
        box = part.bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def press(self, label: str, plot: int = 0) -> None:
        """Press a button of a plot."""
        exactly = f"button:text-is({json.dumps(label, ensure_ascii=False)})"
        self.page.locator(".plot").nth(plot).locator(exactly).click()

    def types(self, label: str, text: str, key: str = "Enter") -> None:
        """Type into a field, in place of what is there, and press a key."""
        field = self.control(label).locator("input[type=text]")
        field.fill(text)
        field.press(key)

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a drop-down list."""
        self.control(label).locator("select").select_option(option)

    def nudge(self, label: str, key: str, times: int = 1) -> None:
        """Press a key on a slider."""
        handle = self.control(label).locator(".noUi-handle").first
        handle.focus()
        for _ in range(times):
            handle.press(key)

    def close(self) -> None:
        """Close the page and shut the kernel down."""
        if self._client is not None:
            self._client.stop_channels()
        self.page.close()
        self._send("DELETE", f"api/kernels/{self.kernel_id}")


class Picture:
    """A picture on the screen, with what a hand can do to it."""

    def __init__(self, reader: Reader, canvas: Locator, name: str) -> None:
        self.reader, self.page, self.canvas, self.name = reader, reader.page, canvas, name

    @property
    def frame(self) -> int:
        """The number of the frame that is on the screen."""
        return int(self.canvas.get_attribute("data-frame") or -1)

    def pixels(self) -> str:
        """Return the picture as text, to tell whether two differ, once the last frame is there.

        Not for a plot that plays: there is no last frame.
        """
        last = f"{self.name}.picture.number"
        until(lambda: self.frame == self.reader.ask(last), "the last frame to be painted")
        return str(self.canvas.evaluate("c => c.toDataURL()"))

    def differs(self, before: str) -> None:
        """Wait until the picture on the screen is another one than before."""
        until(lambda: self.pixels() != before, "the picture to change")

    def spot(self, x: float, y: float) -> tuple[float, float]:
        """Return the place on the screen for a place in the picture, (0, 0) lower left."""
        self.canvas.scroll_into_view_if_needed()
        box = self.canvas.bounding_box()
        assert box is not None
        return box["x"] + x * box["width"], box["y"] + (1 - y) * box["height"]

    def click(self, x: float, y: float, **options: Any) -> None:
        """Click on a place in the picture."""
        self.page.mouse.click(*self.spot(x, y), **options)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 10) -> None:
        """Press, move in ``steps`` and release."""
        self.page.mouse.move(*self.spot(*start))
        self.page.mouse.down()
        self.page.mouse.move(*self.spot(*end), steps=steps)
        self.page.mouse.up()

    def after(self, action: Callable[[], Any]) -> str:
        """Do something, wait for a new frame and return its pixels.

        What was done before must have been awaited, or the frame may be its late one.
        """
        self.pixels()
        before = self.frame
        action()
        until(lambda: self.frame > before, "a new frame")
        return self.pixels()


# Notes every painted frame, so that a test can look at their order.
_RECORDER = """
window.frames_painted = [];
window.addEventListener("picture-frame", (event) => window.frames_painted.push(event.detail));
"""


def _notebook(cells: list[str]) -> dict[str, Any]:
    return {
        "cells": [
            {
                "cell_type": "code", "id": f"cell-{i}", "metadata": {}, "outputs": [],
                "execution_count": None, "source": source,
            }
            for i, source in enumerate(cells)
        ],
        "metadata": {
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }  # fmt: skip
