"""A real JupyterLab with a real kernel, and a reader who uses the mouse and the keyboard."""

from __future__ import annotations

import ast
import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from playwright.sync_api import Browser, Locator, Page

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREEN = {"width": 1366, "height": 768}
PATIENCE = 40.0  # seconds: the machine may be busy with the rest of the suite


def until(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Return the first true value of ``condition``, which is asked again until it has one."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    raise AssertionError(f"waited {patience:g} s in vain for: {what}")


def _outputs(file: Path) -> Any:
    """Return the outputs of the first cell, or None while the server is writing the file."""
    try:
        return json.loads(file.read_text())["cells"][0]["outputs"]
    except json.JSONDecodeError:
        return None


class Lab:
    """A running server on a free loopback port."""

    def __init__(self, folder: Path, port: int, token: str) -> None:
        self.folder, self.port, self.token = folder, port, token

    def url(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://127.0.0.1:{self.port}/{path}?token={self.token}"

    def get(self, path: str) -> Any:
        """Return what the server's API answers, or None while it does not answer."""
        try:
            with urllib.request.urlopen(self.url(path), timeout=10) as answer:
                return json.load(answer)
        except OSError:
            return None


@contextmanager
def running_lab(folder: Path) -> Iterator[Lab]:
    """Start JupyterLab in ``folder`` and stop it, with its kernels, at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lab = Lab(folder / "notebooks", port, secrets.token_hex(16))
    lab.folder.mkdir(parents=True)
    _quiet_settings(folder / "settings")
    home = {"HOME": str(folder), "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings")}
    home |= {"JUPYTER_RUNTIME_DIR": str(folder / "runtime"), "JUPYTER_PREFER_ENV_PATH": "1"}
    options = [f"--ServerApp.port={port}", f"--ServerApp.token={lab.token}"]
    options += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={lab.folder}"]
    options += ["--allow-root", "--no-browser", "--ServerApp.port_retries=0"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            env={**os.environ, **home}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            until(lambda: lab.get("api/status"), "JupyterLab to answer")
            yield lab
        finally:
            server.terminate()
            server.wait(timeout=30)


def _quiet_settings(folder: Path) -> None:
    """Switch off what would ask the network or cover the notebook."""
    extension = folder / "@jupyterlab" / "apputils-extension"
    extension.mkdir(parents=True)
    answer = {"fetchNews": "false", "checkForUpdates": False}
    (extension / "notification.jupyterlab-settings").write_text(json.dumps(answer))


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
        box.locator(".cm-content").click()
        self.page.keyboard.press("Shift+Enter")
        until(
            lambda: prompt.inner_text() not in (before, "[*]:", "[ ]:", "[*]", "[ ]"),
            f"cell {cell} to finish",
        )

    def interrupt(self) -> None:
        """Interrupt the kernel, as the stop button does."""
        self._kernel_action("interrupt")

    def restart_kernel(self) -> None:
        """Restart the kernel: all plots lose their other half."""
        self._kernel_action("restart")

    def save(self) -> None:
        """Save the notebook with Ctrl-S and wait until the outputs are in the file."""
        self.page.keyboard.press("Control+s")
        until(lambda: _outputs(self.lab.folder / self.name), "the saved file")

    def _kernel_action(self, action: str) -> None:
        address = self.lab.url(f"api/kernels/{self.kernel_id}/{action}")
        urllib.request.urlopen(urllib.request.Request(address, method="POST"), timeout=30).close()

    def picture(self, index: int = 0) -> Picture:
        """Return a plot's picture once it has its first frame."""
        self.page.wait_for_selector("canvas.picture[data-frame]")
        canvas = self.page.locator("canvas.picture[data-frame]").nth(index)
        canvas.wait_for(state="attached")
        return Picture(self.page, canvas)

    def ask(self, expression: str) -> Any:
        """Return the value of an expression in the kernel, as plain data."""
        reply = self._kernel().execute("", user_expressions={"it": expression}, reply=True)
        answer = reply["content"]["user_expressions"]["it"]
        assert answer["status"] == "ok", f"{expression}: {answer.get('evalue')}"
        return ast.literal_eval(answer["data"]["text/plain"])

    def _kernel(self) -> BlockingKernelClient:
        if self._client is None:
            runtime = self.lab.folder.parent / "runtime"
            self._client = BlockingKernelClient(
                connection_file=str(runtime / f"kernel-{self.kernel_id}.json")
            )
            self._client.load_connection_file()
            self._client.start_channels()
            self._client.wait_for_ready(timeout=PATIENCE)
        return self._client

    def control(self, label: str) -> Locator:
        """Return the box of the control with this label."""
        return self.page.locator(".plot .widget-inline-hbox, .plot .widget-hbox").filter(
            has=self.page.locator(f"label:text-is({json.dumps(label, ensure_ascii=False)})")
        ).last  # fmt: skip

    def press(self, label: str) -> None:
        """Press a button of the plot."""
        self.page.locator(
            f".plot button:text-is({json.dumps(label, ensure_ascii=False)})"
        ).first.click()

    def choose(self, label: str, option: str) -> None:
        """Choose an option of a drop-down list."""
        self.control(label).locator("select").select_option(option)

    def nudge(self, label: str, key: str, times: int = 1) -> None:
        """Press a key on a slider."""
        handle = self.control(label).locator(".noUi-handle").first
        handle.focus()
        for _ in range(times):
            handle.press(key)

    def line(self, index: int = 0) -> str:
        """Return the line of numbers below the picture, or the error."""
        return self.page.locator(".plot-line, .plot-error").nth(index).inner_text()

    def close(self) -> None:
        """Close the page and shut the kernel down."""
        if self._client is not None:
            self._client.stop_channels()
        self.page.close()
        request = urllib.request.Request(
            self.lab.url(f"api/kernels/{self.kernel_id}"), method="DELETE"
        )
        urllib.request.urlopen(request, timeout=30).close()


class Picture:
    """A picture on the screen, with what a hand can do to it."""

    def __init__(self, page: Page, canvas: Locator) -> None:
        self.page, self.canvas = page, canvas

    @property
    def frame(self) -> int:
        """The number of the frame that is on the screen."""
        return int(self.canvas.get_attribute("data-frame") or -1)

    def pixels(self) -> str:
        """Return the picture as text, to tell whether two differ."""
        return str(self.canvas.evaluate("c => c.toDataURL()"))

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
        """Do something, wait for a new frame and return its pixels."""
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
