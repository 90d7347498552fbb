"""A reader of a notebook in the browser, who uses the mouse and the keyboard.

Between an action and what follows from it lie the browser, the kernel and the browser again. So
nothing here reads the kernel once and compares: ``finds`` waits for the state that is expected.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from lab import PATIENCE, Lab, until
from playwright.sync_api import Browser, Locator, Page

SCREEN = {"width": 1366, "height": 768}


class Reader:
    """Somebody with one notebook open; ``page`` is what is on the screen.

    Without ``cells`` the notebook is there already.  ``script`` runs in the page before all others,
    for what has to be watched from the start.
    """

    def __init__(
        self, lab: Lab, browser: Browser, name: str, cells: list[str], app: str, *, script: str = ""
    ) -> None:
        self.lab, self.name = lab, f"{name}.ipynb"
        if cells:
            (lab.folder / self.name).write_text(json.dumps(_notebook(cells)))
        self.page: Page = browser.new_page(viewport=SCREEN)  # type: ignore[arg-type]
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.add_init_script(script)
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
        self.lab.send("POST", f"api/kernels/{self.kernel_id}/interrupt")

    def restart_kernel(self) -> None:
        """Restart the kernel by the tool bar: all plots lose their other half.

        A request to the server would do it, too, but then the page hears of it only if it has
        reached the new kernel before this says that it starts.
        """
        self.page.get_by_role("button", name="Restart the kernel", exact=True).click()
        self.page.locator(".jp-Dialog button.jp-mod-accept").click()
        self.page.locator(".jp-Dialog").wait_for(state="detached")

    def save(self, done: Callable[[], Any], what: str) -> None:
        """Press Ctrl+S until it has been done: while a save is on its way, JupyterLab drops it."""

        def pressed() -> Any:
            self.page.keyboard.press("Control+s")
            return done()

        until(pressed, what)

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

    def close(self) -> None:
        """Close the page and shut the kernel down."""
        if self._client is not None:
            self._client.stop_channels()
        self.page.close()
        self.lab.send("DELETE", f"api/kernels/{self.kernel_id}")


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
