"""A real JupyterLab on a port of its own."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 90.0  # seconds: the machine may be busy with the rest of the suite


def until(
    condition: Callable[[], Any], what: str, instead: Callable[[], object] | None = None
) -> Any:
    """Return the first true value of ``condition``, which is asked again until it has one.

    ``instead`` tells what was there when the patience was over.
    """
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    last = f"; there is: {instead()}" if instead else ""
    raise AssertionError(f"waited {PATIENCE:g} s in vain for: {what}{last}")


def content(file: Path) -> Any:
    """Return what is in a JSON file, or None while somebody is writing it."""
    try:
        return json.loads(file.read_text())
    except (OSError, json.JSONDecodeError):
        return None


class Lab:
    """A running server on a free loopback port; the port is known once it runs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.token = folder, secrets.token_hex(16)
        self.port = 0

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

    def send(self, method: str, path: str) -> None:
        """Let the server do something."""
        request = urllib.request.Request(self.url(path), method=method)
        urllib.request.urlopen(request, timeout=PATIENCE).close()


@contextmanager
def running_lab(folder: Path, python: str = sys.executable) -> Iterator[Lab]:
    """Start the JupyterLab of ``python`` in ``folder``; stop it, with its kernels, at the end."""
    lab = Lab(folder / "notebooks")
    lab.folder.mkdir(parents=True)
    _quiet_settings(folder / "settings")
    home = {"HOME": str(folder), "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings")}
    home |= {"JUPYTER_RUNTIME_DIR": str(folder / "runtime"), "JUPYTER_PREFER_ENV_PATH": "1"}
    # The system gives the port: one that is looked for here could be taken until it is used.
    options = ["--ServerApp.port=0", f"--ServerApp.token={lab.token}"]
    options += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={lab.folder}"]
    options += ["--allow-root", "--no-browser"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [python, "-m", "jupyterlab", *options],
            env={**os.environ, **home}, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            about = folder / "runtime" / f"jpserver-{server.pid}.json"
            lab.port = until(lambda: content(about), "JupyterLab to have a port")["port"]
            until(lambda: lab.get("api/status"), "JupyterLab to answer")
            yield lab
        finally:
            stop(server)


def stop(server: subprocess.Popen[bytes], patience: float = 20.0) -> int:
    """End the server and its kernels; return how many signals it took, 0 if all were in vain.

    While a kernel restarts, the first signal is lost: jupyter_client asks a future for its
    exception before it is done, the server's farewell dies of it, and the server runs on. The
    next signal finds the kernel restarted. A farewell takes up to 6 seconds on a busy machine.
    """
    for signals in range(1, 4):
        server.terminate()
        try:
            server.wait(timeout=patience)
            return signals
        except subprocess.TimeoutExpired:
            continue
    server.kill()
    server.wait()
    return 0


def _quiet_settings(folder: Path) -> None:
    """Switch off what would ask the network or cover the notebook."""
    extension = folder / "@jupyterlab" / "apputils-extension"
    extension.mkdir(parents=True)
    answer = {"fetchNews": "false", "checkForUpdates": False}
    (extension / "notification.jupyterlab-settings").write_text(json.dumps(answer))
