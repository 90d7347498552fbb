"""Runs ``grader mark`` and opens its page in Chromium; for the tests and for the benchmark."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from grader.base.course import Course

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
PATIENCE = 120_000  # milliseconds; a wait ends when what is waited for is there


@dataclass
class Server:
    """A running server: its process, and the address that it printed."""

    process: subprocess.Popen[str]
    address: str

    @property
    def site(self) -> str:
        """The address without the token."""
        return self.address.partition("/?")[0]

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.site.rpartition(":")[2])

    def memory(self) -> float:
        """Return the resident memory in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    def kill(self) -> None:
        """End it as a power failure does."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.communicate()

    def stop(self) -> None:
        """End it as Ctrl-C does; one that was killed is ended already."""
        self.process.terminate()
        self.process.communicate(timeout=60)


def start(course: Course, assignment: str, port: int = 8890) -> Server:
    """Start the server and wait until it answers."""
    words = ["mark", assignment, "--no-browser", "--course", str(course.root), "--port", str(port)]
    words += ["--db", course.db] if course.db else []
    log = course.work / "marking.log"
    with log.open("a") as errors:
        process = subprocess.Popen([sys.executable, "-m", "grader", *words], text=True,
                                   stdout=subprocess.PIPE, stderr=errors)  # fmt: skip
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Marking: "), f"{line!r}; {log.read_text()}"
    return Server(process, line.removeprefix("Marking: ").strip())


@contextmanager
def serving(course: Course, assignment: str) -> Iterator[Server]:
    """Run the server for a while."""
    server = start(course, assignment)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser for a while."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def sit_down(page: Page, server: Server, name: str) -> None:
    """Open the page and type a name, with keys only, until an answer is there."""
    page.set_default_timeout(PATIENCE)
    page.goto(server.address)
    expect(page.locator("#panel input")).to_be_focused(timeout=PATIENCE)
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator("#where")).to_contain_text("Answer", timeout=PATIENCE)
