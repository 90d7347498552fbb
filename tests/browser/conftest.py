"""Fixtures of the browser tests: a server and a browser for each file, a notebook for each test.

Playwright keeps an event loop running in this thread as long as its browser lives, and while it
runs, no test can start one of its own.  So it lives for one file and not for the session.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

# pytest's importlib mode leaves sys.path alone; the tests share lab.py and reader.py.
sys.path.insert(0, str(Path(__file__).parent))

from lab import CHROMIUM, FLAGS, Lab, running_lab
from pages import Leaf
from reader import Reader

expect.set_options(timeout=120_000)  # a busy machine is slow, and that is no failure


@pytest.fixture(scope="module")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A real JupyterLab on a free loopback port, once there is a browser to look at it."""
    with running_lab(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    if not Path(CHROMIUM).exists():
        missing = f"the browser tests need {CHROMIUM}: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_notebook(
    lab: Lab, browser: Browser, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Reader]]:
    """Return a function that opens a notebook with the given cells and runs the first."""
    readers: list[Reader] = []

    def open_one(*cells: str, app: str = "doc/tree", run: bool = True) -> Reader:
        name = re.sub(r"\W+", "_", f"{request.node.name}_{len(readers)}")
        reader = Reader(lab, browser, name, list(cells), app)
        readers.append(reader)
        if run:
            reader.run(0)
        return reader

    yield open_one
    for reader in readers:
        reader.close()


@pytest.fixture(scope="module")
def leaf_of(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Leaf]]:
    """Return a function that opens a page with some plots; none may have had an error."""
    leaves: list[Leaf] = []

    def open_one(*plots: Any, **context: Any) -> Leaf:
        leaves.append(Leaf(browser, tmp_path_factory.mktemp("page"), *plots, **context))
        return leaves[-1]

    yield open_one
    for leaf in leaves:
        assert leaf.errors == []
        leaf.close()
