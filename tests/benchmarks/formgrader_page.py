"""Runs ``grader formgrader`` and opens its page in Chromium; for the evening and for a test."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from grader.base.course import Course

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PATIENCE = 120  # seconds; a wait ends when what is waited for is there


@contextmanager
def formgrader_page(course: Course, assignment: str) -> Iterator[tuple[Page, str]]:
    """Run the command, open the address it prints, and give the page and the site."""
    words = ["formgrader", assignment, "--no-browser", "--course", str(course.root)]
    log = course.work / "formgrader.log"
    with log.open("w") as errors:
        server = subprocess.Popen(
            [sys.executable, "-m", "grader", *words],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert server.stdout is not None
    try:
        address = server.stdout.readline().removeprefix("Formgrader: ").strip()
        found = re.findall(r":(\d+)/", address)
        assert found, f"no address, but {address!r}; {log.read_text()}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_FLAGS)
            page = browser.new_page()
            page.set_default_timeout(_PATIENCE * 1000)
            deadline = time.monotonic() + _PATIENCE
            while not _listens(int(found[0])):
                assert time.monotonic() < deadline, log.read_text()
                page.wait_for_timeout(100)
            page.goto(address)
            yield page, f"http://127.0.0.1:{found[0]}"
            browser.close()
    finally:
        server.terminate()
        server.communicate(timeout=60)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
